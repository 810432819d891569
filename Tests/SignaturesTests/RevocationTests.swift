import ASN1
import Kernel
import Testing

@testable import Signatures

/// Good, revoked, unknown: by lists, deltas and OCSP, and before and after the moment.
@Suite struct RevocationTests {
    private let pki: TestPKI
    private let now = TestPKI.now
    private let content: [UInt8] = [1, 2, 3]

    init() throws { pki = try TestPKI { try SigningKey.generateES256() } }

    private func list(
        _ entries: [[UInt8]: RevocationList.Entry] = [:], number: Int = 7, base: Int? = nil,
        by authority: CertificateAuthority? = nil, from: Instant? = nil, to: Instant? = nil,
        deltas: [String] = []
    ) throws -> RevocationList {
        try RevocationList(
            der: (authority ?? pki.issuing).makeRevocationList(
                number: number, baseNumber: base, entries: entries, deltaListAddresses: deltas,
                thisUpdate: from ?? now.adding(seconds: -3600),
                nextUpdate: to ?? now.adding(seconds: 3600)))
    }

    private func status(
        _ evidence: RevocationEvidence, at instant: Instant? = nil,
        of certificate: Certificate? = nil
    ) -> RevocationStatus {
        RevocationChecker(
            evidence: evidence, paths: PathBuilder(anchors: pki.anchors),
            pool: [pki.issuing.certificate]
        ).status(of: certificate ?? pki.signer, issuer: pki.issuing.certificate, at: instant ?? now)
    }

    private func entry(_ since: Int64, _ reason: RevocationReason = .keyCompromise)
        -> RevocationList.Entry
    {
        RevocationList.Entry(since: now.adding(seconds: since), reason: reason)
    }

    private var serial: [UInt8] { pki.signer.serialBytes }

    @Test func `a list says good, revoked, or nothing`() throws {
        #expect(status(RevocationEvidence(lists: [try list()])) == .good(.crl))
        let revoked = RevocationEvidence(lists: [try list([serial: entry(-60)])])
        #expect(
            status(revoked)
                == .revoked(since: now.adding(seconds: -60), reason: .keyCompromise, .crl))
        // Revoked after the moment asked about: good then.
        #expect(status(revoked, at: now.adding(seconds: -61)) == .good(.crl))
        let old = try list(to: now.adding(seconds: -1))
        #expect(status(RevocationEvidence(lists: [old])) == .unknown(.stale))
        let foreign = try list(by: pki.root)
        #expect(status(RevocationEvidence(lists: [foreign])) == .unknown(.noEvidence))
        let other = try TestPKI { try SigningKey.generateES256() }
        let forged = try list(by: other.issuing)
        #expect(status(RevocationEvidence(lists: [forged])) == .unknown(.signatureInvalid))
    }

    @Test func `a delta adds to its list and takes away from it`() throws {
        let base = try list([serial: entry(-600, .certificateHold)])
        let delta = try list(
            [serial: entry(-60, .removeFromList)], number: 8, base: 7,
            from: now.adding(seconds: -30))
        #expect(status(RevocationEvidence(lists: [base, delta])) == .good(.crl))
        let clean = try list()
        let added = try list(
            [serial: entry(-60)], number: 8, base: 7, from: now.adding(seconds: -30))
        guard case .revoked = status(RevocationEvidence(lists: [clean, added])) else {
            Issue.record("the delta's entry counts")
            return
        }
        // A delta of a later list does not fit, and one alone says nothing.
        let later = try list([serial: entry(-60)], number: 12, base: 11)
        #expect(status(RevocationEvidence(lists: [clean, later])) == .good(.crl))
        #expect(status(RevocationEvidence(lists: [added])) == .unknown(.noEvidence))
    }

    @Test func `an old list whose authority issues deltas says "good" only with a delta`() throws {
        let limit = RevocationChecker.listAgeSecondsMax
        var profile = CertificateProfile.holder([.individual])
        profile.deltaListAddresses = ["http://nca.test/d.crl"]
        let named = try TestPKI.issue(pki.issuing, pki.signerKey, profile, TestPKI.person)
        let end = now.adding(seconds: 86_400)
        for (age, isKnown) in [(limit, true), (limit + 1, false)] {
            let made = now.adding(seconds: -age)
            let base = try list(from: made, to: end)
            let bare = RevocationEvidence(lists: [base])
            let expected: RevocationStatus = isKnown ? .good(.crl) : .unknown(.stale)
            #expect(status(bare, of: named) == expected)
            // Neither the certificate nor the list names a delta: the list is the whole word.
            #expect(status(bare) == .good(.crl))
            // The list itself may name them.
            let naming = try list(from: made, to: end, deltas: ["http://nca.test/d.crl"])
            #expect(naming.deltaListAddresses == ["http://nca.test/d.crl"])
            #expect(status(RevocationEvidence(lists: [naming])) == expected)
            let delta = try list(number: 8, base: 7, from: now.adding(seconds: -30))
            #expect(status(RevocationEvidence(lists: [base, delta]), of: named) == .good(.crl))
            // An ended or foreign delta is none.
            let ended = try list(number: 8, base: 7, to: now.adding(seconds: -1))
            #expect(status(RevocationEvidence(lists: [base, ended]), of: named) == expected)
        }
        // What an old list says of a revocation stays true.
        let revoked = try list(
            [named.serialBytes: entry(-200_000)], from: now.adding(seconds: -limit * 2), to: end)
        guard case .revoked = status(RevocationEvidence(lists: [revoked]), of: named) else {
            Issue.record("revoked is revoked")
            return
        }
    }

    private func ask(
        _ answer: OCSPResponse.Answer, nonce: [UInt8]? = [1, 2], next: Int64? = 600,
        by responder: OCSPResponder? = nil, about certificate: Certificate? = nil
    ) throws -> RevocationEvidence {
        let identifier = OCSPCertificateID(
            certificate ?? pki.signer, issuer: pki.issuing.certificate, digest: .sha256)
        let request = OCSPRequest(identifier, nonce: nonce)
        #expect(try OCSPRequest(der: request.der) == request)
        let bytes = try (responder ?? pki.ocsp).answer(
            request, answer, now: now, nextUpdate: next.map { now.adding(seconds: $0) })
        let response = try OCSPResponse(der: bytes)
        #expect(response.body?.nonce == nonce)
        return RevocationEvidence(answers: [response])
    }

    @Test func `OCSP says good, revoked, unknown, and "never issued"`() throws {
        #expect(try status(ask(.good)) == .good(.ocsp))
        let since = now.adding(seconds: -5)
        #expect(
            try status(ask(.revoked(since: since, .superseded)))
                == .revoked(since: since, reason: .superseded, .ocsp))
        #expect(try status(ask(.unknown)) == .unknown(.responderDoesNotKnow))
        #expect(
            try status(ask(.revoked(since: Instant(seconds: 0), .certificateHold)))
                == .neverIssued(.ocsp))
        #expect(try status(ask(.good), at: now.adding(seconds: 901)) == .unknown(.stale))
        #expect(try status(ask(.good, next: nil), at: now.adding(seconds: 600)) == .good(.ocsp))
        let busy = try OCSPResponse(der: OCSPResponder.refusal(.tryLater))
        #expect(status(RevocationEvidence(answers: [busy])) == .unknown(.tryLater))
        #expect(try status(ask(.good, about: pki.root.certificate)) == .unknown(.noEvidence))
    }

    @Test(arguments: OCSPResponse.Status.allCases)
    func `an answer inside a refusal is no answer`(_ status: OCSPResponse.Status) throws {
        var bytes = try Vectors.bytes("ncanode/ocsp_response_individual_2015.bin")
        let place = try #require(bytes.firstIndex(of: 0x0a)) + 2
        bytes[place] = UInt8(status.rawValue)
        if status == .successful {
            #expect(try OCSPResponse(der: bytes).body != nil)
        } else {
            #expect(throws: ASN1Fault.unexpectedElement) { try OCSPResponse(der: bytes) }
        }
    }

    @Test func `only whom the authority itself delegated to may answer`() throws {
        let key = try SigningKey.generateES256()
        let wrong = [
            try TestPKI.issue(pki.issuing, key, .signing, TestPKI.person),
            try TestPKI.issue(pki.root, key, .ocspSigning, TestPKI.person),
            try TestPKI.issue(
                pki.issuing, key, .ocspSigning, TestPKI.person, from: TestPKI.from,
                to: now.adding(seconds: -1)),
        ]
        for certificate in wrong {
            let responder = try OCSPResponder(certificate: certificate, key: key)
            #expect(try status(ask(.good, by: responder)) == .unknown(.notAuthorised))
        }
        let own = try OCSPResponder(
            certificate: pki.issuing.certificate, key: pki.issuing.key)
        #expect(try status(ask(.good, by: own)) == .good(.ocsp))
    }

    @Test func `what unknown means is the policy's to say`() throws {
        let message = try pki.sign(content, stamped: false)
        var policy = SignaturePolicy(at: now)
        let bare = pki.verifier()
        #expect(
            Set(bare.verify(message, content: content, policy: policy).refusals) == [
                .revocationUnknown
            ])
        policy.unknownRevocation = .warn
        let warned = bare.verify(message, content: content, policy: policy)
        #expect(warned.isValid && warned.findings.contains { $0.code == .revocationUnknown })
        policy.unknownRevocation = .refuse
        var evidence = try ask(.good)
        evidence.lists = [try list(by: pki.root)]
        let known = pki.verifier(evidence).verify(message, content: content, policy: policy)
        #expect(known.isValid && known.findings.isEmpty, "\(known.findings)")
        #expect(known.signatures[0].revocations == [.good(.ocsp), .good(.crl)])
        evidence.answers = try ask(.revoked(since: now.adding(seconds: -1), .keyCompromise)).answers
        let revoked = pki.verifier(evidence).verify(message, content: content, policy: policy)
        #expect(revoked.refusals == [.certificateRevoked])
    }

    @Test func `a time-stamp from before the revocation keeps the signature`() throws {
        let message = try pki.sign(content)
        var evidence = try ask(.revoked(since: now.adding(seconds: 60), .superseded))
        evidence.lists = [
            try list(by: pki.root), try list(to: now.adding(seconds: 9000)),
        ]
        var policy = SignaturePolicy(at: now.adding(seconds: 300))
        let report = pki.verifier(evidence).verify(message, content: content, policy: policy)
        #expect(report.isValid, "\(report.findings)")
        policy.isTimeStampTrusted = false
        let bare = pki.verifier(evidence).verify(message, content: content, policy: policy)
        #expect(bare.refusals.contains(.certificateRevoked))
    }
}
