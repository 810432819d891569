import ASN1
import Kernel

/// An X.509 certificate (RFC 5280) as it was received; that it parses says nothing of trust.
///
/// It never changes; what passes it on passes a reference, and not a copy of all its members.
package final class Certificate: Sendable {
    /// The DER bytes as received or issued.
    package let der: [UInt8]
    /// The bytes that the issuer signed.
    package let signedBytes: [UInt8]
    /// Whom it names.
    package let subject: CertificateSubject
    /// Who issued it, by name.
    package let issuer: CertificateSubject
    /// The subject's name, for comparing.
    package let subjectName: DistinguishedName
    /// The issuer's name, for comparing.
    package let issuerName: DistinguishedName
    /// The serial number as encoded, two's complement.
    package let serialBytes: [UInt8]
    /// The first moment of validity.
    package let notBefore: Instant
    /// The last second of validity, still valid itself.
    package let notAfter: Instant
    /// The subject's public key.
    package let publicKey: PublicKey
    /// The SubjectPublicKeyInfo as received.
    package let spki: [UInt8]
    /// What the extensions say.
    package let extensions: CertificateExtensions
    /// The version: 1, 2 or 3.
    package let version: Int
    /// The issuer's signature.
    package let signature: [UInt8]
    /// How it was signed; the fault when that is nothing we accept.
    package let scheme: Result<SignatureScheme, SignatureScheme.Fault>

    /// Reads DER: one certificate, nothing behind it, 64 KiB at most, with a key we can use.
    ///
    /// - Throws: ``CertificateFault/malformed``, or ``CertificateFault/key(_:)`` for a weak or
    ///   unsound key.
    package init(der: [UInt8]) throws(CertificateFault) {
        let fields: CertificateFields
        do throws(ASN1Fault) {
            fields = try CertificateFields(DER.parse(der, limits: .certificate))
        } catch { throw .malformed }
        do throws(KeyFault) {
            publicKey = try PublicKey(spki: fields.spki)
        } catch { throw .key(error) }
        self.der = der
        signedBytes = fields.signedBytes
        subjectName = fields.subject
        issuerName = fields.issuer
        subject = CertificateSubject(fields.subject)
        issuer = CertificateSubject(fields.issuer)
        serialBytes = fields.serial
        notBefore = fields.notBefore
        notAfter = fields.notAfter
        spki = fields.spki
        extensions = fields.extensions
        version = fields.version
        signature = fields.signature
        scheme = fields.scheme
    }

    /// Reads one PEM block `CERTIFICATE` (RFC 7468 section 5).
    package convenience init(pem: String) throws(CertificateFault) {
        guard let der = PEM.decode(pem, label: "CERTIFICATE") else { throw .malformed }
        try self.init(der: der)
    }

    /// The serial number, hexadecimal, as the issuer gave it; a sign's zeros left away.
    package var serial: String {
        serialBytes.count > 1 && serialBytes[0] == 0
            ? Array(serialBytes.dropFirst()).hex : serialBytes.hex
    }

    /// The PEM block `CERTIFICATE`.
    package var pem: String { PEM.encode(der, label: "CERTIFICATE") }

    /// SHA-256 of the DER bytes, by which a certificate is named in logs and settings.
    package var fingerprint: SHA256Digest { SHA256.hash(der) }

    /// Whether `instant` lies within the validity, both ends included (RFC 5280 section 4.1.2.5).
    package func isValid(at instant: Instant) -> Bool {
        notBefore <= instant && instant < notAfter.adding(seconds: 1)
    }

    /// Whether subject and issuer are the same name.
    package var isSelfIssued: Bool { subjectName == issuerName }

    /// Whether the subject may issue certificates (RFC 5280 section 6.1.4, k and n).
    package var isAuthority: Bool {
        extensions.basicConstraints?.isAuthority == true
            && extensions.keyUsage.map { $0.contains(.keyCertSign) } ?? true
    }

    /// What the NCA says the holder may act as.
    package var roles: [CertificateRole] {
        CertificateRole.roles(of: extensions.extendedKeyUsage ?? [])
    }

    /// Which of the NCA's combinations of key usage it has.
    package var keyProfile: KeyProfile { KeyProfile(extensions.keyUsage ?? []) }

    /// Whether it is a registered information system's: the body's role, an object identifier in
    /// `UID`, no person.
    package var isInformationSystem: Bool {
        roles.contains { $0 == .organization || $0 == .organizationSystem }
            && subject.systemIdentifier != nil && subject.iin == nil
    }

    /// Whether this certificate's signature is by that key.
    package func isSigned(by key: PublicKey) -> Bool {
        guard case .success(let scheme) = scheme else { return false }
        return key.verify(signedBytes, signature: signature, scheme: scheme)
    }
}

extension Certificate: Hashable {
    /// Equal when every byte is.
    package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Hashes the issuer's signature, which is over all the other bytes.
    package func hash(into hasher: inout Hasher) {
        unsafe signature.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

/// The members of a certificate (RFC 5280 section 4.1), before the key is built.
private struct CertificateFields {
    let signedBytes: [UInt8]
    var version = 1
    let serial: [UInt8]
    let issuer: DistinguishedName
    let subject: DistinguishedName
    let notBefore: Instant
    let notAfter: Instant
    let spki: [UInt8]
    var extensions = CertificateExtensions()
    let signature: [UInt8]
    let scheme: Result<SignatureScheme, SignatureScheme.Fault>

    init(_ certificate: ASN1Element) throws(ASN1Fault) {
        var outer = try certificate.members(.sequence)
        let body = try outer.next(.sequence)
        let algorithm = try outer.next(.sequence)
        signature = try outer.next(.bitString).bitStringBytes()
        try outer.end()
        signedBytes = Array(body.bytes)
        scheme = Result { () throws(SignatureScheme.Fault) in try SignatureScheme(algorithm) }
        var members = try body.members()
        if let tagged = try members.nextIf(.contextConstructed(0)) {
            version = try tagged.only().integer() + 1
        }
        guard (1...3).contains(version) else { throw .unexpectedValue }
        serial = try members.next().integerBytes()
        guard serial.count <= 33 else { throw .integerTooLong }
        // What is signed must name the algorithm that stands outside (RFC 5280 section 4.1.1.2).
        guard try members.next(.sequence).bytes == algorithm.bytes else { throw .unexpectedValue }
        issuer = try DistinguishedName(members.next())
        var validity = try members.next().members(.sequence)
        notBefore = try validity.next().time()
        notAfter = try validity.next().time()
        try validity.end()
        subject = try DistinguishedName(members.next())
        spki = Array(try members.next(.sequence).bytes)
        _ = try members.nextIf(.context(1))
        _ = try members.nextIf(.context(2))
        if let tagged = try members.nextIf(.contextConstructed(3)) {
            guard version == 3 else { throw .unexpectedValue }
            extensions = try CertificateExtensions(tagged.only())
        }
        try members.end()
    }
}
