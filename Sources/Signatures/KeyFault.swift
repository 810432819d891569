/// Why a text, a file or a set is not taken as a key.
package enum KeyFault: Error, Hashable, Sendable {
    /// Not the format that was asked for, or more than it.
    case malformed
    /// Another key type, curve or algorithm than ES256, RS256 and EdDSA use.
    case unsupported
    /// A coordinate of the wrong length (RFC 7518 section 6.2.1.2).
    case wrongLength
    /// Coordinates that no point of the curve has.
    case notOnCurve
    /// An RSA modulus below 2048 bits.
    case modulusTooShort
    /// An RSA modulus above 4096 bits: verification would be a way to exhaust the server.
    case modulusTooLong
    /// An RSA exponent that is even, below 65537 or 2^33 and above.
    case exponentNotAllowed
    /// An RSA modulus with the mark of a generator whose keys can be factored (CVE-2017-15361).
    case weakModulus
    /// A private key where a public one is asked for: whoever sent it must replace it.
    case privateMembers
    /// `use`, `key_ops` or `alg` says that the key is not for these signatures.
    case notForSignatures
    /// Two keys of a set have the same `kid`, or a key among several has none.
    case ambiguousKeyIdentifier
    /// No such file, or one that cannot be read or written; the number is `errno`.
    case file(path: String, errno: Int32)
    /// The file is no regular file.
    case notRegularFile(path: String)
    /// Group or others may read or write the private key's file; `chmod 600` mends it.
    case fileOpenToOthers(path: String, mode: UInt32)
    /// The library failed on sound input.
    case library(LibraryFault)
}
