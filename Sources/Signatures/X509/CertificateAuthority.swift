import ASN1
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
    let key: SigningKey

    /// Takes up a stored authority.
    ///
    /// - Throws: ``CertificateFault/notTheAuthority`` when the key is not the certificate's or the
    ///   certificate may not issue.
    package init(certificate: Certificate, key: SigningKey) throws(CertificateFault) {
        guard certificate.publicKey == key.publicKey, certificate.isAuthority else {
            throw .notTheAuthority
        }
        self.certificate = certificate
        self.key = key
    }

    /// Makes a root that certifies itself.
    package init(
        root subject: CertificateSubject, key: SigningKey, from notBefore: Instant,
        to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) {
        var draft = try CertificateDraft(
            subject: subject, key: key.publicKey, from: notBefore, to: notAfter, random: random)
        draft.extensions = CertificateProfile.issuing.encode(
            subjectKey: key.publicKey, issuerKey: key.publicKey)
        try self.init(certificate: draft.sign(with: key), key: key)
    }

    /// Issues a certificate.
    ///
    /// - Parameters:
    ///   - notBefore, notAfter: within this authority's own validity, or no verifier will take it
    ///     at a moment outside; whole seconds.
    ///   - random: gives the 127 bits of the serial number (RFC 5280 section 4.1.2.2).
    package func issue(
        to subject: CertificateSubject, key publicKey: PublicKey, usage: Usage = .signing,
        from notBefore: Instant, to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) -> Certificate {
        try issue(
            to: subject, key: publicKey, profile: usage == .signing ? .signing : .issuing,
            from: notBefore, to: notAfter, random: random)
    }

    /// Issues a certificate with any profile.
    package func issue(
        to subject: CertificateSubject, key publicKey: PublicKey, profile: CertificateProfile,
        from notBefore: Instant, to notAfter: Instant, random: RandomSource
    ) throws(CertificateFault) -> Certificate {
        var draft = try CertificateDraft(
            subject: subject, key: publicKey, from: notBefore, to: notAfter, random: random)
        draft.issuer = certificate.subjectName
        draft.extensions = profile.encode(subjectKey: publicKey, issuerKey: key.publicKey)
        return try draft.sign(with: key)
    }
}
