import FoodVouchers
import Journal
import Kernel
import Store

/// A till with its shop: a registered system with a key of its own.
package struct Till: Sendable {
    /// The system's name.
    package let id: String
    /// What the till is called in its shop.
    package let name: String
    /// The shop.
    package let shop: String
    /// What the shop is called.
    package let shopName: LocalizedText
    /// The pilot in which the shop takes part.
    package let pilot: String

    /// The till of a system.
    ///
    /// - Throws: `shopNotAdmitted` when the system is no till of a shop of a pilot.
    static func find(_ client: String, in transaction: any Transaction) throws -> Till {
        guard
            let row = try transaction.firstRow(
                """
                SELECT t.name, t.shop_id, s.name_kk, s.name_ru, s.name_en, s.pilot
                FROM voucher_till t JOIN voucher_shop s ON s.id = t.shop_id
                WHERE t.client_id = \(client)
                """)
        else { throw Refusal(.shopNotAdmitted, clause: "FV-2.7") }
        return Till(
            id: client, name: try row.text(0), shop: try row.text(1),
            shopName: LocalizedText(
                kk: try row.text(2), ru: try row.text(3), en: try row.text(4)),
            pilot: try row.text(5))
    }
}

extension Platform {
    /// Lets a shop take part (use case 33; FV-2.7, FV-9 to FV-12).
    ///
    /// The same shop again, with the same facts, changes nothing.
    package func addShop(
        _ shop: ShopDraft, to pilot: String, by client: String
    ) async throws {
        let pilot = try pilotInForce(pilot)
        try shop.check()
        let now = clock.now()
        try await store.write { [self] transaction in
            let added = try transaction.change(
                """
                INSERT INTO voucher_shop (id, pilot, bin, name_kk, name_ru, name_en, address,
                    is_stationary, loan_agreement, joined_at)
                VALUES (\(shop.id), \(pilot.id), \(shop.bin), \(shop.name.kk), \(shop.name.ru),
                    \(shop.name.en), \(shop.address), 1, \(shop.loan?.agreement), \(now))
                ON CONFLICT (id) DO NOTHING
                """)
            guard added == 1 else {
                return try checkSame(shop, pilot: pilot.id, in: transaction)
            }
            try journal.append(
                .voucherShopAdded, at: now,
                facts: .object(
                    present: ("pilot", .string(pilot.id)), ("shop", .string(shop.id)),
                    ("bin", .string(shop.bin.digits)), ("client", .string(client)),
                    ("loan", shop.loan.map { .string($0.agreement) }),
                    (
                        "terms",
                        shop.loan.map { loan in
                            .array(loan.terms.map(\.rawValue).sorted().map { .string($0) })
                        }
                    ), ("clause", "FV-2.7")), in: transaction)
        }
    }

    /// Makes sure that a shop of the same name says what it said before.
    ///
    /// - Throws: `shopNotAdmitted` that names the first fact that differs.
    private func checkSame(
        _ shop: ShopDraft, pilot: String, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            """
            SELECT s.pilot, s.bin, s.address, s.loan_agreement, s.name_kk, s.name_ru, s.name_en,
                l.agreement
            FROM voucher_shop s LEFT JOIN voucher_loan l
                ON l.shop_id = s.id AND l.agreement = s.loan_agreement
            WHERE s.id = \(shop.id)
            """)
        guard let row else { throw Refusal(.notFound) }
        // A loan that the akimat recorded since is not what the provider said.
        let isSameLoan =
            try row.textIfPresent(3) == shop.loan?.agreement
            || (shop.loan == nil && row.textIfPresent(7) != nil)
        let name = LocalizedText(kk: try row.text(4), ru: try row.text(5), en: try row.text(6))
        let differing = firstDiffering([
            "pilot": try row.text(0) != pilot, "bin": try row.text(1) != shop.bin.digits,
            "name": name != shop.name, "address": try row.text(2) != shop.address,
            "loan": !isSameLoan,
        ])
        guard let differing else { return }
        throw Refusal(
            .shopNotAdmitted,
            LocalizedText(
                kk: "дүкен енгізілген, айырмашылық: «\(differing)»",
                ru: "магазин уже внесён, различается «\(differing)»",
                en: "the shop is entered already, “\(differing)” differs"), clause: "FV-2.7")
    }

    /// Gives a shop a till: a system that is registered with the scope for it.
    ///
    /// - Throws: `notFound` for an unknown shop or system; a till stays with its shop.
    package func addTill(
        _ till: String, name: String, to shop: String, by client: String
    ) async throws {
        let now = clock.now()
        guard let system = try await self.client(till), system.scopes.contains(.vouchersRedeem)
        else { throw Refusal(.notFound) }
        try await store.write { [journal] transaction in
            guard
                try transaction.firstRow("SELECT 1 FROM voucher_shop WHERE id = \(shop)") != nil
            else { throw Refusal(.notFound) }
            let added = try transaction.change(
                """
                INSERT INTO voucher_till (client_id, shop_id, name, added_at)
                VALUES (\(till), \(shop), \(name), \(now)) ON CONFLICT (client_id) DO NOTHING
                """)
            guard added == 1 else {
                guard try Till.find(till, in: transaction).shop == shop else {
                    throw Refusal(.shopNotAdmitted, clause: "FV-2.7")
                }
                return
            }
            try journal.append(
                .voucherTillAdded, at: now,
                facts: [
                    "till": .string(till), "shop": .string(shop), "client": .string(client),
                ], in: transaction)
        }
    }

    /// Enters the shop's goods with the prices at which it bought them (FV-2.17, FV-12, FV-13).
    ///
    /// A price holds from its day on and is not changed afterwards; a correction is a later day.
    /// - Throws: `invalidField` that names the product: not on the list (FV-12), with another price
    ///   entered for the same day, or with a correction behind today.
    package func enterGoods(_ goods: [ShopGood], by client: ClientSystem) async throws -> String {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let till = try Till.find(client.id, in: transaction)
            let pilot = try pilotInForce(till.pilot)
            var count = 0
            for good in goods {
                guard pilot.good(of: good.product) != nil else {
                    throw refusal(of: good, reason: .notSociallySignificant)
                }
                if try enter(good, shop: till.shop, at: now, in: transaction) { count += 1 }
            }
            guard count > 0 else { return till.shop }
            try journal.append(
                .voucherGoodsEntered, at: now,
                facts: [
                    "shop": .string(till.shop), "till": .string(till.id),
                    "goods": .array(
                        goods.map { good in
                            [
                                "product": .string(good.product.digits),
                                "supply": .string(good.supply.rawValue),
                                "purchasePriceTiyn": .integer(good.purchasePriceTiyn),
                                "from": JSON(good.from),
                            ]
                        }), "clause": "FV-13",
                ], in: transaction)
            return till.shop
        }
    }

    /// Writes one price; a price that is there already is left alone.
    ///
    /// The first price of a product may begin at any day: nothing was sold before it. Every later one
    /// begins today or on a day to come, so that no sale's price is changed behind it.
    /// - Returns: whether it is new.
    private func enter(
        _ good: ShopGood, shop: String, at now: Instant, in transaction: any Transaction
    ) throws -> Bool {
        let entered = try transaction.rows(
            """
            SELECT from_day, supply, purchase_tiyn FROM voucher_goods
            WHERE shop_id = \(shop) AND product = \(good.product.digits)
            """)
        for row in entered where try row.day(0) == good.from {
            guard try row.text(1) == good.supply.rawValue,
                try row.integer(2) == good.purchasePriceTiyn
            else { throw refusal(of: good, reason: .notPurchasePrice) }
            return false
        }
        guard entered.isEmpty || good.from >= Day(at: now) else {
            let code = good.product.digits
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "\(code): баға бүгіннен немесе кейінгі күннен ғана түзетіледі",
                    ru: "\(code): цену исправляют с сегодняшнего или более позднего дня",
                    en: "\(code): a price is corrected from today or a later day on"),
                clause: "FV-13")
        }
        let added = try transaction.change(
            """
            INSERT INTO voucher_goods
                (shop_id, product, from_day, supply, purchase_tiyn, entered_at)
            VALUES (\(shop), \(good.product.digits), \(good.from), \(good.supply.rawValue),
                \(good.purchasePriceTiyn), \(now))
            ON CONFLICT (shop_id, product, from_day) DO NOTHING
            """)
        guard added == 1 else { throw refusal(of: good, reason: .notPurchasePrice) }
        return true
    }

    private func refusal(of good: ShopGood, reason: LineFault.Reason) -> Refusal {
        let (code, words) = (good.product.digits, reason.words)
        return Refusal(
            .invalidField,
            LocalizedText(
                kk: "\(code): \(words.kk)", ru: "\(code): \(words.ru)", en: "\(code): \(words.en)"),
            clause: reason == .notSociallySignificant ? "FV-12" : reason.clause)
    }
}

extension Platform {
    /// The shop's entries for products, in force on the day.
    func shopGoods(
        _ products: [ProductCode], of shop: String, on day: Day, in transaction: any Transaction
    ) throws -> [ProductCode: ShopGood] {
        guard let first = products.first else { return [:] }
        var list: SQL = "\(first.digits)"
        for product in products.dropFirst() { list = "\(list), \(product.digits)" }
        var found: [ProductCode: ShopGood] = [:]
        for row in try transaction.rows(
            """
            SELECT product, from_day, supply, purchase_tiyn FROM voucher_goods
            WHERE shop_id = \(shop) AND product IN (\(list)) AND from_day <= \(day)
            ORDER BY from_day
            """)
        {
            let product = ProductCode(stored: try row.text(0))
            found[product] = ShopGood(
                product: product, supply: ShopGood.Supply(rawValue: try row.text(2)) ?? .stock,
                purchasePriceTiyn: try row.integer(3), from: try row.day(1))
        }
        return found
    }
}
