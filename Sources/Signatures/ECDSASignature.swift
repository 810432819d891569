import COpenSSL

/// The two forms of a P-256 signature: JOSE's r and s (RFC 7518 section 3.4) and DER.
enum ECDSASignature {
    /// DER of 64 bytes r and s; nil for any other length.
    static func der(fromJOSE signature: [UInt8]) -> [UInt8]? {
        guard signature.count == 64, let object = makeObject(signature) else { return nil }
        var der = [UInt8](repeating: 0, count: 80)
        let length = unsafe der.withUnsafeMutableBufferPointer { buffer in
            var next = buffer.baseAddress
            return unsafe i2d_ECDSA_SIG(object.pointer, &next)
        }
        guard length > 0, Int(length) <= der.count else { return nil }
        der.removeLast(der.count - Int(length))
        return der
    }

    /// 64 bytes r and s of a signature that the library just made; nil for anything else.
    static func jose(fromDER der: ArraySlice<UInt8>) -> [UInt8]? {
        let pointer = unsafe der.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return unsafe d2i_ECDSA_SIG(nil, &next, buffer.count)
        }
        guard let object = unsafe LibraryObject(pointer, freedBy: { unsafe ECDSA_SIG_free($0) })
        else { return nil }
        var signature = [UInt8](repeating: 0, count: 64)
        let filled = unsafe signature.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe BN_bn2binpad(ECDSA_SIG_get0_r(object.pointer), start, 32) == 32
                && BN_bn2binpad(ECDSA_SIG_get0_s(object.pointer), start + 32, 32) == 32
        }
        return filled ? signature : nil
    }

    private static func makeObject(_ signature: [UInt8]) -> LibraryObject? {
        guard
            let object = unsafe LibraryObject(
                ECDSA_SIG_new(), freedBy: { unsafe ECDSA_SIG_free($0) })
        else { return nil }
        let r = unsafe BN_bin2bn(signature, 32, nil)
        let s = unsafe signature.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe BN_bin2bn($0 + 32, 32, nil) }
        }
        // From here on the signature object owns both numbers.
        guard unsafe ECDSA_SIG_set0(object.pointer, r, s) == 1 else {
            unsafe BN_free(r)
            unsafe BN_free(s)
            return nil
        }
        return object
    }
}
