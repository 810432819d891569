import ASN1
import COpenSSL
import Kernel

extension PublicKey {
    /// Reads a DER SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), at most 8 KiB, nothing behind it.
    package init(spki der: [UInt8]) throws(KeyFault) {
        guard der.count <= 8192 else { throw .malformed }
        if let gost = try PublicKey.readGOST(spki: der) {
            try self.init(gost)
            return
        }
        let (pointer, consumed) = unsafe der.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            let pointer = unsafe d2i_PUBKEY(nil, &next, buffer.count)
            return unsafe (pointer, next == buffer.baseAddress.map { unsafe $0 + buffer.count })
        }
        guard let key = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_PKEY_free($0) }),
            consumed
        else {
            discardLibraryErrors()
            throw .malformed
        }
        try self.init(readingFrom: key)
    }

    /// Reads one PEM block `PUBLIC KEY` (RFC 7468 section 13).
    package init(pem: String) throws(KeyFault) {
        guard let der = PEM.decode(pem, label: "PUBLIC KEY") else { throw .malformed }
        try self.init(spki: der)
    }

    /// The DER SubjectPublicKeyInfo.
    package var spki: [UInt8] {
        if case .gost(let parameters, let xy) = material {
            return DER.sequence(parameters.keyAlgorithm, DER.bitString(DER.octetString(xy)))
        }
        guard let object = libraryKey else { preconditionFailure("a key has an engine") }
        var start: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_PUBKEY(object.pointer, &start)
        defer { unsafe qyzmet_free(start) }
        guard length > 0 else { preconditionFailure("a key that was checked has an encoding") }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(length)))
    }

    /// The PEM block `PUBLIC KEY`.
    package var pem: String { PEM.encode(spki, label: "PUBLIC KEY") }

    /// Takes the public numbers out of a key of the library's and builds a key of our own.
    init(readingFrom key: LibraryObject) throws(KeyFault) {
        if unsafe EVP_PKEY_is_a(key.pointer, "EC") == 1 {
            guard groupName(key) == "prime256v1",
                let x = number(key, OSSL_PKEY_PARAM_EC_PUB_X, padded: 32),
                let y = number(key, OSSL_PKEY_PARAM_EC_PUB_Y, padded: 32)
            else { throw .unsupported }
            try self.init(.p256(x: x, y: y))
        } else if unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 {
            guard let modulus = number(key, OSSL_PKEY_PARAM_RSA_N),
                let exponent = number(key, OSSL_PKEY_PARAM_RSA_E)
            else { throw .malformed }
            try self.init(.rsa(modulus: modulus, exponent: exponent))
        } else if unsafe EVP_PKEY_is_a(key.pointer, "ED25519") == 1 {
            var bytes = [UInt8](repeating: 0, count: 32)
            var length = bytes.count
            guard unsafe EVP_PKEY_get_raw_public_key(key.pointer, &bytes, &length) == 1,
                length == 32
            else { throw .library(LibraryFault("Ed25519 key")) }
            try self.init(.ed25519(bytes))
        } else {
            throw .unsupported
        }
    }
}

private func groupName(_ key: LibraryObject) -> String? {
    var name = [CChar](repeating: 0, count: 64)
    var length = 0
    guard unsafe EVP_PKEY_get_group_name(key.pointer, &name, name.count, &length) == 1 else {
        discardLibraryErrors()
        return nil
    }
    return String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func number(_ key: LibraryObject, _ name: String, padded width: Int? = nil) -> [UInt8]? {
    var pointer: OpaquePointer?
    guard unsafe EVP_PKEY_get_bn_param(key.pointer, name, &pointer) == 1,
        let number = unsafe LibraryObject(pointer, freedBy: { unsafe BN_free($0) })
    else {
        discardLibraryErrors()
        return nil
    }
    let count = width ?? Int(unsafe (BN_num_bits(number.pointer) + 7) / 8)
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe BN_bn2binpad(number.pointer, &bytes, Int32(count)) == Int32(count) else {
        discardLibraryErrors()
        return nil
    }
    return bytes
}
