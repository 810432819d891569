import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/pos/till`: which till this is (use case 31).
    static let getTill = Endpoint(
        .get, "/api/pos/till", summary: "Read which till of which shop this system is",
        access: .system(.vouchersRedeem, on: "the till's own shop and pilot"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("till", .string(.anything), "The system"),
                        required("name", .string(.anything), "What the shop calls it"),
                        required("shop", .string(.anything), "The shop"),
                        required("shopName", VoucherShape.name, "What the shop is called"),
                        required("pilot", VoucherShape.pilot, "The pilot"),
                        required(
                            "pays", .string(.oneOf(Pilot.Pays.allCases.map(\.rawValue))),
                            "What of a line a voucher pays"),
                        required("day", .string(.day), "The day for which that holds"),
                    ])), meaning: "The till")
        ],
        problems: [.shopNotAdmitted, .notFound]
    ) { call in
        let standing = try await call.platform.tillStanding(of: call.caller)
        return .json([
            "till": .string(standing.till.id), "name": .string(standing.till.name),
            "shop": .string(standing.till.shop), "shopName": standing.till.shopName.json,
            "pilot": .string(standing.pilot.id), "pays": .string(standing.pilot.pays.rawValue),
            "day": JSON(standing.day),
        ])
    }

    /// `GET /api/pos/goods`: what the till sells, and for how much (use case 31; FV-13).
    static let getTillGoods = Endpoint(
        .get, "/api/pos/goods", summary: "Read the shop's goods with the prices of today",
        access: .system(.vouchersRedeem, on: "the goods of the till's own shop"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            optional("ntin", .string(.anything), "National catalogue"),
                            optional("gtin", .string(.anything), "Or GS1"),
                            required("good", .string(.anything), "The kind of food"),
                            required("name", VoucherShape.name, "What the kind is called"),
                            required(
                                "unit",
                                .string(.oneOf(SocialGood.Unit.allCases.map(\.rawValue))),
                                "What it is counted in; only pieces are never broken"),
                            required(
                                "supply",
                                .string(.oneOf(ShopGood.Supply.allCases.map(\.rawValue))),
                                "Where the shop has it from"),
                            required(
                                "purchasePriceTiyn", VoucherShape.tiyn, "What one unit cost it"),
                            optional(
                                "unitPriceTiyn", VoucherShape.tiyn,
                                "The price of one unit for the recipient, the highest allowed"),
                            optional(
                                "officialPriceTiyn", VoucherShape.tiyn,
                                "The official market value of one unit"),
                        ]), "By the products' numbers")), meaning: "The goods")
        ],
        problems: [.shopNotAdmitted, .notFound]
    ) { call in
        .json(try await call.platform.tillGoods(of: call.caller, page: call.page).json(\.json))
    }

    /// `GET /api/pos/redemptions`: the shop's receipts of this month (use case 31 step 10).
    static let getTillReceipts = Endpoint(
        .get, "/api/pos/redemptions", summary: "Read the shop's receipts of this month",
        access: .system(
            .vouchersRedeem, on: "goods and sums of purchases in the till's own shop; no person"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("receipt", VoucherShape.redemption, "The purchase"),
                            required("till", .string(.anything), "The till"),
                            required(
                                "items",
                                .array(VoucherShape.line, countMax: ReceiptLine.countMax),
                                "The lines"),
                        ]))), meaning: "The receipts, newest first")
        ],
        problems: [.shopNotAdmitted, .notFound]
    ) { call in
        let page = try await call.platform.tillReceipts(of: call.caller, page: call.page)
        return .json(
            page.json { receipt in
                [
                    "receipt": receipt.record.json, "till": .string(receipt.till),
                    "items": .array(receipt.lines.map(\.json)),
                ]
            })
    }
}

extension TillGood {
    fileprivate var json: JSON {
        .object(
            present: (product.isNTIN ? "ntin" : "gtin", .string(product.digits)),
            ("good", .string(good.code)), ("name", good.name.json),
            ("unit", .string(good.unit.rawValue)), ("supply", .string(entry.supply.rawValue)),
            ("purchasePriceTiyn", .integer(entry.purchasePriceTiyn)),
            ("unitPriceTiyn", unitPriceTiyn.map { .integer($0) }),
            ("officialPriceTiyn", officialTiyn.map { .integer($0) }))
    }
}
