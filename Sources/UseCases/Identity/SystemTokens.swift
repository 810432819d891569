import Kernel
import Signatures
import Store

/// What an access token of a system says, once its signature has been checked.
package struct AccessToken: Sendable, Hashable {
    /// The system.
    package let client: String
    /// What it may do with the token.
    package let scopes: Set<Scope>
    /// From when on it no longer works.
    package let expiresAt: Instant
    /// The thumbprint of the system's key that asked for it: the token ends with that key.
    package let key: String?
}

/// An access token as it is handed out (RFC 6749 section 5.1).
package struct IssuedAccessToken: Sendable {
    /// The token: a JWT (RFC 9068).
    package let text: String
    /// Seconds that it lives.
    package let expiresInSeconds: Int64
    /// What it allows.
    package let scopes: Set<Scope>
}

extension Platform {
    /// The issuer's name in our tokens.
    package var issuer: String { configuration.publicURL }
    /// The address of the token endpoint, which client assertions may name as audience.
    package var tokenEndpoint: String { configuration.publicURL + "/oauth/token" }

    /// Gives a system an access token for its signed assertion (RFC 7523; use case 02).
    ///
    /// The assertion is judged by the machine's time: systems do not live in the sandbox's.
    /// - Throws: `invalidClient` with what is wrong, or `insufficientScope`.
    package func issueAccessToken(
        assertion: String, scopes wanted: Set<Scope>?
    ) async throws -> IssuedAccessToken {
        let claimed = try Self.claimedClient(of: assertion)
        guard let client = try await client(claimed) else { throw Self.unknownClient }
        let now = machineClock.now()
        let (claims, key) = try check(assertion, of: client, now: now)
        guard let jti = claims["jti"]?.string, (1...128).contains(jti.utf8.count) else {
            throw Self.invalidClient("jti")
        }
        let expiresAt = Instant(seconds: claims["exp"]?.integer ?? 0)
        let isNew = try await store.write { transaction in
            try transaction.change(
                """
                INSERT INTO client_assertion (client_id, jti, expires_at)
                VALUES (\(client.id), \(jti), \(expiresAt))
                ON CONFLICT (client_id, jti) DO NOTHING
                """) == 1
        }
        guard isNew else { throw Self.invalidClient("jti: used already") }
        let granted = wanted ?? client.scopes
        guard client.scopes.isSuperset(of: granted) else { throw Refusal(.insufficientScope) }
        return try sign(for: client, key: key, scopes: granted)
    }

    /// The system that presents this access token.
    ///
    /// - Throws: `invalidToken`, also when the system was disabled since, or the key that asked for
    ///   the token is no longer one of its own (use case 80).
    package func client(withAccessToken text: String) async throws -> ClientSystem {
        let token = try checkedToken(text)
        guard clock.now() < token.expiresAt else { throw Refusal(.invalidToken) }
        guard let client = try await client(token.client),
            token.key.map(client.keys.thumbprints.contains) ?? true
        else { throw Refusal(.invalidToken) }
        return ClientSystem(client, limitedTo: token.scopes)
    }

    /// The active system with this name, at most one second old.
    package func client(_ id: String) async throws -> ClientSystem? {
        if let known = clients.client(id) { return known }
        let found = try await store.read { try ClientSystem.find(id, in: $0) }
        clients.remember(found, id: id)
        return found
    }

    private func checkedToken(_ text: String) throws(Refusal) -> AccessToken {
        if let known = clients.token(text) { return known }
        let verifier = JWTVerifier(
            signatures: JWSVerifier(keys: keys.verificationKeys, type: "at+jwt"),
            expectations: .init(issuer: issuer, audience: .exactlyOne(of: [issuer])))
        let claims: JSON
        do {
            claims = try verifier.verify(text, now: clock.now()).claims
        } catch {
            throw Refusal(.invalidToken)
        }
        guard let client = claims["client_id"]?.string, let end = claims["exp"]?.integer else {
            throw Refusal(.invalidToken)
        }
        let words = (claims["scope"]?.string ?? "").split(separator: " ").map(String.init)
        let token = AccessToken(
            client: client, scopes: Set(words.compactMap(Scope.init(rawValue:))),
            expiresAt: Instant(seconds: end), key: claims["client_key"]?.string)
        clients.remember(token, text: text)
        return token
    }

    private func sign(
        for client: ClientSystem, key: String, scopes: Set<Scope>
    ) throws -> IssuedAccessToken {
        let now = clock.now()
        let life = configuration.accessTokenSeconds
        let text = try keys.sign(
            claims: [
                "iss": .string(issuer), "sub": .string(client.id), "aud": .string(issuer),
                "client_id": .string(client.id), "client_key": .string(key),
                "iat": .integer(now.seconds),
                "exp": .integer(now.seconds + life),
                "jti": .string(randomIdentifierText(random)),
                "scope": .string(scopes.map(\.rawValue).sorted().joined(separator: " ")),
            ], type: "at+jwt")
        return IssuedAccessToken(text: text, expiresInSeconds: life, scopes: scopes)
    }

    /// Seconds by which a system's clock may be slow or fast.
    static var assertionLeewaySeconds: Int64 { 30 }

    private func check(
        _ assertion: String, of client: ClientSystem, now: Instant
    ) throws(Refusal) -> (claims: JSON, key: String) {
        let verifier = JWTVerifier(
            signatures: JWSVerifier(keys: client.keys, type: nil),
            expectations: .init(
                issuer: client.id, subject: client.id,
                audience: .exactlyOne(of: [tokenEndpoint, issuer]),
                leewaySeconds: Self.assertionLeewaySeconds,
                lifetimeSecondsMax: configuration.assertionSecondsMax, identifierRequired: true))
        do {
            let token = try verifier.verify(assertion, now: now)
            return (token.claims, token.key.thumbprint)
        } catch {
            throw Self.invalidClient("\(error)")
        }
    }

    /// The name that an assertion claims, before anything of it is believed.
    private static func claimedClient(of assertion: String) throws(Refusal) -> String {
        let parts = assertion.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, assertion.utf8.count <= 8192,
            let bytes = [UInt8](base64URL: parts[1]), let claims = try? JSON.parse(bytes),
            let issuer = claims["iss"]?.string
        else { throw invalidClient("client_assertion: not a JWT with iss") }
        return issuer
    }

    private static func invalidClient(_ what: String) -> Refusal {
        Refusal(
            .invalidClient,
            LocalizedText(
                kk: "client_assertion қабылданбады: \(what)",
                ru: "client_assertion не принят: \(what)",
                en: "client_assertion was not accepted: \(what)"))
    }

    private static let unknownClient = invalidClient("iss")
}

extension ClientSystem {
    /// The system with no more scopes than its token has.
    init(_ client: ClientSystem, limitedTo scopes: Set<Scope>) {
        self = client
        self.scopes = client.scopes.intersection(scopes)
    }
}
