/// A signature algorithm of JOSE (RFC 7518 section 3.1, RFC 8037) that is accepted here.
///
/// Each key has exactly one: which algorithm to use is never the token's choice (RFC 8725 3.1).
package enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each.
    case es256 = "ES256"
    /// RSASSA-PKCS1-v1_5 with SHA-256; the signature is as long as the modulus.
    case rs256 = "RS256"
    /// Ed25519 (RFC 8032); the signature has 64 bytes. Verified, never used to sign here.
    case edDSA = "EdDSA"

    /// The name in a JOSE header.
    package var name: String { rawValue }
}
