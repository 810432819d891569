import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/case-figures`: load, lateness and refusals by ground (use case 72).
    static let getCaseFigures = Endpoint(
        .get, "/api/case-figures", summary: "Load, lateness and refusals of a body in a time",
        access: .official(on: "the figures of one's body; of all, for those who lead them"),
        query: .figures,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .open([
                        required("body", .string(.anything), "The body"),
                        required("from", .string(.day), "The first day"),
                        required("until", .string(.day), "The last day"),
                        required("days", .array(.open([]), countMax: 366), "By days"),
                        required("services", .array(.open([]), countMax: 200), "By services"),
                        required(
                            "grounds", .array(.open([]), countMax: 1000),
                            "How often refusals named a ground, most often first"),
                        required(
                            "waiting", .array(.open([]), countMax: 200),
                            "Taken in and not ended, now"),
                        required(
                            "overdue", .integer(0...1001),
                            "Open tasks whose day has passed, now; 1001 for more than 1000"),
                    ])), meaning: "The figures")
        ], problems: [.roleNotAllowed, .invalidField]
    ) { call in
        let figures = try await call.figures()
        let library = call.platform.casework
        return .json([
            "body": .string(figures.body.digits), "from": JSON(figures.from),
            "until": JSON(figures.until),
            "days": .array(
                figures.days.sorted { $0.key < $1.key }.map { day, load in
                    .object([JSON.Member("day", JSON(day))] + members(load))
                }),
            "services": .array(
                figures.services.sorted { $0.key < $1.key }.map { code, load in
                    .object(
                        [
                            JSON.Member("service", .string(code)),
                            JSON.Member(
                                "title", library.catalogue.service(code)?.title.json ?? .null),
                        ] + members(load))
                }),
            "grounds": .array(
                figures.grounds.map { ground in
                    let service = library.catalogue.service(ground.service)
                    return [
                        "service": .string(ground.service), "ground": .string(ground.ground),
                        "title": service?.ground(ground.ground)?.title.json ?? .null,
                        "number": .integer(ground.number),
                    ]
                }),
            "waiting": .array(
                figures.waiting.sorted { $0.key < $1.key }.map { code, number in
                    ["service": .string(code), "number": .integer(number)]
                }), "overdue": .integer(figures.overdue),
        ])
    }

    private static func members(_ load: CaseStatistics.Load) -> [JSON.Member] {
        [
            JSON.Member("received", .integer(load.received)),
            JSON.Member("granted", .integer(load.granted)),
            JSON.Member("refused", .integer(load.refused)),
            JSON.Member("withdrawn", .integer(load.withdrawn)),
            JSON.Member("decidedLate", .integer(load.decidedLate)),
            JSON.Member("late", .integer(load.late)),
        ]
    }
}

extension [Endpoint.QueryParameter] {
    /// Whose figures, and of which days.
    static let figures = [
        Endpoint.QueryParameter(
            name: "body", schema: .string(.text(lengthMax: 12)),
            meaning: "The body; default one's own"),
        Endpoint.QueryParameter(
            name: "from", schema: .string(.day),
            meaning: "The first day; default 29 days before the last"),
        Endpoint.QueryParameter(
            name: "until", schema: .string(.day), meaning: "The last day; default today"),
    ]
}

extension Call where Caller == SignedInOfficial {
    /// The figures that the query asks for.
    func figures() async throws -> CaseStatistics {
        let rules = platform.configuration.identityRules
        let body = try query["body"].map { text throws(Refusal) in
            do { return try BIN(text, rules: rules) } catch { throw Refusal(.invalidField) }
        }
        let until = query["until"].flatMap { Day($0) } ?? platform.clock.today
        let from = query["from"].flatMap { Day($0) } ?? until.adding(days: -29)
        return try await platform.caseStatistics(
            of: body ?? caller.body, from: from, until: until, for: caller)
    }
}
