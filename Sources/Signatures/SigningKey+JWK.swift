import COpenSSL
import Kernel

extension SigningKey {
    /// The private JWK of a P-256 key (RFC 7517 section 4, RFC 7518 section 6.2.2).
    ///
    /// For systems that are handed a ready key: the sandbox's. Nil for another kind of key.
    /// - Throws: only when the library fails.
    package func privateJWK() throws(LibraryFault) -> JSON? {
        guard algorithm == .es256 else { return nil }
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
