import COpenSSL

/// Why a sealed text was not opened.
package enum SealFault: Error, Hashable, Sendable {
    /// Shorter than its tag.
    case truncated
    /// Changed, cut, sealed under another key or nonce, or bound to other data.
    case notAuthentic
    /// The library failed.
    case library(LibraryFault)
}

/// AES-256 in Galois/counter mode (NIST SP 800-38D): secrecy and authenticity at once.
package enum AES256GCM {
    /// A number that is used once with a key: 12 bytes.
    ///
    /// Two texts under the same key and nonce lose secrecy and authenticity both. A file that is
    /// sealed in pieces numbers them in the nonce and takes a fresh key for each file.
    package struct Nonce: Hashable, Sendable {
        let bytes: [UInt8]

        /// Takes 12 bytes; nil for any other number.
        package init?(_ bytes: [UInt8]) {
            guard bytes.count == 12 else { return nil }
            self.bytes = bytes
        }

        /// The nonce of a counter under a key that serves one file only.
        package init(counter: UInt64) {
            self.bytes =
                [0, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
        }
    }

    /// The number of bytes by which a sealed text is longer.
    package static let tagByteCount = 16

    /// The ciphertext with its 16-byte tag behind it.
    ///
    /// - Parameters:
    ///   - plaintext: below 2 GiB; larger things are sealed in pieces.
    ///   - associatedData: authenticated but neither hidden nor contained, such as a file's header.
    package static func seal(
        _ plaintext: [UInt8], key: SecretKey, nonce: Nonce, associatedData: [UInt8] = []
    ) throws(LibraryFault) -> [UInt8] {
        precondition(plaintext.count <= Int(Int32.max) - 64)
        guard
            let context = unsafe LibraryObject(
                EVP_CIPHER_CTX_new(), freedBy: { unsafe EVP_CIPHER_CTX_free($0) })
        else {
            throw LibraryFault("AES-GCM context")
        }
        var output = [UInt8](repeating: 0, count: plaintext.count + tagByteCount)
        var tag = [UInt8](repeating: 0, count: tagByteCount)
        var length: Int32 = 0
        guard
            unsafe EVP_EncryptInit_ex2(
                context.pointer, EVP_aes_256_gcm(), key.bytes, nonce.bytes, nil) == 1,
            unsafe EVP_EncryptUpdate(
                context.pointer, nil, &length, associatedData, Int32(associatedData.count)) == 1,
            unsafe EVP_EncryptUpdate(
                context.pointer, &output, &length, plaintext, Int32(plaintext.count)) == 1,
            unsafe EVP_EncryptFinal_ex(context.pointer, nil, &length) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(
                context.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), &tag) == 1
        else { throw LibraryFault("AES-GCM seal") }
        output.replaceSubrange(plaintext.count..., with: tag)
        return output
    }

    /// The plaintext, if `sealed` is exactly what ``seal(_:key:nonce:associatedData:)`` made.
    ///
    /// Nothing of the plaintext leaves before the whole of it is authenticated.
    package static func open(
        _ sealed: [UInt8], key: SecretKey, nonce: Nonce, associatedData: [UInt8] = []
    ) throws(SealFault) -> [UInt8] {
        guard sealed.count >= tagByteCount, sealed.count <= Int(Int32.max) else {
            throw .truncated
        }
        guard
            let context = unsafe LibraryObject(
                EVP_CIPHER_CTX_new(), freedBy: { unsafe EVP_CIPHER_CTX_free($0) })
        else {
            throw .library(LibraryFault("AES-GCM context"))
        }
        let count = sealed.count - tagByteCount
        var tag = Array(sealed[count...])
        var output = [UInt8](repeating: 0, count: count + 1)
        var length: Int32 = 0
        guard
            unsafe EVP_DecryptInit_ex2(
                context.pointer, EVP_aes_256_gcm(), key.bytes, nonce.bytes, nil) == 1,
            unsafe EVP_DecryptUpdate(
                context.pointer, nil, &length, associatedData, Int32(associatedData.count)) == 1,
            unsafe EVP_DecryptUpdate(context.pointer, &output, &length, sealed, Int32(count)) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(
                context.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1
        else { throw .library(LibraryFault("AES-GCM open")) }
        guard unsafe EVP_DecryptFinal_ex(context.pointer, nil, &length) == 1 else {
            discardLibraryErrors()
            throw .notAuthentic
        }
        output.removeLast()
        return output
    }
}
