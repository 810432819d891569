import Kernel
import QyzmetTesting
import Signatures
import Testing

@testable import XMLSignatures

/// A root and one signer of each kind.
struct Signers {
    static let now = Instant(seconds: 1_780_000_000)

    let rsa: XMLSigner
    let ecdsa: XMLSigner

    init() throws {
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX, \"ROOT\""), key: .generateES256(),
            from: Signers.now.adding(seconds: -1000), to: Signers.now.adding(seconds: 1_000_000),
            random: .system)
        rsa = try Signers.make(root, .generateRS256(bits: 2048))
        ecdsa = try Signers.make(root, .generateES256())
    }

    static func make(_ root: CertificateAuthority, _ key: SigningKey) throws -> XMLSigner {
        let certificate = try root.issue(
            to: CertificateSubject(body: "Орган", bin: "600140000017", service: "Қызмет"),
            key: key.publicKey, from: now.adding(seconds: -1000),
            to: now.adding(seconds: 1_000_000), random: .system)
        return try XMLSigner(certificate: certificate, key: key)
    }

    var all: [XMLSigner] { [rsa, ecdsa] }
}

extension String {
    var bytes: [UInt8] { Array(utf8) }

    /// The text with exactly one place changed.
    func changing(_ old: String, _ new: String) throws -> String {
        let parts = components(old)
        try #require(parts.count == 2, "\(old) stands \(parts.count - 1) times")
        return parts[0] + new + parts[1]
    }

    private func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}

func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func vector(_ name: String) throws -> String { try SourceTree.text("Tests/Vectors/" + name) }
