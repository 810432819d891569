import CNettle
import COpenSSL
import Kernel

/// A private number of GOST 34.10-2015; overwritten when the last user is gone.
///
/// Sendable by hand: the scalar is never changed after it is made, and nettle only reads it.
@safe final class GOSTPrivateKey: @unchecked Sendable {
    let parameters: GOSTParameters
    private let scalar: GOSTScalar

    /// Takes d, little-endian: a number from 1 to q - 1.
    ///
    /// - Throws: ``KeyFault/unsupported`` for the old family, which signs nothing here;
    ///   ``KeyFault/wrongLength``; ``KeyFault/malformed`` when the number is out of range.
    init(_ parameters: GOSTParameters, littleEndian d: [UInt8]) throws(KeyFault) {
        guard parameters != .gost2004 else { throw .unsupported }
        guard d.count == parameters.coordinateBytes else { throw .wrongLength }
        guard let scalar = GOSTScalar(parameters, littleEndian: d) else { throw .malformed }
        self.parameters = parameters
        self.scalar = scalar
    }

    /// Makes a new one.
    init(generating parameters: GOSTParameters) throws(KeyFault) {
        guard parameters != .gost2004 else { throw .unsupported }
        self.parameters = parameters
        self.scalar = GOSTScalar(random: parameters)
    }

    /// X and Y of the public point, little-endian.
    func publicPoint() -> [UInt8] {
        let point = UnsafeMutablePointer<ecc_point>.allocate(capacity: 1)
        unsafe nettle_ecc_point_init(point, parameters.curve)
        defer {
            unsafe nettle_ecc_point_clear(point)
            unsafe point.deallocate()
        }
        unsafe nettle_ecc_point_mul_g(point, scalar.pointer)
        var (x, y) = (GOSTNumber(), GOSTNumber())
        defer {
            x.clear()
            y.clear()
        }
        unsafe nettle_ecc_point_get(point, &x.value, &y.value)
        let width = parameters.coordinateBytes
        return x.littleEndian(count: width) + y.littleEndian(count: width)
    }

    /// r and s over a digest, little-endian each.
    ///
    /// The nonce is drawn here and not in nettle's own call, so that it and the working memory,
    /// in which it stands, are overwritten before they are given back.
    func sign(digest: [UInt8]) -> [UInt8] {
        precondition(digest.count == parameters.coordinateBytes)
        let curve = unsafe parameters.curve
        let limbs = unsafe Int(nettle_ecc_size(curve))
        let scratch = SecretLimbs(count: unsafe Int(nettle_ecc_gostdsa_sign_itch(curve)))
        let output = SecretLimbs(count: 2 * limbs)
        while true {
            let nonce = GOSTScalar(random: parameters)
            unsafe nettle_ecc_gostdsa_sign(
                curve, scalar.pointer.pointee.p, nonce.pointer.pointee.p, digest.count, digest,
                output.start, output.start + limbs, scratch.start)
            // Chance of 2^-256: the standard asks for another nonce (section 6.1, steps 4 and 5).
            guard output.isNonzero(0..<limbs), output.isNonzero(limbs..<(2 * limbs)) else {
                continue
            }
            return output.littleEndianBytes()
        }
    }

    /// The private number, little-endian; whoever takes it overwrites it.
    func littleEndian() -> [UInt8] {
        var number = GOSTNumber()
        defer { number.erase() }
        unsafe nettle_ecc_scalar_get(scalar.pointer, &number.value)
        return number.littleEndian(count: parameters.coordinateBytes)
    }
}

/// A secret number below the order of a curve.
@safe final class GOSTScalar {
    let pointer: UnsafeMutablePointer<ecc_scalar>

    /// nil when the number is 0, or the order or above.
    init?(_ parameters: GOSTParameters, littleEndian bytes: [UInt8]) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe nettle_ecc_scalar_init(pointer, parameters.curve)
        var number = GOSTNumber(littleEndian: bytes[...])
        defer { number.erase() }
        guard unsafe nettle_ecc_scalar_set(pointer, &number.value) == 1 else { return nil }
    }

    /// One that nobody can guess.
    init(random parameters: GOSTParameters) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe nettle_ecc_scalar_init(pointer, parameters.curve)
        unsafe nettle_ecc_scalar_random(pointer, nil) { _, count, target in
            guard unsafe RAND_priv_bytes(target, Int32(count)) == 1 else {
                preconditionFailure("the random generator failed")
            }
        }
    }

    deinit {
        let limbs = unsafe Int(nettle_ecc_size(pointer.pointee.ecc))
        unsafe OPENSSL_cleanse(pointer.pointee.p, limbs * MemoryLayout<mp_limb_t>.stride)
        unsafe nettle_ecc_scalar_clear(pointer)
        unsafe pointer.deallocate()
    }
}

/// Working memory that is overwritten before it is given back.
@safe private final class SecretLimbs {
    let start: UnsafeMutablePointer<mp_limb_t>
    private let count: Int

    init(count: Int) {
        self.count = count
        unsafe start = .allocate(capacity: count)
        unsafe start.initialize(repeating: 0, count: count)
    }

    deinit {
        unsafe OPENSSL_cleanse(start, count * MemoryLayout<mp_limb_t>.stride)
        unsafe start.deallocate()
    }

    func isNonzero(_ range: Range<Int>) -> Bool {
        var all: mp_limb_t = 0
        for index in range { unsafe all |= start[index] }
        return all != 0
    }

    /// Limbs stand from the least significant on; so do the bytes of the result.
    func littleEndianBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * MemoryLayout<mp_limb_t>.stride)
        for index in 0..<count {
            unsafe withUnsafeBytes(of: start[index].littleEndian) {
                unsafe bytes.append(contentsOf: $0)
            }
        }
        return bytes
    }
}
