import COpenSSL

extension PublicKey {
    /// Whether `signature`, in JOSE's form, is this key's signature of `message`.
    ///
    /// ES256: exactly 64 bytes r and s. RS256: exactly as long as the modulus. EdDSA: 64 bytes.
    /// GOST: r and s, little-endian, as the NCA writes them.
    /// A library that cannot verify at all answers false: no signature is ever taken unchecked.
    package func verify(_ message: [UInt8], signature: [UInt8]) -> Bool {
        switch material {
        case .p256:
            guard let der = ECDSASignature.der(fromJOSE: signature) else { return false }
            return verifyDigest(SHA256.hash(message), signature: der)
        case .rsa(let modulus, _):
            guard signature.count == modulus.count else { return false }
            return verifyDigest(SHA256.hash(message), signature: signature)
        case .ed25519:
            return signature.count == 64 && verifyWhole(message, signature: signature)
        case .gost(let parameters, _):
            return verify(digest: parameters.digest.hash(message), signature: signature)
        }
    }

    /// Whether `signature` is this GOST key's over a digest in its normal order of bytes.
    ///
    /// False for any other key.
    package func verify(digest: [UInt8], signature: [UInt8]) -> Bool {
        guard case .nettle(let point) = engine else { return false }
        SignatureTally.noteCheck()
        return point.verify(digest: digest, signature: signature)
    }

    private func verifyDigest(_ digest: SHA256Digest, signature: [UInt8]) -> Bool {
        guard case .openSSL(_, let contexts) = engine, let context = contexts.borrow() else {
            discardLibraryErrors()
            return false
        }
        SignatureTally.noteCheck()
        let bytes = digest.bytes
        let outcome = unsafe EVP_PKEY_verify(
            context.pointer, signature, signature.count, bytes, bytes.count)
        if outcome != 1 { discardLibraryErrors() }
        // A negative outcome is a failure of the context, not a verdict on the signature.
        if outcome >= 0 { contexts.giveBack(context) }
        return outcome == 1
    }

    /// Ed25519 hashes the message twice and so takes it whole.
    private func verifyWhole(_ message: [UInt8], signature: [UInt8]) -> Bool {
        SignatureTally.noteCheck()
        let pointer = unsafe EVP_MD_CTX_new()
        guard let object = libraryKey,
            let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, object.pointer, nil)
                == 1,
            unsafe EVP_DigestVerify(
                context.pointer, signature, signature.count, message, message.count) == 1
        else {
            discardLibraryErrors()
            return false
        }
        return true
    }
}
