import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/voucher-reports/overview`: a month at a glance (use case 35).
    static let getVoucherOverview = Endpoint(
        .get, "/api/voucher-reports/overview",
        summary: "Read a month's funnel, days and shops as they are now",
        access: .system(.vouchersReport, on: "sums over all vouchers of the pilot; no person"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "month", schema: VoucherShape.month, meaning: "YYYY-MM"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required(
                            "families",
                            .object(
                                VoucherOverview.Step.allCases.map {
                                    required($0.rawValue, VoucherShape.tiyn, "Families so far")
                                }), "From the list to the shop"),
                        required(
                            "unused", VoucherShape.tiyn,
                            "Vouchers that were activated and not yet used in any shop"),
                        required("days", .array(daySales, countMax: 31), "Day by day"),
                        required("shops", .array(shopSales, countMax: 10_000), "Shop by shop"),
                    ])), meaning: "The figures")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        let pilot = try call.platform.pilot(call.query["pilot"] ?? "", managedBy: call.caller)
        let overview = try await call.platform.voucherOverview(
            of: pilot.id, month: calendarMonth(call.query["month"]))
        return .json(overview.json)
    }

    private static let sales = [
        required("purchases", VoucherShape.tiyn, "Purchases that were paid"),
        required("paidTiyn", VoucherShape.tiyn, "What vouchers paid"),
        required("returnedTiyn", VoucherShape.tiyn, "What came back on them"),
    ]
    private static let daySales = Schema.object(
        [
            required("day", .string(.day), "The day"),
            required("listed", VoucherShape.tiyn, "Families new on the list"),
            required("reachable", VoucherShape.tiyn, "Families whose number was found"),
            required("asked", VoucherShape.tiyn, "Families asked by SMS"),
            required("consented", VoucherShape.tiyn, "Families that consented"),
            required("activations", VoucherShape.tiyn, "Vouchers activated"),
        ] + sales)
    private static let shopSales = Schema.object(
        [
            required("shop", .string(.anything), "The shop"),
            required("families", VoucherShape.tiyn, "Families that bought"),
            required(
                "activations", VoucherShape.tiyn,
                "Vouchers activated in the month that were first used in this shop (Q-FV-33)"),
        ] + sales)

    /// `GET /api/voucher-reports/receipts`: the receipts of a day, line by line (use case 35).
    static let getVoucherReceipts = Endpoint(
        .get, "/api/voucher-reports/receipts", summary: "Read the receipts of a day, line by line",
        access: .system(.vouchersReport, on: "goods and sums of purchases; no person"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "date", schema: .string(.day), meaning: "The day"),
            QueryParameter(name: "shop", schema: VoucherShape.pilot, meaning: "One shop only"),
        ] + .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("receipt", VoucherShape.redemption, "The purchase"),
                            required("shop", .string(.anything), "The shop"),
                            required("till", .string(.anything), "The till"),
                            required(
                                "items",
                                .array(VoucherShape.line, countMax: ReceiptLine.countMax),
                                "The lines"),
                        ]))), meaning: "The receipts, newest first")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        guard let day = Day(call.query["date"] ?? "") else {
            throw Refusal.wrongField("date", "YYYY-MM-DD")
        }
        let pilot = try call.platform.pilot(call.query["pilot"] ?? "", managedBy: call.caller)
        let page = try await call.platform.voucherReceipts(
            of: pilot.id, on: day...day, shop: call.query["shop"],
            page: call.page)
        return .json(
            page.json { receipt in
                [
                    "receipt": receipt.record.json, "shop": .string(receipt.record.shop),
                    "till": .string(receipt.till), "items": .array(receipt.lines.map(\.json)),
                ]
            })
    }
}

extension VoucherOverview {
    fileprivate var json: JSON {
        [
            "families": .object(
                Step.allCases.map { JSON.Member($0.rawValue, .integer(families[$0] ?? 0)) }),
            "unused": .integer(unused),
            "days": .array(
                days.sorted { $0.key < $1.key }.map { day, sales in
                    .object(
                        [
                            .init("day", JSON(day)),
                            .init("listed", .integer(sales.listed)),
                            .init("reachable", .integer(sales.reachable)),
                            .init("asked", .integer(sales.asked)),
                            .init("consented", .integer(sales.consented)),
                            .init("activations", .integer(sales.activations)),
                        ] + sales.members)
                }),
            "shops": .array(
                shops.sorted { $0.key < $1.key }.map { shop, sales in
                    .object(
                        [
                            .init("shop", .string(shop)),
                            .init("families", .integer(sales.families)),
                            .init("activations", .integer(sales.activations)),
                        ] + sales.members)
                }),
        ]
    }
}

extension VoucherOverview.Sales {
    fileprivate var members: [JSON.Member] {
        [
            .init("purchases", .integer(purchases)), .init("paidTiyn", .integer(paidTiyn)),
            .init("returnedTiyn", .integer(returnedTiyn)),
        ]
    }
}
