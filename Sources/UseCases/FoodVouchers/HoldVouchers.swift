import FoodVouchers
import Journal
import Kernel
import Store

/// A reservation that a till has made.
package struct VoucherHold: Sendable {
    /// The reservation.
    package let id: String
    /// The till's own name for it.
    package let holdId: String
    /// The basket.
    package let basket: String
    /// The sum in tiyn.
    package let amountTiyn: Int64
    /// When it ends by itself.
    package let expiresAt: Instant

    static let columns: SQL = "id, hold_id, basket_id, amount, expires_at"

    init(row: Row) throws {
        id = try row.text(0)
        holdId = try row.text(1)
        basket = try row.text(2)
        amountTiyn = try row.integer(3)
        expiresAt = try row.instant(4)
    }
}

extension Platform {
    /// Reserves a sum while the customer pays the rest (use case 31).
    ///
    /// The till names the reservation; the same name again gives the same answer.
    /// - Throws: `redemptionDiffers` that names the field, `basketClosed`, `notEnoughOnVoucher`,
    ///   `voucherNotActive`, `voucherExpired`, `consentNotActive`.
    package func holdVouchers(
        _ holdId: String, basket id: String, amountTiyn: Int64, by client: ClientSystem
    ) async throws -> VoucherHold {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let till = try Till.find(client.id, in: transaction)
            let basket = try Basket.locked(id, of: till, in: transaction)
            if let before = try transaction.firstRow(
                """
                SELECT \(VoucherHold.columns) FROM voucher_hold
                WHERE till_id = \(till.id) AND hold_id = \(holdId)
                """)
            {
                let hold = try VoucherHold(row: before)
                guard hold.basket == id else { throw Refusal.differs("basketId") }
                guard hold.amountTiyn == amountTiyn else { throw Refusal.differs("amountTiyn") }
                return hold
            }
            guard let basket else { throw Refusal(.basketClosed, clause: "FV-25") }
            try basket.checkOpen(at: now)
            try pilotInForce(till.pilot).checkRunning(on: Day(at: now))
            return try hold(
                amountTiyn, named: holdId, basket: basket, till: till, at: now, in: transaction)
        }
    }

    private func hold(
        _ amount: Int64, named holdId: String, basket: Basket, till: Till, at now: Instant,
        in transaction: any Transaction
    ) throws -> VoucherHold {
        var vouchers = try VoucherRow.locked(basket.vouchers, in: transaction)
        for voucher in vouchers { try voucher.voucher.checkUse(at: now) }
        try checkProcessingConsent(ofFamilies: Set(vouchers.map(\.family)), in: transaction)
        let parts = try allocated(amount, over: vouchers)
        let end = vouchers.map(\.voucher.validUntil).min() ?? now
        // However often a till reserves anew, one scan binds the vouchers for a bounded time.
        let expiresAt = min(
            now.adding(seconds: Basket.lifetimeSeconds),
            basket.openedAt.adding(seconds: Basket.holdsEndSeconds), end)
        let id = randomIdentifierText(random)
        let steps = zip(vouchers, parts).filter { $0.1 > 0 }.map {
            VoucherStep(voucher: $0.voucher.id, movement: Movement(.held, $1))
        }
        let entry = try journal.append(
            .voucherHeld, at: now,
            facts: [
                "hold": .string(id), "basket": .string(basket.id), "till": .string(till.id),
                "shop": .string(till.shop), "expiresAt": JSON(expiresAt), "movements": steps.json,
            ], subject: basket.holder, in: transaction)
        let added = try transaction.change(
            """
            INSERT INTO voucher_hold
                (id, till_id, hold_id, basket_id, amount, expires_at, entry_id)
            VALUES (\(id), \(till.id), \(holdId), \(basket.id), \(amount), \(expiresAt), \(entry))
            ON CONFLICT (till_id, hold_id) DO NOTHING
            """)
        guard added == 1 else { throw Refusal.differs("basketId") }
        for index in vouchers.indices where parts[index] > 0 {
            try transaction.execute(
                """
                INSERT INTO voucher_hold_part (hold_id, voucher_id, amount)
                VALUES (\(id), \(vouchers[index].voucher.id), \(parts[index]))
                """)
            try vouchers[index].move(
                Movement(.held, parts[index]), at: now, shop: till.shop, entry: entry,
                in: transaction)
        }
        // The basket stays open as long as what was reserved in it.
        try transaction.execute(
            """
            UPDATE voucher_basket SET expires_at = \(expiresAt)
            WHERE id = \(basket.id) AND expires_at < \(expiresAt)
            """)
        guard
            let row = try transaction.firstRow(
                "SELECT \(VoucherHold.columns) FROM voucher_hold WHERE id = \(id)")
        else { throw Refusal(.holdNotOpen) }
        return try VoucherHold(row: row)
    }

    /// The part of each voucher.
    ///
    /// - Throws: `notEnoughOnVoucher` that says how much there is.
    func allocated(_ amount: Int64, over vouchers: [VoucherRow]) throws(Refusal) -> [Int64] {
        let available = vouchers.map(\.voucher.balance.available)
        guard let parts = allocate(amount, over: available) else {
            let rest = available.reduce(0, +)
            throw Refusal(
                .notEnoughOnVoucher,
                LocalizedText(
                    kk: "қалдық \(rest) тиын, керегі \(amount) тиын",
                    ru: "остаток \(rest) тиын, нужно \(amount) тиын",
                    en: "\(rest) tiyn are left, \(amount) are needed"), clause: "FV-26")
        }
        return parts
    }
}

extension Refusal {
    /// The same name was used with another content; the field that differs is named.
    static func differs(_ field: String) -> Refusal {
        Refusal(
            .redemptionDiffers,
            LocalizedText(
                kk: "айырмашылық: «\(field)»", ru: "различается «\(field)»",
                en: "“\(field)” differs"))
    }
}
