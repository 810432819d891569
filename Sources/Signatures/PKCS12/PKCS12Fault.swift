/// Why a key file is not opened.
package enum PKCS12Fault: Error, Hashable, Sendable {
    /// No PKCS #12 file, or a damaged one.
    case malformed
    /// Above 1 MiB.
    case tooLarge
    /// Another password, or a file that was changed: the two cannot be told apart.
    case wrongPassword
    /// More rounds of the key derivation than ``PKCS12/iterationsMax``: a way to exhaust the server.
    case tooManyIterations
    /// Another protection than the NCA's, for example AES; the name is the object identifier's.
    case unsupported(String)
    /// A key that is not taken.
    case key(KeyFault)
    /// A certificate that is not taken.
    case certificate(CertificateFault)
    /// There is no private key inside.
    case noKey
    /// There is no certificate of the key inside.
    case noCertificate
}
