import AccessControl
import Journal
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/kdp/consents`: the person's requests and consents.
    static let getConsents = Endpoint(
        .get, "/api/kdp/consents",
        summary: "List the requests for the caller's data and the consents",
        access: .person(on: "requests about the caller"), query: .page,
        answers: [
            Answer(
                status: 200, content: .json(.page(of: ConsentShape.consent)),
                meaning: "The requests, newest first")
        ]
    ) { call in
        let page = try await call.platform.consents(of: call.caller, page: call.page)
        return .json(page.json { $0.json(in: call.language) })
    }

    /// `GET /api/kdp/consents/{id}`: one consent with every use of it.
    static let getConsent = Endpoint(
        .get, "/api/kdp/consents/{id}", summary: "Read a consent with its uses one by one",
        access: .person(on: "the caller's own consent"),
        answers: [
            Answer(
                status: 200, content: .json(ConsentShape.detailed),
                meaning: "The consent, its latest 100 uses, and the duties claimed")
        ]
    ) { call in
        let id: Identifier<Consent> = try call.identifier("id")
        return .json(
            try await call.platform.consent(id, of: call.caller).detailedJSON(in: call.language))
    }

    /// `POST /api/kdp/consents/{id}/withdraw`: takes a consent back (use case 05).
    static let postWithdrawal = Endpoint(
        .post, "/api/kdp/consents/{id}/withdraw", summary: "Withdraw a consent",
        access: .person(on: "the caller's own consent"),
        answers: [.withdrawn(meaning: "No use is accepted any more")],
        problems: [.alreadyWithdrawn],
        repetition: .replay { .withdrawn($0.entity) }
    ) { call in
        let id: Identifier<Consent> = try call.identifier("id")
        try await call.platform.withdraw(id, by: call.caller, once: call.once)
        return .withdrawn(id.text)
    }

    /// `GET /api/kdp/access-log`: everything in the journal about the person.
    static let getAccessLog = Endpoint(
        .get, "/api/kdp/access-log", summary: "Read who did what with the caller's data",
        access: .person(
            on: "journal entries about the caller and about documents of minors they represent"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(of: logShape, with: [.childrenUnanswered])),
                meaning: "The entries, newest first")
        ]
    ) { call in
        let wards = await call.platform.wards(of: call.caller)
        let page = try await call.platform.accessLog(
            of: call.caller, page: call.page, wards: wards)
        return .json(page.json(wards, \.json))
    }

    /// A row of the journal on the wire.
    static let logShape = Schema.object([
        required("entry", .string(.identifier), "The journal entry"),
        required(
            "kind", .string(.oneOf(JournalKind.allCases.map(\.rawValue))), "What happened"),
        required("at", .string(.instant), "When"),
        required("facts", .open([]), "What the entry says"),
        optional(
            "details", .open([]),
            "What goes when the entry's term ends, such as the service in the initiator's words"),
        optional(
            "child", .string(.anything), "The minor whom it is about, for a representative"),
        required(
            "leafIndex", .nullable(.integer(0...Int64.max)),
            "Its place in the tree; null until the next head"),
    ])
}

extension LogRow {
    /// The row as it stands on the wire.
    var json: JSON {
        .object(
            present: ("entry", .string(id.text)), ("kind", .string(kind.rawValue)),
            ("at", JSON(at)), ("facts", facts == .null ? [:] : facts), ("details", details),
            ("child", childName.map { .string($0) }),
            ("leafIndex", leafIndex.map { .integer($0) } ?? .null))
    }

    /// The personal fields without the numbers of people; nil where there are none.
    private var details: JSON? {
        let shown = (personal.members ?? []).filter {
            $0.name != "subject" && $0.name != "counterpart"
        }
        return shown.isEmpty ? nil : .object(shown)
    }
}

extension [Endpoint.QueryParameter] {
    /// What every list takes.
    static var page: [Endpoint.QueryParameter] {
        [
            Endpoint.QueryParameter(
                name: "limit", schema: .integer(1...Int64(PageRequest.limitMax)),
                meaning: "Items of a page; default 50"),
            Endpoint.QueryParameter(
                name: "cursor", schema: .string(.text(lengthMax: 64)),
                meaning: "The nextCursor of the page before"),
        ]
    }
}

extension Schema.Field {
    /// Whether rows about the caller's children are missing from a page.
    static var childrenUnanswered: Schema.Field {
        required(
            "childrenUnanswered", .boolean,
            "Whether rows about the caller's children are missing: the register does not answer")
    }
}

extension ListPage {
    /// The page with the word whether rows about the reader's children are missing.
    func json(_ wards: Wards, _ item: (Item) -> JSON) -> JSON {
        json(with: ["childrenUnanswered": .bool(wards.isUnknown)], item)
    }
}

extension Endpoint.Answer {
    /// A consent was taken back; `meaning` says what has ended with it.
    static func withdrawn(meaning: String) -> Endpoint.Answer {
        Endpoint.Answer(
            status: 200,
            content: .json(
                .object([
                    required("id", .string(.identifier), "What was withdrawn"),
                    required("status", .string(.oneOf(["withdrawn"])), "The state"),
                ])), meaning: meaning)
    }
}

extension Reply {
    /// The consent with this name was taken back.
    static func withdrawn(_ id: String) -> Reply {
        .json(["id": .string(id), "status": "withdrawn"])
    }
}
