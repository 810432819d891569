import Kernel

/// Makes tokens (RFC 7519) in compact form.
package enum JWT {
    /// Signs `claims`.
    ///
    /// - Parameters:
    ///   - claims: an object; dates in whole seconds.
    ///   - type: the `typ` that tells kinds of tokens apart (RFC 8725 section 3.11), for example
    ///     `at+jwt`; without `application/`.
    ///   - key: its thumbprint becomes `kid`.
    /// - Throws: only when the library fails.
    package static func sign(
        claims: JSON, type: String, key: any MessageSigner
    ) throws(LibraryFault) -> String {
        try sign(payload: claims.bytes, type: type, key: key)
    }

    /// Signs any bytes, as for a tree head or a receipt.
    package static func sign(
        payload: [UInt8], type: String, key: any MessageSigner
    ) throws(LibraryFault) -> String {
        let header: JSON = [
            "alg": .string(key.publicKey.algorithm.name), "kid": .string(key.keyIdentifier),
            "typ": .string(type),
        ]
        return try sign(header: header, payload: payload, key: key)
    }

    /// Signs with a header of the caller's; `alg` must be the key's own.
    package static func sign(
        header: JSON, payload: [UInt8], key: any MessageSigner
    ) throws(LibraryFault) -> String {
        let input = header.bytes.base64URL + "." + payload.base64URL
        let signature = try key.sign(Array(input.utf8))
        return input + "." + signature.base64URL
    }
}
