import ASN1
import Kernel
import Testing

@testable import Signatures

/// Requests, answers and refusals of a time-stamping authority.
@Suite struct TimeStampTests {
    private let pki: TestPKI
    private let bytes: [UInt8] = [7, 7, 7]

    init() throws { pki = try TestPKI { try SigningKey.generateES256() } }

    private func request(
        _ digest: DigestAlgorithm = .sha256, policy: ObjectIdentifier? = nil
    ) -> TimeStampRequest {
        TimeStampRequest(stamping: bytes, digest: digest, policy: policy, nonce: [0x80, 1])
    }

    private func verify(
        _ token: TimeStampToken, stamped: [UInt8]? = nil, nonce: [UInt8]? = nil,
        at instant: Instant = TestPKI.now
    ) -> [FindingCode] {
        let judge = SignerJudge(anchors: pki.anchors, certificates: [pki.issuing.certificate])
        return TimeStampVerifier(judge: judge).verify(
            token, stamped: stamped ?? bytes, nonce: nonce, policy: TestPKI.lenient(at: instant)
        ).findings.filter { $0.severity == .refusal }.map(\.code)
    }

    @Test func `a stamp says when, of what, and answers its request`() throws {
        let request = request()
        #expect(try TimeStampRequest(der: request.der) == request)
        let now = TestPKI.now.adding(milliseconds: -250)
        let answer = pki.stamps.answer(request.der, now: now, random: .system)
        guard case .granted(let token) = try TimeStampResponse(der: answer) else {
            Issue.record("refused")
            return
        }
        #expect(token.info.time == now)
        #expect(token.info.nonce == request.nonce)
        #expect(token.info.imprint == SHA256.hash(bytes).bytes)
        #expect(verify(token, nonce: request.nonce) == [])
        #expect(verify(token, nonce: [1]) == [.timeStampNonceDiffers])
        #expect(verify(token, stamped: [1]) == [.timeStampImprintDiffers])
        #expect(verify(token, at: now.adding(seconds: -61)) == [.signedInFuture])
    }

    @Test func `what cannot be stamped is refused with its reason`() throws {
        let cases: [([UInt8], TimeStampAuthority.Failure)] = [
            ([], .badDataFormat), ([0x30, 0], .badDataFormat),
            (request(.sha1).der, .badAlgorithm),
            (request(policy: "1.2.3").der, .unacceptedPolicy),
        ]
        for (bytes, failure) in cases {
            let answer = pki.stamps.answer(bytes, now: TestPKI.now, random: .system)
            guard case .refused(2, let found) = try TimeStampResponse(der: answer) else {
                Issue.record("\(failure)")
                continue
            }
            #expect(found == failure.rawValue)
        }
        let accepted = request(policy: TestPKI.policy).der
        let answer = pki.stamps.answer(accepted, now: TestPKI.now, random: .system)
        guard case .granted = try TimeStampResponse(der: answer) else {
            Issue.record("its own policy")
            return
        }
    }

    @Test func `a signer of documents stamps nothing`() throws {
        let wrong = try TimeStampAuthority(
            certificate: pki.signer, key: pki.signerKey, policy: TestPKI.policy)
        let answer = wrong.answer(request().der, now: TestPKI.now, random: .system)
        guard case .granted(let token) = try TimeStampResponse(der: answer) else {
            throw CMSFault.malformed
        }
        #expect(verify(token) == [.timeStampPurposeMissing])
    }

    @Test(arguments: RevocationReason.allCases)
    func `stamps from before a revocation are kept where the key did not become known`(
        _ reason: RevocationReason
    ) throws {
        let now = TestPKI.now
        let token = try TimeStampToken(der: pki.token(bytes))
        let keeps = [.affiliationChanged, .superseded, .cessationOfOperation].contains(reason)
        for (since, isKept) in [(60, keeps), (-60, false)] as [(Int64, Bool)] {
            let entry = RevocationList.Entry(since: now.adding(seconds: since), reason: reason)
            let lists = try [
                (pki.issuing, [pki.stamps.certificate.serialBytes: entry]), (pki.root, [:]),
            ].map { authority, entries in
                try RevocationList(
                    der: authority.makeRevocationList(
                        number: 1, entries: entries, thisUpdate: now.adding(seconds: 90),
                        nextUpdate: now.adding(seconds: 900)))
            }
            let judge = SignerJudge(
                anchors: pki.anchors, certificates: [pki.issuing.certificate],
                evidence: RevocationEvidence(lists: lists))
            let report = TimeStampVerifier(judge: judge).verify(
                token, stamped: bytes, policy: SignaturePolicy(at: now.adding(seconds: 300)))
            let refusals = report.findings.filter { $0.severity == .refusal }.map(\.code)
            #expect(refusals == (isKept ? [] : [.certificateRevoked]), "\(reason) \(since)")
        }
    }
}
