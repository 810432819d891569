import FoodVouchers
import Kernel
import Store

/// What a till needs to know before it sells.
package struct TillStanding: Sendable {
    /// The till with its shop.
    package let till: Till
    /// The pilot in which the shop takes part, as it is in force today.
    package let pilot: Pilot
    /// The day for which that holds.
    package let day: Day
}

/// A product that a shop may sell for vouchers today.
package struct TillGood: Sendable {
    /// The product's number.
    package let product: ProductCode
    /// The kind of food.
    package let good: SocialGood
    /// What the shop entered for it, in force on the day.
    package let entry: ShopGood
    /// The official market value of one unit (FV-13); nil where there is none.
    package let officialTiyn: Int64?

    /// The price of one unit for the recipient (FV-13), as ``ShopGood`` reckons it.
    package var unitPriceTiyn: Int64? { entry.recipientPriceTiyn(official: officialTiyn) }
}

extension Platform {
    /// The till of a system, with its shop and pilot (use case 31).
    ///
    /// - Throws: `shopNotAdmitted` when the system is no till of a shop of a pilot.
    package func tillStanding(of client: ClientSystem) async throws -> TillStanding {
        let till = try await store.read { try Till.find(client.id, in: $0) }
        return TillStanding(till: till, pilot: try pilotInForce(till.pilot), day: clock.today)
    }

    /// A page of what the till's shop sells today, by the products' numbers (FV-2.17, FV-13).
    ///
    /// A product that is on the list no more is left out (FV-6), so a page may have fewer items than
    /// its limit.
    package func tillGoods(
        of client: ClientSystem, page: PageRequest
    ) async throws -> ListPage<TillGood> {
        let standing = try await tillStanding(of: client)
        let (pilot, day) = (standing.pilot, standing.day)
        return try await store.read { [self] transaction in
            let products = try transaction.rows(
                """
                SELECT DISTINCT product FROM voucher_goods
                WHERE shop_id = \(standing.till.shop) AND from_day <= \(day)
                    AND product > \(page.cursor ?? "")
                ORDER BY product LIMIT \(page.limit + 1)
                """
            ).map { ProductCode(stored: try $0.text(0)) }
            let shown = Array(products.prefix(page.limit))
            let entries = try shopGoods(
                shown, of: standing.till.shop, on: day, in: transaction)
            let items = shown.compactMap { product -> TillGood? in
                guard let good = pilot.good(of: product), let entry = entries[product] else {
                    return nil
                }
                return TillGood(
                    product: product, good: good, entry: entry,
                    officialTiyn: good.officialPrices.inForce(on: day))
            }
            return ListPage(
                items: items,
                nextCursor: products.count > page.limit ? shown.last?.digits : nil)
        }
    }

    /// The receipts of the till's shop in this month, newest first: goods come back by their lines
    /// (use case 31; FV-8: after the month nothing comes back).
    package func tillReceipts(
        of client: ClientSystem, page: PageRequest
    ) async throws -> ListPage<VoucherReceipt> {
        let standing = try await tillStanding(of: client)
        let month = CalendarMonth(of: standing.day)
        return try await voucherReceipts(
            of: standing.pilot.id, on: month.firstDay...standing.day, shop: standing.till.shop,
            page: page)
    }
}
