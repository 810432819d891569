import ASN1
import Kernel
import Testing

@testable import Signatures

/// Whose word on revocation is believed: of responders, and of separate signers of lists.
@Suite struct RevocationTrustTests {
    private let pki: TestPKI
    private let now = TestPKI.now

    init() throws { pki = try TestPKI { try SigningKey.generateES256() } }

    private func status(
        _ evidence: RevocationEvidence, at instant: Instant? = nil,
        of certificate: Certificate? = nil, pool: [Certificate] = []
    ) -> RevocationStatus {
        RevocationChecker(
            evidence: evidence, paths: PathBuilder(anchors: pki.anchors),
            pool: [pki.issuing.certificate] + pool
        ).status(of: certificate ?? pki.signer, issuer: pki.issuing.certificate, at: instant ?? now)
    }

    private func list(
        _ revoked: [Certificate] = [], by authority: CertificateAuthority, number: Int = 7
    ) throws -> RevocationList {
        let entry = RevocationList.Entry(since: now.adding(seconds: -60), reason: .keyCompromise)
        return try RevocationList(
            der: authority.makeRevocationList(
                number: number,
                entries: Dictionary(uniqueKeysWithValues: revoked.map { ($0.serialBytes, entry) }),
                thisUpdate: now.adding(seconds: -30), nextUpdate: now.adding(seconds: 3600)))
    }

    private func good(
        by responder: OCSPResponder, about certificate: Certificate? = nil, at instant: Instant
    ) throws -> OCSPResponse {
        let identifier = OCSPCertificateID(
            certificate ?? pki.signer, issuer: pki.issuing.certificate, digest: .sha256)
        return try OCSPResponse(
            der: responder.answer(
                OCSPRequest(identifier, nonce: nil), .good, now: instant,
                nextUpdate: instant.adding(seconds: 600)))
    }

    @Test func `a responder without the word "no check" needs the authority's list`() throws {
        var profile = CertificateProfile.ocspSigning
        profile.isFreeOfRevocationCheck = false
        let key = try SigningKey.generateES256()
        let certificate = try TestPKI.issue(
            pki.issuing, key, profile, CertificateSubject(commonName: "OCSP RESPONDER"))
        let answer = try good(
            by: OCSPResponder(certificate: certificate, key: key), at: now)
        #expect(status(RevocationEvidence(answers: [answer])) == .unknown(.notAuthorised))
        let clean = try list(by: pki.issuing)
        #expect(status(RevocationEvidence(lists: [clean], answers: [answer])) == .good(.ocsp))
        // Revoked itself, it says nothing; the list that says so speaks about the holder too.
        let revoked = try list([certificate], by: pki.issuing)
        #expect(status(RevocationEvidence(lists: [revoked], answers: [answer])) == .good(.crl))
        let both = try list([certificate, pki.signer], by: pki.issuing)
        guard case .revoked = status(RevocationEvidence(lists: [both], answers: [answer])) else {
            Issue.record("a revoked responder hid a revocation")
            return
        }
    }

    @Test func `"good" about what had expired already says nothing`() throws {
        let end = now.adding(seconds: -100)
        let expired = try TestPKI.issue(
            pki.issuing, SigningKey.generateES256(), .holder([.individual]), TestPKI.person,
            to: end)
        let before = now.adding(seconds: -200)
        let late = try good(by: pki.ocsp, about: expired, at: now)
        #expect(
            status(RevocationEvidence(answers: [late]), at: before, of: expired)
                == .unknown(.stale))
        let timely = try good(by: pki.ocsp, about: expired, at: end.adding(seconds: -1))
        #expect(
            status(RevocationEvidence(answers: [timely]), at: before, of: expired)
                == .good(.ocsp))
    }

    /// Somebody with the authority's name and another key.
    private func namesake(
        under issuer: CertificateAuthority
    ) throws -> CertificateAuthority {
        let key = try SigningKey.generateES256()
        let certificate = try issuer.issue(
            to: pki.issuing.certificate.subject, key: key.publicKey, usage: .issuing,
            from: TestPKI.from, to: TestPKI.to, random: .system)
        return try CertificateAuthority(certificate: certificate, key: key)
    }

    @Test func `a separate signer of lists is believed while the root has not revoked it`() throws {
        let other = try namesake(under: pki.root)
        let word = try list(by: other)
        let pool = [other.certificate]
        let clean = try list(by: pki.root)
        #expect(status(RevocationEvidence(lists: [word, clean]), pool: pool) == .good(.crl))
        #expect(status(RevocationEvidence(lists: [word]), pool: pool).isDecided == false)
        let revoked = try list([other.certificate], by: pki.root)
        #expect(status(RevocationEvidence(lists: [word, revoked]), pool: pool).isDecided == false)
    }

    @Test func `a revoked signer of lists does not clear itself`() throws {
        // Both have the root's name: the one signs the list that answers for the other.
        let rootKey = try SigningKey.generateES256()
        let rootNamesake = try CertificateAuthority(
            certificate: pki.root.issue(
                to: pki.root.certificate.subject, key: rootKey.publicKey, usage: .issuing,
                from: TestPKI.from, to: TestPKI.to, random: .system), key: rootKey)
        let other = try namesake(under: pki.root)
        let forged = try list(by: rootNamesake, number: 9)
        let word = try list(by: other)
        let revoked = try list([other.certificate, rootNamesake.certificate], by: pki.root)
        #expect(
            status(
                RevocationEvidence(lists: [word, forged, revoked]),
                pool: [other.certificate, rootNamesake.certificate]
            ).isDecided == false)
    }

    @Test func `an authority in between that is revoked vouches for no signer of lists`() throws {
        let key = try SigningKey.generateES256()
        let between = try CertificateAuthority(
            certificate: pki.root.issue(
                to: CertificateSubject(commonName: "АРАЛЫҚ (TEST)"), key: key.publicKey,
                usage: .issuing, from: TestPKI.from, to: TestPKI.to, random: .system), key: key)
        let other = try namesake(under: between)
        let lists = [try list(by: other), try list(by: between)]
        let pool = [other.certificate, between.certificate]
        let clean = try list(by: pki.root)
        let revoked = try list([between.certificate], by: pki.root)
        #expect(status(RevocationEvidence(lists: lists + [clean]), pool: pool) == .good(.crl))
        #expect(status(RevocationEvidence(lists: lists + [revoked]), pool: pool).isDecided == false)
    }

    @Test func `what is remembered of one signature holds for no other`() throws {
        let memory = SignatureMemory()
        let issuing = pki.issuing.certificate
        let other = try TestPKI { try SigningKey.generateES256() }
        let clean = try list(by: pki.issuing)
        for _ in 0..<2 {
            // Each message has checks of its own.
            let checks = SignatureChecks(memory: memory)
            #expect(checks.isSigned(pki.signer, by: issuing))
            #expect(checks.isSigned(clean, by: issuing))
            #expect(!checks.isSigned(pki.signer, by: pki.root.certificate))
            #expect(!checks.isSigned(other.signer, by: issuing))
            #expect(!checks.isSigned(clean, by: other.issuing.certificate))
        }
    }
}
