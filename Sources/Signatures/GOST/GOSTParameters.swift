import ASN1
import CNettle

/// Which of the Kazakh GOST algorithms a key is for: curve, hash and object identifiers.
///
/// The curves and the hashes are the Russian ones (GOST R 34.10-2012, RFC 7836; RFC 4357 and
/// RFC 5831 for the old family); the object identifiers are Kazakhstan's own.
package enum GOSTParameters: String, Hashable, Sendable, CaseIterable {
    /// GOST 34.10-2015, 512 bits, with Streebog-512: what the NCA has issued since 2022.
    case gost2015With512
    /// GOST 34.10-2015, 256 bits, with Streebog-256.
    case gost2015With256
    /// GOST 34.310-2004 with GOST 34.311-95: verified, never used to sign.
    case gost2004

    /// How long a coordinate, a private number and half of a signature are, in bytes.
    package var coordinateBytes: Int { self == .gost2015With512 ? 64 : 32 }

    /// How long a signature is, in bytes.
    package var signatureBytes: Int { coordinateBytes * 2 }

    /// The hash that a signature is made over.
    package var digest: DigestAlgorithm {
        switch self {
        case .gost2015With512: .streebog512
        case .gost2015With256: .streebog256
        case .gost2004: .gost94
        }
    }

    /// The object identifier of the key's type.
    package var keyIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015With512: "1.2.398.3.10.1.1.2.2"
        case .gost2015With256: "1.2.398.3.10.1.1.2.1"
        case .gost2004: "1.2.398.3.10.1.1.1.1"
        }
    }

    /// The object identifier of the curve.
    package var curveIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015With512: "1.2.398.3.10.1.1.2.2.1"
        case .gost2015With256: "1.2.398.3.10.1.1.2.1.1"
        case .gost2004: "1.2.398.3.10.1.1.1.1.1"
        }
    }

    /// The object identifier of the hash in the key's parameters.
    package var hashParameterIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015With512: "1.2.398.3.10.1.3.3"
        case .gost2015With256: "1.2.398.3.10.1.3.2"
        case .gost2004: "1.2.398.3.10.1.3.1.1.0"
        }
    }

    /// The object identifier of the signature algorithm.
    package var signatureIdentifier: ObjectIdentifier {
        switch self {
        case .gost2015With512: "1.2.398.3.10.1.1.2.3.2"
        case .gost2015With256: "1.2.398.3.10.1.1.2.3.1"
        case .gost2004: "1.2.398.3.10.1.1.1.2"
        }
    }

    /// nettle's curve: id-tc26-gost-3410-12-512-paramSetA or CryptoPro-A.
    ///
    /// Both have cofactor 1, so
    /// that every point on them generates the whole group.
    var curve: OpaquePointer {
        unsafe self == .gost2015With512
            ? nettle_get_gost_gc512a() : nettle_get_gost_gc256b()
    }
}
