import Kernel

/// A payload whose signature a pinned key made; only ``JWSVerifier`` can make one.
package struct VerifiedJWS: Sendable {
    /// The header, covered by the signature.
    package let header: JSON
    /// The signed bytes.
    package let payload: [UInt8]
    /// The name under which the key is pinned.
    package let keyIdentifier: String
    /// The key that made the signature.
    package let key: PublicKey

    fileprivate init(header: JSON, payload: [UInt8], keyIdentifier: String, key: PublicKey) {
        self.header = header
        self.payload = payload
        self.keyIdentifier = keyIdentifier
        self.key = key
    }
}

/// Checks signatures of JWS compact tokens with pinned keys (RFC 7515 section 5.2, RFC 8725).
package struct JWSVerifier: Sendable {
    /// The longest token that is looked at unless another limit is given: 8 KiB.
    package static let bytesMaxDefault = 8192

    /// The keys that are trusted.
    package let keys: KeySet
    /// The algorithms that are taken.
    package let algorithms: Set<SignatureAlgorithm>
    /// The only `typ` that is taken, compared without regard to case; nil when any is.
    package let type: String?
    /// The longest token that is looked at, in bytes.
    package let bytesMax: Int

    /// A verifier that trusts `keys`.
    package init(
        keys: KeySet, algorithms: Set<SignatureAlgorithm> = [.es256, .rs256], type: String?,
        bytesMax: Int = JWSVerifier.bytesMaxDefault
    ) {
        self.keys = keys
        self.algorithms = algorithms
        self.type = type
        self.bytesMax = bytesMax
    }

    /// Checks a token.
    ///
    /// - Throws: the first ``JWTFault`` in the order of its cases, up to `invalidSignature`.
    package func verify(_ text: String) throws(JWTFault) -> VerifiedJWS {
        try verify(UnverifiedJWS(text, bytesMax: bytesMax))
    }

    /// Checks a token that is already taken apart.
    package func verify(_ token: UnverifiedJWS) throws(JWTFault) -> VerifiedJWS {
        let header = token.header
        guard header["crit"] == nil else { throw .criticalHeader }
        guard let name = header["alg"]?.string else { throw .algorithmMissing }
        guard let algorithm = SignatureAlgorithm(rawValue: name), algorithms.contains(algorithm)
        else { throw .algorithmNotAllowed }
        try checkType(header)
        let (kid, key) = try pinnedKey(header)
        guard key.algorithm == algorithm else { throw .algorithmMismatch }
        guard key.verify(token.signingInput, signature: token.signature) else {
            throw .invalidSignature
        }
        return VerifiedJWS(header: header, payload: token.payload, keyIdentifier: kid, key: key)
    }

    /// RFC 7515 section 4.1.9: a media type whose `application/` may be left out.
    private func checkType(_ header: JSON) throws(JWTFault) {
        guard let type else { return }
        guard let found = header["typ"]?.string?.lowercased() else { throw .wrongType }
        let expected = type.lowercased()
        guard found == expected || found == "application/" + expected else { throw .wrongType }
    }

    /// A token without `kid` can mean only the one key that is pinned.
    private func pinnedKey(_ header: JSON) throws(JWTFault) -> (String, PublicKey) {
        guard let member = header["kid"] else {
            guard keys.keys.count == 1, let only = keys.keys.first else {
                throw .keyIdentifierMissing
            }
            return (only.key, only.value)
        }
        guard let kid = member.string else { throw .keyIdentifierMissing }
        guard let key = keys.keys[kid] else { throw .unknownKey }
        return (kid, key)
    }
}
