import Kernel

extension PublicKey {
    /// Reads a public JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037 section 2).
    ///
    /// `use`, `key_ops` and `alg` may be absent; where they stand they must allow what the key is
    /// for. Members that say nothing to us are passed over, as RFC 7517 section 4 asks; `x5u` and
    /// `x5c` are never followed.
    /// - Throws: the first ``KeyFault``; ``KeyFault/privateMembers`` before all others.
    package init(jwk: JSON) throws(KeyFault) {
        guard jwk.members != nil, let type = jwk["kty"]?.string else { throw .malformed }
        for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] where jwk[name] != nil {
            throw type == "oct" ? .unsupported : .privateMembers
        }
        switch type {
        case "EC":
            guard jwk["crv"]?.string == "P-256" else { throw .unsupported }
            try self.init(.p256(x: bytes(jwk, "x"), y: bytes(jwk, "y")))
        case "RSA":
            try self.init(.rsa(modulus: bytes(jwk, "n"), exponent: bytes(jwk, "e")))
        case "OKP":
            guard jwk["crv"]?.string == "Ed25519" else { throw .unsupported }
            try self.init(.ed25519(bytes(jwk, "x")))
        default: throw .unsupported
        }
        try checkPurpose(jwk)
    }

    /// The public members alone, without `kid`, `use` and `alg`.
    ///
    /// No standard has a form for GOST keys; theirs is our own, carries the SubjectPublicKeyInfo
    /// and exists for the thumbprint: it is not read back.
    package var jwk: JSON {
        switch material {
        case .p256(let x, let y):
            ["crv": "P-256", "kty": "EC", "x": .string(x.base64URL), "y": .string(y.base64URL)]
        case .rsa(let modulus, let exponent):
            [
                "e": .string(exponent.base64URL), "kty": "RSA", "n": .string(modulus.base64URL),
            ]
        case .ed25519(let x):
            ["crv": "Ed25519", "kty": "OKP", "x": .string(x.base64URL)]
        case .gost:
            ["kty": "GOST3410", "spki": .string(spki.base64URL)]
        }
    }

    /// The RFC 7638 thumbprint: base64url of SHA-256 of the required members, sorted.
    ///
    /// The `kid` of our own keys: it names the key whoever computes it.
    package var thumbprint: String {
        SHA256.hash(jwk.canonicalBytes).bytes.base64URL
    }

    private func checkPurpose(_ jwk: JSON) throws(KeyFault) {
        if let use = jwk["use"], use.string != "sig" { throw .notForSignatures }
        if let name = jwk["alg"], name.string != algorithm.name { throw .notForSignatures }
        if let operations = jwk["key_ops"] {
            guard operations.array?.contains(.string("verify")) == true else {
                throw .notForSignatures
            }
        }
    }
}

private func bytes(_ jwk: JSON, _ name: String) throws(KeyFault) -> [UInt8] {
    guard let text = jwk[name]?.string, text.utf8.count <= 1024,
        let bytes = [UInt8](base64URL: text)
    else { throw .malformed }
    return bytes
}
