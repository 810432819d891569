import Kernel
import Regulations
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /api/duties`: the lives of the orders and the duties that they lay on public bodies
    /// (use case 56).
    static let getDuties = Endpoint(
        .get, "/api/duties",
        summary: "The lives of the orders, the duties of public bodies and how they stand",
        access: .anyone(because: "What acts ask of public bodies, and the evidence, are public"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("acts", .array(DutyShape.life, countMax: 100), "The orders"),
                        required("duties", .array(DutyShape.duty, countMax: 1000), "The duties"),
                    ])), meaning: "Acts and duties")
        ]
    ) { call in
        let platform = call.platform
        return .json([
            "acts": .array(platform.actLives.map(\.json)),
            "duties": .array(
                try await platform.trackedDuties().map { DutyShape.json($0, platform) }),
        ])
    }

    /// `GET /api/duties/{duty}`: one duty with its term, day by day.
    static let getDuty = Endpoint(
        .get, "/api/duties/{duty}", summary: "A duty with every day of its term and why",
        access: .anyone(because: "What acts ask of public bodies, and the evidence, are public"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("duty", DutyShape.duty, "The duty"),
                        required("days", .array(DeadlineShape.step, countMax: 1000), "Every day"),
                        optional("change", DutyShape.change, "What a new calendar did"),
                    ])), meaning: "The duty")
        ],
        problems: [.notFound]
    ) { call in
        let tracked = try await call.platform.trackedDuty(call.path["duty"] ?? "")
        let calendar = try call.platform.calendar(
            version: tracked.deadline?.calendarVersion)
        return .json(
            .object(
                present: ("duty", DutyShape.json(tracked, call.platform)),
                (
                    "days",
                    .array(
                        (tracked.deadline?.steps ?? []).map { DeadlineShape.json($0, calendar) })
                ), ("change", tracked.change.map(DutyShape.json))))
    }

    /// `POST /api/duties/{duty}/evidence`: an official of the body enters evidence (use case 56).
    static let postDutyEvidence = Endpoint(
        .post, "/api/duties/{duty}/evidence",
        summary: "Enter what shows that a duty, or a part of it, was fulfilled",
        access: .official(anyOf: dutyRoles, on: "the duties of one's own body; no person"),
        body: .json(
            .object([
                required("part", .string(.text(lengthMax: 40)), "The part; “whole” where one"),
                required("day", .string(.day), "The day on which it was done"),
                required(
                    "reference", .string(.text(lengthMax: 300)),
                    "The number of the letter, or the address"),
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "On record")],
        problems: [.notFound, .roleNotAllowed, .dutyDone],
        repetition: .replay { _ in .noContent }
    ) { call in
        guard let day = Day(call.text("day")) else {
            throw Refusal.wrongField("day", "YYYY-MM-DD")
        }
        try await call.platform.enterEvidence(
            DutyAnswer(part: call.text("part"), day: day, reference: call.text("reference")),
            of: call.path["duty"] ?? "", by: call.caller, once: call.once)
        return .noContent
    }

    /// Who enters evidence for a body: its officials who decide.
    static let dutyRoles: Set<OfficialRole> = [.authorisedBody, .head, .voucherProvider]
}

/// Duties on the wire.
enum DutyShape {
    static let life = Schema.object([
        required("act", .string(.anything), "The act's tag"),
        required("rules", .array(.string(.anything), countMax: 20), "What the order approved"),
        required("order", .string(.anything), "The order's number"),
        required(
            "events",
            .array(
                .object([
                    required(
                        "event", .string(.oneOf(ActEvent.Kind.allCases.map(\.rawValue))),
                        "What happened"),
                    required("day", .nullable(.string(.day)), "The day, where it is known"),
                    required("assumedDay", .nullable(.string(.day)), "What the sandbox assumes"),
                    required("number", .nullable(.string(.anything)), "The number"),
                    optional("note", DocumentShape.text, "To which part; the whole otherwise"),
                ]), countMax: 100), "Its life, in order"),
    ])

    static let duty = Schema.object([
        required("code", .string(.anything), "The duty's name"),
        required("act", .string(.anything), "The act in whose life it starts"),
        optional("rules", .string(.anything), "The rule set that it is about"),
        required("clauses", .array(.string(.anything), countMax: 20), "What lays it on the body"),
        required("holder", .string(.anything), "The body, by its code"),
        required("holderName", DocumentShape.text, "The body"),
        optional("holderBin", .string(.anything), "Who answers for it here"),
        required("what", DocumentShape.text, "What is to be done"),
        required("evidenceWanted", DocumentShape.text, "What would be evidence"),
        required("state", .string(.oneOf(DutyState.allCases.map(\.rawValue))), "How it stands"),
        optional("startsOn", .string(.day), "The day from which it runs"),
        required("assumed", .boolean, "Whether that day is only assumed"),
        optional("workingDays", .integer(1...60), "The term that the clause gives"),
        optional("due", .string(.day), "The last day on which it is in time"),
        optional("calendar", .string(.anything), "The calendar's version"),
        optional("lateAt", .string(.instant), "When it was found to be late"),
        required(
            "parts", .array(.string(.anything), countMax: 20), "What evidence is kept of"),
        required(
            "evidence",
            .array(
                .object([
                    required("part", .string(.anything), "Of what"),
                    required("day", .string(.day), "When it was done"),
                    required("reference", .string(.anything), "What shows it"),
                    required("late", .boolean, "Whether it was done after the term"),
                    optional("body", .string(.anything), "Whose official entered it"),
                    optional("enteredAt", .string(.instant), "When it was entered"),
                    optional("entry", .string(.identifier), "The journal entry"),
                ]), countMax: 20), "The evidence"),
    ])

    static let change = Schema.object([
        required("calendarBefore", .string(.anything), "The version before"),
        required("dueBefore", .nullable(.string(.day)), "The last day by that version"),
        required("days", .array(.string(.day), countMax: 1000), "The days that are the cause"),
    ])

    static func json(_ change: DeadlineChange) -> JSON {
        [
            "calendarBefore": .string(change.before.calendarVersion),
            "dueBefore": JSON(change.before.due),
            "days": .array(change.causes.map { JSON($0.day) }),
        ]
    }

    static func json(_ tracked: TrackedDuty, _ platform: Platform) -> JSON {
        let duty = tracked.duty
        let name = platform.configuration.duties.body(duty.holder)?.name
        return .object(
            present: ("code", .string(duty.code)), ("act", .string(duty.act)),
            ("rules", duty.rules.map { .string($0) }),
            ("clauses", .array(duty.clauses.map { .string($0.tag) })),
            ("holder", .string(duty.holder)), ("holderName", name?.json),
            ("holderBin", platform.holder(of: duty).map { .string($0.digits) }),
            ("what", duty.what.json), ("evidenceWanted", duty.evidence.json),
            ("state", .string(tracked.state.rawValue)),
            ("startsOn", tracked.startsOn.map { JSON($0) }),
            ("assumed", .bool(tracked.isAssumed)),
            ("workingDays", duty.workingDays.map { .integer(Int64($0)) }),
            ("due", tracked.deadline?.due.map { JSON($0) }),
            ("calendar", tracked.deadline.map { .string($0.calendarVersion) }),
            ("lateAt", tracked.lateAt.map { JSON($0) }),
            ("parts", .array(duty.parts.map { .string($0.code) })),
            ("evidence", .array(tracked.evidence.map(\.json))))
    }
}

extension DutyEvidence {
    fileprivate var json: JSON {
        .object(
            present: ("part", .string(part)), ("day", JSON(day)),
            ("reference", .string(reference)), ("late", .bool(isLate)),
            ("body", body.map { .string($0.digits) }),
            ("enteredAt", enteredAt.map { JSON($0) }), ("entry", entry.map { .string($0.text) }))
    }
}

extension ActLife {
    fileprivate var json: JSON {
        [
            "act": .string(act), "rules": .array(rules.map { .string($0) }),
            "order": .string(order),
            "events": .array(
                events.map { event in
                    .object(
                        present: ("event", .string(event.kind.rawValue)), ("day", JSON(event.day)),
                        ("assumedDay", JSON(event.assumedDay)), ("number", JSON(event.number)),
                        ("note", event.note?.json))
                }),
        ]
    }
}
