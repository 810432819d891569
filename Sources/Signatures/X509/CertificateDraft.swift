import ASN1
import Kernel

/// A certificate under construction; never leaves this target unsigned.
struct CertificateDraft {
    var serial: [UInt8]
    var issuer: DistinguishedName
    var subject: DistinguishedName
    var notBefore: Instant
    var notAfter: Instant
    var key: PublicKey
    /// Ready extensions, in their order.
    var extensions: [[UInt8]] = []

    /// A draft that is its own issuer's until another is named.
    ///
    /// The serial number has 127 bits of chance: the top bit keeps it positive, the next one long.
    init(
        subject: CertificateSubject, key: PublicKey, from notBefore: Instant,
        to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) {
        guard notBefore < notAfter else { throw .invalidValidity }
        serial = random.bytes(16)
        serial[0] = serial[0] & 0x7F | 0x40
        self.subject = try subject.name()
        self.issuer = self.subject
        self.key = key
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// SHA-1 of the key's bits (RFC 5280 section 4.2.1.2, method 1): a name, no protection.
    static func keyIdentifier(of key: PublicKey) -> [UInt8] {
        guard let element = try? DER.parse(key.spki, limits: .certificate),
            let bits = try? element.children().last?.bitStringBytes()
        else { preconditionFailure("a key has a SubjectPublicKeyInfo") }
        return DigestAlgorithm.sha1.hash(bits)
    }

    /// Signs and reads the result back as anyone would.
    func sign(with signer: SigningKey) throws(CertificateFault) -> Certificate {
        let algorithm = signer.scheme.identifier
        let body = DER.sequence(
            DER.explicit(0, DER.integer(2)), DER.integer(unsigned: serial), algorithm, issuer.der,
            DER.sequence(ASN1Time.encode(notBefore), ASN1Time.encode(notAfter)), subject.der,
            key.spki, extensions.isEmpty ? [] : DER.explicit(3, DER.sequence(of: extensions)))
        let signature: [UInt8]
        do throws(LibraryFault) {
            signature = try signer.signForCertificate(body)
        } catch { throw .library(error) }
        return try Certificate(der: DER.sequence(body, algorithm, DER.bitString(signature)))
    }
}
