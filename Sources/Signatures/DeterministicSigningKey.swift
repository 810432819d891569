import COpenSSL
import Kernel

/// An Ed25519 key (RFC 8032): the same message always gets the same signature.
///
/// For what must come out byte for byte the same whoever asks and when. Usable from many threads
/// for the reasons that ``PublicKey`` gives; each signature has its own context.
package struct DeterministicSigningKey: Sendable {
    /// The public half.
    package let publicKey: PublicKey
    private let object: LibraryObject

    /// The key of a secret seed of 32 bytes.
    ///
    /// - Throws: ``KeyFault/wrongLength`` for any other length.
    package init(seed: [UInt8]) throws(KeyFault) {
        guard seed.count == 32 else { throw .wrongLength }
        let pointer = unsafe EVP_PKEY_new_raw_private_key_ex(
            nil, "ED25519", nil, seed, seed.count)
        var bytes = [UInt8](repeating: 0, count: 32)
        var length = bytes.count
        guard
            let object = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_free($0) }),
            unsafe EVP_PKEY_get_raw_public_key(object.pointer, &bytes, &length) == 1, length == 32
        else { throw .library(LibraryFault("Ed25519 key")) }
        self.object = object
        self.publicKey = try PublicKey(.ed25519(bytes))
    }

    /// The public key as a member of a key set (RFC 7517).
    package var publicJWK: JSON {
        .object(
            [
                JSON.Member("alg", .string(publicKey.algorithm.name)),
                JSON.Member("kid", .string(publicKey.thumbprint)), JSON.Member("use", "sig"),
            ] + (publicKey.jwk.members ?? []))
    }

    /// Signs bytes as a compact JWS (RFC 7515, RFC 8037) of this type.
    ///
    /// - Throws: only when the library fails.
    package func sign(payload: [UInt8], type: String) throws(LibraryFault) -> String {
        let header: JSON = [
            "alg": .string(publicKey.algorithm.name), "kid": .string(publicKey.thumbprint),
            "typ": .string(type),
        ]
        let input = header.canonicalBytes.base64URL + "." + payload.base64URL
        return input + "." + (try sign(Array(input.utf8))).base64URL
    }

    private func sign(_ message: [UInt8]) throws(LibraryFault) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        guard
            let context = unsafe LibraryObject(
                EVP_MD_CTX_new(), freedBy: { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestSignInit_ex(context.pointer, nil, nil, nil, nil, object.pointer, nil)
                == 1,
            unsafe EVP_DigestSign(
                context.pointer, &signature, &length, message, message.count) == 1, length == 64
        else { throw LibraryFault("signature") }
        return signature
    }
}

extension DeterministicSigningKey: CustomStringConvertible, CustomReflectable {
    /// Names the key, hides the secret.
    package var description: String { "DeterministicSigningKey(\(publicKey.thumbprint))" }
    /// Shows no members.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
