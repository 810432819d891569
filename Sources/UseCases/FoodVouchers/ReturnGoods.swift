import FoodVouchers
import Journal
import Kernel
import Store

/// Goods that come back, by the lines of the receipt.
package struct ReturnDraft: Sendable {
    /// The till's own name for it: the same name again is the same return.
    package var returnId: String
    /// The lines with what comes back of each.
    package var lines: [(number: Int64, quantity: Quantity)]

    /// A return as the till sends it.
    package init(returnId: String, lines: [(number: Int64, quantity: Quantity)]) {
        self.returnId = returnId
        self.lines = lines
    }

    /// How the name stands in the store where another till of the shop has used it before.
    ///
    /// Each till has names of its own; the mark between the two stands in no name.
    fileprivate func named(by till: Till) -> String { till.id + "\u{1F}" + returnId }

    /// How the lines stand in the store.
    var stored: String {
        lines.sorted { $0.number < $1.number }.map { "\($0.number):\($0.quantity)" }
            .joined(separator: " ")
    }
}

/// A return as it was recorded.
package struct ReturnRecord: Sendable {
    /// What went back on the vouchers, in tiyn.
    package let byVoucherTiyn: Int64
    /// What the customer got back of what was paid otherwise, in tiyn.
    package let otherwiseTiyn: Int64
    /// When.
    package let at: Instant
    /// The journal entry.
    package let entry: String
}

extension Platform {
    /// Takes goods back and the money onto the vouchers that paid (use case 31; FV-2.14).
    ///
    /// Vouchers come first: what they paid never becomes money, and no more money goes out than came
    /// in. Only while the vouchers' month is open, and in the shop that sold.
    /// - Throws: `notFound` for another shop's, `returnTooLarge`, `voucherExpired`,
    ///   `voucherNotActive`, `redemptionDiffers`.
    package func returnGoods(
        _ draft: ReturnDraft, of redemption: String, by client: ClientSystem
    ) async throws -> ReturnRecord {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let till = try Till.find(client.id, in: transaction)
            // The redemption is locked: its returns come one after another.
            _ = try transaction.lockedRows(
                "SELECT id FROM voucher_redemption WHERE id = \(redemption)")
            guard
                let row = try transaction.firstRow(
                    """
                    SELECT \(RedemptionRecord.columns) FROM voucher_redemption r
                    LEFT JOIN voucher_hold h ON h.id = r.hold_id
                    WHERE r.id = \(redemption) AND r.shop_id = \(till.shop) AND r.status = 'paid'
                    """)
            else { throw Refusal(.notFound) }
            let record = try RedemptionRecord(row: row)
            if let before = try transaction.firstRow(
                """
                SELECT by_voucher, otherwise, at, entry_id, lines FROM voucher_return
                WHERE redemption_id = \(redemption) AND (
                    (till_id = \(till.id)
                        AND return_id IN (\(draft.returnId), \(draft.named(by: till))))
                    OR (till_id IS NULL AND return_id = \(draft.returnId)))
                """)
            {
                guard try before.text(4) == draft.stored else { throw Refusal.differs("items") }
                return try ReturnRecord(row: before)
            }
            return try take(draft, of: record, till: till, at: now, in: transaction)
        }
    }

    private func take(
        _ draft: ReturnDraft, of record: RedemptionRecord, till: Till, at now: Instant,
        in transaction: any Transaction
    ) throws -> ReturnRecord {
        let pilot = try pilotInForce(record.pilot)
        let parts = try transaction.rows(
            """
            SELECT voucher_id, amount, returned FROM voucher_redemption_part
            WHERE redemption_id = \(record.id) ORDER BY voucher_id
            """
        ).map { (id: try $0.text(0), left: try $0.integer(1) - $0.integer(2)) }
        var vouchers = try VoucherRow.locked(parts.map(\.id), in: transaction)
        for voucher in vouchers { try voucher.voucher.checkUse(at: now) }
        let amount = try takeLines(draft, of: record, in: transaction)
        let byVoucher = min(amount, record.byVoucherTiyn - record.returnedByVoucher)
        let otherwise = amount - byVoucher
        // Where the voucher pays the difference to the shelf price, a line may have cost it nothing.
        let nothing = byVoucher == 0 ? parts.map { _ -> Int64 in 0 } : nil
        guard let shares = nothing ?? allocate(byVoucher, over: parts.map(\.left)) else {
            throw Refusal(.returnTooLarge, clause: "FV-27")
        }
        let steps = zip(vouchers, shares).filter { $0.1 > 0 }.map {
            VoucherStep(voucher: $0.voucher.id, movement: Movement(.returned, $1))
        }
        let entry = try journal.append(
            .voucherReturned, at: now,
            facts: [
                "pilot": .string(pilot.id), "redemption": .string(record.id),
                "till": .string(till.id), "shop": .string(till.shop),
                "byVoucherTiyn": .integer(byVoucher), "otherwiseTiyn": .integer(otherwise),
                "movements": steps.json, "clause": "FV-2.14",
            ], personal: ["lines": .string(draft.stored)], subject: vouchers.first?.holder,
            in: transaction)
        for index in vouchers.indices where shares[index] > 0 {
            try vouchers[index].move(
                Movement(.returned, shares[index]), at: now, shop: till.shop, entry: entry,
                in: transaction)
            try transaction.execute(
                """
                UPDATE voucher_redemption_part SET returned = returned + \(shares[index])
                WHERE redemption_id = \(record.id) AND voucher_id = \(vouchers[index].voucher.id)
                """)
        }
        try transaction.execute(
            """
            UPDATE voucher_redemption
            SET returned_by_voucher = returned_by_voucher + \(byVoucher),
                returned_otherwise = returned_otherwise + \(otherwise)
            WHERE id = \(record.id)
            """)
        // The bare name where it is free: a server of the version before finds it too.
        let isTaken =
            try transaction.firstRow(
                """
                SELECT 1 FROM voucher_return
                WHERE redemption_id = \(record.id) AND return_id = \(draft.returnId)
                """) != nil
        let name = isTaken ? draft.named(by: till) : draft.returnId
        try transaction.execute(
            """
            INSERT INTO voucher_return
                (id, redemption_id, till_id, return_id, by_voucher, otherwise, lines, at, entry_id)
            VALUES (\(randomIdentifierText(random)), \(record.id), \(till.id),
                \(name), \(byVoucher), \(otherwise), \(draft.stored), \(now), \(entry))
            """)
        return ReturnRecord(
            byVoucherTiyn: byVoucher, otherwiseTiyn: otherwise, at: now, entry: entry.text)
    }

    /// Marks what came back of each line, and says what was paid for it then, whatever the pilot
    /// pays today.
    private func takeLines(
        _ draft: ReturnDraft, of record: RedemptionRecord, in transaction: any Transaction
    ) throws -> Int64 {
        let lines = try RecordedLine.all(of: record.id, in: transaction)
        guard Set(draft.lines.map(\.number)).count == draft.lines.count else {
            throw Refusal(.returnTooLarge, clause: "FV-27")
        }
        var amount: Int64 = 0
        for (index, (number, quantity)) in draft.lines.enumerated() {
            guard let line = lines.first(where: { $0.number == number }),
                line.returned + quantity.thousandths <= line.line.quantity.thousandths
            else {
                let line = lines.first { $0.number == number }
                let left = line.map { $0.line.quantity.thousandths - $0.returned } ?? 0
                let most = Quantity(stored: left).description
                throw Refusal(
                    .returnTooLarge,
                    LocalizedText(
                        kk: "\(number)-жол", ru: "строка \(number)", en: "line \(number)"),
                    clause: "FV-27",
                    places: [
                        Refusal.Place(
                            "items/\(index)",
                            LocalizedText(
                                kk: "ең көбі \(most)", ru: "не больше \(most)",
                                en: "at most \(most)"), clause: "FV-27")
                    ])
            }
            func paid(_ thousandths: Int64) -> Int64 {
                line.line.quantity.share(of: line.totalTiyn, on: thousandths)
            }
            amount += paid(line.returned + quantity.thousandths) - paid(line.returned)
            try transaction.execute(
                """
                UPDATE voucher_line SET returned = returned + \(quantity.thousandths)
                WHERE redemption_id = \(record.id) AND number = \(number)
                """)
        }
        return amount
    }
}

extension ReturnRecord {
    fileprivate init(row: Row) throws {
        self.init(
            byVoucherTiyn: try row.integer(0), otherwiseTiyn: try row.integer(1),
            at: try row.instant(2), entry: try row.text(3))
    }
}
