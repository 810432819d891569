import FoodVouchers
import Kernel
import Store

/// What came of a pilot: how far families got, month by month, and what was sold (FV-O.3.2).
package struct PilotResults: Sendable {
    /// One month of the pilot.
    package struct Month: Sendable {
        /// The month.
        package let month: CalendarMonth
        /// Families by where they stand.
        package let families: [FamilyMonth.State: Int64]
        /// Vouchers that were formed.
        package let issued: Int64
        /// Vouchers that were activated.
        package let activated: Int64
        /// Vouchers with which something was bought.
        package let used: Int64
        /// Where their money is.
        package let balance: Balance
    }

    /// The volume of one kind of food that was sold, less what came back.
    package struct Sold: Sendable {
        /// The kind.
        package let good: String
        /// Thousandths of its unit.
        package let quantityThousandths: Int64
        /// Purchases with it.
        package let lines: Int64
    }

    /// The pilot.
    package let pilot: Pilot
    /// Where the pilot stands.
    package let phase: Pilot.Phase
    /// The months, oldest first.
    package let months: [Month]
    /// What was sold, by kind.
    package let sold: [Sold]
}

extension Platform {
    /// The results of a pilot so far (use case 35; FV-O.3.2).
    package func pilotResults(of id: String) async throws -> PilotResults {
        let pilot = try pilotInForce(id)
        let phase = pilot.phase(on: clock.today)
        return try await store.read { transaction in
            var states: [Int64: [FamilyMonth.State: Int64]] = [:]
            for row in try transaction.rows(
                """
                SELECT month, state, COUNT(*) FROM voucher_family WHERE pilot = \(pilot.id)
                GROUP BY month, state
                """)
            {
                guard let state = FamilyMonth.State(rawValue: try row.text(1)) else { continue }
                states[try row.integer(0), default: [:]][state] = try row.integer(2)
            }
            let vouchers = try transaction.rows(
                """
                SELECT month, COUNT(*), COUNT(activated_at),
                    CAST(SUM(CASE WHEN spent > 0 THEN 1 ELSE 0 END) AS BIGINT),
                    CAST(SUM(issued) AS BIGINT), CAST(SUM(available) AS BIGINT),
                    CAST(SUM(held) AS BIGINT), CAST(SUM(spent) AS BIGINT),
                    CAST(SUM(expired) AS BIGINT), CAST(SUM(removed) AS BIGINT)
                FROM voucher WHERE pilot = \(pilot.id) GROUP BY month
                """)
            var counted: [Int64: Row] = [:]
            for row in vouchers { counted[try row.integer(0)] = row }
            let months = try Set(states.keys).union(counted.keys).sorted().map { number in
                let row = counted[number]
                return PilotResults.Month(
                    month: CalendarMonth(number: number), families: states[number] ?? [:],
                    issued: try row?.integer(1) ?? 0, activated: try row?.integer(2) ?? 0,
                    used: try row?.integer(3) ?? 0,
                    balance: Balance(
                        issued: try row?.integer(4) ?? 0, available: try row?.integer(5) ?? 0,
                        held: try row?.integer(6) ?? 0, spent: try row?.integer(7) ?? 0,
                        expired: try row?.integer(8) ?? 0, removed: try row?.integer(9) ?? 0))
            }
            let sold = try transaction.rows(
                """
                SELECT l.good, CAST(SUM(l.quantity - l.returned) AS BIGINT), COUNT(*)
                FROM voucher_redemption r JOIN voucher_line l ON l.redemption_id = r.id
                WHERE r.pilot = \(pilot.id) AND r.status = 'paid' GROUP BY l.good ORDER BY l.good
                """
            ).map { row in
                PilotResults.Sold(
                    good: try row.text(0), quantityThousandths: try row.integer(1),
                    lines: try row.integer(2))
            }
            return PilotResults(pilot: pilot, phase: phase, months: months, sold: sold)
        }
    }
}
