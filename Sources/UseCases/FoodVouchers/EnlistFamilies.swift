import FoodVouchers
import Journal
import Kernel
import Store

/// A family that is new on a list, with its entry, made before the transaction that writes both.
private struct PreparedFamily: Sendable {
    let id: String
    let row: ListRow
    let entry: PreparedEntry
}

extension Platform {
    /// New families that are written in one transaction.
    private static var familiesMax: Int { 480 }

    /// Writes the families that are new on a list (FV-14).
    ///
    /// While some are written, the entries of the next ones are made.
    /// - Returns: how many were written: fewer when a later list began or had them first.
    func enlist(
        _ rows: [ListRow], list: Identifier<VoucherList>, month: CalendarMonth, pilot: Pilot
    ) async throws -> Int {
        var writing: Task<Int, any Error>?
        var count = 0
        for batch in rows.batches(of: Self.familiesMax) {
            let now = clock.now()
            let families = batch.map { prepare($0, list, month, pilot, at: now) }
            count += try await writing?.value ?? 0
            writing = Task { [store] in
                try await store.write { [self] transaction in
                    guard try isNewest(list, of: month, pilot, in: transaction) else { return 0 }
                    return try insert(
                        families, list: list, month: month, pilot: pilot, at: now,
                        in: transaction)
                }
            }
        }
        return count + (try await writing?.value ?? 0)
    }

    private func prepare(
        _ row: ListRow, _ list: Identifier<VoucherList>, _ month: CalendarMonth, _ pilot: Pilot,
        at now: Instant
    ) -> PreparedFamily {
        // Names that grow with time, so that a million of them fill their index from one end.
        let id = Identifier<PreparedFamily>(at: now, random: random).text
        let entry = journal.prepare(
            .voucherFamilyListed, at: now,
            facts: [
                "pilot": .string(pilot.id), "month": .string(month.description),
                "family": .string(id), "list": .string(list.text),
                "members": .integer(Int64(row.members.count)), "clause": "FV-14",
            ], subject: row.recipient)
        return PreparedFamily(id: id, row: row, entry: entry)
    }

    private func insert(
        _ families: [PreparedFamily], list: Identifier<VoucherList>, month: CalendarMonth,
        pilot: Pilot, at now: Instant, in transaction: any Transaction
    ) throws -> Int {
        let endsAt = pilot.end(of: month)
        let added = Set(
            try transaction.inserted(
                """
                INSERT INTO voucher_family
                    (id, pilot, month, recipient_iin, list_id, state, listed_at, ends_at)
                """,
                families.map { family in
                    """
                    (\(family.id), \(pilot.id), \(month.number), \(family.row.recipient),
                        \(list), 'listed', \(now), \(endsAt))
                    """
                }, "ON CONFLICT (pilot, month, recipient_iin) DO NOTHING RETURNING id"
            ).map { try $0.text(0) })
        // Whom another list of the same moment brought first is left to that list.
        let new = families.filter { added.contains($0.id) }
        try transaction.insert(
            "INSERT INTO voucher_member (family_id, member_iin, pilot, month)",
            new.flatMap { family in
                family.row.members.map { member in
                    "(\(family.id), \(member), \(pilot.id), \(month.number))" as SQL
                }
            }, "ON CONFLICT (pilot, month, member_iin) DO NOTHING")
        try journal.append(new.map(\.entry), in: transaction)
        return new.count
    }
}
