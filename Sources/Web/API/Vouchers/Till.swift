import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    private static let scanProblems: [ProblemCode] = [
        .shopNotAdmitted, .pilotNotRunning, .qrUnknown, .qrExpired, .qrUsed, .voucherNotActive,
        .voucherExpired, .consentNotActive,
    ]

    /// `POST /api/pos/balance`: a scanned code, and what is left (use case 31; FV-25, FV-26).
    static let postTillBalance = Endpoint(
        .post, "/api/pos/balance",
        summary: "Bind a scanned QR code to this till and read what is left",
        access: .system(.vouchersRedeem, on: "vouchers whose QR code was shown to the till"),
        body: .json(.object([required("qr", .string(.text(lengthMax: 200)), "The scanned text")])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("basketId", .string(.identifier), "The basket"),
                        required("availableTiyn", VoucherShape.tiyn, "What is left"),
                        required("vouchers", .integer(1...20), "How many vouchers pay"),
                        required("expiresAt", .string(.instant), "When the basket ends"),
                    ])), meaning: "The basket; the same code at the same till gives it again")
        ],
        problems: scanProblems
    ) { call in
        let answer = try await call.platform.openBasket(qr: call.text("qr"), by: call.caller)
        return .json([
            "basketId": .string(answer.basket.id), "availableTiyn": .integer(answer.availableTiyn),
            "vouchers": .integer(Int64(answer.basket.vouchers.count)),
            "expiresAt": JSON(answer.basket.expiresAt),
        ])
    }

    /// `POST /api/pos/holds`: a reservation while the rest is paid (use case 31).
    static let postTillHold = Endpoint(
        .post, "/api/pos/holds", summary: "Reserve a sum of a basket's vouchers",
        access: .system(.vouchersRedeem, on: "vouchers of the till's own basket"),
        body: .json(
            .object([
                required("holdId", VoucherShape.ownName, "The till's own name for it"),
                required("basketId", .string(.identifier), "The basket"),
                required("amountTiyn", .integer(1...1_000_000_000_000), "The sum"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("holdId", .string(.anything), "The till's own name for it"),
                        required("amountTiyn", VoucherShape.tiyn, "The sum"),
                        required("expiresAt", .string(.instant), "When it ends by itself"),
                    ])), meaning: "Reserved; the same name again gives the same answer")
        ],
        problems: [
            .shopNotAdmitted, .pilotNotRunning, .basketClosed, .notEnoughOnVoucher,
            .voucherNotActive, .voucherExpired, .redemptionDiffers, .consentNotActive,
        ]
    ) { call in
        let hold = try await call.platform.holdVouchers(
            call.text("holdId"), basket: call.text("basketId"),
            amountTiyn: call.integer("amountTiyn", default: 0), by: call.caller)
        return .json([
            "holdId": .string(hold.holdId), "amountTiyn": .integer(hold.amountTiyn),
            "expiresAt": JSON(hold.expiresAt),
        ])
    }

    private static let items = Schema.array(
        .object([
            optional("ntin", .string(.text(lengthMax: 14)), "The number of the national catalogue"),
            optional("gtin", .string(.text(lengthMax: 14)), "Or the number of GS1"),
            required("name", .string(.text(lengthMax: 200)), "What the till calls it"),
            required(
                "quantity", .string(.text(lengthMax: 16)), "A decimal string, at most 3 places"),
            required(
                "shelfUnitPriceTiyn", .integer(1...ReceiptLine.priceTiynMax),
                "The price of one unit for anyone"),
            required(
                "unitPriceTiyn", .integer(1...ReceiptLine.priceTiynMax),
                "The price of one unit for the recipient"),
        ]), countMax: ReceiptLine.countMax)

    /// `POST /api/pos/redemptions`: payment status and lines (use case 31; FV-27).
    static let postRedemption = Endpoint(
        .post, "/api/pos/redemptions",
        summary: "Take payment from a basket's vouchers; redemptionId makes it happen once",
        access: .system(.vouchersRedeem, on: "vouchers whose QR code was shown to the till"),
        body: .json(
            .object([
                required("redemptionId", VoucherShape.ownName, "The till's own name for it"),
                optional("basketId", .string(.identifier), "The basket"),
                optional("qr", .string(.text(lengthMax: 200)), "Or a code just scanned"),
                optional("holdId", VoucherShape.ownName, "The reservation to be spent"),
                required(
                    "paymentStatus", VoucherShape.statuses, "Whether the payment went through"),
                optional(
                    "otherPaymentTiyn", .integer(0...1_000_000_000_000), "What was paid otherwise"),
                required("items", items, "The lines"),
            ])),
        answers: [
            Answer(
                status: 200, content: .json(VoucherShape.redemption),
                meaning: "Recorded; the same name with the same content gives the same answer")
        ],
        problems: scanProblems + [
            .basketClosed, .holdNotOpen, .linesRefused, .notEnoughOnVoucher, .redemptionDiffers,
        ]
    ) { call in
        .json(try await call.platform.redeem(try draft(call.body), by: call.caller).json)
    }

    private static func draft(_ body: JSON) throws(Refusal) -> RedemptionDraft {
        let presented: RedemptionDraft.Presented
        switch (body["basketId"]?.string, body["qr"]?.string) {
        case (let basket?, nil): presented = .basket(basket)
        case (nil, let qr?): presented = .qr(qr)
        default: throw .wrongField("basketId", "basketId / qr: 1")
        }
        var lines: [ReceiptLine] = []
        for item in body["items"]?.array ?? [] {
            lines.append(try line(item, at: "items/\(lines.count)"))
        }
        guard !lines.isEmpty else { throw .wrongField("items", "≥ 1") }
        return RedemptionDraft(
            redemptionId: body["redemptionId"]?.string ?? "", presented: presented,
            holdId: body["holdId"]?.string,
            paymentStatus: RedemptionDraft.PaymentStatus(
                rawValue: body["paymentStatus"]?.string ?? "") ?? .failed,
            otherPaymentTiyn: body["otherPaymentTiyn"]?.integer ?? 0, lines: lines)
    }

    private static func line(_ item: JSON, at pointer: String) throws(Refusal) -> ReceiptLine {
        let product = try productCode(item, at: pointer)
        guard let quantity = Quantity(item["quantity"]?.string ?? "") else {
            throw .wrongField(pointer + "/quantity", "0.001 … 1000000")
        }
        return ReceiptLine(
            product: product, name: item["name"]?.string ?? "", quantity: quantity,
            shelfUnitPriceTiyn: item["shelfUnitPriceTiyn"]?.integer ?? 0,
            unitPriceTiyn: item["unitPriceTiyn"]?.integer ?? 0)
    }

    /// The product's number: an NTIN or a GTIN, exactly one of them (FV-2.17).
    static func productCode(_ item: JSON, at pointer: String) throws(Refusal) -> ProductCode {
        switch (item["ntin"]?.string, item["gtin"]?.string) {
        case (let text?, nil):
            guard let code = ProductCode(text), code.isNTIN else {
                throw .wrongField(pointer + "/ntin", "NTIN, 13, 0200…")
            }
            return code
        case (nil, let text?):
            guard let code = ProductCode(text) else {
                throw .wrongField(pointer + "/gtin", "GTIN, 8 / 12 / 13 / 14")
            }
            return code
        default: throw .wrongField(pointer, "ntin / gtin: 1")
        }
    }

    /// `POST /api/pos/redemptions/{id}/returns`: goods that come back (use case 31).
    static let postReturn = Endpoint(
        .post, "/api/pos/redemptions/{id}/returns",
        summary: "Take goods back; the money goes onto the vouchers that paid",
        access: .system(.vouchersRedeem, on: "a purchase in the till's own shop"),
        body: .json(
            .object([
                required("returnId", VoucherShape.ownName, "The till's own name for it"),
                required(
                    "items",
                    .array(
                        .object([
                            required(
                                "line", .integer(1...Int64(ReceiptLine.countMax)),
                                "The line of the receipt"),
                            required("quantity", .string(.text(lengthMax: 16)), "How much"),
                        ]), countMax: ReceiptLine.countMax), "What comes back"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("byVoucherTiyn", VoucherShape.tiyn, "What went back on vouchers"),
                        required("otherPaymentTiyn", VoucherShape.tiyn, "What goes back otherwise"),
                        required("at", .string(.instant), "When"),
                        required("entry", .string(.identifier), "The journal entry"),
                    ])), meaning: "Taken; the same name again gives the same answer")
        ],
        problems: [
            .shopNotAdmitted, .notFound, .returnTooLarge, .voucherExpired, .voucherNotActive,
            .redemptionDiffers,
        ]
    ) { call in
        var lines: [(number: Int64, quantity: Quantity)] = []
        for item in call.body["items"]?.array ?? [] {
            guard let quantity = Quantity(item["quantity"]?.string ?? "") else {
                throw Refusal.wrongField("items/\(lines.count)/quantity", "0.001 … 1000000")
            }
            lines.append((item["line"]?.integer ?? 0, quantity))
        }
        guard !lines.isEmpty else { throw Refusal.wrongField("items", "≥ 1") }
        let id: Identifier<Never> = try call.identifier("id")
        let record = try await call.platform.returnGoods(
            ReturnDraft(returnId: call.text("returnId"), lines: lines), of: id.text,
            by: call.caller)
        return .json([
            "byVoucherTiyn": .integer(record.byVoucherTiyn),
            "otherPaymentTiyn": .integer(record.otherwiseTiyn), "at": JSON(record.at),
            "entry": .string(record.entry),
        ])
    }
}
