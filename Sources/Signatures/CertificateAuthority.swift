import COpenSSL
import Kernel

/// A certificate with its key that issues certificates; the sandbox's, and one in tests.
package struct CertificateAuthority: Sendable {
    /// What a certificate's key may be used for (RFC 5280 section 4.2.1.3).
    package enum Usage: Sendable, Hashable {
        /// Signs documents: digitalSignature and nonRepudiation; issues nothing.
        case signing
        /// Issues certificates: keyCertSign and cRLSign; signs no documents.
        case issuing
    }

    /// The authority's own certificate.
    package let certificate: Certificate
    private let key: SigningKey

    /// Takes up a stored authority.
    ///
    /// - Throws: ``CertificateFault/notTheAuthority`` when the key is not the certificate's or the
    ///   certificate may not issue.
    package init(certificate: Certificate, key: SigningKey) throws(CertificateFault) {
        guard certificate.publicKey == key.publicKey,
            unsafe X509_check_ca(certificate.object.pointer) == 1
        else { throw .notTheAuthority }
        self.certificate = certificate
        self.key = key
    }

    /// Makes a root that certifies itself.
    package init(
        root subject: CertificateSubject, key: SigningKey, from notBefore: Instant,
        to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) {
        let draft = try CertificateDraft(
            subject: subject, key: key.publicKey, from: notBefore, to: notAfter, random: random)
        try draft.setIssuer(draft.object)
        try draft.addExtensions(usage: .issuing, issuer: draft.object)
        try self.init(certificate: draft.sign(with: key), key: key)
    }

    /// Issues a certificate.
    ///
    /// - Parameters:
    ///   - notBefore, notAfter: within this authority's own validity, or no verifier will take it
    ///     at a moment outside; whole seconds.
    ///   - random: gives the 128 bits of the serial number (RFC 5280 section 4.1.2.2).
    package func issue(
        to subject: CertificateSubject, key publicKey: PublicKey, usage: Usage = .signing,
        from notBefore: Instant, to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) -> Certificate {
        let draft = try CertificateDraft(
            subject: subject, key: publicKey, from: notBefore, to: notAfter, random: random)
        try draft.setIssuer(certificate.object)
        try draft.addExtensions(usage: usage, issuer: certificate.object)
        return try draft.sign(with: key)
    }
}
