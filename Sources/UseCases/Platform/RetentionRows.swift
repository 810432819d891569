import Journal
import Kernel
import Store

extension RetentionPart {
    /// Rows of a table that one transaction forgets at most.
    private static var rowsMax: Int { 200 }

    /// Deletes rows of working tables that held the same data as the entries of this part.
    ///
    /// - Returns: how many; none when nothing is left.
    func forgetWorkingRows(in transaction: any Transaction) throws -> Int {
        switch kind {
        case .consentEvidence:
            try forgetConsents(transaction)
                + forget("document_request", dated: "created_at", transaction)
        case .viewMarks:
            try forget("view_mark", dated: "at", transaction) + forgetShares(transaction)
        case .security:
            // The last are looks of officials at a person's rows.
            try forgetSessions(transaction)
                + forget("person_read", dated: "asked_at", transaction)
        case .administration: try forgetProposals(transaction) + forgetOfficials(transaction)
        // Rows of vouchers are accounts of money; `docs/retention.md` says what stays.
        case .vouchers, .structure: 0
        }
    }

    /// Forgets rows that nothing else names, by the column that says from when they are.
    private func forget(
        _ table: SQL, by key: SQL = "id", dated column: SQL, _ transaction: any Transaction
    ) throws -> Int {
        try transaction.change(
            """
            DELETE FROM \(table) WHERE \(key) IN
                (SELECT \(key) FROM \(table)
                    WHERE \(column) >= \(span.lowerBound) AND \(column) < \(span.upperBound)
                    ORDER BY \(column) LIMIT \(Self.rowsMax))
            """)
    }

    private func forgetConsents(_ transaction: any Transaction) throws -> Int {
        let ids = try transaction.lockedRows(
            """
            SELECT id FROM access_request
            WHERE created_at >= \(span.lowerBound) AND created_at < \(span.upperBound)
            ORDER BY created_at LIMIT \(Self.rowsMax)
            """
        ).map { try $0.text(0) }
        for id in ids {
            for table: SQL in ["consent_use", "duty_claim", "consent_data_set"] {
                try transaction.execute(
                    """
                    DELETE FROM \(table) WHERE consent_id IN
                        (SELECT id FROM consent WHERE request_id = \(id))
                    """)
            }
            try transaction.execute("DELETE FROM consent WHERE request_id = \(id)")
            try transaction.execute("DELETE FROM access_request WHERE id = \(id)")
        }
        return try ids.count
            + forget("inbound_message", by: "gateway_id", dated: "received_at", transaction)
    }

    /// A share outlives the marks that name it.
    private func forgetShares(_ transaction: any Transaction) throws -> Int {
        let ids = try transaction.rows(
            """
            SELECT s.id FROM share s
            WHERE s.created_at >= \(span.lowerBound) AND s.created_at < \(span.upperBound)
                AND NOT EXISTS (SELECT m.id FROM view_mark m WHERE m.share_id = s.id)
            ORDER BY s.created_at LIMIT \(Self.rowsMax)
            """
        ).map { try $0.text(0) }
        for id in ids {
            try transaction.execute("DELETE FROM share_view WHERE share_id = \(id)")
            try transaction.execute("DELETE FROM share_confirmation WHERE share_id = \(id)")
            try transaction.execute("DELETE FROM short_code WHERE share_id = \(id)")
            try transaction.execute("DELETE FROM share WHERE id = \(id)")
        }
        return ids.count
    }

    /// Proposals that ended: they name officials and the people whom a change is about.
    private func forgetProposals(_ transaction: any Transaction) throws -> Int {
        try transaction.change(
            """
            DELETE FROM administration_proposal WHERE id IN
                (SELECT id FROM administration_proposal
                    WHERE COALESCE(confirmed_at, ended_at) >= \(span.lowerBound)
                        AND COALESCE(confirmed_at, ended_at) < \(span.upperBound)
                    ORDER BY proposed_at LIMIT \(Self.rowsMax))
            """)
    }

    /// Officials who have had no role for the whole term; one whom a look still names stays as long
    /// as the look.
    private func forgetOfficials(_ transaction: any Transaction) throws -> Int {
        try transaction.change(
            """
            DELETE FROM official WHERE iin IN
                (SELECT o.iin FROM official o
                    WHERE o.disabled_at >= \(span.lowerBound)
                        AND o.disabled_at < \(span.upperBound)
                        AND NOT EXISTS (SELECT p.id FROM person_read p
                            WHERE p.official_iin = o.iin OR p.second_iin = o.iin)
                    ORDER BY o.iin LIMIT \(Self.rowsMax))
            """)
    }

    private func forgetSessions(_ transaction: any Transaction) throws -> Int {
        let sessions = try forget("session", dated: "created_at", transaction)
        let attempts = try transaction.change(
            """
            DELETE FROM sign_in_attempt WHERE id IN
                (SELECT a.id FROM sign_in_attempt a
                    WHERE a.created_at >= \(span.lowerBound) AND a.created_at < \(span.upperBound)
                        AND NOT EXISTS (SELECT s.id FROM session s WHERE s.attempt_id = a.id)
                    ORDER BY a.created_at LIMIT \(Self.rowsMax))
            """)
        return sessions + attempts
    }
}
