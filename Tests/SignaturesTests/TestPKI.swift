import ASN1
import Kernel

@testable import Signatures

/// A small authority of one algorithm: root, issuing authority, signer, OCSP, time-stamps.
struct TestPKI: Sendable {
    static let from = SandboxAuthority.from
    static let to = SandboxAuthority.to
    static let now = SandboxAuthority.now
    static let policy: ObjectIdentifier = "1.2.398.3.3.2.6.4"

    let root: CertificateAuthority
    let issuing: CertificateAuthority
    let signerKey: SigningKey
    let signer: Certificate
    let ocsp: OCSPResponder
    let stamps: TimeStampAuthority

    init(_ makeKey: () throws -> SigningKey = { try SigningKey.generateGOST() }) throws {
        let rootKey = try makeKey()
        root = try CertificateAuthority(
            root: CertificateSubject(commonName: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (TEST)"),
            key: rootKey, from: TestPKI.from, to: TestPKI.to, random: .system)
        let issuingKey = try makeKey()
        let issuingCertificate = try root.issue(
            to: CertificateSubject(commonName: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (TEST)"),
            key: issuingKey.publicKey, usage: .issuing, from: TestPKI.from, to: TestPKI.to,
            random: .system)
        issuing = try CertificateAuthority(certificate: issuingCertificate, key: issuingKey)
        signerKey = try makeKey()
        signer = try TestPKI.issue(
            issuing, signerKey, .holder([.organization, .firstHead]), TestPKI.person)
        let ocspKey = try makeKey()
        ocsp = try OCSPResponder(
            certificate: TestPKI.issue(
                issuing, ocspKey, .ocspSigning, CertificateSubject(commonName: "OCSP RESPONDER")),
            key: ocspKey)
        let stampKey = try makeKey()
        stamps = try TimeStampAuthority(
            certificate: TestPKI.issue(
                issuing, stampKey, .timeStamping, CertificateSubject(commonName: "TSA")),
            key: stampKey, policy: TestPKI.policy)
    }

    static let person: CertificateSubject = {
        var subject = CertificateSubject(
            surname: "ТЕСТОВ", givenName: "ТЕСТ", patronymic: "ТЕСТОВИЧ", iin: "600101100019")
        subject.organization = "АО \"ТЕСТ\""
        subject.organizationalUnits = ["BIN600140000017"]
        return subject
    }()

    static func issue(
        _ authority: CertificateAuthority, _ key: SigningKey, _ profile: CertificateProfile,
        _ subject: CertificateSubject, from: Instant = TestPKI.from, to: Instant = TestPKI.to
    ) throws -> Certificate {
        try authority.issue(
            to: subject, key: key.publicKey, profile: profile, from: from, to: to, random: .system)
    }

    var anchors: TrustAnchors { TrustAnchors(authorities: [root.certificate]) }

    func verifier(_ evidence: RevocationEvidence = RevocationEvidence()) -> SignatureVerifier {
        SignatureVerifier(
            judge: SignerJudge(
                anchors: anchors, certificates: [issuing.certificate], evidence: evidence))
    }

    /// Judges all but revocation.
    static func lenient(at instant: Instant = TestPKI.now) -> SignaturePolicy {
        var policy = SignaturePolicy(at: instant)
        policy.unknownRevocation = .notChecked
        return policy
    }

    /// A signature with a time-stamp, in the NCA's form.
    func sign(
        _ content: [UInt8], detached: Bool = true, stamped: Bool = true, chained: Bool = true
    ) throws -> [UInt8] {
        var draft = SignedDataDraft(content: content, detached: detached)
        let signature = try draft.sign(
            with: signerKey, certificate: signer, chain: chained ? [issuing.certificate] : [],
            signingTime: TestPKI.now)
        if stamped { try draft.attach(timeStamp: token(signature)) }
        return draft.der
    }

    /// A time-stamp of these bytes.
    func token(_ bytes: [UInt8], at now: Instant = TestPKI.now) throws -> [UInt8] {
        let request = TimeStampRequest(
            stamping: bytes, digest: signerKey.scheme.messageDigest, policy: nil,
            nonce: RandomSource.system.bytes(8))
        let answer = stamps.answer(request.der, now: now, random: .system)
        guard case .granted(let token) = try TimeStampResponse(der: answer) else {
            throw CMSFault.malformed
        }
        return token.der
    }
}

extension SignatureReport {
    /// What is refused, by code.
    var refusals: [FindingCode] {
        findings.filter { $0.severity == .refusal }.map(\.code)
    }
}
