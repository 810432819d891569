import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/vouchers`: the wallet (use case 34; FV-24).
    static let getVouchers = Endpoint(
        .get, "/api/vouchers", summary: "List the vouchers that the caller holds",
        access: .person(on: "vouchers of the caller's family"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: VoucherShape.voucher, countMax: 200,
                        "The vouchers, the newest month first")), meaning: "The vouchers")
        ]
    ) { call in
        let vouchers = try await call.platform.vouchers(of: call.caller)
        return .json(.wholeList(vouchers.map { $0.json(in: call.language) }))
    }

    /// `POST /api/vouchers/{id}/activate`: activation by the recipient (FV-7).
    static let postVoucherActivation = Endpoint(
        .post, "/api/vouchers/{id}/activate",
        summary: "Activate a voucher, from the 5th to the last day of its month",
        access: .person(on: "a voucher that the caller holds"),
        answers: [
            Answer(
                status: 200, content: .json(activated), meaning: "It is active")
        ],
        problems: [
            .activationWindowClosed, .voucherNotActive, .pilotNotRunning, .consentNotActive,
            .notFound,
        ],
        repetition: .replay { replay in
            .json(["id": .string(replay.entity), "status": "active"])
        }
    ) { call in
        let id: Identifier<Voucher> = try call.identifier("id")
        let row = try await call.platform.activate(id, by: call.caller, once: call.once)
        return .json([
            "id": .string(id.text), "status": .string(row.voucher.status.rawValue),
        ])
    }

    private static let activated = Schema.object([
        required("id", .string(.identifier), "The voucher"),
        required("status", .string(.oneOf(["active"])), "The state"),
    ])

    /// `POST /api/vouchers/{id}/qr`: the next QR code (FV-2.23).
    static let postVoucherQR = Endpoint(
        .post, "/api/vouchers/{id}/qr",
        summary: "Make a QR code that pays once within a minute",
        access: .person(on: "vouchers that the caller holds"),
        body: .json(
            .object([
                optional(
                    "with", .array(.string(.identifier), countMax: 19),
                    "Other vouchers of the wallet that pay after this one")
            ])),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("qr", .string(.anything), "The text to encode"),
                        required("expiresAt", .string(.instant), "When it stops"),
                        required(
                            "nextInSeconds", .integer(1...3600), "When to show the next one"),
                    ])), meaning: "The code, once")
        ],
        problems: [.voucherNotActive, .voucherExpired, .consentNotActive, .notFound],
        repetition: .replay { _ in throw Refusal(.replayNotPossible) }
    ) { call in
        let id: Identifier<Voucher> = try call.identifier("id")
        let others = call.texts("with").map { Identifier<Voucher>(stored: $0) }
        let (qr, expiresAt) = try await call.platform.makeVoucherQR(
            for: [id] + others, by: call.caller, once: call.once)
        return .json(
            [
                "qr": .string(qr.text), "expiresAt": JSON(expiresAt),
                "nextInSeconds": .integer(VoucherQR.rotationSeconds),
            ], status: 201)
    }

    /// `GET /api/vouchers/history`: what vouchers were used for (FV-28).
    static let getVoucherHistory = Endpoint(
        .get, "/api/vouchers/history", summary: "Read what the caller's vouchers were used for",
        access: .person(on: "purchases with the caller's vouchers"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("id", .string(.identifier), "The purchase"),
                            required("at", .string(.instant), "When"),
                            optional(
                                "shop", .string(.anything),
                                "Where; not told of whoever held the voucher before"),
                            required("paymentStatus", VoucherShape.statuses, "What came of it"),
                            required("byVoucherTiyn", VoucherShape.tiyn, "What vouchers paid"),
                            required(
                                "otherPaymentTiyn", VoucherShape.tiyn, "What was paid otherwise"),
                            required("returnedTiyn", VoucherShape.tiyn, "What came back on them"),
                            required(
                                "items",
                                .array(VoucherShape.line, countMax: ReceiptLine.countMax),
                                "The lines of the receipt"),
                            optional(
                                "entry", .string(.identifier),
                                "The journal entry of one's own purchase"),
                        ]))), meaning: "The purchases, newest first")
        ]
    ) { call in
        let page = try await call.platform.voucherHistory(of: call.caller, page: call.page)
        return .json(
            page.json { purchase in
                let record = purchase.record
                return .object(
                    present: ("id", .string(record.id)), ("at", JSON(purchase.at)),
                    ("shop", purchase.shopName.map { .string($0[call.language]) }),
                    ("paymentStatus", .string(record.status.rawValue)),
                    ("byVoucherTiyn", .integer(purchase.byVoucherTiyn)),
                    ("otherPaymentTiyn", .integer(purchase.otherwiseTiyn)),
                    ("returnedTiyn", .integer(purchase.returnedTiyn)),
                    ("items", .array(purchase.lines.map(\.json))),
                    ("entry", purchase.isOwn ? .string(record.entry) : nil))
            })
    }
}
