import COpenSSL
import Kernel

extension SigningKey {
    /// Reads an unencrypted PKCS #8 block `PRIVATE KEY` (RFC 5958): P-256, RSA of 2048 to 4096
    /// bits, Ed25519 or GOST 34.10-2015.
    package init(pem: String) throws(KeyFault) {
        guard var der = PEM.decode(pem, label: "PRIVATE KEY") else { throw .malformed }
        defer { unsafe OPENSSL_cleanse(&der, der.count) }
        try self.init(pkcs8: der)
    }

    /// Reads PKCS #8 in DER; the caller overwrites it.
    init(pkcs8 der: [UInt8]) throws(KeyFault) {
        if let gost = try SigningKey.readGOST(pkcs8: der) {
            try self.init(gost: gost)
            return
        }
        let pointer = unsafe der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            guard let info = unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &next, buffer.count) else {
                return nil
            }
            defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
            guard unsafe next == buffer.baseAddress.map({ unsafe $0 + buffer.count }) else {
                return nil
            }
            return unsafe EVP_PKCS82PKEY(info)
        }
        guard let pointer = unsafe pointer else {
            discardLibraryErrors()
            throw .malformed
        }
        try unsafe self.init(owning: pointer)
        guard let key = libraryKey, isConsistent(key) else {
            discardLibraryErrors()
            throw .malformed
        }
    }

    /// The unencrypted PKCS #8 block: for a file that nobody else can read, or a sealed backup.
    package func exportPEM() throws(LibraryFault) -> String {
        var der = try exportPKCS8()
        defer { unsafe OPENSSL_cleanse(&der, der.count) }
        return PEM.encode(der, label: "PRIVATE KEY")
    }

    /// PKCS #8 in DER; whoever takes it overwrites it.
    func exportPKCS8() throws(LibraryFault) -> [UInt8] {
        guard case .openSSL(let object, _) = engine else { return exportGOST() }
        guard let info = unsafe EVP_PKEY2PKCS8(object.pointer) else {
            throw LibraryFault("private key encoding")
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        var start: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, &start)
        guard length > 0 else { throw LibraryFault("private key encoding") }
        defer {
            unsafe OPENSSL_cleanse(start, Int(length))
            unsafe qyzmet_free(start)
        }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }
}

/// Whether the private number belongs to the public one: a mixed-up file must not sign.
private func isConsistent(_ key: LibraryObject) -> Bool {
    let pointer = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    guard let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_CTX_free($0) })
    else { return false }
    return unsafe EVP_PKEY_pairwise_check(context.pointer) == 1
}
