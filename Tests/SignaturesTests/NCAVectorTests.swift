import ASN1
import Kernel
import Testing

@testable import Signatures

/// The NCA's published test data at their instants, and what a changed byte does to them.
@Suite struct NCAVectorTests {
    private let root: Certificate
    private let issuing: Certificate
    private let stampAuthority: Certificate

    /// 2026-07-20, the day on which the samples were signed, an hour later.
    private let signedDay = Instant(seconds: 1_784_542_086)
    /// Within the validity of the published lists.
    private let listDay = Instant(seconds: 1_746_100_000)

    init() throws {
        root = try Certificate(der: Vectors.bytes("nca-gost/root_test_gost_2022.cer"))
        issuing = try Certificate(der: Vectors.bytes("nca-gost/nca_gost2022_test.cer"))
        let sample = try SignedData(Vectors.bytes("nca-gost/individual_attached.der"))
        let token = try TimeStampToken(der: #require(sample.signers.first?.timeStamps.first))
        stampAuthority = try #require(token.data.certificates.first)
        #expect(
            stampAuthority.fingerprint.hex == "6e0717ab5e4e71b2fbb5f203d35a7550"
                + "45eea2bd75c1c47cd05591575df2736f")
    }

    /// Trusts the test root, and the time-stamping authority itself: the samples were stamped by the
    /// production service, whose issuer's certificate is not among the published test data.
    private func verifier() -> SignatureVerifier {
        SignatureVerifier(
            judge: SignerJudge(
                anchors: TrustAnchors(authorities: [root], pinned: [stampAuthority]),
                certificates: [issuing]))
    }

    private func policy(at instant: Instant? = nil) -> SignaturePolicy {
        var policy = TestPKI.lenient(at: instant ?? signedDay)
        policy.isTimeStampRequired = true
        policy.timeStampPolicies = ["1.2.398.3.3.2.6.4"]
        policy.roles = [.individual]
        policy.certificatePolicies = ["1.2.398.3.3.2"]
        return policy
    }

    @Test func `the attached sample verifies in every part`() throws {
        let report = verifier().verify(
            try Vectors.bytes("nca-gost/individual_attached.der"), policy: policy())
        #expect(report.isValid, "\(report.findings)")
        #expect(report.content == (try Vectors.bytes("nca-gost/individual_document.txt")))
        let signature = try #require(report.signatures.first)
        let signer = try #require(signature.signer)
        #expect(signer.subject.iin == "123456789011")
        #expect(signer.subject.surname == "ТЕСТОВ")
        #expect(signer.subject.patronymic == "ТЕСТОВИЧ")
        #expect(signer.roles == [.individual])
        #expect(signer.keyProfile == .universal2024)
        #expect(signer.extensions.keyStores == ["1.2.398.3.3.5.1.1"])
        #expect(signer.extensions.ocspAddresses == ["http://test.pki.gov.kz/ocsp/"])
        #expect(signer.extensions.revocationListAddresses.count == 1)
        #expect(signer.extensions.deltaListAddresses.count == 1)
        #expect(signature.path?.certificates == [signer, issuing, root])
        #expect(signature.scheme == .gost(.gost2015With512))
        #expect(signature.signingTime == Instant(seconds: 1_784_538_486))
        let stamp = try #require(signature.timeStamps.first)
        #expect(stamp.info.policy == "1.2.398.3.3.2.6.4")
        #expect(stamp.info.digest == .streebog512)
        #expect(signature.judgedAt == stamp.info.time)
        // Of the signer's chain; the pinned authority's has nobody to ask.
        #expect(report.findings.map(\.code) == [.revocationNotChecked])
        let published = try Vectors.base64("nca-gost/individual_signer.cer")
        #expect(published == signer.der)
    }

    @Test func `the detached sample needs its document, and no other`() throws {
        let message = try Vectors.bytes("nca-gost/individual_detached.der")
        let document = try Vectors.bytes("nca-gost/individual_document.txt")
        #expect(verifier().verify(message, content: document, policy: policy()).isValid)
        #expect(verifier().verify(message, policy: policy()).refusals == [.contentMissing])
        let other = verifier().verify(message, content: document + [10], policy: policy())
        #expect(other.refusals == [.contentDigestDiffers])
        let attached = try Vectors.bytes("nca-gost/individual_attached.der")
        let twice = verifier().verify(attached, content: document + [10], policy: policy())
        #expect(twice.refusals == [.contentDiffers])
    }

    @Test func `one changed byte is found for what it is`() throws {
        let attached = try Vectors.bytes("nca-gost/individual_attached.der")
        let cases: [(offset: Int, FindingCode)] = [
            (0, .malformed), (9, .malformed), (64, .contentDigestDiffers),
            (350, .certificateSignatureInvalid), (1110, .certificateSignatureInvalid),
            (1350, .signerCertificateMissing), (1425, .signatureInvalid),
            (1470, .signingCertificateDiffers), (1520, .contentDigestDiffers),
            (1600, .signatureInvalid), (1650, .timeStampImprintDiffers),
            (attached.count - 20, .timeStampSignatureInvalid),
        ]
        for (offset, code) in cases {
            var changed = attached
            changed[offset] ^= 1
            let report = verifier().verify(changed, policy: policy())
            #expect(!report.isValid)
            #expect(report.refusals.contains(code), "\(offset): \(report.refusals)")
        }
        let detached = try Vectors.bytes("nca-gost/individual_detached.der")
        let document = try Vectors.bytes("nca-gost/individual_document.txt")
        let others: [(offset: Int, FindingCode)] = [
            (0, .malformed), (350, .certificateSignatureInvalid),
            (902, .signerCertificateMalformed), (1100, .certificateSignatureInvalid),
            (1260, .signerCertificateMissing), (1313, .contentTypeDiffers),
            (1335, .signatureInvalid), (1380, .signingCertificateDiffers),
            (1450, .contentDigestDiffers), (1550, .signatureInvalid),
            (detached.count - 20, .timeStampSignatureInvalid),
        ]
        for (offset, code) in others {
            var changed = detached
            changed[offset] ^= 1
            let report = verifier().verify(changed, content: document, policy: policy())
            #expect(!report.isValid)
            #expect(report.refusals.contains(code), "\(offset): \(report.refusals)")
        }
    }

    @Test func `roles, policies, moments and unknown revocation are judged as the policy says`()
        throws
    {
        let message = try Vectors.bytes("nca-gost/individual_attached.der")
        var strict = policy()
        strict.roles = [.firstHead]
        #expect(verifier().verify(message, policy: strict).refusals == [.roleNotAllowed])
        strict = policy()
        strict.certificatePolicies = ["1.2.398.3.3.2.1"]
        #expect(verifier().verify(message, policy: strict).refusals == [.policyNotAllowed])
        strict = policy()
        strict.timeStampPolicies = ["1.2.398.3.3.2.6.1"]
        #expect(
            verifier().verify(message, policy: strict).refusals.contains(.timeStampPolicyNotAllowed)
        )
        strict = policy()
        strict.unknownRevocation = .refuse
        let unknown = verifier().verify(message, policy: strict)
        #expect(Set(unknown.refusals) == [.revocationUnknown])
        strict.unknownRevocation = .warn
        #expect(verifier().verify(message, policy: strict).isValid)
        // Long after: the time-stamp keeps the signature good; without trust in it, it has expired.
        let later = Instant(seconds: 1_830_000_000)
        #expect(verifier().verify(message, policy: policy(at: later)).isValid)
        var now = policy(at: later)
        now.isTimeStampTrusted = false
        #expect(verifier().verify(message, policy: now).refusals == [.certificateExpired])
        let earlier = verifier().verify(
            message, policy: policy(at: Instant(seconds: 1_784_000_000)))
        #expect(earlier.refusals.contains(.signedInFuture))
        let nobody = SignatureVerifier(judge: SignerJudge(anchors: TrustAnchors(authorities: [])))
        #expect(nobody.verify(message, policy: policy()).refusals.contains(.certificateUntrusted))
    }

    @Test func `every finding has its words, its rule and its place`() throws {
        var strict = policy()
        strict.roles = [.firstHead]
        let report = verifier().verify(
            try Vectors.bytes("nca-gost/individual_attached.der"), policy: strict)
        let finding = try #require(report.findings.first { $0.code == .roleNotAllowed })
        #expect(finding.signer == 0)
        guard case .certificate(0, let name, _) = finding.subject else {
            Issue.record("place")
            return
        }
        #expect(name.contains("CN=ТЕСТОВ ТЕСТ"))
        for code in FindingCode.allCases {
            let texts = [code.text.kk, code.text.ru, code.text.en]
            #expect(texts.allSatisfy { $0.hasSuffix(".") && $0.count > 12 }, "\(code)")
            #expect(Set(texts).count == 3)
            #expect(!code.rule.isEmpty)
        }
        #expect(Set(FindingCode.allCases.map(\.text.en)).count == FindingCode.allCases.count)
    }

    @Test func `the old sample of 2018 verifies when its certificates are pinned`() throws {
        let message = try Vectors.base64("nca-gost/legacy_2004_cms.txt")
        let data = try SignedData(message)
        let token = try TimeStampToken(der: #require(data.signers.first?.timeStamps.first))
        let pinned = data.certificates + token.data.certificates
        let judge = SignerJudge(anchors: TrustAnchors(authorities: [], pinned: pinned))
        let day = Instant(seconds: 1_545_400_000)
        let report = SignatureVerifier(judge: judge).verify(
            message, policy: TestPKI.lenient(at: day))
        #expect(report.refusals == [], "\(report.findings)")
        #expect(report.signatures.first?.scheme == .gost(.gost2004))
        let content = String(decoding: report.content ?? [], as: UTF8.self)
        #expect(content.hasPrefix("Testovaya podpis!"))
        for (offset, code) in [
            // The content; the signer's certificate: IIN, signature; whose it is by serial number.
            (60, FindingCode.contentDigestDiffers), (375, .signingCertificateDiffers),
            (1160, .certificateUntrusted), (1320, .signerCertificateMissing),
            // The signed attributes: time, digest, certificate; the signature; the time-stamp.
            (1398, .signatureInvalid), (1430, .contentDigestDiffers),
            (1490, .signingCertificateDiffers), (1540, .signatureInvalid),
            (1560, .timeStampImprintDiffers), (message.count - 9, .timeStampSignatureInvalid),
        ] {
            var changed = message
            changed[offset] ^= 1
            let found = SignatureVerifier(judge: judge).verify(
                changed, policy: TestPKI.lenient(at: day))
            #expect(found.refusals.contains(code), "\(offset): \(found.refusals)")
        }
        let strict = SignatureVerifier(
            judge: SignerJudge(anchors: TrustAnchors(authorities: [root])))
        #expect(
            strict.verify(message, policy: TestPKI.lenient(at: day)).refusals
                .contains(.certificateUntrusted))
    }

    // MARK: - Revocation

    private func signer(_ name: String) throws -> Certificate {
        let file = try PKCS12(
            Vectors.bytes("nca-gost/p12/\(name).p12"), password: "Qwerty12")
        return try #require(file.entries.first).certificate
    }

    @Test func `the published list and its delta answer for their days`() throws {
        let list = try RevocationList(der: Vectors.bytes("nca-gost/nca_gost2022_test.crl"))
        let delta = try RevocationList(der: Vectors.bytes("nca-gost/nca_gost2022_d_test.crl"))
        #expect(list.isSigned(by: issuing.publicKey) && delta.isSigned(by: issuing.publicKey))
        #expect(delta.completes(list) && !list.completes(delta))
        #expect(list.entries.count > 10)
        let signer = try signer("information-system")
        let paths = PathBuilder(anchors: TrustAnchors(authorities: [root]))
        let checker = RevocationChecker(
            evidence: RevocationEvidence(lists: [delta, list]), paths: paths, pool: [issuing])
        // Both sample keys of October 2024 really were revoked on the day they were made; before that moment it was good.
        let revoked = try self.signer("ceo")
        let since = Instant(seconds: 1_730_202_353)
        #expect(
            checker.status(of: revoked, issuer: issuing, at: listDay)
                == .revoked(since: since, reason: .unspecified, .crl))
        #expect(
            checker.status(of: revoked, issuer: issuing, at: since.adding(seconds: -1))
                == .good(.crl))
        // Lists drop certificates that have expired: this one says nothing of them.
        #expect(
            try checker.status(of: self.signer("individual"), issuer: issuing, at: listDay)
                == .unknown(.stale))
        let later = Instant(seconds: 1_765_000_000)
        #expect(checker.status(of: signer, issuer: issuing, at: later) == .unknown(.stale))
        let none = RevocationChecker(evidence: RevocationEvidence(), paths: paths, pool: [])
        #expect(none.status(of: signer, issuer: issuing, at: listDay) == .unknown(.noEvidence))
        let other = RevocationChecker(
            evidence: RevocationEvidence(lists: [delta]), paths: paths, pool: [])
        #expect(other.status(of: signer, issuer: issuing, at: listDay) == .unknown(.noEvidence))
    }

    @Test func `the published OCSP answer is the authority's, and says "never issued"`() throws {
        let bytes = try Vectors.bytes("ncanode/ocsp_response_individual_2015.bin")
        let body = try #require(try OCSPResponse(der: bytes).body)
        let responder = try #require(OCSPAuthority.responder(of: body, issuer: issuing))
        #expect(responder.subject.commonName == "OCSP RESPONDER")
        #expect(body.isSigned(by: responder.publicKey))
        #expect(body.nonce?.count == 8 && body.definesExtendedRevocation)
        let single = try #require(body.singles.first)
        #expect(single.answer == .revoked(since: Instant(seconds: 0), .certificateHold))
        #expect(single.identifier.digest == .sha256)
    }

    @Test func `the published time-stamp is sound but for its SHA-1`() throws {
        let bytes = try Vectors.bytes("ncanode/tsp_response.bin")
        guard case .granted(let token) = try TimeStampResponse(der: bytes) else {
            Issue.record("refused")
            return
        }
        let authority = try #require(token.data.certificates.first)
        let judge = SignerJudge(anchors: TrustAnchors(authorities: [], pinned: [authority]))
        let day = token.info.time.adding(seconds: 60)
        let report = TimeStampVerifier(judge: judge).verify(
            token, stamped: [], policy: TestPKI.lenient(at: day))
        // What was stamped was never published; all else is right, and SHA-1 is not taken.
        #expect(report.findings.map(\.code) == [.digestWeak, .timeStampImprintDiffers])
    }

    // MARK: - Key files

    @Test(arguments: [
        ("individual", [CertificateRole.individual]),
        ("ceo", [.organization, .firstHead]), ("right-to-sign", [.organization, .rightToSign]),
        ("information-system", [.organization]),
    ])
    func `official key files open, sign, and the result verifies`(
        _ name: String, _ roles: [CertificateRole]
    ) throws {
        let bytes = try Vectors.bytes("nca-gost/p12/\(name).p12")
        let entry = try #require(try PKCS12(bytes, password: "Qwerty12").entries.first)
        #expect(entry.certificate.roles == roles)
        #expect(entry.alias == entry.certificate.extensions.subjectKeyIdentifier?.hex)
        #expect(entry.certificate.isInformationSystem == (name == "information-system"))
        let instant = entry.certificate.notBefore.adding(seconds: 86_400)
        var draft = SignedDataDraft(content: [1, 2, 3], detached: false)
        try draft.sign(with: entry.key, certificate: entry.certificate, signingTime: instant)
        let report = verifier().verify(draft.der, policy: TestPKI.lenient(at: instant))
        #expect(report.isValid, "\(report.findings)")
        #expect(throws: PKCS12Fault.wrongPassword) { try PKCS12(bytes, password: "qwerty12") }
        #expect(throws: PKCS12Fault.wrongPassword) { try PKCS12(bytes, password: "") }
        for step in 0..<10 {
            var changed = bytes
            changed[30 + step * (bytes.count - 40) / 10] ^= 1
            #expect(throws: PKCS12Fault.self) { try PKCS12(changed, password: "Qwerty12") }
        }
    }
}
