/// What is wrong with a signature in XML.
///
/// All that are found are reported; nothing is decided by the first alone.
package enum XMLFinding: Error, Hashable, Sendable {
    /// The bytes are no XML that is read here.
    case unreadable(XMLFault)
    /// There is no signature where this profile has one.
    case signatureMissing
    /// A signature stands elsewhere than as a child of the root (of the Security header in SOAP).
    case signatureMisplaced
    /// More than ``XMLLimits/signaturesMax`` signatures, or more than one in a SOAP envelope.
    case tooManySignatures
    /// A part of the signature is missing, doubled, or not of this profile; `part` is its name.
    case structure(part: String)
    /// An algorithm that is refused; `role` is the element that names it.
    case algorithmRefused(role: String, address: String, AlgorithmRefusal)
    /// A transform, or an order of transforms, that is not of this profile.
    case transformRefused(address: String)
    /// No element, or only the signature itself, has the identifier that is signed.
    case referenceNotFound(reference: String)
    /// Several elements have the identifier that is signed: which one was meant cannot be known.
    case referenceAmbiguous(reference: String)
    /// What is signed is not the whole document (the Body in SOAP), so the rest is anybody's.
    case coverage(reference: String)
    /// The content is not what was signed.
    case digestDiffers(Difference)
    /// The signature value is not the certificate's key's over SignedInfo as it stands.
    case signatureInvalid(Difference?)
    /// No certificate comes with the signature in a form of this profile.
    case certificateMissing
    /// The certificate cannot be read, or its key is of no kind that is accepted.
    case certificateUnreadable
    /// The signature only names its certificate, and none at hand has that name.
    case certificateUnknown(CertificateName)
    /// The certificate's key cannot have made a signature by the named method.
    case keyOfAnotherKind
    /// The SOAP envelope itself is not as it must be; `part` is the element.
    case envelope(part: String)

    /// Its name in answers; never changed once shipped.
    package var code: String {
        switch self {
        case .unreadable: "xmlUnreadable"
        case .signatureMissing: "signatureMissing"
        case .signatureMisplaced: "signatureMisplaced"
        case .tooManySignatures: "tooManySignatures"
        case .structure: "signatureStructure"
        case .algorithmRefused: "algorithmNotAllowed"
        case .transformRefused: "transformNotAllowed"
        case .referenceNotFound: "referenceNotFound"
        case .referenceAmbiguous: "referenceAmbiguous"
        case .coverage: "coverageTooSmall"
        case .digestDiffers: "contentDigestDiffers"
        case .signatureInvalid: "signatureInvalid"
        case .certificateMissing: "signerCertificateMissing"
        case .certificateUnreadable: "signerCertificateUnreadable"
        case .certificateUnknown: "signerCertificateUnknown"
        case .keyOfAnotherKind: "keyOfAnotherKind"
        case .envelope: "envelopeStructure"
        }
    }
}

/// Where canonical bytes differ from those that were signed, as far as that can be told.
package struct Difference: Hashable, Sendable {
    /// What is compared: `Body`, `SignedInfo`, the root element's name.
    package var part: String
    /// The reference as it stands in the signature; empty for the whole document.
    package var reference: String
    /// What was done to the document after it was signed, when undoing it makes the digest right.
    package var cause: Cause?
    /// The first byte that differs from the signed ones after canonicalisation, counted from 0;
    /// known when the cause is, or when the caller gave what was signed.
    package var firstByte: Int?

    /// What commonly happens to signed XML on its way.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// Line breaks and indentation were put between elements.
        case prettyPrinted
        /// Blanks between elements were taken out.
        case compacted
        /// Blanks between elements were replaced by others, as by folding lines.
        case blanksReplaced
        /// Blanks were put around the signature.
        case blanksAroundSignature
        /// Carriage returns were taken out of line ends.
        case carriageReturnsLost
        /// Carriage returns were put into line ends.
        case carriageReturnsAdded
        /// The signer counted comments, which a reference to the same document leaves out.
        case commentsCounted
        /// The signer used another canonical form than the signature names.
        case otherCanonicalForm
    }
}
