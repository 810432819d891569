/// What can be said against a signature, or about what could not be checked; a closed list.
///
/// The raw value is the name on the wire and in the journal and is never changed. The cases stand
/// in the order in which a verification meets them.
package enum FindingCode: String, CaseIterable, Hashable, Sendable {
    // The message.
    /// Not the structure that was expected, or something behind it.
    case malformed
    /// Longer than the limit that has a name.
    case tooLarge
    /// Detached, and no content was handed over.
    case contentMissing
    /// The content is inside, and another one was handed over.
    case contentDiffers
    /// Nobody signed.
    case noSigner
    /// No signed attributes: such a signature can be shown as one of other bytes.
    case signedAttributesMissing
    /// contentType or messageDigest is missing, or an attribute stands twice.
    case attributesUnsound
    /// The signed content type is not the message's.
    case contentTypeDiffers
    /// A hash that is not taken.
    case digestNotAllowed
    /// SHA-1 or older, for which collisions can be bought.
    case digestWeak
    /// A signature algorithm that is not taken.
    case algorithmNotAllowed
    /// A signature algorithm over SHA-1, MD5 or MD2.
    case algorithmWeak
    /// The signature algorithm does not fit the signer's key.
    case algorithmDiffersFromKey
    /// The signer's certificate is not at hand.
    case signerCertificateMissing
    /// The signer's certificate cannot be read.
    case signerCertificateMalformed
    /// The signer's key is weak, on another curve or no point of the curve.
    case signerKeyRefused
    /// The content is not what was signed.
    case contentDigestDiffers
    /// The signature is not the key's over these attributes.
    case signatureInvalid
    /// The signed attributes name another certificate.
    case signingCertificateDiffers
    /// The signer says no time.
    case signingTimeMissing
    /// The signer's time lies after the moment of verification.
    case signedInFuture
    /// The signer's time lies before the certificate's validity.
    case signedBeforeCertificate

    // The place of a signature in XML and PDF.
    /// The signature stands elsewhere than where the format has it.
    case signatureMisplaced
    /// More signatures than are looked at.
    case tooManySignatures
    /// A part of the signature is missing, doubled, or not of the format.
    case signatureStructure
    /// A transform that is not taken.
    case transformNotAllowed
    /// What is signed is not in the document.
    case referenceNotFound
    /// Several parts of the document have the name that is signed.
    case referenceAmbiguous
    /// Only a part of the document is signed.
    case coverageTooSmall
    /// The SOAP envelope is not as it must be.
    case envelopeStructure
    /// The signed ranges of a PDF are not the whole file but for the signature itself.
    case pdfRangesWrong
    /// Another kind of signature in PDF than detached CMS.
    case pdfKindNotAllowed
    /// The PDF goes on behind what was signed.
    case pdfChangedAfterSigning

    // The chain of certificates.
    /// No chain leads to a trusted authority.
    case certificateUntrusted
    /// The issuer's key did not make the certificate's signature.
    case certificateSignatureInvalid
    /// A certificate is signed with an algorithm that is weak or not taken.
    case certificateAlgorithmNotAllowed
    /// A certificate is not valid yet.
    case certificateNotYetValid
    /// A certificate is no longer valid.
    case certificateExpired
    /// A certificate issued another one although its holder is no authority.
    case issuerNotAuthority
    /// More authorities stand below one than it allows.
    case pathTooLong
    /// A critical extension that is not known here.
    case criticalExtensionUnknown
    /// A restriction that is not followed here, such as name constraints: half a check refuses.
    case constraintNotSupported

    // What the signer may do.
    /// The key usage does not allow this.
    case keyUsageForbids
    /// None of the holder's roles may do this.
    case roleNotAllowed
    /// The certificate was not issued under a policy that is accepted here.
    case policyNotAllowed
    /// A sound signature of someone else than was expected.
    case wrongSigner

    // Revocation.
    /// The certificate was revoked before the moment of judgement.
    case certificateRevoked
    /// The authority says that it never issued the certificate.
    case certificateNotIssued
    /// Nobody could say whether the certificate is revoked.
    case revocationUnknown
    /// Revocation was not asked about.
    case revocationNotChecked

    // The time-stamp.
    /// A time-stamp is required and there is none.
    case timeStampMissing
    /// The time-stamp cannot be read.
    case timeStampMalformed
    /// The service refused to stamp.
    case timeStampRefused
    /// The time-stamp is one of other bytes.
    case timeStampImprintDiffers
    /// The time-stamp answers another request.
    case timeStampNonceDiffers
    /// The time-stamp was made under a policy that is not accepted here.
    case timeStampPolicyNotAllowed
    /// The certificate is none of a time-stamping authority.
    case timeStampPurposeMissing
    /// The signature of the time-stamp is not its authority's.
    case timeStampSignatureInvalid
}
