import Kernel
import Store

extension Platform {
    /// Rows of one kind that one round forgets at most.
    private static var roundMax: Int { 1000 }

    /// Forgets what only served for a short time: idempotency keys, assertions, wrong codes, sign-ins.
    ///
    /// What matters in law is in the journal and is not touched here (`docs/retention.md`).
    package func forgetOldRows() async throws {
        let now = clock.now()
        let dayAgo = now.adding(seconds: -2 * 86_400)
        let machineNow = machineClock.now()
        try await store.write { transaction in
            try transaction.execute(
                """
                DELETE FROM idempotency_key WHERE (caller, route, key) IN
                    (SELECT caller, route, key FROM idempotency_key WHERE created_at < \(dayAgo)
                        ORDER BY created_at LIMIT \(Self.roundMax))
                """)
            try transaction.execute(
                """
                DELETE FROM client_assertion WHERE (client_id, jti) IN
                    (SELECT client_id, jti FROM client_assertion WHERE expires_at < \(machineNow)
                        ORDER BY expires_at LIMIT \(Self.roundMax))
                """)
            try transaction.execute(
                """
                DELETE FROM eds_challenge WHERE id IN
                    (SELECT id FROM eds_challenge WHERE expires_at < \(dayAgo)
                        ORDER BY expires_at LIMIT \(Self.roundMax))
                """)
            try transaction.execute(
                """
                DELETE FROM wrong_code WHERE id IN
                    (SELECT id FROM wrong_code WHERE at < \(dayAgo)
                        ORDER BY at LIMIT \(Self.roundMax))
                """)
        }
    }
}
