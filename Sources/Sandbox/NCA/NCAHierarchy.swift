import ASN1
import Foundation
import Kernel
import Signatures
import Store

/// Root, issuing authority, OCSP responder and time-stamping authority of one family.
struct NCAHierarchy: Sendable {
    let family: NCAFamily
    let root: CertificateAuthority
    let issuing: CertificateAuthority
    let responder: OCSPResponder
    let stampCertificate: Certificate
    private let stampKey: SigningKey

    /// Reads the hierarchy out of the folder, or makes it there.
    ///
    /// - Parameters:
    ///   - folder: keys lie in it, each in a file of its own that only its owner can open.
    ///   - url: where the authority's services listen.
    init(
        _ family: NCAFamily, folder: String, url: String, now: Instant, random: RandomSource
    ) throws {
        let maker = NCAMaker(family: family, folder: folder, url: url, now: now, random: random)
        self.family = family
        root = try maker.root()
        issuing = try maker.issuing(under: root)
        let ocsp = try maker.service("ocsp", "OCSP", .ocspSigning, under: issuing)
        responder = try OCSPResponder(certificate: ocsp.certificate, key: ocsp.key)
        let stamp = try maker.service("tsa", "TSA", .timeStamping, under: issuing)
        (stampCertificate, stampKey) = (stamp.certificate, stamp.key)
    }

    /// Whether the folder holds one of the family.
    static func exists(_ family: NCAFamily, in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(family.rawValue)-tsa.cer.pem")
    }

    /// The time-stamping authority, under the policy asked for if it is one of the NCA's.
    func stampAuthority(for policy: ObjectIdentifier?) throws -> TimeStampAuthority {
        let known: [ObjectIdentifier] = [
            "1.2.398.3.3.2.6.1", "1.2.398.3.3.2.6.2", "1.2.398.3.3.2.6.3", "1.2.398.3.3.2.6.4",
        ]
        let own = policy.flatMap { known.contains($0) ? $0 : nil } ?? family.stampPolicy
        return try TimeStampAuthority(certificate: stampCertificate, key: stampKey, policy: own)
    }

    /// A token over the bytes.
    func stamp(_ bytes: [UInt8], now: Instant, random: RandomSource) throws -> [UInt8] {
        let digest: DigestAlgorithm = family == .gost ? .streebog512 : .sha256
        let request = TimeStampRequest(
            stamping: bytes, digest: digest, policy: nil, nonce: random.bytes(8))
        let answer = try stampAuthority(for: nil).answer(request.der, now: now, random: random)
        guard case .granted(let token) = try TimeStampResponse(der: answer) else {
            throw AuthorityRefused()
        }
        return token.der
    }

    /// The authority did not stamp.
    struct AuthorityRefused: Error {}
}

/// Makes the members of a hierarchy once and finds them again.
private struct NCAMaker {
    let family: NCAFamily
    let folder: String
    let url: String
    let now: Instant
    let random: RandomSource

    func root() throws -> CertificateAuthority {
        let (key, known) = try member("root")
        if let known { return try CertificateAuthority(certificate: known, key: key) }
        let made = try CertificateAuthority(
            root: name("НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ"), key: key,
            from: now.adding(seconds: -400 * 86_400), to: Day(at: now).adding(years: 100).start,
            random: random)
        try save(made.certificate, "root")
        return made
    }

    func issuing(under root: CertificateAuthority) throws -> CertificateAuthority {
        let (key, known) = try member("nca")
        if let known { return try CertificateAuthority(certificate: known, key: key) }
        var profile = CertificateProfile.issuing
        profile.pathLengthMax = 0
        profile.policies = ["1.2.398.3.3.1.1"]
        profile.revocationListAddresses = ["\(url)/crl/root_\(family.rawValue)_sandbox.crl"]
        profile.issuerAddresses = ["\(url)/cert/root_\(family.rawValue)_sandbox.cer"]
        let certificate = try root.issue(
            to: name("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ"), key: key.publicKey, profile: profile,
            from: now.adding(seconds: -399 * 86_400), to: Day(at: now).adding(years: 99).start,
            random: random)
        try save(certificate, "nca")
        return try CertificateAuthority(certificate: certificate, key: key)
    }

    func service(
        _ file: String, _ title: String, _ profile: CertificateProfile,
        under issuing: CertificateAuthority
    ) throws -> (key: SigningKey, certificate: Certificate) {
        let (key, known) = try member(file)
        if let known { return (key, known) }
        var profile = profile
        if !profile.isFreeOfRevocationCheck {
            profile.ocspAddresses = ["\(url)/ocsp/"]
            profile.revocationListAddresses = ["\(url)/crl/nca_\(family.rawValue)_sandbox.crl"]
        }
        let certificate = try issuing.issue(
            to: name(title), key: key.publicKey, profile: profile,
            from: now.adding(seconds: -398 * 86_400), to: Day(at: now).adding(years: 98).start,
            random: random)
        try save(certificate, file)
        return (key, certificate)
    }

    private func name(_ title: String) -> CertificateSubject {
        CertificateSubject(commonName: "\(title) \(family.mark)", organization: nil)
    }

    private func member(_ name: String) throws -> (SigningKey, Certificate?) {
        let path = "\(folder)/\(family.rawValue)-\(name)"
        guard let data = FileManager.default.contents(atPath: path + ".cer.pem") else {
            if FileManager.default.fileExists(atPath: path + ".key.pem") {
                return (try SigningKey(contentsOfFile: path + ".key.pem"), nil)
            }
            let key = try family.generateKey()
            try key.save(toFile: path + ".key.pem")
            return (key, nil)
        }
        return (
            try SigningKey(contentsOfFile: path + ".key.pem"),
            try Certificate(pem: String(decoding: data, as: UTF8.self))
        )
    }

    private func save(_ certificate: Certificate, _ name: String) throws {
        try Data(certificate.pem.utf8).write(
            to: URL(fileURLWithPath: "\(folder)/\(family.rawValue)-\(name).cer.pem"),
            options: .atomic)
    }
}
