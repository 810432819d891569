import COpenSSL
import Kernel

extension SigningKey {
    /// The private JWK of a P-256 key (RFC 7517 section 4, RFC 7518 section 6.2.2).
    ///
    /// For systems that are handed a ready key: the sandbox's. Nil for another kind of key.
    /// - Throws: only when the library fails.
    package func privateJWK() throws(LibraryFault) -> JSON? {
        guard algorithm == .es256, let object = libraryKey else { return nil }
        var number: OpaquePointer?
        guard
            unsafe EVP_PKEY_get_bn_param(object.pointer, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1
        else { throw LibraryFault("private number") }
        defer { unsafe BN_clear_free(number) }
        var bytes = [UInt8](repeating: 0, count: 32)
        guard unsafe BN_bn2binpad(number, &bytes, 32) == 32 else {
            throw LibraryFault("private number")
        }
        defer { unsafe OPENSSL_cleanse(&bytes, bytes.count) }
        return .object(
            (publicKey.jwk.members ?? []) + [
                JSON.Member("d", .string(bytes.base64URL)), JSON.Member("alg", "ES256"),
                JSON.Member("kid", .string(keyIdentifier)),
            ])
    }
}

extension SigningKey {
    /// Reads the private JWK of a P-256 key: what ``privateJWK()`` gives.
    ///
    /// - Throws: ``KeyFault`` for another kind of key, or one whose numbers do not belong together.
    package init(privateJWK jwk: JSON) throws(KeyFault) {
        guard jwk["kty"]?.string == "EC", jwk["crv"]?.string == "P-256",
            let d = number(jwk, "d"), let x = number(jwk, "x"), let y = number(jwk, "y")
        else { throw .malformed }
        // RFC 5958 around RFC 5915: the only bytes that vary are the three numbers.
        let der = privateKeyHead + d + publicKeyHead + x + y
        try self.init(pem: PEM.encode(der, label: "PRIVATE KEY"))
    }
}

private let privateKeyHead: [UInt8] = [
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02,
    0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04, 0x6D, 0x30, 0x6B, 0x02,
    0x01, 0x01, 0x04, 0x20,
]

private let publicKeyHead: [UInt8] = [0xA1, 0x44, 0x03, 0x42, 0x00, 0x04]

private func number(_ jwk: JSON, _ name: String) -> [UInt8]? {
    guard let bytes = jwk[name]?.string.flatMap({ [UInt8](base64URL: $0) }), bytes.count == 32
    else { return nil }
    return bytes
}
