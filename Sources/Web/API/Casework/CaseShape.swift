import Casework
import HTTPServer
import Kernel
import Regulations
import UseCases
import WorkingTime

extension StoredCase {
    /// Whether the result is signed, so that the applicant has it.
    var isDelivered: Bool {
        state.standingEnd != nil
    }
}

/// Cases, tasks and register entries on the wire.
enum CaseShape {
    static let name = Schema.object([required("id", .string(.identifier), "The case")])

    static let whole = Schema.open([
        required("id", .string(.identifier), "The case"),
        required("service", .string(.anything), "The service"),
        required("kind", .string(.anything), "What is asked for"),
        required("phase", .string(.anything), "Where it is"),
        required("complete", .boolean, "Whether nothing is missing"),
        required("findings", .array(.open([]), countMax: 300), "A verdict on each part"),
        required("events", .array(.open([]), countMax: 2000), "What happened, oldest first"),
    ])

    static let task = Schema.open([
        required("id", .string(.identifier), "The task"),
        required("case", .string(.identifier), "The case"),
        required("work", .string(.anything), "What is to be done"),
        required("due", .nullable(.string(.day)), "The last day; null without a term"),
        required("late", .boolean, "Whether its term has run out"),
    ])

    static let item = Schema.open([
        required("id", .string(.identifier), "The entry"),
        required("number", .string(.anything), "The number of the result"),
        required("state", .string(.anything), "How it stood on that day"),
        required("entry", .string(.identifier), "The journal entry of the signature"),
    ])

    /// Where it is, without what is in it: for lists.
    static func head(_ stored: StoredCase, _ due: Day?) -> [JSON.Member] {
        let state = stored.state
        return [
            JSON.Member("id", .string(stored.id.text)),
            JSON.Member("service", .string(stored.definition.code)),
            JSON.Member("title", stored.definition.title.json),
            JSON.Member("kind", .string(stored.kind)),
            JSON.Member("phase", .string(state.phase.name)),
            JSON.Member("stage", JSON(state.stage)),
            JSON.Member("end", JSON(state.standingEnd)),
            JSON.Member("number", JSON(state.number)),
            JSON.Member("provider", JSON(stored.body?.digits)),
            JSON.Member("createdAt", JSON(stored.createdAt)),
            JSON.Member("submittedAt", JSON(stored.submittedAt)),
            JSON.Member("due", JSON(due)),
            JSON.Member("late", .bool(!state.lateness.isEmpty)),
        ]
    }

    /// All that its reader may read: the applicant learns a decision once it is signed.
    static func json(
        _ stored: StoredCase, on platform: Platform, forApplicant: Bool,
        held: StateHoldings? = nil, attestations: [AttestationFinding] = [],
        obstacles: CaseObstacles = CaseObstacles(), basis: RegisterItem? = nil
    ) throws -> JSON {
        let isOpen = !forApplicant || stored.isDelivered
        let open = stored.openCompletions
        let content = stored.state.content
        let completeness = platform.completeness(of: stored)
        let due = try platform.deadlines(of: stored)?.due
        return .object(
            head(stored, due) + [
                JSON.Member(
                    "variants", .array(content.variants.map { .string($0) })),
                JSON.Member("acceptedOn", JSON(stored.state.submission?.acceptedOn)),
                JSON.Member("lawOf", JSON(stored.lawDay)),
                JSON.Member("calendar", JSON(stored.state.submission?.calendar)),
                JSON.Member("definition", JSON(stored.version)),
                JSON.Member("complete", .bool(completeness.isComplete)),
                JSON.Member("findings", .array(completeness.findings.map(CheckShape.json))),
                JSON.Member(
                    "fields",
                    .array(
                        stored.definition.fields.compactMap { field in
                            value(of: field, in: content).map { value in
                                ["code": .string(field.code), "value": value]
                            }
                        })),
                JSON.Member(
                    "documents",
                    .array(
                        stored.definition.documents.compactMap { document in
                            stored.state.digests[document.code].map { digest in
                                [
                                    "code": .string(document.code), "sha256": .string(digest),
                                    "parts": .array(
                                        (content.documents[document.code] ?? []).map {
                                            .string($0)
                                        }),
                                ]
                            }
                        })),
                JSON.Member("stateHoldings", held.map { json($0) } ?? .null),
                JSON.Member("hearing", hearing(of: stored, on: platform)),
                JSON.Member("law", try law(of: stored, on: platform)),
                JSON.Member("appeals", try appeals(of: stored, on: platform)),
                JSON.Member("attestations", .array(attestations.map { json($0) })),
                JSON.Member("obstacles", json(obstacles)),
                JSON.Member("basis", basis.map { json($0) } ?? .null),
                JSON.Member(
                    "permitted",
                    stored.state.submission == nil ? .null : stored.permitted.json),
                JSON.Member(
                    "events",
                    .array(
                        stored.events.map {
                            json(
                                $0, isOpen: !forApplicant || open.contains($0.number),
                                forApplicant: forApplicant)
                        })),
                JSON.Member("verdicts", .array(stored.state.verdicts.map(\.json))),
                JSON.Member("refusal", isOpen ? refusal(of: stored) : .null),
            ])
    }

    /// The value of a field as it is sent: a text, or a list of people.
    static let fieldValue = Schema.either(
        .string(.text(lengthMax: 500)), orArray: person, countMax: ListedPerson.countMax)

    /// A person of a list; what is missing is judged with the application.
    private static let person = Schema.object(
        ListedPerson.Part.allCases.map { part in
            let kind: Schema.TextKind =
                part == .capacity
                ? .oneOf(ExaminationShape.capacities) : .text(lengthMax: ListedPerson.lengthMax)
            return optional(
                part.rawValue, .nullable(.string(kind)), "The person's \(part.rawValue)")
        })

    private static func value(
        of field: ServiceDefinition.Field, in content: ApplicationContent
    ) -> JSON? {
        content.people[field.code].map { .array($0.map(\.json)) }
            ?? content.fields[field.code].map { .string($0) }
    }

    private static func json(_ held: StateHoldings) -> JSON {
        [
            "available": .bool(!held.isUnavailable),
            "items": .array(
                (held.licences + held.data).map { item in
                    let source =
                        switch item.source {
                        case .own(let register): register
                        case .organisations: "organisations"
                        }
                    return [
                        "code": .string(item.code), "source": .string(source),
                        "number": JSON(item.number), "day": JSON(item.day),
                    ]
                }),
        ]
    }

    private static func json(_ finding: AttestationFinding) -> JSON {
        let (verdict, number): (String, String?) =
            switch finding.verdict {
            case .attested(let number): ("attested", number)
            case .notAttested: ("notAttested", nil)
            case .unreadable: ("unreadable", nil)
            }
        return [
            "field": .string(finding.field.code), "organisation": .string(finding.organisation),
            "day": .string(finding.day), "register": .string(finding.register),
            "verdict": .string(verdict), "number": JSON(number),
            "clause": .string(finding.clause.tag),
        ]
    }

    private static func json(
        _ recorded: StoredCase.Recorded, isOpen: Bool, forApplicant: Bool
    ) -> JSON {
        let closed: Set<String> =
            switch recorded.event.name {
            // Whoever answers for a delay or hands work over answers to the body.
            case "answered", "handedOver", "paperReturned", "conclusionReturned":
                forApplicant ? ["at", "reasons", "from", "to", "by", "reopens"] : ["at"]
            // A decision is open once it is signed.
            case "completed":
                isOpen
                    ? ["at"] : ["at", "outcome", "grounds", "reasons", "results", "via", "reopens"]
            default: ["at"]
            }
        return .object(
            [
                JSON.Member("number", .integer(recorded.number)),
                JSON.Member("at", JSON(recorded.at)),
                JSON.Member("entry", .string(recorded.entry.text)),
            ]
                + (recorded.event.json.members ?? []).filter { !closed.contains($0.name) }.map {
                    // The number that a registrar gave is not the event's own.
                    $0.name == "number" ? JSON.Member("incomingNumber", $0.value) : $0
                })
    }

    private static func refusal(of stored: StoredCase) -> JSON {
        guard let refusal = stored.state.refusal(of: stored.definition) else { return .null }
        return [
            "notAccepted": .array(refusal.notAccepted.map(\.verdict.json)),
            "grounds": .array(
                refusal.grounds.map {
                    [
                        "code": .string($0.code), "title": $0.title.json,
                        "clause": .string($0.clause.tag),
                    ]
                }), "reasons": .string(refusal.reasons), "appeal": refusal.appeal.json,
        ]
    }

    static func json(_ deadline: Deadline?, _ calendar: WorkingCalendar) -> JSON {
        guard let deadline else { return .null }
        return [
            "due": JSON(deadline.due), "from": JSON(deadline.start),
            "amount": .integer(Int64(deadline.term.amount)),
            "unit": .string(deadline.term.unit.rawValue),
            "clause": .string(deadline.term.clause.tag),
            "calendar": .string(deadline.calendarVersion),
            "assumed": .bool(deadline.rule.isAssumed),
            "days": .array(deadline.steps.map { DeadlineShape.json($0, calendar) }),
        ]
    }

    static func json(_ hand: TaskInHand, reader: SignedInOfficial) -> JSON {
        json(
            hand.task, of: hand.stored.definition, number: hand.stored.state.number,
            reader: reader)
    }

    static func json(_ item: InboxItem, reader: SignedInOfficial) -> JSON {
        json(item.task, of: item.service, number: item.number, reader: reader)
    }

    private static func json(
        _ task: CaseTask, of service: ServiceDefinition, number: String?, reader: SignedInOfficial
    ) -> JSON {
        [
            "id": .string(task.id.text), "case": .string(task.caseID.text),
            "service": .string(service.code), "title": service.title.json,
            "work": .string(task.work.rawValue),
            "post": .string(task.post.rawValue), "stage": JSON(task.stage),
            "due": JSON(task.due), "late": .bool(task.isLate),
            "taken": .bool(task.takenBy != nil),
            "mine": .bool(task.takenBy == reader.person.iin), "done": .bool(task.doneAt != nil),
            "number": JSON(number),
        ]
    }

    static func json(_ item: RegisterItem) -> JSON {
        [
            "id": .string(item.id.text), "register": .string(item.register),
            "number": .string(item.number), "body": .string(item.body.digits),
            "service": .string(item.service), "kind": .string(item.kind),
            "permitted": item.facts?.json ?? .null,
            "bin": JSON(item.bin?.digits), "validFrom": JSON(item.validFrom),
            "validUntil": JSON(item.validUntil), "state": .string(item.state.rawValue),
            "annexOf": json(item.licence),
            "resultDigest": .string(item.resultDigest), "entry": .string(item.entry.text),
        ]
    }

    private static func json(_ licence: RegisterItem.Licence?) -> JSON {
        guard let licence else { return .null }
        return [
            "body": .string(licence.body.digits), "number": .string(licence.number),
            "state": .string(licence.state.rawValue),
        ]
    }

    /// A change as everyone reads it: its reasons are for the recipient and the body.
    static func json(_ change: RegisterChange, withReasons: Bool = false) -> JSON {
        .object(
            present: ("state", .string(change.state.rawValue)), ("from", JSON(change.from)),
            ("clause", .string(change.clause)), ("at", JSON(change.at)),
            ("entry", .string(change.entry.text)),
            ("reasons", withReasons ? .string(change.reasons) : nil))
    }
}
