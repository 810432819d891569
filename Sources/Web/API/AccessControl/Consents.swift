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

    /// `POST /api/kdp/consents/{id}/withdraw`: takes a consent back (use case 05).
    static let postWithdrawal = Endpoint(
        .post, "/api/kdp/consents/{id}/withdraw", summary: "Withdraw a consent",
        access: .person(on: "the caller's own consent"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("id", .string(.identifier), "The consent"),
                        required("status", .string(.oneOf(["withdrawn"])), "The state"),
                    ])), meaning: "No use is accepted any more")
        ],
        problems: [.alreadyWithdrawn],
        repetition: .replay { replay in
            .json(["id": .string(replay.entity), "status": "withdrawn"])
        }
    ) { call in
        let id: Identifier<Consent> = try call.identifier("id")
        try await call.platform.withdraw(id, by: call.caller, once: call.once)
        return .json(["id": .string(id.text), "status": "withdrawn"])
    }

    /// `GET /api/kdp/access-log`: everything in the journal about the person.
    static let getAccessLog = Endpoint(
        .get, "/api/kdp/access-log", summary: "Read who did what with the caller's data",
        access: .person(on: "journal entries about the caller"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("entry", .string(.identifier), "The journal entry"),
                            required(
                                "kind", .string(.oneOf(JournalKind.allCases.map(\.rawValue))),
                                "What happened"),
                            required("at", .string(.instant), "When"),
                            required("facts", .open([]), "What the entry says"),
                            required(
                                "leafIndex", .nullable(.integer(0...Int64.max)),
                                "Its place in the tree; null until the next head"),
                        ]))), meaning: "The entries, newest first")
        ]
    ) { call in
        let page = try await call.platform.accessLog(of: call.caller, page: call.page)
        return .json(
            page.json { row in
                [
                    "entry": .string(row.id.text), "kind": .string(row.kind.rawValue),
                    "at": JSON(row.at), "facts": row.facts == .null ? [:] : row.facts,
                    "leafIndex": row.leafIndex.map { .integer($0) } ?? .null,
                ]
            })
    }
}

/// The shape of a consent on the wire.
enum ConsentShape {
    static let consent = Schema.object([
        required("requestId", .string(.identifier), "The request"),
        optional("consentId", .string(.identifier), "The consent that came of it"),
        required(
            "status", .string(.oneOf(AccessRequest.Status.allCases.map(\.rawValue))), "The state"),
        required("initiator", .string(.anything), "Who asked"),
        required("owner", .string(.anything), "Who holds the data"),
        required("service", .string(.anything), "For which service"),
        required("action", .string(.anything), "What will be done with the data"),
        required("purpose", .string(.anything), "What for"),
        required("dataSets", .array(.string(.anything), countMax: 20), "Which data"),
        required("createdAt", .string(.instant), "When it was asked"),
        optional("grantedAt", .string(.instant), "When the person consented"),
        optional("expiresAt", .string(.instant), "When the consent ends"),
        optional("withdrawnAt", .string(.instant), "When it was withdrawn"),
    ])
}

extension SubjectConsent {
    func json(in language: Language) -> JSON {
        .object(
            present: ("requestId", .string(request.id.text)),
            ("consentId", consent.map { .string($0.id.text) }),
            ("status", .string(status.rawValue)), ("initiator", .string(initiatorName[language])),
            ("owner", .string(ownerName[language])), ("service", .string(request.terms.service)),
            ("action", .string(request.terms.action.rawValue)),
            ("purpose", .string(request.terms.purpose)),
            ("dataSets", .array(request.terms.dataSets.map { .string($0) })),
            ("createdAt", JSON(request.createdAt)),
            ("grantedAt", consent.map { JSON($0.grantedAt) }),
            ("expiresAt", consent.map { JSON($0.expiresAt) }),
            ("withdrawnAt", consent?.withdrawnAt.map { JSON($0) }))
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

extension Schema {
    /// A page of a list.
    static func page(of item: Schema) -> Schema {
        .object([
            required("items", .array(item, countMax: PageRequest.limitMax), "The items"),
            required(
                "nextCursor", .nullable(.string(.anything)),
                "Where the next page begins; null on the last"),
        ])
    }
}

extension ListPage {
    /// The page as it stands on the wire.
    func json(_ item: (Item) -> JSON) -> JSON {
        ["items": .array(items.map(item)), "nextCursor": JSON(nextCursor)]
    }
}
