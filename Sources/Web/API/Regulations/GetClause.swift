import Kernel
import Regulations
import UseCases

extension Endpoint {
    /// `GET /api/regulations/{act}/clauses/{clause}`: a clause as it applied on a day.
    static let getClause = Endpoint(
        .get, "/api/regulations/{act}/clauses/{clause}",
        summary: "Our short statement of a clause and the version in force on a day",
        access: .anyone(because: "The law is public"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today")
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("act", .string(.anything), "The act's tag"),
                        required("number", .string(.anything), "The act's number"),
                        required("registration", .string(.anything), "Its state registration"),
                        required("clause", .string(.anything), "The clause"),
                        required("on", .string(.day), "The day asked about"),
                        required("from", .nullable(.string(.day)), "In force since"),
                        required("until", .nullable(.string(.day)), "In force until, exclusive"),
                        required("assumed", .boolean, "Whether a day is only assumed"),
                        required("unofficial", .boolean, "Always true: it is our own statement"),
                        required(
                            "text", .nullable(DocumentShape.text),
                            "The statement; null where the wording is not held"),
                    ])), meaning: "The version in force")
        ]
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        let settings = call.platform.configuration.settings
        guard let act = Regulations.act(call.path["act"] ?? "")?.published(by: settings),
            let clause = act.clause(Clause(call.path["clause"] ?? "")),
            let version = clause.version(on: day)
        else { throw Refusal(.notFound) }
        return .json([
            "act": .string(act.tag), "number": .string(act.number),
            "registration": .string(act.registration), "clause": .string(clause.clause.tag),
            "on": JSON(day), "from": JSON(version.start), "until": JSON(version.end),
            "assumed": .bool(version.isAssumed), "unofficial": true,
            "text": version.text?.json ?? .null,
        ])
    }
}

extension Act {
    /// The act with the days of publication that the operator has entered.
    func published(by settings: Settings) -> Act {
        let days: (own: Day?, amendments: NamedDays?) =
            switch tag {
            case "DD": (settings.entered(OpenPoints.publicationDayDD), nil)
            case "KDP":
                (
                    settings.entered(OpenPoints.publicationDayKDP),
                    settings.entered(OpenPoints.amendmentsKDP)
                )
            default: (nil, nil)
            }
        return published(on: days.own, amendments: days.amendments?.days ?? [:])
    }
}
