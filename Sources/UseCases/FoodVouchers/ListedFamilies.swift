import FoodVouchers
import Journal
import Kernel
import Store

/// What a list does to one family, each in the transaction of its entry (FV-14, FV-19).
extension Platform {
    private func addMember(
        _ member: IIN, family: String, month: CalendarMonth, pilot: Pilot,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO voucher_member (family_id, member_iin, pilot, month)
            VALUES (\(family), \(member), \(pilot.id), \(month.number))
            ON CONFLICT (pilot, month, member_iin) DO NOTHING
            """)
    }

    /// Takes a family off: what its vouchers still hold is removed.
    func delist(
        _ family: ListedFamily, list: Identifier<VoucherList>, pilot: Pilot, at now: Instant,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE voucher_family SET state = 'delisted', termination = NULL, list_id = \(list)
            WHERE id = \(family.id)
            """)
        try transaction.execute("DELETE FROM voucher_member WHERE family_id = \(family.id)")
        try removeVouchers(
            of: family.members, family: family, cause: "delisted", list: list, pilot: pilot,
            at: now, in: transaction)
    }

    /// Takes members off who are no longer in the family.
    func removeMembers(
        _ members: Set<IIN>, of family: ListedFamily, list: Identifier<VoucherList>, pilot: Pilot,
        at now: Instant, in transaction: any Transaction
    ) throws {
        // Whoever answers for the family at this moment forms vouchers before this or after it.
        _ = try transaction.lockedRows(
            "SELECT id FROM voucher_family WHERE id = \(family.id)")
        for member in members {
            try transaction.execute(
                """
                DELETE FROM voucher_member WHERE family_id = \(family.id)
                    AND member_iin = \(member)
                """)
        }
        try removeVouchers(
            of: members, family: family, cause: "memberLeft", list: list, pilot: pilot, at: now,
            in: transaction)
    }

    private func removeVouchers(
        of members: Set<IIN>, family: ListedFamily, cause: String,
        list: Identifier<VoucherList>, pilot: Pilot, at now: Instant,
        in transaction: any Transaction
    ) throws {
        var vouchers = try transaction.lockedRows(
            "SELECT \(VoucherRow.columns) FROM voucher WHERE family_id = \(family.id) ORDER BY id"
        ).map(VoucherRow.init(row:)).filter {
            members.contains($0.member) && ($0.voucher.status == .formed || $0.isActive)
        }
        for voucher in vouchers {
            try releaseHolds(of: voucher, at: now, in: transaction)
        }
        // What a till had reserved is available again, and goes with the rest.
        vouchers = try VoucherRow.locked(vouchers.map(\.voucher.id.text), in: transaction)
        let steps = vouchers.filter { $0.voucher.balance.available > 0 }.map {
            VoucherStep(
                voucher: $0.voucher.id,
                movement: Movement(.removed, $0.voucher.balance.available))
        }
        let entry = try journal.append(
            .voucherFamilyChanged, at: now,
            facts: [
                "pilot": .string(pilot.id), "family": .string(family.id),
                "list": .string(list.text), "cause": .string(cause),
                "members": .integer(Int64(members.count)), "movements": steps.json,
                "clause": "FV-19",
            ], subject: family.recipient, in: transaction)
        for index in vouchers.indices {
            vouchers[index].voucher.status = .removed
            let available = vouchers[index].voucher.balance.available
            if available > 0 {
                try vouchers[index].move(
                    Movement(.removed, available), at: now, entry: entry, in: transaction)
            } else {
                try transaction.execute(
                    """
                    UPDATE voucher SET status = 'removed' WHERE id = \(vouchers[index].voucher.id)
                    """)
            }
        }
    }

    /// Brings a family's members to what the list says, and gives vouchers to who joined.
    func addMembers(
        of row: ListRow, to family: ListedFamily, list: Identifier<VoucherList>,
        month: CalendarMonth, pilot: Pilot, at now: Instant, in transaction: any Transaction
    ) throws {
        for member in row.members where !family.members.contains(member) {
            try addMember(member, family: family.id, month: month, pilot: pilot, in: transaction)
        }
        guard
            let current = try transaction.lockedRows(
                """
                SELECT state, holder_iin, answered_at, consent_id FROM voucher_family
                WHERE id = \(family.id)
                """
            ).first
        else { return }
        var state = FamilyMonth.State(rawValue: try current.text(0)) ?? .listed
        if state == .delisted {
            let hasConsented =
                try current.textIfPresent(3) != nil
                || transaction.firstRow(
                    "SELECT 1 FROM voucher WHERE family_id = \(family.id) LIMIT 1") != nil
            state = FamilyMonth.relisted(
                hasConsented: hasConsented,
                hasAnswered: try current.instantIfPresent(2) != nil)
            try relist(family, as: state, list: list, in: transaction)
        }
        try journal.append(
            .voucherFamilyChanged, at: now,
            facts: [
                "pilot": .string(pilot.id), "family": .string(family.id),
                "list": .string(list.text), "cause": "members",
                "members": .integer(Int64(row.members.count)), "movements": .array([]),
                "clause": "FV-19",
            ], subject: family.recipient, in: transaction)
        // Who took the consent back gets nothing new; what was formed before stays as it is.
        if state == .consented, let holder = try current.iinIfPresent(1),
            try !isProcessingWithdrawn(ofFamily: family.id, in: transaction)
        {
            try formVouchers(
                family: family.id, recipient: family.recipient, holder: holder, month: month,
                pilot: pilot, at: now, in: transaction)
        }
    }
}

extension Platform {
    /// Puts a family back on the list; who begins anew has never been asked.
    private func relist(
        _ family: ListedFamily, as state: FamilyMonth.State, list: Identifier<VoucherList>,
        in transaction: any Transaction
    ) throws {
        let asked: SQL =
            state == .listed ? ", found_at = NULL, asked_at = NULL, repeated_at = NULL" : ""
        try transaction.execute(
            """
            UPDATE voucher_family SET state = \(state.rawValue), list_id = \(list)\(asked)
            WHERE id = \(family.id)
            """)
    }
}

extension VoucherRow {
    fileprivate var isActive: Bool { voucher.status == .active }
}
