import COpenSSL
import Kernel

/// A private key that signs with ES256 or RS256; its secret never leaves except to its file.
///
/// Usable from many threads for the reasons that ``PublicKey`` gives; the library locks its RSA
/// blinding itself.
package struct SigningKey: Sendable {
    /// The public half.
    package let publicKey: PublicKey
    let object: LibraryObject
    private let contexts: ContextPool

    /// ES256 or RS256.
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

    /// The signature of `message` in JOSE's form: r and s for ES256, the whole block for RS256.
    ///
    /// - Throws: only when the library fails; every message can be signed.
    package func sign(_ message: [UInt8]) throws(LibraryFault) -> [UInt8] {
        let digest = SHA256.hash(message).bytes
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

    init(owning pointer: OpaquePointer?) throws(KeyFault) {
        guard let object = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_free($0) })
        else { throw .library(LibraryFault("private key")) }
        let publicKey = try PublicKey(readingFrom: object)
        guard publicKey.algorithm != .edDSA else { throw .unsupported }
        let algorithm = publicKey.algorithm
        self.object = object
        self.publicKey = publicKey
        self.contexts = ContextPool { makeSignContext(object, algorithm) }
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
