import FoodVouchers
import Kernel
import Store

/// A receipt as the provider and the akimat see it: goods and sums, and nobody's name.
package struct VoucherReceipt: Sendable {
    /// The redemption.
    package let record: RedemptionRecord
    /// What the shop is called.
    package let shopName: LocalizedText
    /// The till, as its shop calls it.
    package let till: String
    /// The lines.
    package let lines: [RecordedLine]
}

extension Platform {
    /// The receipts of some days, newest first, of one shop or of all (use case 35).
    package func voucherReceipts(
        of pilot: String, on days: ClosedRange<Day>, shop: String?, page: PageRequest
    ) async throws -> ListPage<VoucherReceipt> {
        let pilot = try pilotInForce(pilot)
        let (start, end) = (days.lowerBound.start, days.upperBound.adding(days: 1).start)
        let position = page.position
        let scope: SQL = shop.map { "AND r.shop_id = \($0)" } ?? ""
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(RedemptionRecord.columns), s.name_kk, s.name_ru, s.name_en, t.name
                FROM voucher_redemption r JOIN voucher_shop s ON s.id = r.shop_id
                JOIN voucher_till t ON t.client_id = r.till_id
                LEFT JOIN voucher_hold h ON h.id = r.hold_id
                WHERE r.pilot = \(pilot.id) AND r.at >= \(start) AND r.at < \(end) \(scope)
                    AND (r.at, r.id) < (\(position.at), \(position.id))
                ORDER BY r.at DESC, r.id DESC LIMIT \(page.limit + 1)
                """)
            let found = try rows.map { row in
                let record = try RedemptionRecord(row: row)
                return VoucherReceipt(
                    record: record,
                    shopName: LocalizedText(
                        kk: try row.text(15), ru: try row.text(16), en: try row.text(17)),
                    till: try row.text(18),
                    lines: try RecordedLine.all(of: record.id, in: transaction))
            }
            return ListPage(found, limit: page.limit) { ($0.record.at, $0.record.id) }
        }
    }
}
