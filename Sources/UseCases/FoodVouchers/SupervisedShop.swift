import FoodVouchers
import Kernel
import Store

/// A shop as the akimat sees it.
package struct SupervisedShop: Sendable {
    /// The shop's name in rows.
    package let id: String
    /// What it is called.
    package let name: LocalizedText
    /// Where it is.
    package let address: String
    /// The agreement under which it has working capital; nil where there is none.
    package let loan: String?
    /// The kinds of food of the list for which it has entered no product.
    package let missingGoods: Set<String>
    /// What was seen there last, and when.
    package let lastCheck: (check: AssortmentCheck, at: Instant)?
    /// Ratings: how many, and their sum.
    package let ratings: (count: Int64, sum: Int64)
}

extension Platform {
    /// A page of the shops of a pilot with what they lack, by their names in rows (FV-O.3.1).
    package func supervisedShops(
        of pilot: String, page: PageRequest
    ) async throws -> ListPage<SupervisedShop> {
        let pilot = try pilotInForce(pilot)
        let today = clock.today
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(SupervisedShop.columns) FROM voucher_shop
                WHERE pilot = \(pilot.id) AND id > \(page.cursor ?? "")
                ORDER BY id LIMIT \(page.limit + 1)
                """)
            let shops = try rows.prefix(page.limit).map {
                try SupervisedShop(row: $0, of: pilot, on: today, in: transaction)
            }
            return ListPage(
                items: shops, nextCursor: rows.count > page.limit ? shops.last?.id : nil)
        }
    }

    /// A shop with its pilot; nil when there is none.
    package func supervisedShop(
        _ id: String
    ) async throws -> (shop: SupervisedShop, pilot: Pilot)? {
        let today = clock.today
        return try await store.read { [self] transaction in
            guard
                let row = try transaction.firstRow(
                    """
                    SELECT \(SupervisedShop.columns), pilot FROM voucher_shop WHERE id = \(id)
                    """)
            else { return nil }
            let pilot = try pilotInForce(try row.text(6))
            return (try SupervisedShop(row: row, of: pilot, on: today, in: transaction), pilot)
        }
    }
}

extension SupervisedShop {
    static let columns: SQL = "id, name_kk, name_ru, name_en, address, loan_agreement"

    init(row: Row, of pilot: Pilot, on today: Day, in transaction: any Transaction) throws {
        let id = try row.text(0)
        let entered = Set(
            try transaction.rows(
                """
                SELECT DISTINCT product FROM voucher_goods
                WHERE shop_id = \(id) AND from_day <= \(today)
                """
            ).compactMap { pilot.good(of: ProductCode(stored: try $0.text(0)))?.code })
        let rated = try transaction.firstRow(
            """
            SELECT COUNT(*), CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM voucher_rating
            WHERE shop_id = \(id)
            """)
        self.id = id
        name = LocalizedText(kk: try row.text(1), ru: try row.text(2), en: try row.text(3))
        address = try row.text(4)
        loan = try row.textIfPresent(5)
        missingGoods = Set(pilot.goods.map(\.code)).subtracting(entered)
        self.lastCheck = try newestCheck(of: id, in: transaction)
        ratings = (try rated?.integer(0) ?? 0, try rated?.integer(1) ?? 0)
    }
}

private func newestCheck(
    of shop: String, in transaction: any Transaction
) throws -> (check: AssortmentCheck, at: Instant)? {
    guard
        let row = try transaction.firstRow(
            """
            SELECT missing, has_stickers, at FROM voucher_check
            WHERE shop_id = \(shop) ORDER BY at DESC, id DESC LIMIT 1
            """)
    else { return nil }
    return (
        AssortmentCheck(
            missing: Set(try row.words(0)), hasStickers: try row.integer(1) == 1),
        try row.instant(2)
    )
}
