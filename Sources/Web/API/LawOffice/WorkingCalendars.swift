import Casework
import Kernel
import UseCases
import WorkingTime

/// The working calendar in its versions, and decisions about its days (use case 84; IS-WD-1).
extension Endpoint {
    private static let dayShape = Schema.object([
        required("day", .string(.day), "The day"),
        required("working", .boolean, "Whether work is done on it"),
        required("what", DocumentShape.text, "What it is, and who decided"),
    ])

    private static let changedDay = Schema.object([
        required("day", .string(.day), "The day"),
        required("before", DocumentShape.text, "What it was"),
        required("after", DocumentShape.text, "What it is"),
    ])

    /// `GET /api/working-calendar`: a year, and the versions with what each changed.
    static let getWorkingCalendar = Endpoint(
        .get, "/api/working-calendar",
        summary: "A year's days that are not as the plain week has them, and the versions",
        access: .anyone(because: "The calendar is public"),
        query: [
            QueryParameter(
                name: "year", schema: .integer(2000...2100), meaning: "The year; default this one"),
            QueryParameter(
                name: "version", schema: .string(.text(lengthMax: 16)),
                meaning: "The version; default the one in use"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("year", .integer(2000...2100), "The year"),
                        required("version", .string(.anything), "The version shown"),
                        required("days", .array(dayShape, countMax: 366), "Days that differ"),
                        required(
                            "versions",
                            .array(
                                .object([
                                    required("version", .string(.anything), "The version"),
                                    required("adopted", .string(.day), "Since when it is in use"),
                                    required("source", .string(.anything), "Where it comes from"),
                                    required(
                                        "differences", .array(changedDay, countMax: 4000),
                                        "What differs from the one before"),
                                ]), countMax: 1000), "Oldest first"),
                    ])), meaning: "The calendar")
        ], problems: [.invalidField]
    ) { call in
        let calendars = call.platform.calendars
        let today = call.platform.clock.today
        let calendar =
            try call.query["version"].map { try call.platform.calendar(version: $0) }
            ?? calendars.calendar(adoptedBy: today)
        let year = call.query["year"].flatMap { Int($0) } ?? today.components.year
        return .json([
            "year": .integer(Int64(year)), "version": .string(calendar.version),
            "days": .array(
                calendar.exceptions(in: year).map { day, status in
                    [
                        "day": JSON(day), "working": .bool(status.isWorking),
                        "what": calendar.words(for: status, on: day).json,
                    ]
                }),
            "versions": .array(
                call.platform.calendarVersions.map { calendar, before in
                    [
                        "version": .string(calendar.version), "adopted": JSON(calendar.adopted),
                        "source": .string(calendar.source),
                        "differences": .array(
                            (before.map { calendar.differences(from: $0) } ?? []).map {
                                $0.json(before ?? calendar, calendar)
                            }),
                    ]
                }),
        ])
    }

    private static let decisionBody = Body.json(
        .object([
            required(
                "changes",
                .array(
                    .object([
                        required("day", .string(.day), "The day"),
                        required(
                            "becomes", .string(.text(lengthMax: 40)),
                            "working, rest, or the code of a holiday given year by year"),
                    ]), countMax: CalendarDecision.changesMax), "The days"),
            required("reason", .string(.text(lengthMax: 300)), "Why"),
            required("act", .string(.text(lengthMax: 300)), "Who decided, by which act"),
        ]))

    /// `POST /api/working-calendar/outlook`: what would follow; nothing changes.
    static let postCalendarOutlook = Endpoint(
        .post, "/api/working-calendar/outlook",
        summary: "What follows from days becoming others: terms that move, counted; a sample",
        access: .official(role: .authorisedBody, on: "terms of applications, without persons"),
        body: decisionBody,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("base", .string(.anything), "The version in use"),
                        required("days", .array(changedDay, countMax: 100), "The days"),
                        required("looked", .integer(0...100_000), "Applications looked at"),
                        required("bounded", .boolean, "Whether there are more"),
                        required("moved", .integer(0...100_000), "Applications that move"),
                        required("uncounted", .integer(0...100_000), "That cannot be counted"),
                        required(
                            "sample",
                            .array(
                                .object([
                                    required("number", .string(.anything), "The application"),
                                    required("term", .string(.anything), "Which term"),
                                    required("before", .nullable(.string(.day)), "Last day now"),
                                    required("after", .nullable(.string(.day)), "Last day then"),
                                    required(
                                        "byDays", .nullable(.integer(-4000...4000)), "By how much"),
                                ]), countMax: CalendarOutlook.sampleMax), "Some of them"),
                    ])), meaning: "What follows")
        ], problems: [.roleNotAllowed, .lawDecisionRefused]
    ) { call in
        let outlook = try await call.platform.calendarOutlook(
            try call.dayChanges(), reason: call.text("reason").trimmed,
            act: call.text("act").trimmed, for: call.caller)
        return .json([
            "base": .string(outlook.decision.base),
            "days": .array(outlook.days.map { $0.json(outlook.before, outlook.after) }),
            "looked": .integer(Int64(outlook.looked)), "bounded": .bool(outlook.isBounded),
            "moved": .integer(Int64(outlook.moved)),
            "uncounted": .integer(Int64(outlook.uncounted)),
            "sample": .array(
                outlook.sample.map { moved in
                    [
                        "number": .string(moved.number), "term": .string(moved.scope.rawValue),
                        "before": JSON(moved.before), "after": JSON(moved.after),
                        "byDays": moved.byDays.map { .integer(Int64($0)) } ?? .null,
                    ]
                }),
        ])
    }

    /// `POST /api/working-calendar/changes`: proposes that days become others.
    static let postCalendarChange = Endpoint(
        .post, "/api/working-calendar/changes",
        summary: "Propose that days become working or non-working; a second official confirms",
        access: .official(role: .authorisedBody, on: lawData), body: decisionBody,
        answers: [
            Answer(status: 201, content: .json(proposalName), meaning: "It waits for the second")
        ], problems: [.roleNotAllowed, .lawDecisionRefused],
        repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        let id = try await call.platform.proposeCalendar(
            try call.dayChanges(), reason: call.text("reason").trimmed,
            act: call.text("act").trimmed, by: call.caller, once: call.once)
        return .json(["id": .string(id.text)], status: 201)
    }
}

extension Platform {
    /// The versions, oldest first, each with the one before it.
    var calendarVersions: [(calendar: WorkingCalendar, before: WorkingCalendar?)] {
        let all = calendars.versions.compactMap { calendars.calendar(version: $0.id) }
        return all.enumerated().map { ($0.element, $0.offset == 0 ? nil : all[$0.offset - 1]) }
    }
}

extension Call {
    fileprivate func dayChanges() throws -> [CalendarDecision.Change] {
        try (body["changes"]?.array ?? []).map { member in
            guard let day = member["day"]?.string.flatMap({ Day($0) }),
                let becomes = member["becomes"]?.string
            else { throw Refusal.wrongField("changes", "[{day, becomes}]") }
            return CalendarDecision.Change(day, .init(name: becomes))
        }
    }
}

extension WorkingCalendar.Difference {
    fileprivate func json(_ earlier: WorkingCalendar, _ later: WorkingCalendar) -> JSON {
        [
            "day": JSON(day), "before": earlier.words(for: before, on: day).json,
            "after": later.words(for: after, on: day).json,
        ]
    }
}
