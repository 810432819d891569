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
                    .object(
                        RegulationShape.versionFields + [
                            required("act", .string(.anything), "The act's tag"),
                            required("number", .string(.anything), "The act's number"),
                            required("registration", .string(.anything), "Its state registration"),
                            required("on", .string(.day), "The day asked about"),
                            required("unofficial", .boolean, "Always true: our own statement"),
                            required(
                                "parts", .array(RegulationShape.version, countMax: 200),
                                "Its sub-clauses, paragraphs and rows in force on that day"),
                        ])), meaning: "The version in force")
        ]
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        let rules = call.platform.rules
        guard let act = call.platform.act(call.path["act"] ?? ""),
            let clause = act.clause(orAlias: Clause(call.path["clause"] ?? "")),
            let version = clause.version(on: day)
        else { throw Refusal(.notFound) }
        let parts = rules.parts(of: clause.clause, on: day).compactMap { part in
            act.clause(part.clause).flatMap { clause in
                clause.version(on: day).map {
                    JSON.object(RegulationShape.members($0, of: clause, in: rules))
                }
            }
        }
        return .json(
            .object(
                RegulationShape.members(version, of: clause, in: rules) + [
                    JSON.Member("act", .string(act.tag)),
                    JSON.Member("number", .string(act.number)),
                    JSON.Member("registration", .string(act.registration)),
                    JSON.Member("on", JSON(day)), JSON.Member("unofficial", true),
                    JSON.Member("parts", .array(parts)),
                ]))
    }
}
