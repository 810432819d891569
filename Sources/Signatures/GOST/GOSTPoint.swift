import CNettle
import COpenSSL

/// A point of a GOST curve: a public key; only one that lies on the curve can be made.
///
/// Sendable by hand: the point is never changed after it is made, and nettle only reads it.
@safe final class GOSTPoint: @unchecked Sendable {
    let parameters: GOSTParameters
    private let point: UnsafeMutablePointer<ecc_point>

    /// Takes X and Y, each little-endian.
    ///
    /// - Throws: ``KeyFault/wrongLength``, ``KeyFault/notOnCurve``.
    init(_ parameters: GOSTParameters, xy: [UInt8]) throws(KeyFault) {
        let width = parameters.coordinateBytes
        guard xy.count == 2 * width else { throw .wrongLength }
        let point = UnsafeMutablePointer<ecc_point>.allocate(capacity: 1)
        unsafe nettle_ecc_point_init(point, parameters.curve)
        var x = GOSTNumber(littleEndian: xy[..<width])
        var y = GOSTNumber(littleEndian: xy[width...])
        let isOnCurve = unsafe nettle_ecc_point_set(point, &x.value, &y.value) == 1
        x.clear()
        y.clear()
        guard isOnCurve else {
            unsafe nettle_ecc_point_clear(point)
            unsafe point.deallocate()
            throw .notOnCurve
        }
        self.parameters = parameters
        unsafe self.point = point
    }

    deinit {
        unsafe nettle_ecc_point_clear(point)
        unsafe point.deallocate()
    }

    /// Whether `signature`, r and s little-endian, is this key's over `digest`.
    ///
    /// The digest is taken in its normal order of output, which nettle reads little-endian.
    func verify(digest: [UInt8], signature: [UInt8]) -> Bool {
        let width = parameters.coordinateBytes
        guard signature.count == 2 * width, digest.count == width else { return false }
        var r = GOSTNumber(littleEndian: signature[..<width])
        var s = GOSTNumber(littleEndian: signature[width...])
        defer {
            r.clear()
            s.clear()
        }
        var pair = unsafe dsa_signature(r: r.value, s: s.value)
        return unsafe nettle_gostdsa_verify(point, digest.count, digest, &pair) == 1
    }
}

/// A number of GMP's; whoever makes one clears it.
@safe struct GOSTNumber {
    var value = unsafe __mpz_struct()

    init(littleEndian bytes: ArraySlice<UInt8>) {
        unsafe __gmpz_init(&value)
        unsafe bytes.withUnsafeBytes { buffer in
            // -1: the least significant word first; words of one byte.
            unsafe __gmpz_import(&value, buffer.count, -1, 1, 0, 0, buffer.baseAddress)
        }
    }

    /// An empty one, for a result.
    init() { unsafe __gmpz_init(&value) }

    /// The value little-endian; it must fit into `count` bytes.
    func littleEndian(count: Int) -> [UInt8] {
        var copy = unsafe value
        precondition(unsafe __gmpz_sizeinbase(&copy, 2) <= count * 8)
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe _ = __gmpz_export(&bytes, nil, -1, 1, 0, 0, &copy)
        return bytes
    }

    mutating func clear() { unsafe __gmpz_clear(&value) }

    /// Overwrites the value before its memory is given back: it was a secret.
    mutating func erase() {
        unsafe OPENSSL_cleanse(
            value._mp_d, Int(value._mp_alloc) * MemoryLayout<mp_limb_t>.stride)
        clear()
    }
}
