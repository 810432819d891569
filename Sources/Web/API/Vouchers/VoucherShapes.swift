import FoodVouchers
import Kernel
import UseCases

/// The shapes of food vouchers on the wire.
enum VoucherShape {
    /// A sum in tiyn.
    static let tiyn = Schema.integer(0...1_000_000_000_000_000)
    /// The name of a pilot.
    static let pilot = Schema.string(.text(lengthMax: 64))
    /// A month, `YYYY-MM`.
    static let month = Schema.string(.text(lengthMax: 7))
    /// A name that the till gives.
    static let ownName = Schema.string(.text(lengthMax: 64))

    /// What a thing is called, in the three languages.
    static let name = Schema.object([
        required("kk", .string(.text(lengthMax: 200)), "Kazakh"),
        required("ru", .string(.text(lengthMax: 200)), "Russian"),
        required("en", .string(.text(lengthMax: 200)), "English"),
    ])

    static let voucher = Schema.object([
        required("id", .string(.identifier), "The voucher"),
        required("pilot", .string(.anything), "The pilot"),
        required("pilotName", .string(.anything), "What the pilot is called"),
        required("month", month, "The month"),
        required("memberIin", .string(.iin), "The family member for whom it is"),
        required("status", .string(.oneOf(Voucher.Status.allCases.map(\.rawValue))), "The state"),
        required("issuedTiyn", tiyn, "What it was formed with"),
        required("availableTiyn", tiyn, "What can be spent"),
        required("heldTiyn", tiyn, "What a till has reserved"),
        required("spentTiyn", tiyn, "What was paid, less what came back"),
        required("expiredTiyn", tiyn, "What ended with the month"),
        required("removedTiyn", tiyn, "What a corrected list took back"),
        required("opensAt", .string(.instant), "From when it can be activated"),
        required("validUntil", .string(.instant), "The first moment at which it holds no more"),
        optional("activatedAt", .string(.instant), "When it was activated"),
    ])

    static let line = Schema.object([
        required("line", .integer(1...Int64(ReceiptLine.countMax)), "The line's number"),
        required("product", .string(.anything), "The number in the catalogue"),
        required("good", .string(.anything), "The kind of food"),
        required("name", .string(.anything), "What the till calls it"),
        required("quantity", .string(.anything), "How much"),
        required("unitPriceTiyn", tiyn, "The price of one unit for the recipient"),
        required("totalTiyn", tiyn, "What was paid"),
        required("returned", .string(.anything), "How much came back"),
    ])

    static let redemption = Schema.object([
        required("id", .string(.identifier), "The redemption"),
        required("redemptionId", .string(.anything), "The till's own name for it"),
        required("paymentStatus", statuses, "Whether the payment went through"),
        required("totalTiyn", tiyn, "What the lines cost together"),
        required("byVoucherTiyn", tiyn, "What the vouchers paid"),
        required("otherPaymentTiyn", tiyn, "What was paid otherwise"),
        required("remainingTiyn", tiyn, "What was then left on the basket's vouchers"),
        required("at", .string(.instant), "When"),
        required("entry", .string(.identifier), "The journal entry: the receipt"),
    ])

    static let statuses = Schema.string(
        .oneOf(RedemptionDraft.PaymentStatus.allCases.map(\.rawValue)))
}

extension WalletVoucher {
    /// The voucher as its holder reads it.
    func json(in language: Language) -> JSON {
        let (voucher, balance) = (row.voucher, row.voucher.balance)
        return .object(
            present: ("id", .string(voucher.id.text)), ("pilot", .string(row.pilot)),
            ("pilotName", .string(pilotName[language])),
            ("month", .string(voucher.month.description)),
            ("memberIin", .string(row.member.digits)),
            ("status", .string(voucher.status.rawValue)), ("issuedTiyn", .integer(balance.issued)),
            ("availableTiyn", .integer(balance.available)),
            ("heldTiyn", .integer(balance.held)), ("spentTiyn", .integer(balance.spent)),
            ("expiredTiyn", .integer(balance.expired)),
            ("removedTiyn", .integer(balance.removed)), ("opensAt", JSON(voucher.opensAt)),
            ("validUntil", JSON(voucher.validUntil)),
            ("activatedAt", row.activatedAt.map { JSON($0) }))
    }
}

extension RedemptionRecord {
    /// The redemption as the till reads it.
    var json: JSON {
        [
            "id": .string(id), "redemptionId": .string(redemptionId),
            "paymentStatus": .string(status.rawValue), "totalTiyn": .integer(totalTiyn),
            "byVoucherTiyn": .integer(byVoucherTiyn), "otherPaymentTiyn": .integer(otherwiseTiyn),
            "remainingTiyn": .integer(remainingTiyn), "at": JSON(at), "entry": .string(entry),
        ]
    }
}

extension RecordedLine {
    var json: JSON {
        [
            "line": .integer(number), "product": .string(line.product.digits),
            "good": .string(good), "name": .string(line.name),
            "quantity": .string(line.quantity.description),
            "unitPriceTiyn": .integer(line.unitPriceTiyn), "totalTiyn": .integer(totalTiyn),
            "returned": .string(Quantity(stored: returned).description),
        ]
    }
}

/// A month in a query or a path.
func calendarMonth(_ text: String?) throws(Refusal) -> CalendarMonth {
    guard let month = CalendarMonth(text ?? "") else { throw .wrongField("month", "YYYY-MM") }
    return month
}

extension Refusal {
    /// A field that the schema cannot check, with what was expected.
    static func wrongField(_ name: String, _ expected: String) -> Refusal {
        Refusal(
            .invalidField,
            LocalizedText(
                kk: "«\(name)»: \(expected)", ru: "«\(name)»: \(expected)",
                en: "“\(name)”: \(expected)"),
            places: [Place(name, LocalizedText(kk: expected, ru: expected, en: expected))])
    }
}
