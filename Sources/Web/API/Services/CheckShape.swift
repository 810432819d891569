import Casework
import Kernel
import UseCases
import WorkingTime

/// The verdicts on an application on the wire.
enum CheckShape {
    static let verdicts = [
        "present", "missing", "withoutParts", "wrong", "heldByState", "notNeeded",
    ]

    static let fields = [
        required("service", .string(.anything), "The service"),
        required("kind", .string(.anything), "What is asked for"),
        required("complete", .boolean, "Whether nothing is missing"),
        required(
            "findings",
            .array(
                .object([
                    required(
                        "subject", .string(.anything), "Document, field, variant, holding or rights"
                    ),
                    required("code", .string(.anything), "The code"),
                    required("title", DocumentShape.text, "The name"),
                    required("verdict", .string(.oneOf(verdicts)), "The verdict"),
                    required("parts", .array(.string(.anything), countMax: 50), "Missing parts"),
                    required("clause", .string(.anything), "The clause that asks for it"),
                    required(
                        "rows",
                        .array(
                            .object([
                                required("pointer", .string(.anything), "The row and the part"),
                                required("detail", DocumentShape.text, "What is wrong there"),
                            ]), countMax: 500), "What is wrong in a list of people"),
                ]), countMax: 300), "A verdict on each field and document"),
        required(
            "routing",
            .object([
                required(
                    "state", .string(.oneOf(["authority", "manual", "undetermined"])),
                    "Whether the fields decide"),
                required("authorities", .array(.string(.anything), countMax: 5), "To whom"),
                required("territory", .nullable(.string(.anything)), "Of which territory (KATO)"),
                required("needs", .array(.string(.anything), countMax: 20), "Fields that decide"),
                required("clause", .nullable(.string(.anything)), "The clause"),
            ]), "To whom it would go"),
        required("acceptedOn", .string(.day), "The day on which it would count as accepted"),
        required("acceptance", DocumentShape.text, "Why on that day"),
        required("due", .nullable(.string(.day)), "The last day; null where the act gives no term"),
        required("calendar", .string(.anything), "The calendar's version"),
        required("days", .array(DeadlineShape.step, countMax: 1000), "Every day and why"),
        required("assumed", .boolean, "Whether the counting rule is only assumed"),
    ]

    static func json(_ finding: Completeness.Finding) -> JSON {
        var parts: [String] = []
        let name: String
        switch finding.verdict {
        case .present: name = "present"
        case .missing: name = "missing"
        case .withoutParts(let missing):
            name = "withoutParts"
            parts = missing
        case .wrong: name = "wrong"
        case .heldByState: name = "heldByState"
        case .notNeeded: name = "notNeeded"
        }
        return [
            "subject": .string(finding.subject.rawValue), "code": .string(finding.code),
            "title": finding.title.json, "verdict": .string(name),
            "parts": .array(parts.map { .string($0) }), "clause": .string(finding.clause.tag),
            "rows": .array(
                finding.rows.isEmpty
                    ? []
                    : finding.places.map {
                        ["pointer": .string($0.pointer), "detail": $0.detail.json]
                    }),
        ]
    }

    static func json(_ routing: Routing) -> JSON {
        var state = "authority"
        var authorities: [AuthorityKind] = []
        var place: String?
        var needs: [String] = []
        var clause: Clause?
        switch routing {
        case .authority(let authority, let territory, let named):
            authorities = [authority]
            place = territory
            clause = named
        case .manual(let candidates):
            state = "manual"
            authorities = candidates
        case .undetermined(let fields):
            state = "undetermined"
            needs = fields
        }
        return [
            "state": .string(state),
            "authorities": .array(authorities.map { .string($0.rawValue) }),
            "territory": JSON(place), "needs": .array(needs.map { .string($0) }),
            "clause": JSON(clause?.tag),
        ]
    }

    /// When it would be accepted and due, under the calendar that had been adopted by then.
    static func clock(
        _ service: ServiceDefinition, _ kind: ServiceDefinition.Kind, at moment: Instant,
        on platform: Platform
    ) throws -> (acceptance: Acceptance, deadline: Deadline?, calendar: WorkingCalendar) {
        let calendar = platform.calendars.calendar(adoptedBy: Day(at: moment))
        let (hours, rule) = (try platform.workingHours(), try platform.countingRule())
        do throws(WorkingCalendar.Uncovered) {
            let acceptance = try Acceptance(
                of: moment, hours: hours,
                movesToNextWorkingDay: service.movesToNextWorkingDay.value, calendar: calendar)
            guard let term = kind.term else { return (acceptance, nil, calendar) }
            let deadline = try Deadline(
                term, from: acceptance.day, rule: rule, calendar: calendar)
            return (acceptance, deadline, calendar)
        } catch {
            throw Refusal(.invalidField, DeadlineShape.outside(calendar))
        }
    }

    static func kinds(of service: ServiceDefinition) -> LocalizedText {
        let codes = service.kinds.map(\.code).joined(separator: ", ")
        return LocalizedText(
            kk: "kind мәндері: \(codes)", ru: "Значения kind: \(codes)",
            en: "Values of kind: \(codes)")
    }
}
