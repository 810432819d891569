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
        /// Whether the first address of OCSP says: try later.
        package var isOCSPBusy = false
        /// How old OCSP's answers without a nonce are, in seconds; nil when it repeats nonces.
        package var noncelessAge: Int64?
        /// How old the complete list is, in seconds: what was revoked since is in the delta alone.
        package var listAge: Int64 = 0
        /// Whether the delta can be had.
        package var isDeltaDown = false
    }

    private static let ocsp = "http://nca.test/ocsp"
    private static let ocspSecond = "http://second.nca.test/ocsp"
    private static let delta = "http://nca.test/nca_d.crl"
    private static let rootList = "http://nca.test/root.crl"
    private static let list = "http://nca.test/nca.crl"

    private let root: CertificateAuthority
    private let issuing: CertificateAuthority
    private let issuingKey: SigningKey
    private let stamps: TimeStampAuthority
    private let clock: Clock
    private let state = Mutex(World())
    /// The root's list is signed once, as an authority does, until the day moves on.
    private let rootLists = Mutex<[Instant: [UInt8]]>([:])

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
        stamping.revocationListAddresses = [Self.list]
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
        profile.ocspAddresses = [Self.ocsp, Self.ocspSecond]
        profile.revocationListAddresses = [Self.list]
        profile.deltaListAddresses = [Self.delta]
        let now = clock.now()
        let certificate = try issuing.issue(
            to: subject, key: key.publicKey, profile: profile,
            from: from ?? now.adding(seconds: -86_400),
            to: end ?? now.adding(seconds: 365 * 86_400), random: .system)
        return Holder(key: key, certificate: certificate)
    }

    /// Revokes a certificate now.
    package func revoke(_ holder: Holder) { revoke(holder.certificate) }

    /// Revokes a certificate now.
    package func revoke(_ certificate: Certificate) {
        let now = clock.now()
        state.withLock { $0.revoked[certificate.serialBytes] = now }
    }

    /// The certificate with which time is stamped.
    package var stampCertificate: Certificate { stamps.certificate }

    /// The holder's detached signature of the bytes with a time-stamp of now.
    package func signStamped(_ content: [UInt8], by holder: Holder) throws -> [UInt8] {
        var draft = SignedDataDraft(content: content, detached: true)
        let signature = try draft.sign(
            with: holder.key, certificate: holder.certificate, signingTime: clock.now())
        let request = TimeStampRequest(
            stamping: signature, digest: holder.key.scheme.messageDigest, policy: nil,
            nonce: RandomSource.system.bytes(8))
        guard case .granted(let token) = try TimeStampResponse(der: stamp(request.der)) else {
            throw AuthorityServices.Unavailable()
        }
        try draft.attach(timeStamp: token.der)
        return draft.der
    }

    /// The ports through which the platform asks.
    package var ports: SignaturePorts {
        SignaturePorts(
            anchors: TrustAnchors(authorities: [root.certificate]),
            authorities: [issuing.certificate],
            services: AuthorityServices(
                ocsp: { url, request in try self.answer(request, at: url) },
                list: { url in try self.list(url) },
                stamp: { request in try self.stamp(request) }))
    }

    private func answer(_ request: [UInt8], at url: String) throws -> [UInt8] {
        let world = state.withLock { $0 }
        guard !world.isOCSPDown else { throw AuthorityServices.Unavailable() }
        if world.isOCSPBusy, url == Self.ocsp { return OCSPResponder.refusal(.tryLater) }
        var question = try OCSPRequest(der: request)
        let responder = try OCSPResponder(certificate: issuing.certificate, key: issuingKey)
        var answer = OCSPResponse.Answer.good
        if let since = world.revoked[question.identifier.serial] {
            answer = .revoked(since: since, .keyCompromise)
        }
        if world.isOCSPIgnorant { answer = .unknown }
        var made = clock.now()
        if let age = world.noncelessAge {
            question = OCSPRequest(question.identifier, nonce: nil)
            made = made.adding(seconds: -age)
            // What was revoked since was good then.
            if let since = world.revoked[question.identifier.serial], since > made {
                answer = .good
            }
        }
        return try responder.answer(question, answer, now: made, nextUpdate: nil)
    }

    private func stamp(_ request: [UInt8]) throws -> [UInt8] {
        guard !state.withLock({ $0.isStampDown }) else { throw AuthorityServices.Unavailable() }
        return stamps.answer(request, now: clock.now(), random: .system)
    }

    private func list(_ url: String) throws -> [UInt8] {
        let world = state.withLock { $0 }
        if url != Self.rootList, world.areListsDown { throw AuthorityServices.Unavailable() }
        if url == Self.delta, world.isDeltaDown { throw AuthorityServices.Unavailable() }
        let now = clock.now()
        let end = now.adding(seconds: 3600)
        if url == Self.rootList {
            if let made = rootLists.withLock({ $0[now] }) { return made }
            let made = try root.makeRevocationList(
                number: 1, entries: [:], thisUpdate: now, nextUpdate: end)
            rootLists.withLock { $0[now] = made }
            return made
        }
        let made = now.adding(seconds: -world.listAge)
        let isDelta = url == Self.delta
        let entries = world.revoked.filter { isDelta || $0.value <= made }.mapValues {
            RevocationList.Entry(revokedAt: $0, for: .keyCompromise)
        }
        return try issuing.makeRevocationList(
            number: isDelta ? 2 : 1, baseNumber: isDelta ? 1 : nil, entries: entries,
            thisUpdate: isDelta ? now : made, nextUpdate: end)
    }
}
