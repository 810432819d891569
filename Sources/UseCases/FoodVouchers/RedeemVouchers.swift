import FoodVouchers
import Journal
import Kernel
import Store

/// A redemption in the making: what was loaded for it.
private struct RedemptionInHand {
    let draft: RedemptionDraft
    let till: Till
    let pilot: Pilot
    let basket: Basket
    let now: Instant
    var hold: String?
    var goods: [SocialGood] = []
    var total: Int64 = 0
    var byVoucher: Int64 = 0
    var isPaid: Bool { draft.paymentStatus == .paid }
}

extension Platform {
    /// Takes payment from a basket's vouchers (use case 31 steps 5 to 9; FV-27).
    ///
    /// Everything or nothing: one line against a rule and no line is paid. The till names the
    /// redemption; the same name with the same content gives the same answer and pays nothing more.
    /// - Throws: `linesRefused` that names every line and why, `notEnoughOnVoucher`,
    ///   `redemptionDiffers` that names the field, `basketClosed`, `holdNotOpen`, and what scanning
    ///   throws.
    package func redeem(
        _ draft: RedemptionDraft, by client: ClientSystem
    ) async throws -> RedemptionRecord {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let till = try Till.find(client.id, in: transaction)
            var basket: Basket?
            if case .basket(let id) = draft.presented {
                basket = try Basket.locked(id, of: till, in: transaction)
            }
            if let before = try RedemptionRecord.find(
                draft.redemptionId, of: till.id, in: transaction)
            {
                try before.check(draft, in: transaction)
                return before
            }
            if case .qr(let text) = draft.presented {
                basket = try scan(text, till: till, at: now, in: transaction)
                // While the scan waited for the code's basket, the same request sent at the same
                // moment may have paid from it.
                if let before = try RedemptionRecord.find(
                    draft.redemptionId, of: till.id, in: transaction)
                {
                    try before.check(draft, in: transaction)
                    return before
                }
            }
            guard let basket else { throw Refusal(.basketClosed, clause: "FV-25") }
            try basket.checkOpen(at: now)
            let pilot = try pilotInForce(till.pilot)
            try pilot.checkRunning(on: Day(at: now))
            var work = RedemptionInHand(
                draft: draft, till: till, pilot: pilot, basket: basket, now: now)
            try checkHold(&work, in: transaction)
            try checkLines(&work, in: transaction)
            guard work.isPaid else { return try fail(work, in: transaction) }
            return try pay(work, in: transaction)
        }
    }

    /// Finds the reservation that is to be spent.
    private func checkHold(
        _ work: inout RedemptionInHand, in transaction: any Transaction
    ) throws {
        guard let holdId = work.draft.holdId else { return }
        let row = try transaction.lockedRows(
            """
            SELECT id, expires_at FROM voucher_hold
            WHERE till_id = \(work.till.id) AND hold_id = \(holdId)
                AND basket_id = \(work.basket.id) AND ended_at IS NULL
            """
        ).first
        guard let row, work.now < (try row.instant(1)) else { throw Refusal(.holdNotOpen) }
        work.hold = try row.text(0)
    }

    /// Checks every line against the list and the prices, and adds them up.
    private func checkLines(
        _ work: inout RedemptionInHand, in transaction: any Transaction
    ) throws {
        let lines = work.draft.lines
        let day = Day(at: work.now)
        let shopGoods = try shopGoods(
            Array(Set(lines.map(\.product))).sorted { $0.digits < $1.digits }, of: work.till.shop,
            on: day, in: transaction)
        var faults: [LineFault] = []
        for (index, line) in lines.enumerated() {
            do throws(LineFault) {
                work.goods.append(
                    try work.pilot.check(
                        line, number: index + 1, shopGood: shopGoods[line.product], on: day))
            } catch {
                faults.append(error)
            }
        }
        if let first = faults.first {
            func list(_ language: Language) -> String {
                faults.map { $0.explanation[language] }.joined(separator: "; ")
            }
            throw Refusal(
                .linesRefused, LocalizedText(kk: list(.kk), ru: list(.ru), en: list(.en)),
                clause: first.reason.clause, places: faults.map(\.place))
        }
        work.total = lines.map { $0.payable(by: work.pilot.pays) }.reduce(0, +)
        work.byVoucher = work.total - work.draft.otherPaymentTiyn
        guard work.byVoucher > 0 || !work.isPaid else {
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«otherPaymentTiyn» жалпы сомадан аз болуы керек",
                    ru: "«otherPaymentTiyn» должно быть меньше общей суммы",
                    en: "“otherPaymentTiyn” must be less than the total"), clause: "FV-27")
        }
    }

    private func pay(
        _ work: RedemptionInHand, in transaction: any Transaction
    ) throws -> RedemptionRecord {
        var vouchers = try VoucherRow.locked(work.basket.vouchers, in: transaction)
        for voucher in vouchers { try voucher.voucher.checkUse(at: work.now) }
        try checkProcessingConsent(ofFamilies: Set(vouchers.map(\.family)), in: transaction)
        let (spent, released) = try parts(of: work, vouchers: vouchers, in: transaction)
        let spending: Movement.Kind = work.hold == nil ? .spent : .spentHeld
        var steps: [VoucherStep] = []
        for index in vouchers.indices {
            let id = vouchers[index].voucher.id
            if spent[index] > 0 {
                steps.append(VoucherStep(voucher: id, movement: Movement(spending, spent[index])))
            }
            if released[index] > 0 {
                steps.append(
                    VoucherStep(voucher: id, movement: Movement(.released, released[index])))
            }
        }
        let id = randomIdentifierText(random)
        let entry = try append(work, id: id, steps: steps, in: transaction)
        for step in steps {
            guard let index = vouchers.firstIndex(where: { $0.voucher.id == step.voucher }) else {
                continue
            }
            try vouchers[index].move(
                step.movement, at: work.now, shop: work.till.shop, entry: entry, in: transaction)
        }
        let remaining = vouchers.map(\.voucher.balance.available).reduce(0, +)
        try insert(work, id: id, remaining: remaining, entry: entry, in: transaction)
        for index in vouchers.indices where spent[index] > 0 {
            try transaction.execute(
                """
                INSERT INTO voucher_redemption_part (redemption_id, voucher_id, amount)
                VALUES (\(id), \(vouchers[index].voucher.id), \(spent[index]))
                """)
        }
        if let hold = work.hold {
            try transaction.execute(
                """
                UPDATE voucher_hold SET ended_at = \(work.now), outcome = 'spent'
                WHERE id = \(hold)
                """)
        }
        try transaction.execute(
            "UPDATE voucher_basket SET closed_at = \(work.now) WHERE id = \(work.basket.id)")
        return try recorded(work, in: transaction)
    }

    /// What each voucher pays, and what of a reservation it gets back.
    private func parts(
        of work: RedemptionInHand, vouchers: [VoucherRow], in transaction: any Transaction
    ) throws -> (spent: [Int64], released: [Int64]) {
        guard let hold = work.hold else {
            return (
                try allocated(work.byVoucher, over: vouchers), vouchers.map { _ in 0 }
            )
        }
        var held: [String: Int64] = [:]
        for row in try transaction.rows(
            "SELECT voucher_id, amount FROM voucher_hold_part WHERE hold_id = \(hold)")
        {
            held[try row.text(0)] = try row.integer(1)
        }
        let reserved = vouchers.map { held[$0.voucher.id.text] ?? 0 }
        guard let spent = allocate(work.byVoucher, over: reserved) else {
            throw Refusal(.notEnoughOnVoucher, clause: "FV-26")
        }
        return (spent, zip(reserved, spent).map { $0 - $1 })
    }

    /// Records that the payment did not go through: nothing is spent (FV-27).
    private func fail(
        _ work: RedemptionInHand, in transaction: any Transaction
    ) throws -> RedemptionRecord {
        if let hold = work.hold {
            try release(
                hold: hold, cause: "paymentFailed", at: work.now, in: transaction)
        }
        let id = randomIdentifierText(random)
        let entry = try append(work, id: id, steps: [], in: transaction)
        let rows = try VoucherRow.locked(work.basket.vouchers, in: transaction)
        try insert(
            work, id: id, remaining: rows.map(\.voucher.balance.available).reduce(0, +),
            entry: entry, in: transaction)
        return try recorded(work, in: transaction)
    }

    private func append(
        _ work: RedemptionInHand, id: String, steps: [VoucherStep], in transaction: any Transaction
    ) throws -> Identifier<JournalEntry> {
        let lines = zip(work.draft.lines, work.goods).map { line, good -> JSON in
            [
                "product": .string(line.product.digits), "good": .string(good.code),
                "quantity": .string(line.quantity.description),
                "unitPriceTiyn": .integer(line.unitPriceTiyn),
                "totalTiyn": .integer(line.payable(by: work.pilot.pays)),
            ]
        }
        return try journal.append(
            work.isPaid ? .voucherRedeemed : .voucherPaymentFailed, at: work.now,
            facts: [
                "pilot": .string(work.pilot.id), "redemption": .string(id),
                "basket": .string(work.basket.id), "till": .string(work.till.id),
                "shop": .string(work.till.shop), "totalTiyn": .integer(work.total),
                "byVoucherTiyn": .integer(work.isPaid ? work.byVoucher : 0),
                "movements": steps.json, "clause": "FV-27",
            ], personal: ["lines": .array(lines)], subject: work.basket.holder, in: transaction)
    }

    private func insert(
        _ work: RedemptionInHand, id: String, remaining: Int64, entry: Identifier<JournalEntry>,
        in transaction: any Transaction
    ) throws {
        let draft = work.draft
        let added = try transaction.change(
            """
            INSERT INTO voucher_redemption (id, pilot, till_id, redemption_id, shop_id, basket_id,
                presented, hold_id, status, total, by_voucher, otherwise, remaining, at, entry_id)
            VALUES (\(id), \(work.pilot.id), \(work.till.id), \(draft.redemptionId),
                \(work.till.shop), \(work.basket.id), \(draft.presented.stored), \(work.hold),
                \(draft.paymentStatus.rawValue), \(work.total),
                \(work.isPaid ? work.byVoucher : 0), \(work.isPaid ? draft.otherPaymentTiyn : 0),
                \(remaining), \(work.now), \(entry))
            ON CONFLICT (till_id, redemption_id) DO NOTHING
            """)
        guard added == 1 else { throw Refusal.differs(draft.presented.field) }
        for (index, line) in draft.lines.enumerated() {
            try transaction.execute(
                """
                INSERT INTO voucher_line (redemption_id, number, product, good, name, quantity,
                    shelf_tiyn, unit_tiyn, total)
                VALUES (\(id), \(index + 1), \(line.product.digits), \(work.goods[index].code),
                    \(line.name), \(line.quantity.thousandths), \(line.shelfUnitPriceTiyn),
                    \(line.unitPriceTiyn), \(line.payable(by: work.pilot.pays)))
                """)
        }
    }

    private func recorded(
        _ work: RedemptionInHand, in transaction: any Transaction
    ) throws -> RedemptionRecord {
        guard
            let record = try RedemptionRecord.find(
                work.draft.redemptionId, of: work.till.id, in: transaction)
        else { throw Refusal(.notFound) }
        return record
    }
}
