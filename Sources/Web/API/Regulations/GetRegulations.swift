import Kernel
import Regulations
import UseCases

extension Endpoint {
    /// `GET /api/regulations`: the acts that are held.
    static let getRegulations = Endpoint(
        .get, "/api/regulations", summary: "The acts whose clauses are held, with their numbers",
        access: .anyone(because: "The law is public"),
        answers: [
            Answer(
                status: 200,
                content: .json(.wholeList(of: RegulationShape.act, countMax: 100, "The acts")),
                meaning: "Every act")
        ]
    ) { _ in
        .json(.wholeList(Regulations.acts.map { .object($0.facts) }))
    }

    /// `GET /api/regulations/{act}`: an act as it stood on a day.
    static let getRegulation = Endpoint(
        .get, "/api/regulations/{act}",
        summary: "Every clause of an act in the version in force on a day",
        access: .anyone(because: "The law is public"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today")
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object(
                        RegulationShape.actFields + [
                            required("on", .string(.day), "The day asked about"),
                            required(
                                "turningDays", .array(.string(.day), countMax: 200),
                                "The days on which some clause changes, in order"),
                            required(
                                "clauses", .array(RegulationShape.version, countMax: 500),
                                "The clauses in force, in the order of the act"),
                        ])), meaning: "The act on that day")
        ]
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        guard let act = call.platform.act(call.path["act"] ?? "") else {
            throw Refusal(.notFound)
        }
        let rules = call.platform.rules
        let clauses = act.clauses.compactMap { clause in
            clause.version(on: day).map {
                JSON.object(RegulationShape.members($0, of: clause, in: rules))
            }
        }
        return .json(
            .object(
                act.facts + [
                    JSON.Member("on", JSON(day)),
                    JSON.Member("turningDays", .array(act.turningDays.map { JSON($0) })),
                    JSON.Member("clauses", .array(clauses)),
                ]))
    }

    /// `GET /api/regulations/{act}/difference`: what two days see differently.
    static let getRegulationDifference = Endpoint(
        .get, "/api/regulations/{act}/difference",
        summary: "The clauses of an act that differ on two days, side by side",
        access: .anyone(because: "The law is public"),
        query: [
            QueryParameter(name: "from", schema: .string(.day), meaning: "The first day"),
            QueryParameter(
                name: "to", schema: .string(.day), meaning: "The second day; default today"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("act", .string(.anything), "The act's tag"),
                        required("from", .string(.day), "The first day"),
                        required("to", .string(.day), "The second day"),
                        required(
                            "clauses", .array(RegulationShape.difference, countMax: 500),
                            "What differs"),
                    ])), meaning: "The difference; empty when the days see the same text")
        ],
        problems: [.invalidField]
    ) { call in
        guard let act = call.platform.act(call.path["act"] ?? "") else {
            throw Refusal(.notFound)
        }
        guard let from = call.query["from"].flatMap({ Day($0) }) else {
            throw Refusal(.invalidField, RegulationWords.fromNeeded)
        }
        let to = call.query["to"].flatMap { Day($0) } ?? call.platform.clock.today
        let rules = call.platform.rules
        let clauses = act.difference(from: from, to: to).map { changed in
            JSON.object([
                JSON.Member("clause", .string(changed.clause.clause.tag)),
                JSON.Member(
                    "before",
                    RegulationShape.json(changed.before, of: changed.clause, in: rules)),
                JSON.Member(
                    "after",
                    RegulationShape.json(changed.after, of: changed.clause, in: rules)),
            ])
        }
        return .json([
            "act": .string(act.tag), "from": JSON(from), "to": JSON(to),
            "clauses": .array(clauses),
        ])
    }
}

enum RegulationWords {
    static let fromNeeded = LocalizedText(
        kk: "Бірінші күнді көрсетіңіз: from=ЖЖЖЖ-АА-КК",
        ru: "Укажите первый день: from=ГГГГ-ММ-ДД", en: "Give the first day: from=YYYY-MM-DD")
}
