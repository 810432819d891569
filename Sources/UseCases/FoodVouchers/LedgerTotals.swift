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
