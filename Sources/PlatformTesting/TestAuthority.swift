import Kernel
import Signatures

/// The certification authority of the platform's tests, and an impostor with the same names.
package struct TestAuthority: Sendable {
    /// A body's key with its certificate.
    package struct Signer: Sendable {
        /// The key.
        package let key: SigningKey
        /// The certificate for the key.
        package let certificate: Certificate

        /// The detached signature of the bytes at the moment.
        package func sign(_ content: [UInt8], at now: Instant) throws -> [UInt8] {
            try CMS.signDetached(
                content, certificate: certificate, key: key, signingTime: now)
        }
    }

    /// The root that the platform trusts.
    package let root: Certificate
    /// The body that issues identity cards and driving licences.
    package let interior: Signer
    /// The body that issues birth certificates.
    package let justice: Signer
    /// The interior's key under a certificate that ended before the tests' day.
    package let expired: Signer
    /// The interior's name under a root that nobody trusts.
    package let impostor: Signer

    /// One for all tests: making keys takes time.
    package static let shared = Result { try TestAuthority() }

    private init() throws {
        let (trusted, rogue) = (try Self.authority(), try Self.authority())
        root = trusted.certificate
        interior = try Self.signer(TestPeople.interior, by: trusted)
        justice = try Self.signer(TestPeople.justice, by: trusted)
        expired = try Self.signer(
            TestPeople.interior, by: trusted, key: interior.key,
            until: TestPeople.start.adding(seconds: -1))
        impostor = try Self.signer(TestPeople.interior, by: rogue)
    }

    private static func authority() throws -> CertificateAuthority {
        try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX Test root"), key: .generateES256(),
            from: TestPeople.day(2020, 1, 1).start, to: TestPeople.day(2040, 1, 1).start,
            random: .system)
    }

    private static func signer(
        _ body: BIN, by authority: CertificateAuthority, key: SigningKey? = nil,
        until end: Instant = TestPeople.day(2039, 1, 1).start
    ) throws -> Signer {
        let key = try key ?? .generateES256()
        let certificate = try authority.issue(
            to: CertificateSubject(body: "Министрлік", bin: body.digits, service: "Register"),
            key: key.publicKey, from: TestPeople.day(2021, 1, 1).start, to: end, random: .system)
        return Signer(key: key, certificate: certificate)
    }
}
