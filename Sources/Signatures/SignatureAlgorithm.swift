/// A signature algorithm that is accepted here, by its name in JOSE (RFC 7518, RFC 8037).
///
/// Each key has exactly one: which algorithm to use is never the token's choice (RFC 8725 3.1).
package enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each.
    case es256 = "ES256"
    /// RSASSA-PKCS1-v1_5 with SHA-256; the signature is as long as the modulus.
    case rs256 = "RS256"
    /// Ed25519 (RFC 8032); the signature has 64 bytes.
    case edDSA = "EdDSA"
    /// GOST 34.10-2015 with Streebog-512, by the name that Kazakh state systems use; the signature
    /// is r and s, 64 bytes each, little-endian.
    case gost2015With512 = "GOST15"
    /// GOST 34.10-2015 with Streebog-256; 32 bytes each. No token has a name for it.
    case gost2015With256 = "GOST3410-2015-256"
    /// GOST 34.310-2004 with GOST 34.311-95; 32 bytes each. Verified, never used to sign.
    case gost2004 = "GOST34310"

    /// The name in a JOSE header.
    package var name: String { rawValue }
}
