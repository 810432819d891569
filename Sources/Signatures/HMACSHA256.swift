import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
    private static let pool = ContextPool {
        guard let algorithm = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else { return nil }
        defer { unsafe EVP_MAC_free(algorithm) }
        guard
            let context = unsafe LibraryObject(
                EVP_MAC_CTX_new(algorithm), freedBy: { unsafe EVP_MAC_CTX_free($0) }),
            unsafe chooseSHA256(context.pointer)
        else { return nil }
        return context
    }

    /// The authentication code of `message` under `key`.
    ///
    /// Traps only when memory is exhausted or no provider is loaded, as ``SHA256`` does.
    /// - Parameter key: 1 byte or more; 32 random bytes are right for every use here.
    package static func code(key: [UInt8], message: [UInt8]) -> SHA256Digest {
        precondition(!key.isEmpty, "an empty key authenticates nothing")
        guard let context = pool.borrow(),
            unsafe EVP_MAC_init(context.pointer, key, key.count, nil) == 1,
            unsafe EVP_MAC_update(context.pointer, message, message.count) == 1
        else { preconditionFailure("HMAC is not available") }
        let code = unsafe SHA256Digest { output in
            var length = 0
            guard
                unsafe EVP_MAC_final(context.pointer, output, &length, SHA256Digest.byteCount) == 1,
                length == SHA256Digest.byteCount
            else { preconditionFailure("HMAC is not available") }
        }
        pool.giveBack(context)
        return code
    }
}

private func chooseSHA256(_ context: OpaquePointer) -> Bool {
    var name = Array("SHA256".utf8CString)
    return unsafe name.withUnsafeMutableBufferPointer { buffer in
        var parameters = unsafe [
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, buffer.baseAddress, 0),
            OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_MAC_CTX_set_params(context, &parameters) == 1
    }
}
