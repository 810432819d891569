import Kernel
import Signatures
import Store
import UseCases

/// People who signed in by EDS.
extension Platform {
    /// The secret of a session that began by EDS, for a body where there is one, as signing in
    /// leaves it.
    func openEDSSession(
        of iin: IIN, for bin: BIN?, as role: CertificateRole = .firstHead
    ) async throws -> String {
        let secret = "secret-of-\(iin.digits)-\(clock.now().milliseconds)"
        let hash = secrets.sessionHash(secret)
        let now = clock.now()
        let id = Identifier<Session>(random: .system)
        let challenge = Identifier<EDSChallenge>(random: .system)
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO session (id, secret_hash, iin, display_name, device, created_at,
                    seen_at, method, challenge_id, certificate_serial, bin, roles, ends_at)
                VALUES (\(id), \(hash), \(iin), 'N', 'D', \(now), \(now), 'eds', \(challenge),
                    '01', \(bin), \(role.rawValue), \(now.adding(seconds: 1_000_000)))
                """)
        }
        return secret
    }
}

extension TestService {
    /// The secret of a session that began by EDS for the body.
    func signInByEDS(_ iin: IIN, _ bin: BIN) async throws -> String {
        try await platform.openEDSSession(of: iin, for: bin)
    }
}
