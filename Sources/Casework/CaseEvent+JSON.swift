import Kernel
import WorkingTime

/// How events stand in the store: readable, and the same bytes for the same event.
extension CaseEvent {
    /// The name of the kind of event.
    package var name: String { json["event"]?.string ?? "" }

    /// The event as JSON.
    package var json: JSON {
        switch self {
        case .opened(let kind, let variants, let recipient):
            [
                "event": "opened", "kind": .string(kind), "variants": texts(variants),
                "recipient": .string(recipient.rawValue),
            ]
        case .filled(let field, let value):
            ["event": "filled", "field": .string(field), "value": .string(value)]
        case .listed(let field, let people):
            [
                "event": "listed", "field": .string(field),
                "people": .array(people.map(\.json)),
            ]
        case .attached(let document, let digest, let parts):
            [
                "event": "attached", "document": .string(document), "digest": .string(digest),
                "parts": texts(parts),
            ]
        case .detached(let document): ["event": "detached", "document": .string(document)]
        case .lookedUp(let documents, let holdings):
            [
                "event": "lookedUp", "documents": texts(documents.sorted()),
                "holdings": texts(holdings.sorted()),
            ]
        case .submitted(let submission): submission.json
        case .accepted(let provider, let number, let day):
            [
                "event": "accepted", "by": .string(provider), "number": .string(number),
                "on": JSON(day),
            ]
        case .taken(let name, let day):
            ["event": "taken", "by": .string(name), "on": JSON(day)]
        case .registered(let day): ["event": "registered", "on": JSON(day)]
        case .completed(let completion): completion.json
        case .objected(let objection): objection.json
        case .appealed(let appeal): appeal.json
        case .bound(let version, let day):
            ["event": "bound", "definition": .string(version), "on": JSON(day)]
        case .suspended(let stop): stop.json
        case .resumed(let start): start.json
        case .supplied(let document, let digest, let parts, let day):
            [
                "event": "supplied", "document": .string(document), "digest": .string(digest),
                "parts": texts(parts), "on": JSON(day),
            ]
        case .handedOver(let handover): handover.json
        case .judged(let judgement): judgement.json
        case .routed(let routed): routed.json
        case .departmentNamed(let named): named.json
        case .requestReturned(let returned): returned.json
        case .calendarChanged(let change): change.json
        case .late(let lateness): lateness.json
        case .answered(let answer): answer.json
        case .paperReturned(let returned): returned.json
        case .conclusionReturned(let returned): returned.json
        case .signed(let signer, let day):
            ["event": "signed", "as": .string(signer.rawValue), "on": JSON(day)]
        case .withdrawn(let day): ["event": "withdrawn", "on": JSON(day)]
        }
    }

    /// Reads an event; nil for what is none.
    package init?(json: JSON) {
        func day() -> Day? { json["on"]?.string.flatMap { Day($0) } }
        func text(_ name: String) -> String? { json[name]?.string }
        func list(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
        switch text("event") {
        case "opened":
            guard let kind = text("kind"),
                let recipient = text("recipient").flatMap(RecipientKind.init(rawValue:))
            else { return nil }
            self = .opened(kind: kind, variants: list("variants"), by: recipient)
        case "filled":
            guard let field = text("field"), let value = text("value") else { return nil }
            self = .filled(field: field, value: value)
        case "listed":
            guard let field = text("field"), let people = json["people"]?.array else { return nil }
            self = .listed(field: field, people: people.map(ListedPerson.init(json:)))
        case "attached":
            guard let document = text("document"), let digest = text("digest") else { return nil }
            self = .attached(document: document, digest: digest, parts: list("parts"))
        case "detached":
            guard let document = text("document") else { return nil }
            self = .detached(document: document)
        case "lookedUp":
            self = .lookedUp(documents: Set(list("documents")), holdings: Set(list("holdings")))
        case "withdrawn":
            guard let day = day() else { return nil }
            self = .withdrawn(on: day)
        default:
            guard let event = CaseEvent(ofOfficials: json) else { return nil }
            self = event
        }
    }

    /// What happens once it was submitted.
    private init?(ofOfficials json: JSON) {
        func text(_ name: String) -> String? { json[name]?.string }
        if text("event") == "submitted" {
            guard let submission = Submission(json: json) else { return nil }
            self = .submitted(submission)
            return
        }
        guard let day = text("on").flatMap({ Day($0) }) else { return nil }
        switch text("event") {
        case "accepted":
            guard let by = text("by"), let number = text("number") else { return nil }
            self = .accepted(by: by, number: number, on: day)
        case "taken":
            guard let by = text("by") else { return nil }
            self = .taken(by: by, on: day)
        case "registered": self = .registered(on: day)
        case "completed":
            guard let completion = Completion(json: json, on: day) else { return nil }
            self = .completed(completion)
        case "late":
            guard let lateness = Lateness(json: json, on: day) else { return nil }
            self = .late(lateness)
        case "answered":
            guard let answer = LateAnswer(json: json, on: day) else { return nil }
            self = .answered(answer)
        case "signed":
            guard let signer = text("as").flatMap(Signer.init(rawValue:)) else { return nil }
            self = .signed(by: signer, on: day)
        default:
            guard let event = CaseEvent(ofWork: json, on: day) else { return nil }
            self = event
        }
    }

    /// What happens to the clock, and to who does the work.
    private init?(ofWork json: JSON, on day: Day) {
        let event: CaseEvent? =
            switch json["event"]?.string {
            case "suspended": ClockStop(json: json, on: day).map { .suspended($0) }
            case "resumed": ClockStart(json: json, on: day).map { .resumed($0) }
            case "objected": Objection(json: json, on: day).map { .objected($0) }
            case "appealed": Appeal(json: json, on: day).map { .appealed($0) }
            case "bound":
                json["definition"]?.string.map { .bound(version: $0, on: day) }
            case "handedOver": Handover(json: json, on: day).map { .handedOver($0) }
            case "paperReturned": PaperReturn(json: json, on: day).map { .paperReturned($0) }
            case "conclusionReturned":
                ConclusionReturn(json: json, on: day).map { .conclusionReturned($0) }
            case "judged": Judgement(json: json, on: day).map { .judged($0) }
            case "routed": Routed(json: json, on: day).map { .routed($0) }
            case "departmentNamed":
                DepartmentNamed(json: json, on: day).map { .departmentNamed($0) }
            case "requestReturned":
                RequestReturn(json: json, on: day).map { .requestReturned($0) }
            case "calendarChanged":
                CalendarChange(json: json, on: day).map { .calendarChanged($0) }
            case "supplied":
                if let document = json["document"]?.string, let digest = json["digest"]?.string {
                    .supplied(
                        document: document, digest: digest,
                        parts: (json["parts"]?.array ?? []).compactMap(\.string), on: day)
                } else {
                    nil
                }
            default: nil
            }
        guard let event else { return nil }
        self = event
    }
}

private func texts(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }

extension CaseEvent.Submission {
    fileprivate var json: JSON {
        .object(
            present: ("event", "submitted"), ("at", .integer(at.milliseconds)),
            ("acceptedOn", JSON(acceptedOn)), ("channel", .string(channel)),
            ("isSigned", .bool(isSigned)), ("lawOf", JSON(lawOf)),
            ("calendar", .string(calendar)),
            ("countsStartDay", rule.map { .bool($0.countsStartDay) }),
            ("ruleAssumed", rule.map { .bool($0.isAssumed) }),
            ("definition", definition.map { .string($0) }))
    }

    fileprivate init?(json: JSON) {
        guard let at = json["at"]?.integer,
            let accepted = json["acceptedOn"]?.string.flatMap({ Day($0) }),
            let channel = json["channel"]?.string, let isSigned = json["isSigned"]?.bool,
            let lawOf = json["lawOf"]?.string.flatMap({ Day($0) }),
            let calendar = json["calendar"]?.string
        else { return nil }
        self.init(
            at: Instant(milliseconds: at), acceptedOn: accepted, channel: channel,
            isSigned: isSigned, lawOf: lawOf, calendar: calendar,
            rule: json["countsStartDay"]?.bool.map {
                CountingRule(
                    countsStartDay: $0, isAssumed: json["ruleAssumed"]?.bool ?? false)
            }, definition: json["definition"]?.string)
    }
}

extension CaseEvent.Completion {
    fileprivate var json: JSON {
        .object(
            present: ("event", "completed"), ("stage", .string(stage)),
            ("outcome", .string(outcome)), ("actor", .string(actor.rawValue)),
            ("grounds", texts(grounds)), ("reasons", .string(reasons)),
            ("results", results.isEmpty ? nil : .array(results.map(\.json))),
            ("via", JSON(via)), ("hearing", hearing.map(\.json)),
            ("law", law.map(\.json)), ("reopens", reopens.map { .string($0) }), ("on", JSON(on)))
    }

    fileprivate init?(json: JSON, on day: Day) {
        guard let stage = json["stage"]?.string, let outcome = json["outcome"]?.string,
            let actor = json["actor"]?.string.flatMap(Actor.init(rawValue:)),
            let reasons = json["reasons"]?.string
        else { return nil }
        self.init(
            stage: stage, outcome: outcome, actor: actor,
            grounds: (json["grounds"]?.array ?? []).compactMap(\.string), reasons: reasons,
            results: (json["results"]?.array ?? []).compactMap(ExamineeResult.init(json:)),
            via: json["via"]?.string,
            hearing: CaseEvent.HearingNotice(json: json["hearing"]),
            law: AppliedLaw(json: json["law"]), on: day, reopens: json["reopens"]?.string)
    }
}

extension CaseEvent.Lateness {
    fileprivate var json: JSON {
        [
            "event": "late", "scope": .string(scope.rawValue), "stage": JSON(stage),
            "actor": .string(actor.rawValue), "due": JSON(due), "on": JSON(on),
        ]
    }

    fileprivate init?(json: JSON, on day: Day) {
        guard let scope = json["scope"]?.string.flatMap(Scope.init(rawValue:)),
            let actor = json["actor"]?.string.flatMap(Actor.init(rawValue:)),
            let due = json["due"]?.string.flatMap({ Day($0) })
        else { return nil }
        self.init(scope: scope, stage: json["stage"]?.string, actor: actor, due: due, on: day)
    }
}

extension CaseEvent.LateAnswer {
    fileprivate var json: JSON {
        [
            "event": "answered", "scope": .string(scope.rawValue), "due": JSON(due),
            "reasons": .string(reasons), "on": JSON(on),
        ]
    }

    fileprivate init?(json: JSON, on day: Day) {
        guard let scope = json["scope"]?.string.flatMap(CaseEvent.Lateness.Scope.init(rawValue:)),
            let due = json["due"]?.string.flatMap({ Day($0) }),
            let reasons = json["reasons"]?.string
        else { return nil }
        self.init(scope: scope, due: due, reasons: reasons, on: day)
    }
}
