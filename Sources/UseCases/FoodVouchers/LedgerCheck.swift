import FoodVouchers
import Kernel
import Store

/// The sums of a ledger: where all the money is, in tiyn.
package struct LedgerTotals: Sendable, Hashable {
    /// Vouchers formed.
    package let vouchers: Int64
    /// The sums of all of them.
    package let balance: Balance
}

extension Platform {
    /// The sums of a pilot's vouchers, of one month or of all.
    package func ledgerTotals(
        of pilot: String, month: CalendarMonth? = nil
    ) async throws -> LedgerTotals {
        let scope: SQL =
            month.map { "pilot = \(pilot) AND month = \($0.number)" } ?? "pilot = \(pilot)"
        return try await store.read { transaction in
            let row = try transaction.firstRow(
                """
                SELECT COUNT(*), CAST(COALESCE(SUM(issued), 0) AS BIGINT),
                    CAST(COALESCE(SUM(available), 0) AS BIGINT),
                    CAST(COALESCE(SUM(held), 0) AS BIGINT),
                    CAST(COALESCE(SUM(spent), 0) AS BIGINT),
                    CAST(COALESCE(SUM(expired), 0) AS BIGINT),
                    CAST(COALESCE(SUM(removed), 0) AS BIGINT)
                FROM voucher WHERE \(scope)
                """)
            guard let row else { return LedgerTotals(vouchers: 0, balance: Balance()) }
            return LedgerTotals(
                vouchers: try row.integer(0),
                balance: Balance(
                    issued: try row.integer(1), available: try row.integer(2),
                    held: try row.integer(3), spent: try row.integer(4),
                    expired: try row.integer(5), removed: try row.integer(6)))
        }
    }
}

/// Looks for vouchers whose balance is not what their steps say.
package enum LedgerCheck {
    /// The names of the first few such vouchers; none when all is well.
    package static func faults(in transaction: any Transaction) throws -> [String] {
        try transaction.rows(
            """
            SELECT v.id FROM voucher v JOIN (
                SELECT voucher_id, COUNT(*) AS steps,
                    CAST(SUM(CASE WHEN kind = 'issued' THEN amount ELSE 0 END) AS BIGINT)
                        AS issued,
                    CAST(SUM(CASE WHEN kind IN ('issued', 'released', 'returned', 'restored')
                        THEN amount WHEN kind IN ('held', 'spent', 'expired', 'removed')
                        THEN -amount ELSE 0 END) AS BIGINT) AS available,
                    CAST(SUM(CASE WHEN kind = 'held' THEN amount
                        WHEN kind IN ('released', 'spentHeld') THEN -amount ELSE 0 END) AS BIGINT)
                        AS held,
                    CAST(SUM(CASE WHEN kind IN ('spent', 'spentHeld') THEN amount
                        WHEN kind = 'returned' THEN -amount ELSE 0 END) AS BIGINT) AS spent,
                    CAST(SUM(CASE WHEN kind = 'expired' THEN amount ELSE 0 END) AS BIGINT)
                        AS expired,
                    CAST(SUM(CASE WHEN kind = 'removed' THEN amount
                        WHEN kind = 'restored' THEN -amount ELSE 0 END) AS BIGINT) AS removed
                FROM voucher_movement GROUP BY voucher_id
            ) m ON m.voucher_id = v.id
            WHERE v.movements <> m.steps OR v.issued <> m.issued OR v.available <> m.available
                OR v.held <> m.held OR v.spent <> m.spent OR v.expired <> m.expired
                OR v.removed <> m.removed
            ORDER BY v.id LIMIT 20
            """
        ).map { try $0.text(0) }
            + transaction.rows(
                """
                SELECT id FROM voucher v WHERE NOT EXISTS
                    (SELECT 1 FROM voucher_movement m WHERE m.voucher_id = v.id)
                ORDER BY id LIMIT 20
                """
            ).map { try $0.text(0) }
    }
}
