import Signatures

/// Why XML was not signed.
package enum XMLSigningFault: Error, Hashable, Sendable {
    /// The document is no XML that is read here.
    case unreadable(XMLFault)
    /// The certificate's public key is not the signing key's.
    case keyNotOfCertificate
    /// The key's algorithm signs no XML here.
    case keyOfAnotherKind
    /// The envelope is not as it must be, or is signed already; `part` is the element.
    case envelope(part: String)
    /// No element, or several, have the identifier that is to be signed.
    case noSuchElement
    /// What was signed does not verify when it is read again; it was not handed out.
    case notVerifiable([XMLFinding])
    /// The key did not sign.
    case library(LibraryFault)
}
