import ASN1
import Kernel
import Testing

@testable import Signatures

/// Chains of certificates: what makes one, what breaks it, and what is never taken half-checked.
@Suite struct PathTests {
    private let pki: TestPKI
    private let now = TestPKI.now

    init() throws { pki = try TestPKI { try SigningKey.generateES256() } }

    private func codes(
        _ leaf: Certificate, pool: [Certificate]? = nil, at instant: Instant? = nil
    ) -> [FindingCode] {
        PathBuilder(anchors: pki.anchors).path(
            of: leaf, pool: pool ?? [pki.issuing.certificate], at: instant ?? now
        ).findings.map(\.code)
    }

    private func draft(_ key: SigningKey) throws -> CertificateDraft {
        var draft = try CertificateDraft(
            subject: TestPKI.person, key: key.publicKey, from: TestPKI.from, to: TestPKI.to,
            random: .system)
        draft.issuer = pki.issuing.certificate.subjectName
        return draft
    }

    @Test func `a chain needs its middle`() {
        #expect(codes(pki.signer) == [])
        #expect(codes(pki.signer, pool: []) == [.certificateUntrusted])
        #expect(codes(pki.issuing.certificate) == [])
        #expect(codes(pki.signer, at: TestPKI.to.adding(seconds: 1)).contains(.certificateExpired))
    }

    @Test func `constraints that are not followed, and unknown critical ones, refuse`() throws {
        let key = try SigningKey.generateES256()
        for (identifier, code) in [
            ("2.5.29.30", FindingCode.constraintNotSupported),
            ("2.5.29.33", .constraintNotSupported), ("2.5.29.36", .constraintNotSupported),
            ("2.5.29.54", .constraintNotSupported), ("1.2.3.4", .criticalExtensionUnknown),
        ] as [(ObjectIdentifier, FindingCode)] {
            var draft = try draft(key)
            draft.extensions = [X509Extension.encode(identifier, critical: true, DER.null)]
            #expect(try codes(draft.sign(with: pki.issuing.key)) == [code], "\(identifier)")
        }
        var free = try draft(key)
        free.extensions = [X509Extension.encode("1.2.3.4", DER.null)]
        #expect(try codes(free.sign(with: pki.issuing.key)) == [])
        var doubled = try draft(key)
        doubled.extensions = Array(repeating: X509Extension.encode("1.2.3.4", DER.null), count: 2)
        #expect(throws: CertificateFault.malformed) { try doubled.sign(with: pki.issuing.key) }
    }

    @Test func `the length of a chain is the authorities' to limit`() throws {
        var profile = CertificateProfile.issuing
        profile.pathLengthMax = 0
        let key = try SigningKey.generateES256()
        let short = try CertificateAuthority(
            certificate: TestPKI.issue(
                pki.root, key, profile, CertificateSubject(commonName: "Short")), key: key)
        let belowKey = try SigningKey.generateES256()
        let below = try CertificateAuthority(
            certificate: TestPKI.issue(
                short, belowKey, .issuing, CertificateSubject(commonName: "Below")),
            key: belowKey)
        let leaf = try TestPKI.issue(below, key, .signing, TestPKI.person)
        let pool = [short.certificate, below.certificate]
        #expect(codes(leaf, pool: pool) == [.pathTooLong])
        #expect(codes(try TestPKI.issue(short, key, .signing, TestPKI.person), pool: pool) == [])
    }

    @Test func `names are compared after normalisation`() throws {
        let names = [
            ["ҰЛТТЫҚ  куәландырушы орталық"], [" ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ "],
        ].map { texts in DistinguishedName(texts.map { .init(.commonName, $0) }) }
        #expect(names[0] == names[1] && names[0].der != names[1].der)
        #expect(names[0].hashValue == names[1].hashValue)
        let two = DistinguishedName([.init(.country, "KZ"), .init(.commonName, "x")])
        let turned = DistinguishedName([.init(.commonName, "x"), .init(.country, "KZ")])
        #expect(two != turned, "the order of the sets counts")
        #expect(
            DistinguishedName([.init(.organization, "x")])
                != DistinguishedName([.init(.commonName, "x")]))
        // Composed and decomposed letters are the same letters.
        #expect(
            DistinguishedName([.init(.commonName, "\u{0439}")])
                == DistinguishedName([.init(.commonName, "\u{0438}\u{0306}")]))
    }

    @Test func `weak signatures on certificates are named`() throws {
        let tool = WeakCertificate(key: try TestKeys.rs256.get(), issuer: pki.root.certificate)
        let found = PathBuilder(anchors: pki.anchors).path(
            of: try tool.certificate(), pool: [], at: now)
        #expect(found.findings.map(\.code) == [.certificateAlgorithmNotAllowed])
        #expect(found.findings.first?.detail == .identifier("1.2.840.113549.1.1.5"))
    }

    @Test func `a search among many false friends ends`() throws {
        let key = try SigningKey.generateES256()
        var pool: [Certificate] = []
        // Authorities that vouch for each other in circles, all of one name.
        let twin = CertificateSubject(commonName: "Twin")
        let authority = try CertificateAuthority(
            root: twin, key: key, from: TestPKI.from, to: TestPKI.to, random: .system)
        for _ in 0..<60 { pool.append(try TestPKI.issue(authority, key, .issuing, twin)) }
        let leaf = try TestPKI.issue(authority, key, .signing, TestPKI.person)
        let start = ContinuousClock.now
        #expect(codes(leaf, pool: pool) == [.certificateUntrusted])
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}

/// A certificate that says SHA-1 with RSA.
private struct WeakCertificate {
    let key: SigningKey
    let issuer: Certificate

    func certificate() throws -> Certificate {
        let algorithm = DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.5"), DER.null)
        let body = DER.sequence(
            DER.integer(1), algorithm, issuer.subjectName.der,
            DER.sequence(ASN1Time.encode(TestPKI.from), ASN1Time.encode(TestPKI.to)),
            try TestPKI.person.name().der, key.publicKey.spki)
        return try Certificate(
            der: DER.sequence(body, algorithm, DER.bitString(try key.sign(body))))
    }
}
