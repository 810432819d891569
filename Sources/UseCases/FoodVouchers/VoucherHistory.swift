import FoodVouchers
import Kernel
import Store

/// A purchase as the holder reads it in the section "History" (FV-28).
package struct VoucherPurchase: Sendable {
    /// The redemption.
    package let record: RedemptionRecord
    /// What the shop is called; nil for another holder's purchase.
    package let shopName: LocalizedText?
    /// When: the moment of one's own purchase, the beginning of the day of another holder's.
    package let at: Instant
    /// What the person's vouchers paid, in tiyn.
    package let byVoucherTiyn: Int64
    /// What was paid otherwise, in tiyn; 0 for another holder's purchase.
    package let otherwiseTiyn: Int64
    /// What went back on the person's vouchers, in tiyn.
    package let returnedTiyn: Int64
    /// The lines of the receipt; none of another holder's purchase.
    package let lines: [RecordedLine]
    /// How the person rated the shop (FV-30); nil without a rating.
    package let rating: Int64?
    /// Whether the shop can be rated.
    package let canRate: Bool
    /// Whether the person bought it; otherwise whoever held the voucher before it moved here: then
    /// no more is told than the voucher's own part, and on which day.
    package let isOwn: Bool

    static let columns: SQL = """
        \(RedemptionRecord.columns), s.name_kk, s.name_ru, s.name_en, g.value, b.holder_iin
        """
    static let tables: SQL = """
        voucher_basket b JOIN voucher_redemption r ON r.basket_id = b.id
        JOIN voucher_shop s ON s.id = r.shop_id
        LEFT JOIN voucher_hold h ON h.id = r.hold_id
        LEFT JOIN voucher_rating g ON g.redemption_id = r.id
        """

    init(
        row: Row, for person: IIN, offersRating: Set<String>, in transaction: any Transaction
    ) throws {
        isOwn = try row.iin(19) == person
        record = try RedemptionRecord(row: row)
        canRate = isOwn && record.status == .paid && offersRating.contains(record.pilot)
        guard isOwn else {
            let part = try transaction.firstRow(
                """
                SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT),
                    CAST(COALESCE(SUM(p.returned), 0) AS BIGINT)
                FROM voucher_redemption_part p JOIN voucher v ON v.id = p.voucher_id
                WHERE p.redemption_id = \(record.id) AND v.holder_iin = \(person)
                """)
            (shopName, rating, lines) = (nil, nil, [])
            at = Day(at: record.at).start
            byVoucherTiyn = try part?.integer(0) ?? 0
            returnedTiyn = try part?.integer(1) ?? 0
            otherwiseTiyn = 0
            return
        }
        shopName = LocalizedText(kk: try row.text(15), ru: try row.text(16), en: try row.text(17))
        rating = try row.integerIfPresent(18)
        lines = try RecordedLine.all(of: record.id, in: transaction)
        at = record.at
        byVoucherTiyn = record.byVoucherTiyn
        returnedTiyn = record.returnedByVoucher
        otherwiseTiyn = record.otherwiseTiyn
    }
}

extension Platform {
    /// What the person's vouchers were used for, newest first (FV-28): of a voucher that a corrected
    /// list moved here, what it paid before and on which day.
    package func voucherHistory(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<VoucherPurchase> {
        let offersRating = Set(pilotsInForce.filter(\.offersRating).map(\.id))
        return try await store.read { transaction in
            // The cursor is a purchase's random name: a moment in it would tell another's.
            let last = try page.cursor.flatMap { cursor in
                try transaction.firstRow("SELECT at FROM voucher_redemption WHERE id = \(cursor)")
            }
            let position = (
                at: try last?.instant(0).milliseconds ?? .max, id: page.cursor ?? "~"
            )
            let found = try transaction.rows(
                """
                SELECT \(VoucherPurchase.columns) FROM \(VoucherPurchase.tables)
                WHERE r.id IN (
                    SELECT o.id FROM voucher_basket c JOIN voucher_redemption o
                        ON o.basket_id = c.id WHERE c.holder_iin = \(person.iin)
                    UNION
                    SELECT p.redemption_id FROM voucher v JOIN voucher_redemption_part p
                        ON p.voucher_id = v.id WHERE v.holder_iin = \(person.iin)
                ) AND (r.at, r.id) < (\(position.at), \(position.id))
                ORDER BY r.at DESC, r.id DESC LIMIT \(page.limit + 1)
                """
            ).map {
                try VoucherPurchase(
                    row: $0, for: person.iin, offersRating: offersRating, in: transaction)
            }
            let items = Array(found.prefix(page.limit))
            return ListPage(
                items: items,
                nextCursor: found.count > page.limit ? items.last?.record.id : nil)
        }
    }

    /// One of the person's own paid purchases; nil for any other.
    package func voucherPurchase(
        _ redemption: String, of person: SignedInPerson
    ) async throws -> VoucherPurchase? {
        let offersRating = Set(pilotsInForce.filter(\.offersRating).map(\.id))
        return try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(VoucherPurchase.columns) FROM \(VoucherPurchase.tables)
                WHERE b.holder_iin = \(person.iin) AND r.id = \(redemption) AND r.status = 'paid'
                """
            ).map {
                try VoucherPurchase(
                    row: $0, for: person.iin, offersRating: offersRating, in: transaction)
            }
        }
    }
}
