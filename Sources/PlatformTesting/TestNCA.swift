import ASN1
import Kernel
import Signatures
import Synchronization
import UseCases

/// The certification authority of people in the platform's tests: root, issuing authority, OCSP and
/// lists, all in the process.
package final class TestNCA: Sendable {
    /// A person's key with its certificate.
    package struct Holder: Sendable {
        /// The key.
        package let key: SigningKey
        /// The certificate.
        package let certificate: Certificate

        /// The detached signature of the bytes.
        package func sign(_ content: [UInt8], at now: Instant) throws -> [UInt8] {
            try CMS.signDetached(
                content, certificate: certificate, key: key, signingTime: now)
        }
    }

    /// What the test changes.
    package struct World: Sendable {
        /// Since when which certificates are revoked, by serial number as encoded.
        package var revoked: [[UInt8]: Instant] = [:]
        /// Whether OCSP answers.
        package var isOCSPDown = false
        /// Whether OCSP says that it knows no certificate.
        package var isOCSPIgnorant = false
        /// Whether lists can be had.
        package var areListsDown = false
        /// Whether time-stamps can be had.
        package var isStampDown = false
    }

    private static let ocsp = "http://nca.test/ocsp"
    private static let rootList = "http://nca.test/root.crl"
    private static let list = "http://nca.test/nca.crl"

    private let root: CertificateAuthority
    private let issuing: CertificateAuthority
    private let issuingKey: SigningKey
    private let stamps: TimeStampAuthority
    private let clock: Clock
    private let state = Mutex(World())

    /// An authority whose certificates are valid for ten years around the tests' day.
    package init(clock: Clock) throws {
        self.clock = clock
        let key = try SigningKey.generateES256()
        issuingKey = key
        let (from, end) = (TestPeople.day(2020, 1, 1).start, TestPeople.day(2040, 1, 1).start)
        root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX People root"), key: .generateES256(),
            from: from, to: end, random: .system)
        var profile = CertificateProfile.issuing
        profile.revocationListAddresses = [Self.rootList]
        let certificate = try root.issue(
            to: CertificateSubject(commonName: "SANDBOX People"), key: key.publicKey,
            profile: profile, from: from, to: end, random: .system)
        issuing = try CertificateAuthority(certificate: certificate, key: key)
        let stampKey = try SigningKey.generateES256()
        var stamping = CertificateProfile.timeStamping
        stamping.ocspAddresses = [Self.ocsp]
        stamps = try TimeStampAuthority(
            certificate: try issuing.issue(
                to: CertificateSubject(commonName: "SANDBOX TSA"), key: stampKey.publicKey,
                profile: stamping, from: from, to: end, random: .system),
            key: stampKey, policy: "1.2.398.3.3.2.6.2")
    }

    /// The root's certificate, for judges outside of the process.
    package var rootCertificate: Certificate { root.certificate }

    /// Changes what there is.
    package func change(_ body: (inout World) -> Void) {
        state.withLock { body(&$0) }
    }

    /// Certifies a new key.
    package func issue(
        _ iin: IIN?, bin: BIN? = nil, roles: [CertificateRole] = [.individual],
        usage: Set<KeyUsage>? = nil, from: Instant? = nil, to end: Instant? = nil,
        key: SigningKey? = nil
    ) throws -> Holder {
        let key = try key ?? .generateES256()
        var subject = CertificateSubject(commonName: "ТЕСТОВ ТЕСТ")
        subject.serialNumber = iin.map { "IIN" + $0.digits }
        subject.organization = bin.map { _ in "Body" }
        subject.organizationalUnits = bin.map { ["BIN" + $0.digits] } ?? []
        var profile = CertificateProfile.holder(roles)
        if let usage { profile.keyUsage = usage }
        profile.ocspAddresses = [Self.ocsp]
        profile.revocationListAddresses = [Self.list]
        let now = clock.now()
        let certificate = try issuing.issue(
            to: subject, key: key.publicKey, profile: profile,
            from: from ?? now.adding(seconds: -86_400),
            to: end ?? now.adding(seconds: 365 * 86_400), random: .system)
        return Holder(key: key, certificate: certificate)
    }

    /// Revokes a certificate now.
    package func revoke(_ holder: Holder) {
        let now = clock.now()
        state.withLock { $0.revoked[holder.certificate.serialBytes] = now }
    }

    /// The ports through which the platform asks.
    package var ports: SignaturePorts {
        SignaturePorts(
            anchors: TrustAnchors(authorities: [root.certificate]),
            authorities: [issuing.certificate],
            services: AuthorityServices(
                ocsp: { _, request in try self.answer(request) },
                list: { url in try self.list(url) },
                stamp: { request in try self.stamp(request) }))
    }

    private func answer(_ request: [UInt8]) throws -> [UInt8] {
        let world = state.withLock { $0 }
        guard !world.isOCSPDown else { throw AuthorityServices.Unavailable() }
        let question = try OCSPRequest(der: request)
        let responder = try OCSPResponder(certificate: issuing.certificate, key: issuingKey)
        var answer = OCSPResponse.Answer.good
        if let since = world.revoked[question.identifier.serial] {
            answer = .revoked(since: since, .keyCompromise)
        }
        if world.isOCSPIgnorant { answer = .unknown }
        return try responder.answer(question, answer, now: clock.now(), nextUpdate: nil)
    }

    private func stamp(_ request: [UInt8]) throws -> [UInt8] {
        guard !state.withLock({ $0.isStampDown }) else { throw AuthorityServices.Unavailable() }
        return stamps.answer(request, now: clock.now(), random: .system)
    }

    private func list(_ url: String) throws -> [UInt8] {
        let world = state.withLock { $0 }
        if url == Self.list, world.areListsDown { throw AuthorityServices.Unavailable() }
        let now = clock.now()
        let entries = world.revoked.mapValues {
            RevocationList.Entry(revokedAt: $0, for: .keyCompromise)
        }
        let signer = url == Self.rootList ? root : issuing
        return try signer.makeRevocationList(
            number: 1, entries: url == Self.rootList ? [:] : entries, thisUpdate: now,
            nextUpdate: now.adding(seconds: 3600))
    }
}
