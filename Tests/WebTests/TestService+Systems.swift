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
}
