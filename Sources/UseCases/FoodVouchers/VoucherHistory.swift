import FoodVouchers
import Kernel
import Store

/// A purchase as the holder reads it in the section "History" (FV-28).
package struct VoucherPurchase: Sendable {
    /// The redemption.
    package let record: RedemptionRecord
    /// What the shop is called.
    package let shopName: LocalizedText
    /// What went back on the vouchers, in tiyn.
    package var returnedTiyn: Int64 { record.returnedByVoucher }
    /// The lines of the receipt.
    package let lines: [RecordedLine]
}

extension Platform {
    /// What the person's vouchers were used for, newest first (FV-28).
    package func voucherHistory(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<VoucherPurchase> {
        let position = page.position
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(RedemptionRecord.columns), s.name_kk, s.name_ru, s.name_en
                FROM voucher_basket b JOIN voucher_redemption r ON r.basket_id = b.id
                JOIN voucher_shop s ON s.id = r.shop_id
                LEFT JOIN voucher_hold h ON h.id = r.hold_id
                WHERE b.holder_iin = \(person.iin) AND (r.at, r.id) < (\(position.at), \(position.id))
                ORDER BY r.at DESC, r.id DESC LIMIT \(page.limit + 1)
                """)
            let found = try rows.map { row in
                let record = try RedemptionRecord(row: row)
                return VoucherPurchase(
                    record: record,
                    shopName: LocalizedText(
                        kk: try row.text(15), ru: try row.text(16), en: try row.text(17)),
                    lines: try RecordedLine.all(of: record.id, in: transaction))
            }
            return ListPage(found, limit: page.limit) { ($0.record.at, $0.record.id) }
        }
    }
}
