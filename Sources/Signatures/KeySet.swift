import Kernel

/// Pinned public keys, each under its own `kid`.
///
/// Whoever made this set vouches for the keys; no key ever comes out of a token.
package struct KeySet: Sendable, Hashable {
    /// The keys by `kid`.
    package let keys: [String: PublicKey]
    /// The thumbprints of the keys, whatever their names.
    package let thumbprints: Set<String>

    /// The most keys that a set sent from outside may have.
    package static let keysMax = 16

    /// Pins keys under the given names.
    ///
    /// - Throws: ``KeyFault/ambiguousKeyIdentifier`` for a repeated or empty name.
    package init(named keys: [(kid: String, key: PublicKey)]) throws(KeyFault) {
        var byName: [String: PublicKey] = [:]
        for entry in keys {
            guard !entry.kid.isEmpty, byName.updateValue(entry.key, forKey: entry.kid) == nil else {
                throw .ambiguousKeyIdentifier
            }
        }
        self.init(byName)
    }

    /// Pins keys under their thumbprints.
    package init(_ keys: [PublicKey]) {
        self.init(Dictionary(keys.map { ($0.thumbprint, $0) }) { first, _ in first })
    }

    private init(_ keys: [String: PublicKey]) {
        self.keys = keys
        thumbprints = Set(keys.values.map(\.thumbprint))
    }

    /// Reads a JWK set (RFC 7517 section 5) that a client registers: 1 to 16 keys, all acceptable.
    ///
    /// A set with one bad key is refused whole, so that the client learns of it at registration.
    /// A key without `kid` takes its thumbprint as its name.
    /// - Throws: the first ``KeyFault``.
    package init(jwks: JSON) throws(KeyFault) {
        guard let entries = jwks["keys"]?.array, (1...KeySet.keysMax).contains(entries.count) else {
            throw .malformed
        }
        var keys: [(kid: String, key: PublicKey)] = []
        for entry in entries {
            let key = try PublicKey(jwk: entry)
            guard let kid = entry["kid"] else {
                keys.append((key.thumbprint, key))
                continue
            }
            guard let name = kid.string, name.utf8.count <= 256 else { throw .malformed }
            keys.append((name, key))
        }
        try self.init(named: keys)
    }

    /// The set as `/.well-known/jwks.json` shows it, sorted by `kid`.
    package var jwks: JSON {
        let entries = keys.sorted { $0.key < $1.key }.map { kid, key -> JSON in
            let own: [JSON.Member] = [
                JSON.Member("alg", .string(key.algorithm.name)), JSON.Member("kid", .string(kid)),
                JSON.Member("use", "sig"),
            ]
            return .object(own + (key.jwk.members ?? []))
        }
        return ["keys": .array(entries)]
    }
}
