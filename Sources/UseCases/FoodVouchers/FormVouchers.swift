import FoodVouchers
import Journal
import Kernel
import Store

extension Platform {
    /// Forms a voucher for each member of a family that has consented (FV-5, FV-23, FV-24).
    ///
    /// One that a corrected list took back is given again with what was left; nobody gets a second
    /// voucher in a month.
    func formVouchers(
        family: String, recipient: IIN, holder: IIN, month: CalendarMonth, pilot: Pilot,
        at now: Instant, in transaction: any Transaction
    ) throws {
        guard let amount = pilot.amount(of: month) else {
            throw Refusal(.pilotNotReady, clause: "FV-2.6")
        }
        let members = try transaction.rows(
            "SELECT member_iin FROM voucher_member WHERE family_id = \(family) ORDER BY member_iin"
        ).map { try $0.iin(0) }
        let existing = try vouchers(of: members, month: month, pilot: pilot, in: transaction)
        let new = members.filter { existing[$0] == nil }
            .map { ($0, Identifier<Voucher>(random: random)) }
        var restored = members.compactMap { existing[$0] }.filter { $0.voucher.status == .removed }
        let steps =
            new.map { VoucherStep(voucher: $0.1, movement: Movement(.issued, amount)) }
            + restored.filter { $0.voucher.balance.removed > 0 }.map {
                VoucherStep(
                    voucher: $0.voucher.id,
                    movement: Movement(.restored, $0.voucher.balance.removed))
            }
        guard !new.isEmpty || !restored.isEmpty else { return }
        try openWallet(of: holder, pilot: pilot, at: now, in: transaction)
        let entry = try journal.append(
            .vouchersFormed, at: now,
            facts: [
                "pilot": .string(pilot.id), "month": .string(month.description),
                "family": .string(family), "movements": steps.json, "clause": "FV-24",
            ], subject: recipient, counterpart: holder == recipient ? nil : holder,
            in: transaction)
        for (member, id) in new {
            try insert(
                id, amount, member: member, family: family, holder: holder, month: month,
                pilot: pilot, at: now, entry: entry, in: transaction)
        }
        for index in restored.indices {
            let row = restored[index]
            // The member may be in another family now, and is still the same person.
            try transaction.execute(
                """
                UPDATE voucher SET family_id = \(family), holder_iin = \(holder)
                WHERE id = \(row.voucher.id)
                """)
            restored[index].voucher.status = row.activatedAt == nil ? .formed : .active
            if row.voucher.balance.removed > 0 {
                try restored[index].move(
                    Movement(.restored, row.voucher.balance.removed), at: now, entry: entry,
                    in: transaction)
            } else {
                let status = restored[index].voucher.status.rawValue
                try transaction.execute(
                    "UPDATE voucher SET status = \(status) WHERE id = \(row.voucher.id)")
            }
        }
    }

    /// The vouchers that people have in a month already, locked, by person.
    private func vouchers(
        of members: [IIN], month: CalendarMonth, pilot: Pilot, in transaction: any Transaction
    ) throws -> [IIN: VoucherRow] {
        guard let first = members.first else { return [:] }
        var list: SQL = "\(first)"
        for member in members.dropFirst() { list = "\(list), \(member)" }
        var found: [IIN: VoucherRow] = [:]
        for row in try transaction.lockedRows(
            """
            SELECT \(VoucherRow.columns) FROM voucher WHERE pilot = \(pilot.id)
                AND month = \(month.number) AND member_iin IN (\(list)) ORDER BY id
            """)
        {
            let voucher = try VoucherRow(row: row)
            found[voucher.member] = voucher
        }
        return found
    }

    private func insert(
        _ id: Identifier<Voucher>, _ amount: Int64, member: IIN, family: String, holder: IIN,
        month: CalendarMonth, pilot: Pilot, at now: Instant, entry: Identifier<JournalEntry>,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO voucher (id, pilot, month, family_id, member_iin, holder_iin, status,
                issued, available, held, spent, expired, removed, movements, opens_at,
                valid_until, formed_at)
            VALUES (\(id), \(pilot.id), \(month.number), \(family), \(member), \(holder), 'formed',
                \(amount), \(amount), 0, 0, 0, 0, 1, \(pilot.opening(of: month)),
                \(pilot.end(of: month)), \(now))
            """)
        try transaction.execute(
            """
            INSERT INTO voucher_movement (voucher_id, number, pilot, kind, amount, at, entry_id)
            VALUES (\(id), 1, \(pilot.id), 'issued', \(amount), \(now), \(entry))
            """)
    }
}
