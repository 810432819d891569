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
        case .consentEvidence: try forgetConsents(transaction) + forgetDocumentRequests(transaction)
        case .viewMarks: try forgetMarks(transaction) + forgetShares(transaction)
        case .security: try forgetSessions(transaction) + forgetLooks(transaction)
        // Rows of vouchers are accounts of money; `docs/retention.md` says what stays.
        case .vouchers, .administration, .structure: 0
        }
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
        let messages = try transaction.change(
            """
            DELETE FROM inbound_message WHERE gateway_id IN
                (SELECT gateway_id FROM inbound_message
                    WHERE received_at >= \(span.lowerBound) AND received_at < \(span.upperBound)
                    ORDER BY received_at LIMIT \(Self.rowsMax))
            """)
        return ids.count + messages
    }

    private func forgetDocumentRequests(_ transaction: any Transaction) throws -> Int {
        try transaction.change(
            """
            DELETE FROM document_request WHERE id IN
                (SELECT id FROM document_request
                    WHERE created_at >= \(span.lowerBound) AND created_at < \(span.upperBound)
                    ORDER BY created_at LIMIT \(Self.rowsMax))
            """)
    }

    private func forgetMarks(_ transaction: any Transaction) throws -> Int {
        try transaction.change(
            """
            DELETE FROM view_mark WHERE id IN
                (SELECT id FROM view_mark
                    WHERE at >= \(span.lowerBound) AND at < \(span.upperBound)
                    ORDER BY at LIMIT \(Self.rowsMax))
            """)
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

    /// Looks of officials at a person's rows.
    private func forgetLooks(_ transaction: any Transaction) throws -> Int {
        try transaction.change(
            """
            DELETE FROM person_read WHERE id IN
                (SELECT id FROM person_read
                    WHERE asked_at >= \(span.lowerBound) AND asked_at < \(span.upperBound)
                    ORDER BY asked_at LIMIT \(Self.rowsMax))
            """)
    }

    private func forgetSessions(_ transaction: any Transaction) throws -> Int {
        let sessions = try transaction.change(
            """
            DELETE FROM session WHERE id IN
                (SELECT id FROM session
                    WHERE created_at >= \(span.lowerBound) AND created_at < \(span.upperBound)
                    ORDER BY created_at LIMIT \(Self.rowsMax))
            """)
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
