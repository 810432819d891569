import ASN1
import COpenSSL
import Kernel

/// A public key for exactly one signature algorithm; only a sound one can be made.
///
/// Usable from many threads: the library's key object is never changed after it is made, counts
/// its references atomically and locks its inner caches; each operation has its own context.
package struct PublicKey: Sendable {
    /// What the key is made of, big-endian and without leading zeros where length is free.
    enum Material: Hashable, Sendable {
        case p256(x: [UInt8], y: [UInt8])
        case rsa(modulus: [UInt8], exponent: [UInt8])
        case ed25519([UInt8])
        /// X and Y, little-endian, one after the other.
        case gost(GOSTParameters, xy: [UInt8])
    }

    /// Who does the arithmetic.
    enum Engine: Sendable {
        case openSSL(LibraryObject, ContextPool)
        case nettle(GOSTPoint)
    }

    let material: Material
    let engine: Engine

    /// The one algorithm of this key.
    package var algorithm: SignatureAlgorithm {
        switch material {
        case .p256: .es256
        case .rsa: .rs256
        case .ed25519: .edDSA
        case .gost(.gost2015With512, _): .gost2015With512
        case .gost(.gost2015With256, _): .gost2015With256
        case .gost(.gost2004, _): .gost2004
        }
    }

    /// Checks the material and builds the library's key; every way to a public key ends here.
    ///
    /// - Throws: ``KeyFault/wrongLength``, ``KeyFault/notOnCurve``, the RSA limits.
    init(_ material: Material) throws(KeyFault) {
        let object: LibraryObject
        self.material = material
        switch material {
        case .p256(let x, let y): object = try makeP256(x: x, y: y)
        case .rsa(let modulus, let exponent):
            try checkRSA(modulus: modulus, exponent: exponent)
            object = try makeRSA(modulus: modulus, exponent: exponent)
        case .ed25519(let bytes): object = try makeEd25519(bytes)
        case .gost(let parameters, let xy):
            engine = .nettle(try GOSTPoint(parameters, xy: xy))
            return
        }
        engine = .openSSL(object, ContextPool { makeVerifyContext(object, material) })
    }

    /// The library's key; nil for a GOST key, which OpenSSL does not know.
    var libraryKey: LibraryObject? {
        guard case .openSSL(let object, _) = engine else { return nil }
        return object
    }
}

extension PublicKey: Hashable {
    /// Equal when the key material is.
    package static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.material == right.material
    }

    /// Hashes the key material.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(material)
    }
}

// MARK: - Building the library's key

private func makeP256(x: [UInt8], y: [UInt8]) throws(KeyFault) -> LibraryObject {
    guard x.count == 32, y.count == 32 else { throw .wrongLength }
    guard let builder = ParameterBuilder() else { throw .library(LibraryFault("P-256 key")) }
    builder.add(OSSL_PKEY_PARAM_GROUP_NAME, text: "P-256")
    builder.add(OSSL_PKEY_PARAM_PUB_KEY, bytes: [4] + x + y)
    guard let key = builder.publicKey(ofType: "EC"), isSound(key) else {
        discardLibraryErrors()
        throw .notOnCurve
    }
    return key
}

private func makeRSA(modulus: [UInt8], exponent: [UInt8]) throws(KeyFault) -> LibraryObject {
    guard let builder = ParameterBuilder() else { throw .library(LibraryFault("RSA key")) }
    builder.add(OSSL_PKEY_PARAM_RSA_N, number: modulus)
    builder.add(OSSL_PKEY_PARAM_RSA_E, number: exponent)
    guard let key = builder.publicKey(ofType: "RSA"), isSound(key) else {
        discardLibraryErrors()
        throw .malformed
    }
    return key
}

private func makeEd25519(_ bytes: [UInt8]) throws(KeyFault) -> LibraryObject {
    guard bytes.count == 32 else { throw .wrongLength }
    guard !generatesSmallGroup(bytes) else { throw .notOnCurve }
    let pointer = unsafe EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
    guard let key = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_free($0) }) else {
        throw .library(LibraryFault("Ed25519 key"))
    }
    return key
}

/// Whether an Ed25519 key is one of the eight points of small order, in any of their encodings.
///
/// Under such a key some signatures verify for every message (RFC 8032 section 8.7 leaves the check
/// to the application). The bit of the sign does not matter.
private func generatesSmallGroup(_ bytes: [UInt8]) -> Bool {
    let ends: [(first: UInt8, middle: UInt8, last: UInt8)] = [
        (0x00, 0x00, 0x00), (0x01, 0x00, 0x00), (0xEC, 0xFF, 0x7F), (0xED, 0xFF, 0x7F),
        (0xEE, 0xFF, 0x7F),
    ]
    let unsigned = Array(bytes.dropLast()) + [bytes[31] & 0x7F]
    let orderEight = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ]
    return orderEight.contains(unsigned.hex)
        || ends.contains { end in
            unsigned[0] == end.first && unsigned[31] == end.last
                && unsigned[1..<31].allSatisfy { $0 == end.middle }
        }
}

/// The library's own check: the point is on the curve, in range and not at infinity; for RSA the
/// rules of NIST SP 800-56B.
///
/// The quick form leaves out the multiplication by the order, which on P-256, whose cofactor is 1,
/// can find nothing more (NIST SP 800-56A section 5.6.2.3.4) and takes as long as a verification.
private func isSound(_ key: LibraryObject) -> Bool {
    let pointer = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    guard let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_CTX_free($0) })
    else { return false }
    return unsafe EVP_PKEY_public_check_quick(context.pointer) == 1
}

private func makeVerifyContext(
    _ key: LibraryObject, _ material: PublicKey.Material
) -> LibraryObject? {
    let pointer = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    guard let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_CTX_free($0) }),
        unsafe EVP_PKEY_verify_init(context.pointer) == 1
    else { return nil }
    if case .rsa = material {
        guard unsafe chooseRS256(context.pointer) else { return nil }
    }
    return context
}

/// RSASSA-PKCS1-v1_5 over a SHA-256 digest, for a context that signs or verifies.
func chooseRS256(_ context: OpaquePointer) -> Bool {
    unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        && EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
}
