import FoodVouchers
import Journal
import Kernel
import Store

/// What a till sends after payment (FV-27).
package struct RedemptionDraft: Sendable {
    /// What the till shows to be paid from.
    package enum Presented: Hashable, Sendable {
        /// A basket that the till opened.
        case basket(String)
        /// A QR code that it has just scanned.
        case qr(String)
    }

    /// Whether the payment went through (FV-27).
    package enum PaymentStatus: String, Sendable, Hashable, CaseIterable {
        case paid, failed
    }

    /// The till's own name for it: the same name again is the same redemption.
    package var redemptionId: String
    /// What it is paid from.
    package var presented: Presented
    /// A reservation to be spent; nil where there is none.
    package var holdId: String?
    /// Whether the payment went through.
    package var paymentStatus: PaymentStatus
    /// What the customer paid otherwise, in tiyn (FV-AMB-9).
    package var otherPaymentTiyn: Int64
    /// The lines.
    package var lines: [ReceiptLine]

    /// A redemption as the till sends it.
    package init(
        redemptionId: String, presented: Presented, holdId: String? = nil,
        paymentStatus: PaymentStatus = .paid, otherPaymentTiyn: Int64 = 0, lines: [ReceiptLine]
    ) {
        self.redemptionId = redemptionId
        self.presented = presented
        self.holdId = holdId
        self.paymentStatus = paymentStatus
        self.otherPaymentTiyn = otherPaymentTiyn
        self.lines = lines
    }
}

extension RedemptionDraft.Presented {
    /// How it stands in the store: a code's name, never its seal.
    var stored: String {
        switch self {
        case .basket(let id): "basket:" + id
        case .qr(let text): "qr:" + (VoucherQR(text)?.id.text ?? "")
        }
    }

    var field: String {
        if case .qr = self { "qr" } else { "basketId" }
    }
}

/// A redemption as it was recorded; what the till is told, the first time and every other.
package struct RedemptionRecord: Sendable {
    /// The redemption's random name.
    package let id: String
    /// The till's own name for it.
    package let redemptionId: String
    /// Whether the payment went through.
    package let status: RedemptionDraft.PaymentStatus
    /// What the lines cost together, in tiyn.
    package let totalTiyn: Int64
    /// What the vouchers paid, in tiyn.
    package let byVoucherTiyn: Int64
    /// What was paid otherwise, in tiyn.
    package let otherwiseTiyn: Int64
    /// What was left on the basket's vouchers afterwards, in tiyn.
    package let remainingTiyn: Int64
    /// When.
    package let at: Instant
    /// The journal entry: the receipt.
    package let entry: String
    /// The shop.
    package let shop: String
    let presented: String
    let holdId: String?
    let returnedByVoucher: Int64
    let returnedOtherwise: Int64
    let pilot: String

    static let columns: SQL = """
        r.id, r.redemption_id, r.status, r.total, r.by_voucher, r.otherwise, r.remaining, r.at,
        r.entry_id, r.shop_id, r.presented, h.hold_id, r.returned_by_voucher, r.returned_otherwise,
        r.pilot
        """

    init(row: Row) throws {
        id = try row.text(0)
        redemptionId = try row.text(1)
        status = RedemptionDraft.PaymentStatus(rawValue: try row.text(2)) ?? .failed
        totalTiyn = try row.integer(3)
        byVoucherTiyn = try row.integer(4)
        otherwiseTiyn = try row.integer(5)
        remainingTiyn = try row.integer(6)
        at = try row.instant(7)
        entry = try row.text(8)
        shop = try row.text(9)
        presented = try row.text(10)
        holdId = try row.textIfPresent(11)
        returnedByVoucher = try row.integer(12)
        returnedOtherwise = try row.integer(13)
        pilot = try row.text(14)
    }

    /// The redemption that the till gave this name; nil when there is none.
    static func find(
        _ redemptionId: String, of till: String, in transaction: any Transaction
    ) throws -> RedemptionRecord? {
        try transaction.firstRow(
            """
            SELECT \(columns) FROM voucher_redemption r LEFT JOIN voucher_hold h ON h.id = r.hold_id
            WHERE r.till_id = \(till) AND r.redemption_id = \(redemptionId)
            """
        ).map(RedemptionRecord.init(row:))
    }

    /// Makes sure that what comes under the same name says the same.
    ///
    /// - Throws: `redemptionDiffers` that names the first field that does not.
    func check(_ draft: RedemptionDraft, in transaction: any Transaction) throws {
        guard presented == draft.presented.stored else {
            throw Refusal.differs(draft.presented.field)
        }
        guard status == draft.paymentStatus else { throw Refusal.differs("paymentStatus") }
        guard holdId == draft.holdId else { throw Refusal.differs("holdId") }
        guard status == .failed || otherwiseTiyn == draft.otherPaymentTiyn else {
            throw Refusal.differs("otherPaymentTiyn")
        }
        let lines = try RecordedLine.all(of: id, in: transaction)
        for index in 0..<max(lines.count, draft.lines.count) {
            guard index < lines.count, index < draft.lines.count else {
                throw Refusal.differs("items/\(index)")
            }
            let (old, new) = (lines[index].line, draft.lines[index])
            let field = firstDiffering([
                "ntin": old.product != new.product, "name": old.name != new.name,
                "quantity": old.quantity != new.quantity,
                "shelfUnitPriceTiyn": old.shelfUnitPriceTiyn != new.shelfUnitPriceTiyn,
                "unitPriceTiyn": old.unitPriceTiyn != new.unitPriceTiyn,
            ])
            if let field { throw Refusal.differs("items/\(index)/\(field)") }
        }
    }
}

/// A line as it was recorded.
package struct RecordedLine: Sendable {
    /// The line's number, from 1.
    package let number: Int64
    /// The line.
    package let line: ReceiptLine
    /// The kind of food.
    package let good: String
    /// What the vouchers and the customer paid for it, in tiyn.
    package let totalTiyn: Int64
    /// Thousandths that came back.
    package let returned: Int64

    /// The lines of a redemption in their order.
    static func all(
        of redemption: String, in transaction: any Transaction
    ) throws -> [RecordedLine] {
        try transaction.rows(
            """
            SELECT number, product, name, quantity, shelf_tiyn, unit_tiyn, good, total, returned
            FROM voucher_line WHERE redemption_id = \(redemption) ORDER BY number
            """
        ).map { row in
            RecordedLine(
                number: try row.integer(0),
                line: ReceiptLine(
                    product: ProductCode(stored: try row.text(1)), name: try row.text(2),
                    quantity: Quantity(stored: try row.integer(3)),
                    shelfUnitPriceTiyn: try row.integer(4), unitPriceTiyn: try row.integer(5)),
                good: try row.text(6), totalTiyn: try row.integer(7),
                returned: try row.integer(8))
        }
    }
}
