import ASN1
import Kernel
import Testing

@testable import Signatures

/// Messages of our own: several signers, added signers, time-stamps, revocation, in each algorithm.
@Suite struct SignatureReportTests {
    private let content = Array("Келісім-шарт № 7".utf8)

    static let algorithms: [@Sendable () throws -> SigningKey] = [
        { try SigningKey.generateGOST() }, { try SigningKey.generateGOST(.gost2015With256) },
        { try SigningKey.generateES256() }, { try SigningKey.generateEd25519() },
        { try TestKeys.rs256.get() },
    ]

    @Test(arguments: algorithms.indices)
    func `each algorithm signs, stamps and verifies, attached and detached`(_ index: Int) throws {
        // One RSA key serves all parts: making five takes long.
        let pki = try TestPKI(SignatureReportTests.algorithms[index])
        for detached in [true, false] {
            let message = try pki.sign(content, detached: detached, chained: false)
            var policy = TestPKI.lenient()
            policy.isTimeStampRequired = true
            let report = pki.verifier().verify(
                message, content: detached ? content : nil, policy: policy)
            #expect(report.isValid, "\(report.findings)")
            #expect(report.signatures[0].timeStamps.count == 1)
            for step in 0..<10 {
                var changed = message
                changed[60 + step * (message.count - 70) / 10] ^= 2
                let found = pki.verifier().verify(
                    changed, content: detached ? content : nil, policy: policy)
                #expect(!found.isValid || changed == message, "\(step)")
            }
        }
    }

    @Test func `signers are added one by one, and each is judged for itself`() throws {
        let first = try TestPKI()
        let second = try TestPKI { try SigningKey.generateES256() }
        var draft = try SignedDataDraft(adding: first.sign(content), content: content)
        try draft.sign(
            with: second.signerKey, certificate: second.signer,
            chain: [second.issuing.certificate], signingTime: TestPKI.now)
        let message = draft.der
        let both = SignatureVerifier(
            judge: SignerJudge(
                anchors: TrustAnchors(
                    authorities: [first.root.certificate, second.root.certificate]),
                certificates: [first.issuing.certificate]))
        let report = both.verify(message, content: content, policy: TestPKI.lenient())
        #expect(report.isValid, "\(report.findings)")
        #expect(report.signatures.map(\.signer) == [first.signer, second.signer])
        #expect(report.signatures.map(\.timeStamps.count) == [1, 0])
        // The first signature stays byte for byte.
        let before = try SignedData(first.sign(content))
        #expect(try SignedData(message).parts.signers.count == before.parts.signers.count + 1)
        let one = first.verifier().verify(message, content: content, policy: TestPKI.lenient())
        #expect(one.signatures[0].isValid && !one.signatures[1].isValid && !one.isValid)
        #expect(one.refusals == [.certificateUntrusted])
        #expect(one.findings.first { $0.severity == .refusal }?.signer == 1)
        #expect(throws: CMSFault.contentMissing) {
            try SignedDataDraft(adding: first.sign(content))
        }
        #expect(throws: CMSFault.malformed) { try SignedDataDraft(adding: content) }
    }

    @Test func `an old key for signing in signs no documents`() throws {
        let pki = try TestPKI()
        let key = try SigningKey.generateGOST()
        let profile = CertificateProfile(keyUsage: [.digitalSignature, .keyEncipherment])
        let certificate = try TestPKI.issue(pki.issuing, key, profile, TestPKI.person)
        #expect(certificate.keyProfile == .authentication)
        var draft = SignedDataDraft(content: content, detached: false)
        try draft.sign(with: key, certificate: certificate, signingTime: TestPKI.now)
        var policy = TestPKI.lenient()
        #expect(pki.verifier().verify(draft.der, policy: policy).refusals == [.keyUsageForbids])
        policy.purpose = .authentication
        #expect(pki.verifier().verify(draft.der, policy: policy).isValid)
    }

    @Test func `attributes that are missing, doubled or of another type are found`() throws {
        let pki = try TestPKI()
        let type = CMSAttribute.encode(
            CMSAttribute.contentType, DER.objectIdentifier(SignedData.dataType))
        let digest = CMSAttribute.encode(
            CMSAttribute.messageDigest,
            DER.octetString(DigestAlgorithm.streebog512.hash(content)))
        let time = CMSAttribute.encode(CMSAttribute.signingTime, ASN1Time.encode(TestPKI.now))
        let foreign = CMSAttribute.encode(
            CMSAttribute.contentType, DER.objectIdentifier(TimeStampToken.infoType))
        let cases: [([[UInt8]]?, [FindingCode])] = [
            ([type, digest, time], []), ([digest, time, type], []),
            ([type, digest, digest, time], [.attributesUnsound]),
            ([type, time], [.attributesUnsound]), ([digest, time], [.attributesUnsound]),
            ([foreign, digest, time], [.contentTypeDiffers]),
            (nil, [.signedAttributesMissing]),
        ]
        for (attributes, expected) in cases {
            let message = try make(pki, attributes)
            let report = pki.verifier().verify(
                message, content: content, policy: TestPKI.lenient())
            #expect(report.refusals == expected, "\(report.refusals)")
        }
        let none = SignedDataDraft(content: content, detached: false).der
        #expect(pki.verifier().verify(none, policy: TestPKI.lenient()).refusals == [.noSigner])
    }

    /// A message whose signed attributes are exactly these, in this order.
    private func make(_ pki: TestPKI, _ attributes: [[UInt8]]?) throws -> [UInt8] {
        let set = attributes.map { DER.setAsGiven($0) }
        let scheme = pki.signerKey.scheme
        let hash = DER.sequence(
            DER.objectIdentifier(DigestAlgorithm.streebog512.identifier), DER.null)
        let info = DER.sequence(
            DER.integer(1),
            DER.sequence(
                pki.signer.issuerName.der, DER.element(.integer, pki.signer.serialBytes)), hash,
            set.map { DER.implicit(0, $0) } ?? [], scheme.identifier,
            DER.octetString(try pki.signerKey.signForCertificate(set ?? content)))
        return DER.sequence(
            DER.objectIdentifier(SignedData.signedDataType),
            DER.explicit(
                0,
                DER.sequence(
                    DER.integer(1), DER.set(of: [hash]),
                    DER.sequence(DER.objectIdentifier(SignedData.dataType)),
                    DER.implicit(0, DER.set(of: [pki.signer.der])), DER.set(of: [info]))))
    }

    @Test func `a BER message of indefinite lengths verifies like its DER`() throws {
        let pki = try TestPKI()
        let der = try pki.sign(content, detached: false)
        let outer = try DER.parse(der, limits: .message).children()
        let inner = try outer[1].only()
        // The outermost structures without lengths, the content in two pieces.
        var members = try inner.children().map { Array($0.bytes) }
        let half = content.count / 2
        members[2] =
            [0x30, 0x80] + DER.objectIdentifier(SignedData.dataType) + [0xA0, 0x80, 0x24, 0x80]
            + DER.octetString(Array(content[..<half])) + DER.octetString(Array(content[half...]))
            + [UInt8](repeating: 0, count: 6)
        let body = [0x30, 0x80] + Array(members.joined()) + [0, 0]
        let ber = [0x30, 0x80] + Array(outer[0].bytes) + [0xA0, 0x80] + body + [0, 0, 0, 0]
        let report = pki.verifier().verify(ber, policy: TestPKI.lenient())
        #expect(report.isValid, "\(report.findings)")
        #expect(report.content == content)
        #expect(throws: ASN1Fault.indefiniteLength) {
            try SignedData(strict: ber, limits: .message)
        }
    }
}
