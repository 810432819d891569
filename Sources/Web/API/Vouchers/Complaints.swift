import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/vouchers/purchases/{id}/rating`: rates the service of a shop (FV-30).
    static let postShopRating = Endpoint(
        .post, "/api/vouchers/purchases/{id}/rating",
        summary: "Rate the service of the shop of a purchase, 1 to 5; the last rating counts",
        access: .person(on: "a purchase with the caller's vouchers"),
        body: .json(
            .object([required("value", .integer(ShopRating.values), "1 for bad to 5 for good")])),
        answers: [Answer(status: 204, content: .none, meaning: "Taken")],
        problems: [.notFound], repetition: .replay { _ in .noContent }
    ) { call in
        let id: Identifier<Never> = try call.identifier("id")
        guard let rating = ShopRating(call.integer("value", default: 0)) else {
            throw Refusal.wrongField("value", "1–5")
        }
        try await call.platform.rateShop(
            rating, purchase: id.text, by: call.caller, once: call.once)
        return .noContent
    }

    /// `POST /api/vouchers/purchases/{id}/complaints`: a complaint about a line (FV-30).
    static let postVoucherComplaint = Endpoint(
        .post, "/api/vouchers/purchases/{id}/complaints",
        summary: "Complain about a line of a receipt to the akimat, through e-Otinish",
        access: .person(on: "a purchase with the caller's vouchers"),
        body: .json(
            .object([
                required("line", .integer(1...Int64(ReceiptLine.countMax)), "The line's number"),
                required(
                    "text", .string(.text(lengthMax: VoucherComplaint.textMax)), "What is wrong"),
            ])),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("id", .string(.identifier), "The complaint"),
                        optional("due", .string(.day), "The last day of the akimat's answer"),
                    ])), meaning: "It goes to the akimat through e-Otinish")
        ],
        problems: [.notFound, .complaintMade],
        repetition: .replay { replay in
            let id = Identifier<VoucherComplaint>(stored: replay.entity)
            guard let row = try await replay.platform.complaint(id) else {
                throw Refusal(.replayNotPossible)
            }
            return .json(row.complaint.made, status: 201)
        }
    ) { call in
        let id: Identifier<Never> = try call.identifier("id")
        let complaint = try await call.platform.complain(
            call.text("text"), line: call.integer("line", default: 0), purchase: id.text,
            by: call.caller, once: call.once)
        return .json(complaint.made, status: 201)
    }

    /// `GET /api/vouchers/complaints`: the caller's complaints and their answers (FV-30).
    static let getVoucherComplaints = Endpoint(
        .get, "/api/vouchers/complaints", summary: "Read the caller's complaints and the answers",
        access: .person(on: "the caller's own complaints"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("id", .string(.identifier), "The complaint"),
                            required("purchase", .string(.identifier), "The purchase"),
                            required("line", VoucherShape.line, "The line of its receipt"),
                            required("shop", .string(.anything), "What the shop is called"),
                            required("text", .string(.anything), "What is wrong"),
                            required("madeAt", .string(.instant), "When it was made"),
                            required("due", .string(.day), "The last day of the answer"),
                            required("dueReason", .string(.anything), "Why that is the last day"),
                            required("dueClause", .string(.anything), "The clause behind it"),
                            required("appeal", appealShape, "How it stands with e-Otinish"),
                            optional(
                                "outcome",
                                .string(
                                    .oneOf(VoucherComplaint.Outcome.allCases.map(\.rawValue))),
                                "What the akimat found"),
                            optional("answer", .string(.anything), "The akimat's answer"),
                            optional("answeredAt", .string(.instant), "When it answered"),
                        ]))), meaning: "The complaints, newest first")
        ]
    ) { call in
        let page = try await call.platform.complaints(of: call.caller, page: call.page)
        return .json(page.json { $0.json(in: call.language) })
    }
}

extension Endpoint {
    fileprivate static let appealShape = Schema.object([
        required(
            "state", .string(.oneOf(AppealStanding.State.allCases.map(\.rawValue))),
            "It waits to be registered, is registered, or waits for the operator"),
        optional("number", .string(.anything), "The number in e-Otinish"),
        optional("registeredOn", .string(.day), "The day of the registration"),
    ])
}

extension AppealStanding {
    fileprivate var json: JSON {
        .object(
            present: ("state", .string(state.rawValue)),
            ("number", registration.map { .string($0.number) }),
            ("registeredOn", registration.map { JSON($0.registeredOn) }))
    }
}

extension VoucherComplaintRow {
    /// The complaint as its maker reads it.
    fileprivate func json(in language: Language) -> JSON {
        .object(
            present: ("id", .string(complaint.id.text)), ("purchase", .string(redemption)),
            ("line", line.json), ("shop", .string(shopName[language])), ("text", .string(text)),
            ("madeAt", JSON(complaint.madeAt)), ("due", JSON(complaint.due)),
            ("dueReason", .string(appeal.termReason[language])), ("dueClause", "FV-30"),
            ("appeal", appeal.json), ("outcome", outcome.map { .string($0.rawValue) }),
            ("answer", answer.map { .string($0) }),
            ("answeredAt", complaint.answeredAt.map { JSON($0) }))
    }
}

extension VoucherComplaint {
    /// The answer to whoever made it.
    fileprivate var made: JSON { ["id": .string(id.text), "due": JSON(due)] }
}
