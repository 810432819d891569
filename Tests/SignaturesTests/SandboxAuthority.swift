import Kernel

@testable import Signatures

/// A root, a body with its key and certificate, and the days on which they are valid.
struct SandboxAuthority {
    static let from = Instant(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z
    static let to = Instant(seconds: 1_798_761_600)  // 2027-01-01T00:00:00Z
    static let now = Instant(seconds: 1_780_000_000)

    let root: CertificateAuthority
    let bodyKey: SigningKey
    let body: Certificate

    init(name: String = "SANDBOX ROOT", usage: CertificateAuthority.Usage = .signing) throws {
        root = try SandboxAuthority.makeRoot(name)
        bodyKey = try SigningKey.generateES256()
        body = try root.issue(
            to: SandboxAuthority.subject, key: bodyKey.publicKey, usage: usage,
            from: SandboxAuthority.from, to: SandboxAuthority.to, random: .system)
    }

    static let subject = CertificateSubject(
        body: "Көлік комитеті", bin: "600140000017", service: "Driver licence register")

    static func makeRoot(_ name: String) throws -> CertificateAuthority {
        try CertificateAuthority(
            root: CertificateSubject(commonName: name), key: .generateES256(), from: from, to: to,
            random: .system)
    }
}
