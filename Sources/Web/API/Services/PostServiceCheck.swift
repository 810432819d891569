import Casework
import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// `POST /api/services/{code}/checks`: judges an application before there is one (use case 42, 3).
    static let postServiceCheck = Endpoint(
        .post, "/api/services/{code}/checks",
        summary: "What would be missing, to whom it would go, and when an answer would be due",
        access: .anyone(because: "It judges what is sent and keeps nothing"),
        body: .json(
            .object([
                required("kind", .string(.text(lengthMax: 64)), "What is asked for"),
                optional(
                    "variants", .array(.string(.text(lengthMax: 64)), countMax: 20), "Variants"),
                optional(
                    "fields",
                    .array(
                        .object([
                            required("code", .string(.text(lengthMax: 64)), "The field"),
                            required(
                                "value", CaseShape.fieldValue, "Its value, or a list of people"),
                        ]), countMax: 100), "What the application says"),
                optional(
                    "documents",
                    .array(
                        .object([
                            required("code", .string(.text(lengthMax: 64)), "The document"),
                            optional(
                                "parts", .array(.string(.text(lengthMax: 64)), countMax: 50),
                                "What it shows"),
                        ]), countMax: 100), "What would be attached"),
                optional(
                    "holdings", .array(.string(.text(lengthMax: 64)), countMax: 50),
                    "Licences with sub-activities that are held"),
                optional("submittedAt", .string(.instant), "When; default now"),
            ])),
        answers: [
            Answer(status: 200, content: .json(.object(CheckShape.fields)), meaning: "The verdicts")
        ],
        problems: [.invalidField]
    ) { call in
        let service = try call.platform.casework.service(call.path["code"])
        guard let kind = service.kind(call.text("kind")) else {
            throw Refusal(.invalidField, CheckShape.kinds(of: service))
        }
        let content = ApplicationContent(json: call.body, kind: kind.code)
        let completeness = service.completeness(
            of: content, by: call.platform.valueRules)
        let routing = service.route(content.fields, territoryOf: call.platform.casework.territory)
        let at = call.body["submittedAt"]?.string.flatMap { Instant(rfc3339: $0) }
        let clock = try CheckShape.clock(
            service, kind, at: at ?? call.platform.clock.now(), on: call.platform)
        return .json([
            "service": .string(service.code), "kind": .string(kind.code),
            "complete": .bool(completeness.isComplete),
            "findings": .array(completeness.findings.map(CheckShape.json)),
            "routing": CheckShape.json(routing), "acceptedOn": JSON(clock.acceptance.day),
            "acceptance": clock.calendar.words(for: clock.acceptance).json,
            "due": JSON(clock.deadline?.due), "calendar": .string(clock.calendar.version),
            "days": .array(
                (clock.deadline?.steps ?? []).map { DeadlineShape.json($0, clock.calendar) }),
            "assumed": .bool(try call.platform.countingRule().isAssumed),
        ])
    }
}

extension ApplicationContent {
    /// Reads the checked body of a request.
    fileprivate init(json: JSON, kind: String) {
        self.init(kind: kind, variants: (json["variants"]?.array ?? []).compactMap(\.string))
        for field in json["fields"]?.array ?? [] {
            guard let code = field["code"]?.string else { continue }
            fields[code] = field["value"]?.string
            people[code] = field["value"]?.array?.map(ListedPerson.init(json:))
        }
        for document in json["documents"]?.array ?? [] {
            guard let code = document["code"]?.string else { continue }
            documents[code] = (document["parts"]?.array ?? []).compactMap(\.string)
        }
        holdings = Set((json["holdings"]?.array ?? []).compactMap(\.string))
    }
}
