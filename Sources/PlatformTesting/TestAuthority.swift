import Kernel
import Signatures
import UseCases

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

    private let rootKey: SigningKey
    private let authority: CertificateAuthority

    /// One for all tests: making keys takes time.
    package static let shared = Result { try TestAuthority() }

    private init() throws {
        rootKey = try .generateES256()
        let (trusted, rogue) = (try Self.authority(rootKey), try Self.authority(.generateES256()))
        authority = trusted
        root = trusted.certificate
        interior = try Self.signer(TestPeople.interior, by: trusted)
        justice = try Self.signer(TestPeople.justice, by: trusted)
        expired = try Self.signer(
            TestPeople.interior, by: trusted, key: interior.key,
            until: TestPeople.start.adding(seconds: -1))
        impostor = try Self.signer(TestPeople.interior, by: rogue)
    }

    private static func authority(_ key: SigningKey) throws -> CertificateAuthority {
        try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX Test root"), key: key,
            from: TestPeople.day(2020, 1, 1).start, to: TestPeople.day(2040, 1, 1).start,
            random: .system)
    }

    private static func signer(
        _ body: BIN, by authority: CertificateAuthority, key: SigningKey? = nil,
        until end: Instant = TestPeople.day(2039, 1, 1).start
    ) throws -> Signer {
        let key = try key ?? .generateES256()
        var profile = CertificateProfile.signing
        profile.ocspAddresses = ["http://bodies.test/ocsp"]
        profile.revocationListAddresses = ["http://bodies.test/list.crl"]
        let certificate = try authority.issue(
            to: CertificateSubject(body: "Министрлік", bin: body.digits, service: "Register"),
            key: key.publicKey, profile: profile, from: TestPeople.day(2021, 1, 1).start, to: end,
            random: .system)
        return Signer(key: key, certificate: certificate)
    }
}

extension TestAuthority {
    /// What the test changes of the authority's answers.
    package struct Revocation: Sendable {
        /// Since when which certificates are revoked, by serial number as encoded.
        package var since: [[UInt8]: Instant] = [:]
        /// Whether OCSP answers.
        package var isOCSPDown = false
        /// Whether the list can be had.
        package var isListDown = false

        /// Nothing is revoked, all answers.
        package init() {}
    }

    /// The ports through which the platform asks about the bodies' certificates.
    package func ports(
        _ clock: Clock, _ revocation: @escaping @Sendable () -> Revocation
    ) -> SignaturePorts {
        SignaturePorts(
            anchors: TrustAnchors(authorities: [root]), authorities: [],
            services: AuthorityServices(
                ocsp: { _, request in try answer(request, revocation(), clock.now()) },
                list: { _ in try list(revocation(), clock.now()) },
                stamp: { _ in throw AuthorityServices.Unavailable() }))
    }

    private func answer(
        _ request: [UInt8], _ revocation: Revocation, _ now: Instant
    ) throws -> [UInt8] {
        guard !revocation.isOCSPDown else { throw AuthorityServices.Unavailable() }
        let question = try OCSPRequest(der: request)
        let since = revocation.since[question.identifier.serial]
        return try OCSPResponder(certificate: root, key: rootKey).answer(
            question, since.map { .revoked(since: $0, .keyCompromise) } ?? .good, now: now,
            nextUpdate: nil)
    }

    private func list(_ revocation: Revocation, _ now: Instant) throws -> [UInt8] {
        guard !revocation.isListDown else { throw AuthorityServices.Unavailable() }
        return try authority.makeRevocationList(
            number: 1,
            entries: revocation.since.mapValues {
                RevocationList.Entry(revokedAt: $0, for: .keyCompromise)
            }, thisUpdate: now, nextUpdate: now.adding(seconds: 3600))
    }
}
