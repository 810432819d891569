import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `PUT /api/pos/goods`: the shop's goods with dated purchase prices (use case 33; FV-13).
    static let putTillGoods = Endpoint(
        .put, "/api/pos/goods",
        summary: "Enter goods with the prices at which the shop bought them",
        access: .system(.vouchersRedeem, on: "the goods of the till's own shop"),
        body: .json(
            .object([
                required(
                    "items",
                    .array(
                        .object([
                            optional("ntin", .string(.text(lengthMax: 14)), "National catalogue"),
                            optional("gtin", .string(.text(lengthMax: 14)), "Or GS1"),
                            required(
                                "supply",
                                .string(.oneOf(ShopGood.Supply.allCases.map(\.rawValue))),
                                "From the shop's stock, or from the producer directly"),
                            required(
                                "purchasePriceTiyn", .integer(1...ReceiptLine.priceTiynMax),
                                "What one unit cost the shop"),
                            required("from", .string(.day), "The first day for which it holds"),
                        ]), countMax: 200), "The goods")
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "Entered")],
        problems: [.shopNotAdmitted]
    ) { call in
        var goods: [ShopGood] = []
        for item in call.body["items"]?.array ?? [] {
            guard let supply = ShopGood.Supply(rawValue: item["supply"]?.string ?? ""),
                let from = Day(item["from"]?.string ?? "")
            else { continue }
            goods.append(
                ShopGood(
                    product: try productCode(item, at: "items/\(goods.count)"), supply: supply,
                    purchasePriceTiyn: item["purchasePriceTiyn"]?.integer ?? 0, from: from))
        }
        _ = try await call.platform.enterGoods(goods, by: call.caller)
        return .noContent
    }

    /// `PUT /api/voucher-shops/{id}`: a shop takes part (use case 33; FV-2.7, FV-9 to FV-12).
    static let putVoucherShop = Endpoint(
        .put, "/api/voucher-shops/{id}", summary: "Let a shop take part in a pilot",
        access: .system(.vouchersManage, on: "shops of the pilot"),
        body: .json(
            .object([
                required("pilot", VoucherShape.pilot, "The pilot"),
                required("bin", .string(.text(lengthMax: 12)), "The owner"),
                required("name", VoucherShape.name, "What it is called"),
                required("address", .string(.text(lengthMax: 300)), "Where it is"),
                required("stationary", .boolean, "Whether it stands in one place (FV-2.7)"),
                optional(
                    "loan",
                    .object([
                        required("agreement", .string(.text(lengthMax: 100)), "Its number"),
                        required(
                            "terms",
                            .array(
                                .string(.oneOf(ShopDraft.Term.allCases.map(\.rawValue))),
                                countMax: 20), "What it says (FV-9 to FV-12)"),
                    ]), "The loan of working capital, where there is one"),
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "It takes part")],
        problems: [.shopNotAdmitted, .notFound, .notYours]
    ) { call in
        let bin: BIN
        do throws(BIN.Fault) {
            bin = try BIN(call.text("bin"), rules: call.platform.configuration.identityRules)
        } catch {
            throw Refusal.wrongField("bin", error.localised)
        }
        let name = call.body["name"]
        let loan = call.body["loan"].map { loan in
            ShopDraft.Loan(
                agreement: loan["agreement"]?.string ?? "",
                terms: Set(
                    (loan["terms"]?.array ?? []).compactMap(\.string)
                        .compactMap(ShopDraft.Term.init(rawValue:))))
        }
        let pilot = try call.platform.pilot(call.text("pilot"), managedBy: call.caller)
        try await call.platform.addShop(
            ShopDraft(
                id: try slug(call.path["id"]), bin: bin,
                name: LocalizedText(
                    kk: name?["kk"]?.string ?? "", ru: name?["ru"]?.string ?? "",
                    en: name?["en"]?.string ?? ""),
                address: call.text("address"), isStationary: call.body["stationary"]?.bool ?? false,
                loan: loan), to: pilot.id, by: call.caller.id)
        return .noContent
    }

    /// `PUT /api/voucher-shops/{id}/tills/{client}`: a till of a shop (use case 33).
    static let putVoucherTill = Endpoint(
        .put, "/api/voucher-shops/{id}/tills/{client}", summary: "Give a shop a till",
        access: .system(.vouchersManage, on: "shops of the pilot"),
        body: .json(
            .object([required("name", .string(.text(lengthMax: 100)), "What the shop calls it")])),
        answers: [Answer(status: 204, content: .none, meaning: "It is the shop's till")],
        problems: [.shopNotAdmitted, .notFound, .notYours]
    ) { call in
        let shop = try slug(call.path["id"])
        try await call.platform.checkShop(shop, managedBy: call.caller)
        try await call.platform.addTill(
            try slug(call.path["client"]), name: call.text("name"), to: shop, by: call.caller.id)
        return .noContent
    }

    /// A name that people choose for a thing: 3 to 64 lower-case letters, digits and hyphens.
    private static func slug(_ text: String?) throws(Refusal) -> String {
        let text = text ?? ""
        guard (3...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
        else { throw Refusal(.notFound) }
        return text
    }
}

extension BIN.Fault {
    /// What the number should have been.
    fileprivate var localised: String { "12, ЖЖААТТ…" }
}
