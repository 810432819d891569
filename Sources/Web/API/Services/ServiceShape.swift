import Casework
import Kernel
import Regulations
import UseCases
import WorkingTime

/// Services on the wire.
enum ServiceShape {
    static let named = Schema.object([
        required("code", .string(.anything), "The code"),
        required("title", DocumentShape.text, "The name"),
    ])

    static let term = Schema.object([
        required("amount", .integer(1...400), "How many"),
        required("unit", .string(.oneOf(Term.Unit.allCases.map(\.rawValue))), "Which days count"),
        required("clause", .string(.anything), "The clause that sets it"),
    ])

    static let head = [
        required("service", .string(.anything), "The code"),
        required("act", .string(.anything), "The tag of the rules"),
        required("title", DocumentShape.text, "The name"),
        required("on", .string(.day), "The day asked about"),
        required("open", .boolean, "Whether it can be had on that day"),
        required(
            "closedBecause",
            .nullable(.string(.oneOf(ServiceOffer.Closed.allCases.map(\.rawValue)))),
            "Why not"),
        required(
            "opensOn", .nullable(.string(.day)),
            "From which later day on; null where it is open or nobody knows"),
        required("assumed", .boolean, "Whether it rests on a day that is only assumed"),
        required("provider", .nullable(DocumentShape.text), "The clause that names the provider"),
        required("version", .nullable(.string(.anything)), "Its version, as a case would keep it"),
    ]

    static let card =
        head + [
            required("recipients", .array(.string(.anything), countMax: 5), "Who may ask"),
            required(
                "recipientsAssumed", .boolean, "Whether the act names none, and this is assumed"),
            required("channels", .array(.string(.anything), countMax: 10), "Through which portals"),
            required(
                "channelsAssumed", .boolean, "Whether the act names none, and this is assumed"),
            required("kinds", .array(.open([]), countMax: 20), "What can be asked for, with terms"),
            required("variants", .array(named, countMax: 20), "Variants; one at least"),
            required("fields", .array(.open([]), countMax: 100), "What the application says"),
            required("documents", .array(.open([]), countMax: 100), "What is submitted"),
            required("holdings", .array(.open([]), countMax: 20), "Licences to be held"),
            required("stages", .array(.open([]), countMax: 50), "The work"),
            required("grounds", .array(.open([]), countMax: 50), "For what it may be refused"),
            required("requirements", .array(.open([]), countMax: 100), "Rows of the official list"),
            required("appeal", DocumentShape.text, "How to appeal"),
            required(
                "optionalStages", .array(.open([]), countMax: 20),
                "When stages such as a hearing are on: from a day until another"),
            required(
                "openPoints", .array(DocumentShape.text, countMax: 50), "Left open by the act"),
        ]

    static func head(
        _ service: ServiceDefinition, on day: Day, by rules: RuleBook, isSandbox: Bool
    ) -> [JSON.Member] {
        let offer = ServiceOffer(service, on: day, by: rules, isSandbox: isSandbox)
        return [
            JSON.Member("service", .string(service.code)),
            JSON.Member("act", .string(service.act)), JSON.Member("title", service.title.json),
            JSON.Member("on", JSON(day)), JSON.Member("open", .bool(offer.closed == nil)),
            JSON.Member("closedBecause", JSON(offer.closed?.rawValue)),
            JSON.Member("opensOn", JSON(offer.opensOn)),
            JSON.Member("assumed", .bool(offer.isAssumed)),
            JSON.Member("provider", offer.provider?.state.wording?.json ?? .null),
            JSON.Member("version", JSON(offer.provider?.name)),
        ]
    }

    /// - Parameter options: when its optional stages are on; nil where nobody has decided.
    static func body(
        _ service: ServiceDefinition, on day: Day, by rules: RuleBook, options: CaseOptions?
    ) -> [JSON.Member] {
        [
            JSON.Member("recipients", .array(service.recipients.map { .string($0.rawValue) })),
            JSON.Member("recipientsAssumed", .bool(service.recipientsAreAssumed)),
            JSON.Member("channels", .array(service.channels.map { .string($0) })),
            JSON.Member("channelsAssumed", .bool(service.channelsAreAssumed)),
            JSON.Member("kinds", .array(service.kinds.map(kind))),
            JSON.Member("variants", .array(service.variants.map(named))),
            JSON.Member("fields", .array(service.fields.map(field))),
            JSON.Member("documents", .array(service.documents.map(document))),
            JSON.Member("holdings", .array(service.holdings.map(holding))),
            JSON.Member("stages", .array(service.stages.map(stage))),
            JSON.Member("grounds", .array(service.grounds.map { ground($0, on: day, by: rules) })),
            JSON.Member("requirements", .array(rows(of: service.act, on: day, by: rules))),
            JSON.Member("appeal", service.appeal.json),
            JSON.Member("optionalStages", .array(optional(service, options))),
            JSON.Member("openPoints", .array(service.openPoints.map(\.json))),
        ]
    }

    private static func optional(
        _ service: ServiceDefinition, _ options: CaseOptions?
    ) -> [JSON] {
        service.stages.compactMap { stage in
            guard let option = stage.option else { return nil }
            return [
                "stage": .string(stage.code), "option": .string(option),
                "on": .array(
                    (options?.periods(of: option) ?? []).map { period in
                        ["from": JSON(period.from), "until": JSON(period.until)]
                    }),
            ]
        }
    }

    private static func json(_ clauses: [String: Clause]) -> JSON {
        .object(
            clauses.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value.tag)) })
    }

    private static func kind(_ kind: ServiceDefinition.Kind) -> JSON {
        [
            "code": .string(kind.code), "title": kind.title.json, "term": json(kind.term),
            "form": kind.form?.json ?? .null,
        ]
    }

    private static func named(_ named: ServiceDefinition.Named) -> JSON {
        .object(
            present: ("code", .string(named.code)), ("title", named.title.json),
            ("clause", named.clause.map { .string($0.tag) }))
    }

    private static func field(_ field: ServiceDefinition.Field) -> JSON {
        var choices: [JSON] = []
        var content = "text"
        switch field.content {
        case .text: break
        case .day: content = "day"
        case .place: content = "place"
        case .people: content = "people"
        case .choice(let named):
            content = "choice"
            choices = named.map(Self.named)
        }
        return [
            "code": .string(field.code), "title": field.title.json, "content": .string(content),
            "choices": .array(choices), "kinds": strings(field.kinds), "when": json(field.when),
            "clause": .string(field.clause.tag), "clauses": json(field.clauses),
        ]
    }

    private static func document(_ document: ServiceDefinition.Document) -> JSON {
        [
            "code": .string(document.code), "title": document.title.json,
            "kinds": strings(document.kinds), "variants": strings(document.variants),
            "when": json(document.when), "mayBeHeldByState": .bool(document.mayBeHeldByState),
            "parts": .array(document.parts.map(named)), "clause": .string(document.clause.tag),
            "assumed": .bool(document.isAssumed),
            "clauses": json(document.clauses),
        ]
    }

    private static func holding(_ holding: ServiceDefinition.Holding) -> JSON {
        [
            "title": holding.title.json, "when": json(holding.when),
            "needs": .array(holding.needs.map(named)), "clause": .string(holding.clause.tag),
        ]
    }

    private static func stage(_ stage: ServiceDefinition.Stage) -> JSON {
        let outcomes = stage.outcomes.map { outcome -> JSON in
            [
                "code": .string(outcome.code), "title": outcome.title.json,
                "next": .string(outcome.next), "grounds": strings(outcome.grounds),
            ]
        }
        return [
            "code": .string(stage.code), "title": stage.title.json,
            "actor": .string(stage.actor.rawValue), "term": json(stage.term),
            "clockStart": .string(stage.clockStart.rawValue), "option": JSON(stage.option),
            "outcomes": .array(outcomes), "clause": .string(stage.clause.tag),
        ]
    }

    private static func ground(
        _ ground: ServiceDefinition.Ground, on day: Day, by rules: RuleBook
    ) -> JSON {
        [
            "code": .string(ground.code), "title": ground.title.json,
            "clause": .string(ground.clause.tag),
            "version": JSON(rules.version(of: ground.clause, on: day)?.name),
        ]
    }

    /// The rows of the list of main requirements that are held for the day.
    private static func rows(
        of act: String, on day: Day, by rules: RuleBook
    ) -> [JSON] {
        rules.provisions(of: act).compactMap { history in
            guard case .row = history.address.steps.last,
                case .text(let text) = history.version(on: day)?.state
            else { return nil }
            return [
                "clause": .string(history.clause.tag), "address": history.address.words.json,
                "text": text.json,
            ]
        }
    }

    static func json(_ term: Term?) -> JSON {
        guard let term else { return .null }
        return [
            "amount": .integer(Int64(term.amount)), "unit": .string(term.unit.rawValue),
            "clause": .string(term.clause.tag),
        ]
    }

    private static func json(_ conditions: [Condition]) -> JSON {
        .array(
            conditions.map { ["field": .string($0.field), "is": strings($0.values)] })
    }

    private static func strings(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
}
