import Kernel

/// What is wrong with a signature; the raw value is its name in answers and in the journal.
///
/// The cases stand in the order in which they are reported. All that are found are reported, except
/// that nothing follows `malformed`.
package enum SignatureFinding: String, CaseIterable, Hashable, Sendable {
    /// No DER SignedData without content, with one signer and the signed attributes we need.
    case malformed
    /// Another hash than SHA-256, or a signature algorithm that does not fit the key.
    case algorithmNotAllowed
    /// The signer's certificate is not included, or its key is of no kind we accept.
    case signerCertificateMissing
    /// The content is not what was signed.
    case contentDigestDiffers
    /// The signature is not the certificate's key's over these attributes.
    case signatureInvalid
    /// The signed attributes name another certificate than the one that verifies.
    case signingCertificateDiffers
    /// No chain of certificates leads to a trusted root.
    case signerUntrusted
    /// A certificate of the chain is not valid yet at the moment of verification.
    case certificateNotYetValid
    /// A certificate of the chain is no longer valid at the moment of verification.
    case certificateExpired
    /// The certificate's key usage does not allow signing documents.
    case keyUsageForbids
    /// The signing time lies after the moment of verification.
    case signedInFuture
    /// The signing time lies before the certificate's validity.
    case signedBeforeCertificate
    /// A sound signature, but not of the one who had to sign.
    case wrongSigner
}

/// A signature in which nothing wrong was found; only ``CMSVerifier`` can make one.
package struct VerifiedSignature: Sendable, Hashable {
    /// The signer's certificate.
    package let signer: Certificate
    /// When it was signed, as the signer says: no time-stamp confirms it.
    package let signingTime: Instant
    /// The moment at which the certificates were judged.
    package let verifiedAt: Instant
    /// SHA-256 of the content that was signed.
    package let contentDigest: SHA256Digest
}

/// The outcome of a verification.
package enum SignatureVerdict: Sendable, Hashable {
    /// Nothing is wrong.
    case verified(VerifiedSignature)
    /// Something is wrong; the signer and the time are claims and may be shown as such only.
    case refused(findings: [SignatureFinding], claimedSigner: Certificate?, claimedTime: Instant?)

    /// The proof of verification, or nil.
    package var verified: VerifiedSignature? {
        guard case .verified(let signature) = self else { return nil }
        return signature
    }

    /// Everything that is wrong; empty when verified.
    package var findings: [SignatureFinding] {
        guard case .refused(let findings, _, _) = self else { return [] }
        return findings
    }
}
