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

/// New families that are written together.
private struct PreparedFamilies: Sendable {
    let families: [PreparedFamily]
    let members: Insertion
    let entries: PreparedEntries

    init(_ families: [PreparedFamily], month: CalendarMonth, pilot: Pilot) {
        self.families = families
        members = Insertion(
            "INSERT INTO voucher_member (family_id, member_iin, pilot, month)",
            families.flatMap { family in
                family.row.members.map { member in
                    [
                        SQLValue(family.id), SQLValue(member), SQLValue(pilot.id),
                        SQLValue(month.number),
                    ]
                }
            }, "ON CONFLICT (pilot, month, member_iin) DO NOTHING")
        entries = PreparedEntries(families.map(\.entry))
    }

    /// The families themselves.
    func rows(
        list: Identifier<VoucherList>, month: CalendarMonth, pilot: Pilot, at now: Instant
    ) -> Insertion {
        let endsAt = pilot.end(of: month)
        return Insertion(
            """
            INSERT INTO voucher_family
                (id, pilot, month, recipient_iin, list_id, state, listed_at, ends_at)
            """,
            families.map { family in
                [
                    SQLValue(family.id), SQLValue(pilot.id), SQLValue(month.number),
                    SQLValue(family.row.recipient), SQLValue(list),
                    SQLValue(FamilyMonth.State.listed.rawValue), SQLValue(now), SQLValue(endsAt),
                ]
            }, "ON CONFLICT (pilot, month, recipient_iin) DO NOTHING")
    }
}

extension Platform {
    /// New families that are written in one transaction.
    private static var familiesMax: Int { 480 }

    /// Writes the families that are new on a list (FV-14).
    ///
    /// While some are written, the rows and entries of the next ones are made.
    /// - Returns: how many were written: fewer when a later list began or had them first.
    func enlist(
        _ rows: [ListRow], list: Identifier<VoucherList>, month: CalendarMonth, pilot: Pilot
    ) async throws -> Int {
        var writing: Task<Int, any Error>?
        var count = 0
        for batch in rows.batches(of: Self.familiesMax) {
            let now = clock.now()
            let families = PreparedFamilies(
                batch.map { prepare($0, list, month, pilot, at: now) }, month: month, pilot: pilot)
            let rows = families.rows(list: list, month: month, pilot: pilot, at: now)
            count += try await writing?.value ?? 0
            writing = Task { [store] in
                try await store.write { [self] transaction in
                    guard try isNewest(list, of: month, pilot, in: transaction) else { return 0 }
                    let written = try transaction.inserted(rows)
                    let new =
                        written == batch.count
                        ? families
                        : try stored(families, month: month, pilot: pilot, in: transaction)
                    try transaction.insert(new.members)
                    try journal.append(new.entries, in: transaction)
                    return written
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

    /// The families without those whom another list of the same moment brought first: they are left
    /// to that list.
    private func stored(
        _ families: PreparedFamilies, month: CalendarMonth, pilot: Pilot,
        in transaction: any Transaction
    ) throws -> PreparedFamilies {
        let names = SQL(listing: families.families.map { "\($0.id)" as SQL })
        let written = Set(
            try transaction.rows("SELECT id FROM voucher_family WHERE id IN (\(names))")
                .map { try $0.text(0) })
        return PreparedFamilies(
            families.families.filter { written.contains($0.id) }, month: month, pilot: pilot)
    }
}
