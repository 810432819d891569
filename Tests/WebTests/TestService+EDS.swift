import Kernel
import Signatures
import Store
import UseCases

/// People who signed in by EDS.
extension TestService {
    /// The secret of a session that began by EDS for the body, as signing in leaves it.
    func signInByEDS(_ iin: IIN, _ bin: BIN) async throws -> String {
        let secret = "secret-of-" + iin.digits
        let hash = platform.secrets.sessionHash(secret)
        let now = platform.clock.now()
        let id = Identifier<Session>(random: .system)
        let challenge = Identifier<EDSChallenge>(random: .system)
        try await platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO session (id, secret_hash, iin, display_name, device, created_at,
                    seen_at, method, challenge_id, certificate_serial, bin, ends_at)
                VALUES (\(id), \(hash), \(iin), 'N', 'D', \(now), \(now), 'eds', \(challenge),
                    '01', \(bin), \(now.adding(seconds: 1_000_000)))
                """)
        }
        return secret
    }
}
