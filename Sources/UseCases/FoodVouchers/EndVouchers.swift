import FoodVouchers
import Journal
import Kernel
import Store

extension Platform {
    /// Ends reservations whose time is over: the money is available again.
    package func endVoucherHolds() async throws {
        let now = clock.now()
        while true {
            let ended = try await store.write { [self] transaction in
                let rows = try transaction.rows(
                    """
                    SELECT id FROM voucher_hold WHERE ended_at IS NULL AND expires_at <= \(now)
                    ORDER BY expires_at, id LIMIT 100
                    """)
                for row in rows {
                    try release(hold: try row.text(0), cause: "timeOver", at: now, in: transaction)
                }
                return rows.count
            }
            if ended < 100 { return }
        }
    }

    /// Releases the open reservations of a voucher.
    func releaseHolds(
        of voucher: VoucherRow, at now: Instant, in transaction: any Transaction
    ) throws {
        guard voucher.voucher.balance.held > 0 else { return }
        for row in try transaction.rows(
            """
            SELECT h.id FROM voucher_hold_part p JOIN voucher_hold h ON h.id = p.hold_id
            WHERE p.voucher_id = \(voucher.voucher.id) AND h.ended_at IS NULL ORDER BY h.id
            """)
        {
            try release(hold: try row.text(0), cause: "voucherEnded", at: now, in: transaction)
        }
    }

    /// Ends a reservation unused; does nothing when it has ended already.
    func release(
        hold: String, cause: String, at now: Instant, in transaction: any Transaction
    ) throws {
        let ended = try transaction.rows(
            """
            UPDATE voucher_hold SET ended_at = \(now), outcome = 'released'
            WHERE id = \(hold) AND ended_at IS NULL
            RETURNING till_id
            """)
        guard let row = ended.first else { return }
        let till = try Till.find(try row.text(0), in: transaction)
        let parts = try transaction.rows(
            "SELECT voucher_id, amount FROM voucher_hold_part WHERE hold_id = \(hold)"
        ).map { (id: try $0.text(0), amount: try $0.integer(1)) }
        var vouchers = try VoucherRow.locked(parts.map(\.id), in: transaction)
        let steps = zip(vouchers, parts).map {
            VoucherStep(voucher: $0.voucher.id, movement: Movement(.released, $1.amount))
        }
        let entry = try journal.append(
            .voucherHoldEnded, at: now,
            facts: [
                "hold": .string(hold), "till": .string(till.id), "shop": .string(till.shop),
                "cause": .string(cause), "movements": steps.json,
            ], subject: vouchers.first?.holder, in: transaction)
        for index in vouchers.indices {
            try vouchers[index].move(
                Movement(.released, parts[index].amount), at: now, shop: till.shop, entry: entry,
                in: transaction)
        }
    }

    /// Ends the vouchers whose month is over: nothing is carried over (FV-8, FV-7).
    func expireVouchers() async throws {
        let now = clock.now()
        while true {
            let count = try await store.write { [self] transaction in
                let ids = try transaction.rows(
                    """
                    SELECT id FROM voucher
                    WHERE status IN ('formed', 'active') AND valid_until <= \(now)
                    ORDER BY valid_until, id LIMIT 100
                    """
                ).map { try $0.text(0) }
                for id in ids { try expire(id, at: now, in: transaction) }
                return ids.count
            }
            if count < 100 { return }
        }
    }

    private func expire(
        _ id: String, at now: Instant, in transaction: any Transaction
    ) throws {
        guard let found = try VoucherRow.locked([id], in: transaction).first,
            found.voucher.status == .formed || found.voucher.status == .active
        else { return }
        try releaseHolds(of: found, at: now, in: transaction)
        guard var row = try VoucherRow.locked([id], in: transaction).first else { return }
        let wasActive = row.voucher.status == .active
        let rest = row.voucher.balance.available
        let steps =
            rest > 0
            ? [VoucherStep(voucher: row.voucher.id, movement: Movement(.expired, rest))] : []
        let entry = try journal.append(
            .voucherExpired, at: now,
            facts: [
                "pilot": .string(row.pilot), "month": .string(row.voucher.month.description),
                "voucher": .string(id), "wasActive": .bool(wasActive), "movements": steps.json,
                "clause": "FV-8",
            ], subject: row.holder, in: transaction)
        row.voucher.status = .expired
        if rest > 0 {
            try row.move(Movement(.expired, rest), at: now, entry: entry, in: transaction)
        } else {
            try transaction.execute("UPDATE voucher SET status = 'expired' WHERE id = \(id)")
        }
    }
}
