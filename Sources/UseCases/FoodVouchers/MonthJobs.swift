import FoodVouchers
import Journal
import Kernel
import Store

/// A job of the month that failed while the others went on.
package struct FailedVoucherJob: Sendable {
    /// Which one, and of which pilot.
    package let name: String
    /// Why.
    package let error: any Error
}

extension Platform {
    /// Families looked at in one transaction.
    private static var roundMax: Int { 200 }

    /// Does what the calendar asks for now, after however long a pause (FV-16 to FV-21, FV-8).
    ///
    /// Every step is a conditional change of one family or voucher, so that a second run at the same
    /// moment, here or on another node, finds nothing left to do.
    /// One job that fails keeps neither the others nor another pilot waiting.
    /// - Throws: the first failure, when all jobs have had their turn.
    package func runVoucherMonth() async throws {
        if let first = await runVoucherJobs().first { throw first.error }
    }

    /// The same as ``runVoucherMonth()``, for whoever names every failure.
    ///
    /// - Returns: the jobs that failed, in their order.
    package func runVoucherJobs() async -> [FailedVoucherJob] {
        guard !pilotsInForce.isEmpty else { return [] }
        var failed: [FailedVoucherJob] = []
        func run(_ name: String, _ job: () async throws -> Void) async {
            do {
                try await job()
            } catch {
                failed.append(FailedVoucherJob(name: name, error: error))
            }
        }
        await run("ends of reservations", endVoucherHolds)
        await run("ends of vouchers", expireVouchers)
        await run("silent families", removeSilentFamilies)
        await run("numbers of families") { _ = try await findVoucherNumbers() }
        for pilot in pilotsInForce {
            await run("requests of \(pilot.id)") { try await askFamilies(of: pilot) }
            await run("repetitions of \(pilot.id)") { try await repeatRequests(of: pilot) }
        }
        return failed
    }

    /// Takes the possibility to activate from whoever did not answer in the month (FV-21).
    private func removeSilentFamilies() async throws {
        let now = clock.now()
        for state in [FamilyMonth.State.listed, .numberFound, .asked] {
            try await eachDue("state = \(state.rawValue) AND ends_at <= \(now)") {
                [self] family, transaction in
                try remove(family, at: now, in: transaction)
            }
        }
    }

    private func remove(
        _ family: DueFamily, at now: Instant, in transaction: any Transaction
    ) throws {
        let removed = try transaction.change(
            """
            UPDATE voucher_family SET state = 'removed'
            WHERE id = \(family.id) AND state = \(family.state.rawValue)
            """)
        guard removed == 1 else { return }
        try journal.append(
            .voucherActivationRemoved, at: now,
            facts: [
                "pilot": .string(family.pilot), "month": .string(family.month.description),
                "family": .string(family.id), "state": .string(family.state.rawValue),
                "clause": "FV-21",
            ], subject: family.recipient, in: transaction)
    }

    /// Runs the body for every family that the condition names, so many in a transaction.
    private func eachDue(
        _ condition: SQL,
        _ body: @escaping @Sendable (DueFamily, any Transaction) throws -> Void
    ) async throws {
        while true {
            let count = try await store.write { transaction in
                let rows = try transaction.lockedRows(
                    """
                    SELECT \(DueFamily.columns) FROM voucher_family
                    WHERE \(condition) AND \(DueFamily.isOpen)
                    ORDER BY ends_at, id LIMIT \(Self.roundMax)
                    """)
                for row in rows { try body(DueFamily(row: row), transaction) }
                return rows.count
            }
            if count < Self.roundMax { return }
        }
    }
}
