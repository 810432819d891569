/// Why bytes are not taken as a certificate, or why none could be issued.
package enum CertificateFault: Error, Hashable, Sendable {
    /// No DER certificate, something behind it, or more than 64 KiB.
    case malformed
    /// The public key is of no kind that is accepted here, or unsound.
    case key(KeyFault)
    /// A subject's field is empty or longer than RFC 5280 appendix A.1 allows.
    case invalidSubject
    /// The end of validity is not after its beginning.
    case invalidValidity
    /// The certificate is not the signing key's, or is no authority's.
    case notTheAuthority
    /// The library failed.
    case library(LibraryFault)
}
