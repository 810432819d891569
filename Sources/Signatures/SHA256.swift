import COpenSSL

/// SHA-256 (FIPS 180-4), at once or piece by piece.
///
/// A hash cannot fail on any input; when the library refuses all the same, memory is exhausted or
/// no provider is loaded, and going on would write a wrong hash into the journal: it traps.
package struct SHA256: ~Copyable {
    // The algorithm is fetched once: looking it up by name costs more than hashing 500 bytes.
    private static let pool = ContextPool {
        guard let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil) else { return nil }
        defer { unsafe EVP_MD_free(algorithm) }
        guard
            let context = unsafe LibraryObject(
                EVP_MD_CTX_new(), freedBy: { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestInit_ex2(context.pointer, algorithm, nil) == 1
        else { return nil }
        return context
    }

    private let context: LibraryObject

    /// Begins a hash.
    package init() {
        guard let context = SHA256.pool.borrow(),
            unsafe EVP_DigestInit_ex2(context.pointer, nil, nil) == 1
        else { preconditionFailure("SHA-256 is not available") }
        self.context = context
    }

    /// The hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> SHA256Digest { hash(bytes[...]) }

    /// The hash of a part of an array.
    package static func hash(_ bytes: ArraySlice<UInt8>) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// The hash of the UTF-8 bytes of `text`.
    package static func hash(_ text: String) -> SHA256Digest {
        hash(Array(text.utf8))
    }

    /// Goes on with `bytes`.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Goes on with a part of an array.
    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Goes on with one byte.
    package mutating func update(_ byte: UInt8) {
        unsafe withUnsafeBytes(of: byte) { unsafe update($0) }
    }

    /// Goes on with the 32 bytes of another hash.
    package mutating func update(_ digest: SHA256Digest) {
        unsafe digest.withBytes { unsafe update($0) }
    }

    /// Ends the hash.
    package consuming func finish() -> SHA256Digest {
        let context = self.context
        let digest = unsafe SHA256Digest { output in
            guard unsafe EVP_DigestFinal_ex(context.pointer, output, nil) == 1 else {
                preconditionFailure("SHA-256 is not available")
            }
        }
        SHA256.pool.giveBack(context)
        return digest
    }

    private func update(_ buffer: UnsafeRawBufferPointer) {
        guard unsafe EVP_DigestUpdate(context.pointer, buffer.baseAddress, buffer.count) == 1 else {
            preconditionFailure("SHA-256 is not available")
        }
    }
}
