import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/voucher-wallet`: the caller's wallet with its operations (use case 34; FV-2.4).
    static let getSocialWallet = Endpoint(
        .get, "/api/voucher-wallet",
        summary: "Read the caller's wallet: when it was opened, what was credited and debited",
        access: .person(on: "the caller's own wallet"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("openedAt", .string(.instant), "When it was opened"),
                        required(
                            "funding", .string(.oneOf(Pilot.Funding.allCases.map(\.rawValue))),
                            "Out of which means it is filled"),
                        required("entry", .string(.identifier), "The entry of its opening"),
                        required("balanceTiyn", VoucherShape.tiyn, "What it holds"),
                        required(
                            "operations",
                            .array(
                                .object([
                                    required("at", .string(.instant), "When"),
                                    required(
                                        "direction", .string(.oneOf(["credit", "debit"])),
                                        "Whether it adds or takes"),
                                    required(
                                        "kind",
                                        .string(.oneOf(Movement.Kind.allCases.map(\.rawValue))),
                                        "The step of the ledger"),
                                    required("amountTiyn", VoucherShape.tiyn, "The sum"),
                                    required("voucher", .string(.identifier), "The voucher"),
                                    required("entry", .string(.identifier), "The journal entry"),
                                ]), countMax: PageRequest.limitMax), "Newest first"),
                        optional(
                            "nextCursor", .string(.anything), "Where the next page begins"),
                    ])), meaning: "The wallet")
        ],
        problems: [.notFound]
    ) { call in
        let wallet = try await call.platform.socialWallet(of: call.caller, page: call.page)
        let operations = JSON.array(
            wallet.operations.items.map { operation in
                [
                    "at": JSON(operation.at),
                    "direction": .string(operation.isCredit ? "credit" : "debit"),
                    "kind": .string(operation.kind.rawValue),
                    "amountTiyn": .integer(operation.amountTiyn),
                    "voucher": .string(operation.voucher.text),
                    "entry": .string(operation.entry),
                ]
            })
        return .json(
            .object(
                present: ("openedAt", JSON(wallet.openedAt)),
                ("funding", .string(wallet.funding.rawValue)), ("entry", .string(wallet.entry)),
                ("balanceTiyn", .integer(wallet.balanceTiyn)), ("operations", operations),
                ("nextCursor", wallet.operations.nextCursor.map { .string($0) })))
    }

    /// `POST /api/vouchers/families/{id}/withdrawal`: consent taken back for a minor (use case 34).
    static let postRepresentedWithdrawal = Endpoint(
        .post, "/api/vouchers/families/{id}/withdrawal",
        summary: "Take back, for a minor, the consent that the representative gave by SMS",
        access: .person(
            on: "a minor's family for which the caller consented and whom they represent"),
        answers: [Answer(status: 204, content: .none, meaning: "Taken back; the vouchers stop")],
        problems: [.notFound, .alreadyWithdrawn, .registerUnavailable],
        repetition: .replay { _ in .noContent }
    ) { call in
        let id: Identifier<Never> = try call.identifier("id")
        try await call.platform.withdrawForRepresented(
            family: id.text, by: call.caller, once: call.once)
        return .noContent
    }
}
