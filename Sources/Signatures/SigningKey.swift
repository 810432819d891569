import COpenSSL
import Kernel

/// A private key with the one algorithm of its public half; its secret never leaves except to its
/// file.
///
/// Usable from many threads for the reasons that ``PublicKey`` gives; the library locks its RSA
/// blinding itself.
package struct SigningKey: Sendable {
    /// Who does the arithmetic, with the secret.
    enum Engine: Sendable {
        case openSSL(LibraryObject, ContextPool)
        case nettle(GOSTPrivateKey)
    }

    /// The public half.
    package let publicKey: PublicKey
    let engine: Engine

    /// The algorithm of its signatures.
    package var algorithm: SignatureAlgorithm { publicKey.algorithm }

    /// The RFC 7638 thumbprint, under which the public key is published.
    package var keyIdentifier: String { publicKey.thumbprint }

    /// Makes a new ES256 key.
    package static func generateES256() throws(KeyFault) -> SigningKey {
        try unsafe SigningKey(owning: qyzmet_generate_p256())
    }

    /// Makes a new RS256 key; takes up to a second.
    ///
    /// - Parameter bits: 2048, 3072 or 4096.
    package static func generateRS256(bits: Int = 3072) throws(KeyFault) -> SigningKey {
        guard bits >= 2048 else { throw .modulusTooShort }
        guard bits <= 4096 else { throw .modulusTooLong }
        return try unsafe SigningKey(owning: qyzmet_generate_rsa(bits))
    }

    /// Makes a new Ed25519 key.
    package static func generateEd25519() throws(KeyFault) -> SigningKey {
        try unsafe SigningKey(owning: qyzmet_generate_ed25519())
    }

    /// Makes a new key of GOST 34.10-2015.
    ///
    /// - Throws: ``KeyFault/unsupported`` for the old family, which signs nothing here.
    package static func generateGOST(
        _ parameters: GOSTParameters = .gost2015With512
    ) throws(KeyFault) -> SigningKey {
        try SigningKey(gost: GOSTPrivateKey(generating: parameters))
    }

    /// Takes the private number of a key of GOST 34.10-2015, little-endian, and overwrites it.
    package init(gost parameters: GOSTParameters, littleEndian d: inout [UInt8]) throws(KeyFault) {
        defer { unsafe OPENSSL_cleanse(&d, d.count) }
        try self.init(gost: GOSTPrivateKey(parameters, littleEndian: d))
    }

    /// The signature of `message` in the form that ``PublicKey/verify(_:signature:)`` takes.
    ///
    /// - Throws: only when the library fails; every message can be signed.
    package func sign(_ message: [UInt8]) throws(LibraryFault) -> [UInt8] {
        SignatureTally.noteMaking()
        switch engine {
        case .nettle(let key): return key.sign(digest: key.parameters.digest.hash(message))
        case .openSSL(let object, let contexts):
            return algorithm == .edDSA
                ? try signWhole(message, with: object)
                : try signDigest(SHA256.hash(message).bytes, from: contexts)
        }
    }

    /// The signature of a digest in its normal order of bytes; nil unless this is a GOST key and
    /// the digest is as long as its hash's.
    package func sign(digest: [UInt8]) -> [UInt8]? {
        guard case .nettle(let key) = engine, digest.count == key.parameters.coordinateBytes
        else { return nil }
        SignatureTally.noteMaking()
        return key.sign(digest: digest)
    }

    private func signDigest(
        _ digest: [UInt8], from contexts: ContextPool
    ) throws(LibraryFault) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 512)
        var length = signature.count
        guard let context = contexts.borrow(),
            unsafe EVP_PKEY_sign(context.pointer, &signature, &length, digest, digest.count) == 1
        else { throw LibraryFault("signature") }
        contexts.giveBack(context)
        guard algorithm == .es256 else { return Array(signature[..<length]) }
        guard let jose = ECDSASignature.jose(fromDER: signature[..<length]) else {
            throw LibraryFault("signature form")
        }
        return jose
    }

    /// Ed25519 hashes the message twice and so takes it whole.
    private func signWhole(
        _ message: [UInt8], with key: LibraryObject
    ) throws(LibraryFault) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        let pointer = unsafe EVP_MD_CTX_new()
        guard let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestSignInit_ex(context.pointer, nil, nil, nil, nil, key.pointer, nil)
                == 1,
            unsafe EVP_DigestSign(
                context.pointer, &signature, &length, message, message.count) == 1, length == 64
        else { throw LibraryFault("signature") }
        return signature
    }

    init(gost key: GOSTPrivateKey) throws(KeyFault) {
        publicKey = try PublicKey(.gost(key.parameters, xy: key.publicPoint()))
        engine = .nettle(key)
    }

    init(owning pointer: OpaquePointer?) throws(KeyFault) {
        guard let object = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_free($0) })
        else { throw .library(LibraryFault("private key")) }
        let publicKey = try PublicKey(readingFrom: object)
        let algorithm = publicKey.algorithm
        self.publicKey = publicKey
        self.engine = .openSSL(object, ContextPool { makeSignContext(object, algorithm) })
    }

    /// The library's key; nil for a GOST key, which OpenSSL does not know.
    var libraryKey: LibraryObject? {
        guard case .openSSL(let object, _) = engine else { return nil }
        return object
    }
}

private func makeSignContext(
    _ key: LibraryObject, _ algorithm: SignatureAlgorithm
) -> LibraryObject? {
    let pointer = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    guard let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_CTX_free($0) }),
        unsafe EVP_PKEY_sign_init(context.pointer) == 1
    else { return nil }
    if algorithm == .rs256 {
        guard unsafe chooseRS256(context.pointer) else { return nil }
    }
    return context
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// Names the key, hides the secret.
    package var description: String { "SigningKey(\(algorithm.name), \(keyIdentifier))" }
    /// Shows no members.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
