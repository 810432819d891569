import ASN1
import CNettle
import Kernel
import Signatures

/// nettle's verification of one signature, again and again, without anything around it.
@safe final class RawGOST {
    private let digest: [UInt8]
    private let point: UnsafeMutablePointer<ecc_point>
    private var pair: dsa_signature

    /// Makes a key and a signature and hands them to nettle.
    init() throws {
        let key = try SigningKey.generateGOST()
        digest = DigestAlgorithm.streebog512.hash(Array("raw".utf8))
        guard let signature = key.sign(digest: digest),
            let bits = try DER.parse(key.publicKey.spki, limits: .certificate).children().last
        else { throw SignatureBenchmark.NotValid() }
        let xy = try DER.parse(bits.bitStringBytes(), limits: .certificate).octetString()
        unsafe point = .allocate(capacity: 1)
        unsafe nettle_ecc_point_init(point, nettle_get_gost_gc512a())
        var (x, y) = unsafe (RawGOST.number(xy[..<64]), RawGOST.number(xy[64...]))
        guard unsafe nettle_ecc_point_set(point, &x, &y) == 1 else {
            throw SignatureBenchmark.NotValid()
        }
        unsafe __gmpz_clear(&x)
        unsafe __gmpz_clear(&y)
        unsafe pair = dsa_signature(
            r: RawGOST.number(signature[..<64]), s: RawGOST.number(signature[64...]))
    }

    deinit {
        unsafe __gmpz_clear(&pair.r)
        unsafe __gmpz_clear(&pair.s)
        unsafe nettle_ecc_point_clear(point)
        unsafe point.deallocate()
    }

    /// One verification.
    func verify() throws -> Int {
        guard unsafe nettle_gostdsa_verify(point, digest.count, digest, &pair) == 1 else {
            throw SignatureBenchmark.NotValid()
        }
        return 1
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> __mpz_struct {
        var value = unsafe __mpz_struct()
        unsafe __gmpz_init(&value)
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe __gmpz_import(&value, buffer.count, -1, 1, 0, 0, buffer.baseAddress)
        }
        return unsafe value
    }
}
