import Kernel
import Regulations
import UseCases

/// Amending orders, their days of publication, and packages that are tried (use cases 82 and 83).
extension Endpoint {
    static let lawData: StaticString = "the law and its days; no person"

    /// The most bytes of a package's file.
    package static let packageBytesMax = 1 << 20
    /// The same with the form around it.
    package static let packageBodyBytesMax = packageBytesMax + 4096

    /// `GET /api/amendments`: the orders that are held, and what is missing.
    static let getAmendments = Endpoint(
        .get, "/api/amendments", summary: "The amending orders, their days, and what is missing",
        access: .official(role: .authorisedBody, on: lawData),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(of: LawOfficeShape.amendment, countMax: 100, "The orders")),
                meaning: "The orders")
        ], problems: [.roleNotAllowed]
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        return .json(
            .wholeList(Regulations.packages.map { LawOfficeShape.json($0, call.platform) }))
    }

    /// `GET /api/amendments/{package}/outlook`: what would follow from a day.
    static let getPublicationOutlook = Endpoint(
        .get, "/api/amendments/{package}/outlook",
        summary: "What follows from a day of publication; nothing changes",
        access: .official(role: .authorisedBody, on: lawData),
        query: [
            QueryParameter(name: "day", schema: .string(.day), meaning: "The day of publication")
        ],
        answers: [
            Answer(
                status: 200, content: .json(LawOfficeShape.outlook),
                meaning: "Clauses, services and duties with their days")
        ], problems: [.roleNotAllowed, .notFound, .invalidField, .lawDecisionRefused]
    ) { call in
        guard let day = call.query["day"].flatMap({ Day($0) }) else {
            throw Refusal.wrongField("day", "YYYY-MM-DD")
        }
        return .json(
            LawOfficeShape.json(
                try await call.platform.publicationOutlook(
                    of: call.path["package"] ?? "", on: day, for: call.caller)))
    }

    /// `POST /api/amendments/{package}/publication`: proposes the day.
    static let postPublication = Endpoint(
        .post, "/api/amendments/{package}/publication",
        summary: "Propose the day on which an order was published; a second official confirms",
        access: .official(role: .authorisedBody, on: lawData),
        body: .json(
            .object([
                required("day", .string(.day), "The day of first official publication"),
                required("publishedBy", .string(.text(lengthMax: 300)), "Who published it"),
                required(
                    "reference", .string(.text(lengthMax: 300)), "Where: issue, number, address"),
            ])),
        answers: [
            Answer(status: 201, content: .json(proposalName), meaning: "It waits for the second")
        ], problems: [.roleNotAllowed, .notFound, .lawDecisionRefused],
        repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        guard let day = Day(call.text("day")) else {
            throw Refusal.wrongField("day", "YYYY-MM-DD")
        }
        let id = try await call.platform.proposePublication(
            of: call.path["package"] ?? "", on: day, publishedBy: call.text("publishedBy").trimmed,
            reference: call.text("reference").trimmed, by: call.caller, once: call.once)
        return .json(["id": .string(id.text)], status: 201)
    }

    /// `POST /api/amendment-checks`: what the linter says of a file, and what it would change.
    static let postAmendmentCheck = Endpoint(
        .post, "/api/amendment-checks",
        summary: "Try an amendment package: the linter's result and the changes; nothing is kept",
        access: .official(role: .authorisedBody, on: lawData),
        body: .upload(contentTypes: ["application/json"], bytesMax: packageBytesMax),
        answers: [
            Answer(status: 200, content: .json(LawOfficeShape.trial), meaning: "The result")
        ], problems: [.roleNotAllowed]
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        return .json(LawOfficeShape.json(call.platform.trying(call.upload)))
    }

    /// `GET /api/law-proposals`: what waits for a second official.
    static let getLawProposals = Endpoint(
        .get, "/api/law-proposals", summary: "Decisions about the law that wait for a second",
        access: .official(role: .authorisedBody, on: lawData),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(of: LawOfficeShape.proposal, countMax: 200, "Oldest first")),
                meaning: "What waits")
        ], problems: [.roleNotAllowed]
    ) { call in
        let waiting = try await call.platform.lawProposals(for: call.caller)
        return .json(.wholeList(waiting.map(LawOfficeShape.json)))
    }

    /// `POST /api/law-proposals/{id}/confirm`: the second official's word.
    static let postLawConfirmation = Endpoint(
        .post, "/api/law-proposals/{id}/confirm",
        summary: "Confirm a decision about the law as a second official; it holds at once",
        access: .official(role: .authorisedBody, on: lawData),
        answers: [Answer(status: 200, content: .json(proposalName), meaning: "It holds")],
        problems: [.roleNotAllowed, .notFound, .lawDecisionRefused],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let id: Identifier<Administration.Proposal> = try call.identifier("id")
        try await call.platform.confirmLaw(id, by: call.caller, once: call.once)
        return .json(["id": .string(id.text)])
    }

    /// `POST /api/law-proposals/{id}/decline`: it is never made.
    static let postLawDecline = Endpoint(
        .post, "/api/law-proposals/{id}/decline", summary: "End a proposal; it is never made",
        access: .official(role: .authorisedBody, on: lawData),
        answers: [Answer(status: 200, content: .json(proposalName), meaning: "It has ended")],
        problems: [.roleNotAllowed, .notFound],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let id: Identifier<Administration.Proposal> = try call.identifier("id")
        try await call.platform.declineLaw(id, by: call.caller, once: call.once)
        return .json(["id": .string(id.text)])
    }

    static let proposalName = Schema.object([
        required("id", .string(.identifier), "The proposal")
    ])
}
