import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `PUT /api/voucher-pilots/{pilot}/publication/{step}`: a step of the publication (use case 36).
    static let putVoucherPublication = Endpoint(
        .put, "/api/voucher-pilots/{pilot}/publication/{step}",
        summary: "Enter that the order was sent for publication, published or placed",
        access: .system(.vouchersManage, on: "the pilot's own order"),
        body: .json(
            .object([
                required("day", .string(.day), "The day on which it was done"),
                required(
                    "reference", .string(.text(lengthMax: 300)),
                    "The document's number, or the address"),
                optional(
                    "languages",
                    .array(
                        .string(.oneOf(Language.allCases.map(\.rawValue))),
                        countMax: Language.allCases.count),
                    "Of the electronic copy that was sent: kk and ru at least"),
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "Entered, now or before")],
        problems: [.notFound, .notYours, .publicationOutOfOrder]
    ) { call in
        guard let step = PublicationStep(rawValue: call.path["step"] ?? "") else {
            throw Refusal(.notFound)
        }
        guard let day = Day(call.text("day")) else {
            throw Refusal.wrongField("day", "YYYY-MM-DD")
        }
        try await call.platform.recordPublication(
            step, on: day, reference: call.text("reference"),
            languages: Set(call.texts("languages").compactMap(Language.init(rawValue:))),
            of: call.path["pilot"] ?? "", by: .system(call.caller))
        return .noContent
    }

    /// `GET /api/voucher-pilots/{pilot}/publication`: how far the publication has come.
    static let getVoucherPublication = Endpoint(
        .get, "/api/voucher-pilots/{pilot}/publication",
        summary: "Read how far the order's publication has come, and by when it is due",
        access: .system(.vouchersManage, on: "the pilot's own order"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("lastSignedOn", .string(.day), "When the last head signed"),
                        required("sendBy", .string(.day), "The last day to send it"),
                        required("overdue", .boolean, "Whether that day is over without it"),
                        required("steps", .array(publicationStep, countMax: 3), "What was done"),
                    ])), meaning: "The publication")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        guard
            let standing = try await call.platform.publication(
                of: call.platform.pilot(call.path["pilot"] ?? "", managedBy: call.caller).id)
        else { throw Refusal(.notFound) }
        return .json([
            "lastSignedOn": JSON(standing.lastSignedOn), "sendBy": JSON(standing.sendBy),
            "overdue": .bool(standing.isOverdue),
            "steps": .array(
                standing.steps.map { recorded in
                    [
                        "step": .string(recorded.step.rawValue), "day": JSON(recorded.day),
                        "reference": .string(recorded.reference), "late": .bool(recorded.isLate),
                        "clause": .string(recorded.step.clause.tag),
                    ]
                }),
        ])
    }

    private static let publicationStep = Schema.object([
        required(
            "step", .string(.oneOf(PublicationStep.allCases.map(\.rawValue))), "What was done"),
        required("day", .string(.day), "When"),
        required("reference", .string(.anything), "What shows it"),
        required("late", .boolean, "Whether it came after its last day"),
        required("clause", .string(.anything), "The clause that asks for it"),
    ])
}

extension Endpoint {
    /// `POST /api/voucher-pilots/{pilot}/incidents`: a party reports an incident (use case 32).
    static let postVoucherIncident = Endpoint(
        .post, "/api/voucher-pilots/{pilot}/incidents",
        summary: "Report that the service does not run, or runs wrongly",
        access: .system(.vouchersManage, on: "the pilot's own incidents; no person"),
        body: .json(
            .object([
                required(
                    "what", .string(.text(lengthMax: VoucherIncident.textMax)),
                    "What happened; nobody is named"),
                required("beganAt", .string(.instant), "When it began"),
            ])),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("id", .string(.identifier), "The incident"),
                        optional(
                            "contacts", .array(.open([]), countMax: 20), "Whom to call now"),
                    ])), meaning: "On record")
        ],
        problems: [.notFound, .notYours],
        repetition: .replay { replay in
            guard let found = try await replay.platform.incident(Identifier(stored: replay.entity))
            else { throw Refusal(.replayNotPossible) }
            return .json(found.pilot.reported(replay.entity, in: replay.language), status: 201)
        }
    ) { call in
        guard let began = Instant(rfc3339: call.text("beganAt")) else {
            throw Refusal.wrongField("beganAt", "RFC 3339")
        }
        let pilot = try call.platform.pilotInForce(call.path["pilot"] ?? "")
        let id = try await call.platform.reportIncident(
            call.text("what"), began: began, pilot: pilot.id, by: .system(call.caller),
            once: call.once)
        return .json(pilot.reported(id.text, in: call.language), status: 201)
    }

    /// `POST /api/voucher-incidents/{id}/end`: what ended an incident (use case 32).
    static let postVoucherIncidentEnd = Endpoint(
        .post, "/api/voucher-incidents/{id}/end", summary: "Say what ended an incident, once",
        access: .system(.vouchersManage, on: "the pilot's own incidents; no person"),
        body: .json(
            .object([
                required(
                    "remedy", .string(.text(lengthMax: VoucherIncident.textMax)), "What was done")
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "Ended")],
        problems: [.notFound, .notYours, .incidentClosed], repetition: .replay { _ in .noContent }
    ) { call in
        try await call.platform.endIncident(
            call.identifier("id"), remedy: call.text("remedy"), by: .system(call.caller),
            once: call.once)
        return .noContent
    }

    /// `GET /api/voucher-pilots/{pilot}/incidents`: the incidents of a pilot (use case 32).
    static let getVoucherIncidents = Endpoint(
        .get, "/api/voucher-pilots/{pilot}/incidents",
        summary: "Read a pilot's incidents: standstills, faults of the ledger, what was reported",
        access: .system(.vouchersManage, on: "the pilot's own incidents; no person"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("id", .string(.identifier), "The incident"),
                            required(
                                "kind",
                                .string(.oneOf(VoucherIncident.Kind.allCases.map(\.rawValue))),
                                "How it came to be known"),
                            required("what", .string(.anything), "What happened"),
                            required("beganAt", .string(.instant), "When it began"),
                            optional("endedAt", .string(.instant), "When it ended"),
                            optional("remedy", .string(.anything), "What ended it"),
                        ]))), meaning: "The incidents, newest first")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        let pilot = try call.platform.pilot(call.path["pilot"] ?? "", managedBy: call.caller)
        let page = try await call.platform.incidents(of: pilot.id, page: call.page)
        return .json(
            page.json { incident in
                .object(
                    present: ("id", .string(incident.id.text)),
                    ("kind", .string(incident.kind.rawValue)),
                    ("what", .string(incident.what[call.language])),
                    ("beganAt", JSON(incident.beganAt)),
                    ("endedAt", incident.endedAt.map { JSON($0) }),
                    ("remedy", incident.remedy.map { .string($0[call.language]) }))
            })
    }
}

extension Pilot {
    /// The answer to whoever reported an incident: its name, and whom to call now (FV-32).
    fileprivate func reported(_ incident: String, in language: Language) -> JSON {
        [
            "id": .string(incident),
            "contacts": .array(
                contacts.map { contact in
                    [
                        "name": .string(contact.name[language]),
                        "telephone": .string(contact.telephone),
                    ]
                }),
        ]
    }
}
