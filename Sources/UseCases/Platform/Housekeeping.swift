import DigitalDocuments
import Kernel
import Store

extension Platform {
    /// Rows of one kind that one transaction forgets at most.
    private static var roundMax: Int { 500 }

    /// Forgets what only served for a short time (`docs/retention.md`, "Short-lived things").
    ///
    /// What matters in law is in the journal and is not touched here.
    package func forgetOldRows() async throws {
        for statement in forgettingStatements() {
            while try await store.write({ try $0.change(statement) }) >= Self.roundMax {}
        }
        while try await forgetCodesOfShares() >= Self.roundMax {}
    }

    /// Sessions go before the attempts that they name.
    private func forgettingStatements() -> [SQL] {
        let now = clock.now()
        let dayAgo = now.adding(seconds: -86_400)
        let sessionsBegun = dayAgo.adding(seconds: -configuration.sessionSecondsMax)
        let passwordsSent = now.adding(seconds: -configuration.oneTimePasswordSeconds)
        let assertionsEnded = machineClock.now().adding(seconds: -Self.assertionLeewaySeconds)
        let limit = Self.roundMax
        return [
            """
            DELETE FROM idempotency_key WHERE (caller, route, key) IN
                (SELECT caller, route, key FROM idempotency_key WHERE created_at < \(dayAgo)
                    ORDER BY created_at LIMIT \(limit))
            """,
            """
            DELETE FROM voucher_qr WHERE id IN
                (SELECT id FROM voucher_qr WHERE expires_at < \(dayAgo)
                    ORDER BY expires_at LIMIT \(limit))
            """,
            """
            DELETE FROM client_assertion WHERE (client_id, jti) IN
                (SELECT client_id, jti FROM client_assertion WHERE expires_at < \(assertionsEnded)
                    ORDER BY expires_at LIMIT \(limit))
            """,
            """
            DELETE FROM eds_challenge WHERE id IN
                (SELECT id FROM eds_challenge WHERE expires_at < \(dayAgo)
                    ORDER BY expires_at LIMIT \(limit))
            """,
            """
            DELETE FROM signing_request WHERE id IN
                (SELECT id FROM signing_request WHERE expires_at < \(dayAgo)
                    ORDER BY expires_at LIMIT \(limit))
            """,
            """
            DELETE FROM wrong_code WHERE id IN
                (SELECT id FROM wrong_code WHERE at < \(dayAgo) ORDER BY at LIMIT \(limit))
            """,
            """
            DELETE FROM session WHERE id IN
                (SELECT id FROM session WHERE created_at < \(sessionsBegun)
                    ORDER BY created_at LIMIT \(limit))
            """,
            """
            UPDATE sign_in_attempt SET code_hash = NULL WHERE id IN
                (SELECT id FROM sign_in_attempt WHERE code_hash IS NOT NULL
                    AND expires_at <= \(now) ORDER BY expires_at LIMIT \(limit))
            """,
            """
            DELETE FROM sign_in_attempt WHERE id IN
                (SELECT a.id FROM sign_in_attempt a WHERE a.created_at < \(dayAgo)
                    AND NOT EXISTS (SELECT s.id FROM session s WHERE s.attempt_id = a.id)
                    ORDER BY a.created_at LIMIT \(limit))
            """,
            """
            UPDATE document_request SET code_hash = NULL WHERE id IN
                (SELECT id FROM document_request WHERE code_hash IS NOT NULL
                    AND created_at <= \(passwordsSent) ORDER BY created_at LIMIT \(limit))
            """,
            """
            DELETE FROM unknown_number WHERE id IN
                (SELECT id FROM unknown_number WHERE at < \(dayAgo) ORDER BY at LIMIT \(limit))
            """,
            // The day in which the codes of one number stay apart is over.
            """
            UPDATE access_request SET sms_code = NULL WHERE id IN
                (SELECT id FROM access_request WHERE sms_code IS NOT NULL AND outcome IS NOT NULL
                    AND answer_by <= \(dayAgo) ORDER BY answer_by LIMIT \(limit))
            """,
            """
            UPDATE document_request SET sms_code = NULL WHERE id IN
                (SELECT id FROM document_request WHERE sms_code IS NOT NULL
                    AND answer_by <= \(dayAgo) ORDER BY answer_by LIMIT \(limit))
            """,
            """
            DELETE FROM share_confirmation WHERE (share_id, verifier) IN
                (SELECT share_id, verifier FROM share_confirmation WHERE asked_at < \(dayAgo)
                    ORDER BY asked_at LIMIT \(limit))
            """,
            """
            DELETE FROM share_view WHERE reservation IN
                (SELECT reservation FROM share_view WHERE spent_at IS NULL
                    AND reserved_until < \(dayAgo) ORDER BY reserved_until LIMIT \(limit))
            """,
            """
            DELETE FROM short_code WHERE code_hash IN
                (SELECT code_hash FROM short_code
                    WHERE expires_at <= \(now.adding(seconds: -Share.rememberedSeconds))
                    ORDER BY expires_at LIMIT \(limit))
            """,
        ]
    }

    /// Overwrites the digests and the sealed codes of shares that ended 24 hours ago (UC-07, 5b).
    ///
    /// Neither column takes NULL: random bytes that no code has stand for the digest, one zero for
    /// the codes.
    private func forgetCodesOfShares() async throws -> Int {
        let ended = clock.now().adding(seconds: -Share.rememberedSeconds)
        return try await store.write { [random] transaction in
            let rows = try transaction.rows(
                """
                SELECT id FROM share WHERE length(sealed_codes) > 1 AND expires_at <= \(ended)
                ORDER BY expires_at LIMIT \(Self.roundMax)
                """)
            for row in rows {
                try transaction.execute(
                    """
                    UPDATE share SET qr_hash = \(random.bytes(32)), sealed_codes = \([0] as [UInt8])
                    WHERE id = \(try row.text(0))
                    """)
            }
            return rows.count
        }
    }
}
