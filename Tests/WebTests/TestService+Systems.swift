import Journal
import Kernel
import Signatures
import Store
import UseCases

/// Systems that call the interface with tokens of their own.
extension TestService {
    /// Enters a system that may have every scope.
    func register(_ system: String, _ key: SigningKey) async throws {
        let jwks = KeySet([key.publicKey]).jwks.text
        try await platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO client (id, name_kk, name_ru, name_en, bin, role, operator_kind,
                    scopes, data_sets, jwks, created_at)
                VALUES (\(system), 'kk', 'ru', 'en', '610640002024', 'user', 'legalEntity',
                    \(Scope.allCases.map(\.rawValue).joined(separator: " ")), '', \(jwks), 0)
                """)
        }
    }

    /// An access token of the system for these scopes alone.
    func token(
        of system: String, _ key: SigningKey, scopes: Set<Scope>
    ) async throws -> String {
        let assertion = try JWT.clientAssertion(
            of: system, for: platform.tokenEndpoint, at: platform.machineClock.now(),
            random: .system, key: key)
        return try await platform.issueAccessToken(assertion: assertion, scopes: scopes).text
    }

    /// Calls a route as a system with the token.
    func call(
        _ method: String, _ path: String, token: String?, _ body: JSON? = nil, key: String? = nil
    ) async -> PageAnswer {
        await send(
            method, path, nil, body.map { Array($0.text.utf8) } ?? [],
            body == nil ? nil : "application/json", authorization: token.map { "Bearer " + $0 },
            key: key)
    }

    /// Enters an official and gives the secret of a session that began with the official's EDS.
    func signIn(_ iin: IIN, as role: OfficialRole, of body: BIN) async throws -> String {
        let session = try await signIn(iin)
        try await platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO official (iin, name, body_bin, role, created_at)
                VALUES (\(iin), \(role.rawValue), \(body), \(role.rawValue), 0)
                """)
            try transaction.execute(
                """
                UPDATE session SET method = 'eds', challenge_id = \(iin.digits),
                    certificate_serial = '1', bin = \(body)
                WHERE iin = \(iin)
                """)
        }
        return session
    }

    /// How many entries of the kind the journal has.
    func entries(_ kind: JournalKind) async throws -> Int64 {
        try await platform.store.read { transaction in
            try transaction.firstRow(
                "SELECT COUNT(*) FROM journal_entry WHERE kind = \(kind.rawValue)"
            )?.integer(0) ?? 0
        }
    }
}
