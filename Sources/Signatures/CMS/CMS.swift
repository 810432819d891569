import Kernel

/// Why a document could not be signed.
package enum CMSFault: Error, Hashable, Sendable {
    /// The certificate's public key is not the signing key's.
    case keyNotOfCertificate
    /// The message to which a signature is to be added cannot be read.
    case malformed
    /// The message to which a signature is to be added has no content, and none was handed over.
    case contentMissing
    /// The library failed.
    case library(LibraryFault)
}

/// Detached signatures in the Cryptographic Message Syntax (RFC 5652), CAdES-BES (ETSI EN 319 122).
package enum CMS {
    /// The largest signature that is looked at, in bytes: 256 KiB.
    package static let bytesMax = 262_144

    /// Signs `content` and gives the DER of a SignedData that does not contain it.
    ///
    /// One signer, the hash of the key's algorithm, the certificate included; signed attributes:
    /// contentType, messageDigest, signingTime and signingCertificateV2 (RFC 5035), which binds the
    /// signature to this very certificate.
    /// - Parameter signingTime: in whole seconds; milliseconds are cut off.
    package static func signDetached(
        _ content: [UInt8], certificate: Certificate, key: any MessageSigner, signingTime: Instant
    ) throws(CMSFault) -> [UInt8] {
        var draft = SignedDataDraft(content: content, detached: true)
        try draft.sign(with: key, certificate: certificate, signingTime: signingTime)
        return draft.der
    }
}
