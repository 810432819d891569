import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/stage-events`: stages of cases for the monitoring system (use case 57; IS-MON).
    static let getStageEvents = Endpoint(
        .get, "/api/stage-events",
        summary: "Read the changes of stages after a place, in order and without a gap",
        access: .system(.monitoringRead, on: "stages of cases; no applicant, no document"),
        query: [
            QueryParameter(
                name: "after", schema: .integer(0...1_000_000_000_000_000),
                meaning: "The last place that is known; default 0"),
            QueryParameter(
                name: "limit", schema: .integer(1...500), meaning: "How many; default 100"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("items", .array(event, countMax: 500), "The events"),
                        required(
                            "next", .integer(0...1_000_000_000_000_000),
                            "What to give as `after` next"),
                        required(
                            "received", .integer(0...1_000_000_000_000_000),
                            "The last place that the caller confirmed"),
                    ])), meaning: "The events; none when there is nothing new")
        ]
    ) { call in
        let after = call.query["after"].flatMap { Int64($0) } ?? 0
        let feed = try await call.platform.stageFeed(
            after: after, limit: call.query["limit"].flatMap { Int($0) } ?? 100,
            for: call.caller)
        return .json([
            "items": .array(feed.events.map(\.json)),
            "next": .integer(feed.events.last?.place ?? after),
            "received": .integer(feed.received),
        ])
    }

    /// `POST /api/stage-events/received`: the monitoring system confirms what it has (use case 57).
    static let postStageEventsReceived = Endpoint(
        .post, "/api/stage-events/received",
        summary: "Confirm that all events up to a place were taken",
        access: .system(.monitoringRead, on: "stages of cases; no applicant, no document"),
        body: .json(
            .object([
                required(
                    "upTo", .integer(1...1_000_000_000_000_000), "The last place that was taken")
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "On record")],
        repetition: .replay { _ in .noContent }
    ) { call in
        try await call.platform.receiveStageEvents(
            upTo: call.integer("upTo", default: 0), by: call.caller, once: call.once)
        return .noContent
    }

    private static let event = Schema.object([
        required(
            "place", .integer(1...1_000_000_000_000_000), "Its place in the feed, without a gap"),
        required("case", .string(.identifier), "The case"),
        required("number", .integer(1...1_000_000_000_000_000), "Counts the events of the case"),
        required("service", .string(.anything), "The service"),
        required("clause", .string(.anything), "The clause that asks for it"),
        required("event", .string(.oneOf(StageEvent.names)), "What happened"),
        optional("stage", .string(.anything), "The stage that the case is in after it"),
        required("at", .string(.instant), "When"),
        required("entry", .string(.identifier), "The journal entry"),
    ])
}

extension StageEvent {
    fileprivate var json: JSON {
        .object(
            present: ("place", .integer(place)), ("case", .string(caseID.text)),
            ("number", .integer(number)), ("service", .string(service)),
            ("clause", .string(clause.tag)), ("event", .string(event)),
            ("stage", stage.map { .string($0) }), ("at", JSON(at)),
            ("entry", .string(entry.text)))
    }
}
