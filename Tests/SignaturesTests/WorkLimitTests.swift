import ASN1
import Kernel
import Testing

@testable import Signatures

/// What a stranger's file may cost, and whose word does not count.
@Suite struct WorkLimitTests {
    private let pki: TestPKI
    private let now = TestPKI.now

    init() throws { pki = try TestPKI { try SigningKey.generateES256() } }

    /// A message with so many equal time-stamps of its one signature.
    private func message(timeStamps count: Int) throws -> [UInt8] {
        var draft = SignedDataDraft(content: [1, 2, 3], detached: false)
        let signature = try draft.sign(
            with: pki.signerKey, certificate: pki.signer, chain: [pki.issuing.certificate],
            signingTime: now)
        let token = try pki.token(signature)
        let attribute = DER.sequence(
            DER.objectIdentifier(CMSAttribute.timeStamp),
            DER.set(of: [[UInt8]](repeating: token, count: count)))
        let info = try SignerInfo(DER.parse(draft.parts.signers[0], limits: .message))
        draft.parts.signers[0] = DER.sequence(
            info.signedPart, DER.implicit(1, DER.set(of: [attribute])))
        return draft.der
    }

    @Test func `a message has so many time-stamps and no more`() throws {
        let most = pki.verifier().verify(
            try message(timeStamps: SignedData.timeStampsMax), policy: TestPKI.lenient())
        #expect(most.refusals == [])
        #expect(most.signatures.first?.timeStamps.count == SignedData.timeStampsMax)
        let more = pki.verifier().verify(
            try message(timeStamps: SignedData.timeStampsMax + 1), policy: TestPKI.lenient())
        #expect(more.refusals == [.malformed])
        #expect(more.findings.first?.detail == .reason(.structure(.tooManyElements)))
    }

    @Test func `checks of certificates for one message are counted, and none is made twice`() throws
    {
        let checks = SignatureChecks()
        let issuer = pki.issuing.certificate
        let key = try SigningKey.generateES256()
        let many = try (0...SignatureChecks.checksMax).map { number in
            try TestPKI.issue(
                pki.issuing, key, .holder([.individual]),
                CertificateSubject(commonName: "\(number)"))
        }
        for certificate in many.dropLast() {
            #expect(checks.isSigned(certificate, by: issuer))
        }
        // All are spent: what is not known counts as not signed, what is known stays so.
        #expect(!checks.isSigned(try #require(many.last), by: issuer))
        #expect(checks.isSigned(many[0], by: issuer))
        #expect(SignatureChecks().isSigned(try #require(many.last), by: issuer))
    }

    @Test func `a known list with another signature is another list`() throws {
        let checks = SignatureChecks()
        let der = try pki.issuing.makeRevocationList(
            number: 1, entries: [:], thisUpdate: now, nextUpdate: now.adding(seconds: 60))
        #expect(checks.isSigned(try RevocationList(der: der), by: pki.issuing.certificate))
        var other = der
        other[other.count - 1] ^= 1
        #expect(!checks.isSigned(try RevocationList(der: other), by: pki.issuing.certificate))
    }

    @Test func `a list that does not say when the next comes is good for a day`() throws {
        func status(_ age: Int64) throws -> RevocationStatus {
            let list = try RevocationList(
                der: pki.issuing.makeRevocationList(
                    number: 1, entries: [:], thisUpdate: now.adding(seconds: -age),
                    nextUpdate: nil))
            return RevocationChecker(
                evidence: RevocationEvidence(lists: [list]),
                paths: PathBuilder(anchors: pki.anchors), pool: [pki.issuing.certificate]
            ).status(of: pki.signer, issuer: pki.issuing.certificate, at: now)
        }
        #expect(try status(RevocationChecker.listAgeSecondsMax) == .good(.crl))
        #expect(try status(RevocationChecker.listAgeSecondsMax + 1) == .unknown(.stale))
    }

    @Test func `no certificate but an OCSP responder's is free of the question of revocation`()
        throws
    {
        var profile = CertificateProfile.holder([.individual])
        profile.isFreeOfRevocationCheck = true
        let key = try SigningKey.generateES256()
        let holder = try TestPKI.issue(pki.issuing, key, profile, TestPKI.person)
        #expect(!holder.extensions.isFreeOfRevocationCheck)
        var strict = SignaturePolicy(at: now)
        strict.unknownRevocation = .refuse
        let judge = SignerJudge(anchors: pki.anchors, certificates: [pki.issuing.certificate])
        let found = judge.judge(holder, included: [], policy: strict, at: now)
        #expect(found.findings.map(\.code).contains(.revocationUnknown))
        #expect(pki.ocsp.certificate.extensions.isFreeOfRevocationCheck)
    }

    @Test(arguments: ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"] as [ObjectIdentifier])
    func `a key that serves time-stamps or revocation signs no document`(
        _ purpose: ObjectIdentifier
    ) throws {
        var profile = CertificateProfile(keyUsage: [.digitalSignature, .nonRepudiation])
        profile.extendedKeyUsage = [purpose]
        let key = try SigningKey.generateES256()
        let service = try TestPKI.issue(pki.issuing, key, profile, TestPKI.person)
        let judge = SignerJudge(anchors: pki.anchors, certificates: [pki.issuing.certificate])
        let found = judge.judge(service, included: [], policy: TestPKI.lenient(), at: now)
        #expect(found.findings.map(\.code).contains(.keyUsageForbids))
    }

    @Test func `the rounds of all that is encrypted in a key file are counted together`() throws {
        let secret = PKCS12Password("p")
        func contents(_ count: Int, iterations: Int) throws -> [UInt8] {
            let parameters = try PKCS12Parameters(salt: [1], iterations: iterations)
            let cipher = PKCS12Cipher.tripleDES
            let octets = cipher.encrypt(DER.sequence(of: []), parameters, secret)
            let encrypted = DER.sequence(
                DER.integer(0),
                DER.sequence(
                    DER.objectIdentifier(SignedData.dataType),
                    DER.sequence(DER.objectIdentifier(cipher.identifier), parameters.der),
                    DER.element(.context(0), octets)))
            let info = DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.7.6"), DER.explicit(0, encrypted))
            return DER.sequence(of: [[UInt8]](repeating: info, count: count))
        }
        #expect(throws: PKCS12Fault.noKey) {
            try PKCS12(unauthenticated: contents(2, iterations: 100_000), password: "p")
        }
        #expect(throws: PKCS12Fault.tooManyIterations) {
            try PKCS12(unauthenticated: contents(3, iterations: 100_000), password: "p")
        }
    }
}
