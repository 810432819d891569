import ASN1
import CNettle
import COpenSSL

/// A hash that a signature, a time-stamp or a certificate's name may use.
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// SHA-256 (FIPS 180-4).
    case sha256
    /// SHA-384.
    case sha384
    /// SHA-512.
    case sha512
    /// Streebog-256 (GOST R 34.11-2012, RFC 6986).
    case streebog256
    /// Streebog-512.
    case streebog512
    /// GOST 34.311-95, that is GOST R 34.11-94 with the test S-box (RFC 5831); only old signatures.
    case gost94
    /// SHA-1: collisions can be bought, so no signature with it is taken. It still names things:
    /// key identifiers, OCSP's certificate identifiers, time-stamp requests of old clients.
    case sha1

    /// How long a digest is, in bytes.
    package var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256, .streebog256, .gost94: 32
        case .sha384: 48
        case .sha512, .streebog512: 64
        }
    }

    /// Whether a signature over it can be trusted.
    package var isStrong: Bool { self != .sha1 }

    /// Its object identifier.
    package var identifier: ObjectIdentifier {
        switch self {
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        case .streebog256: "1.2.398.3.10.1.3.2"
        case .streebog512: "1.2.398.3.10.1.3.3"
        case .gost94: "1.2.398.3.10.1.3.1"
        case .sha1: "1.3.14.3.2.26"
        }
    }

    /// The one with this object identifier; the Russian names of the same hashes are taken too.
    package init?(_ identifier: ObjectIdentifier) {
        switch identifier {
        case "1.2.643.7.1.1.2.2": self = .streebog256
        case "1.2.643.7.1.1.2.3": self = .streebog512
        default:
            guard
                let found = DigestAlgorithm.allCases.first(where: { $0.identifier == identifier })
            else { return nil }
            self = found
        }
    }

    /// The digest of `bytes`.
    package func hash(_ bytes: [UInt8]) -> [UInt8] { hash(bytes[...]) }

    /// The digest of a part of an array.
    package func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .sha256: return SHA256.hash(bytes).bytes
        case .sha384: return unsafe openSSL(EVP_sha384(), bytes)
        case .sha512: return unsafe openSSL(EVP_sha512(), bytes)
        case .sha1: return unsafe openSSL(EVP_sha1(), bytes)
        case .streebog256, .streebog512: return streebog(bytes)
        case .gost94:
            var context = gosthash94_ctx()
            unsafe nettle_gosthash94_init(&context)
            var digest = [UInt8](repeating: 0, count: 32)
            unsafe bytes.withUnsafeBufferPointer {
                unsafe nettle_gosthash94_update(&context, $0.count, $0.baseAddress)
            }
            unsafe nettle_gosthash94_digest(&context, 32, &digest)
            return digest
        }
    }

    /// Both lengths are one function with another beginning (RFC 6986 section 5.1).
    private func streebog(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var context = streebog512_ctx()
        var digest = [UInt8](repeating: 0, count: byteCount)
        if self == .streebog256 {
            unsafe nettle_streebog256_init(&context)
        } else {
            unsafe nettle_streebog512_init(&context)
        }
        unsafe bytes.withUnsafeBufferPointer {
            unsafe nettle_streebog512_update(&context, $0.count, $0.baseAddress)
        }
        if self == .streebog256 {
            unsafe nettle_streebog256_digest(&context, byteCount, &digest)
        } else {
            unsafe nettle_streebog512_digest(&context, byteCount, &digest)
        }
        return digest
    }

    private func openSSL(_ algorithm: OpaquePointer?, _ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            unsafe EVP_Digest(buffer.baseAddress, buffer.count, &digest, nil, algorithm, nil)
        }
        guard outcome == 1 else { preconditionFailure("\(rawValue) is not available") }
        return digest
    }
}
