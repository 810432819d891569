import AccessControl
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/supervision/statistics`: counts by purpose, in which no person can be made out.
    static let getStatistics = Endpoint(
        .get, "/api/supervision/statistics",
        summary: "Count requests, answers and uses by purpose; small numbers are not said",
        access: .official(role: .authorisedBody, on: "counts without persons"),
        query: [
            QueryParameter(
                name: "from", schema: .string(.day), meaning: "The first day; default 30 days ago"),
            QueryParameter(name: "to", schema: .string(.day), meaning: "The last; default today"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: purposeShape, countMax: 200,
                        "One for each purpose; null stands for 1 to 4",
                        with: [
                            required("from", .string(.day), "The first day"),
                            required("to", .string(.day), "The last day"),
                        ])), meaning: "The counts")
        ],
        problems: [.roleNotAllowed]
    ) { call in
        let to = call.query["to"].flatMap { Day($0) } ?? call.platform.clock.today
        let from = call.query["from"].flatMap { Day($0) } ?? to.adding(days: -30)
        guard from <= to, to <= from.adding(days: Platform.statisticsDaysMax) else {
            let most = Platform.statisticsDaysMax
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«from»: «to» күнінен ең көбі \(most) күн бұрын болуы керек",
                    ru: "«from»: не позже «to» и не раньше, чем за \(most) дня до него",
                    en: "“from” must be at most \(most) days before “to”, and not after it"))
        }
        let counts = try await call.platform.statistics(from: from, to: to, for: call.caller)
        return .json(
            .wholeList(counts.map(\.json), with: ["from": JSON(from), "to": JSON(to)]))
    }

    private static let count = Schema.nullable(.integer(0...Int64.max))

    private static let purposeShape = Schema.object([
        required("purpose", .string(.anything), "The purpose's code"),
        required("requests", count, "Requests made"),
        required("granted", count, "Consented to, the withdrawn ones included"),
        required("refused", count, "Refused"),
        required("expired", count, "Not answered in time"),
        required("undeliverable", count, "Not delivered"),
        required("withdrawn", count, "Consents taken back"),
        required("uses", count, "Uses made of the consents"),
    ])
}

extension PurposeStatistics {
    fileprivate var json: JSON {
        func told(_ count: Int64?) -> JSON {
            SupervisionCount.told(count ?? 0).map { .integer($0) } ?? .null
        }
        return [
            "purpose": .string(purpose), "requests": told(requests),
            "granted": told(outcomes["granted"]), "refused": told(outcomes["refused"]),
            "expired": told(outcomes["expired"]),
            "undeliverable": told(outcomes["undeliverable"]), "withdrawn": told(withdrawn),
            "uses": told(uses),
        ]
    }
}
