import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/cases/search`: the cases of the official's body that are asked for (use case 71).
    ///
    /// A POST, because what is looked for may be a person's name, which stands in no address.
    static let postCaseSearch = Endpoint(
        .post, "/api/cases/search", summary: "Find cases on which one's body works",
        access: .official(on: "the cases of one's body"),
        body: .json(
            .object([
                optional(
                    "text", .string(.text(lengthMax: CaseQuery.textLengthMax)),
                    "Beginnings of words: number, BIN, name, facility"),
                optional("service", .string(.text(lengthMax: 64)), "The service"),
                optional(
                    "state", .string(.oneOf(CaseQuery.State.allCases.map(\.rawValue))),
                    "Where it stands"),
                optional("from", .string(.day), "The first day of the submission"),
                optional("until", .string(.day), "The last day of the submission"),
                optional("limit", .integer(1...Int64(PageRequest.limitMax)), "Items of a page"),
                optional("cursor", .string(.text(lengthMax: 80)), "Where the page before ended"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .open([]), "Newest first",
                        with: [
                            required(
                                "cutShort", .boolean,
                                "Whether it stopped at the limit of rows: go on with the cursor")
                        ])), meaning: "A page of what was found")
        ], problems: [.roleNotAllowed, .invalidField]
    ) { call in
        let query = CaseQuery(
            text: call.text("text"), service: call.body["service"]?.string,
            state: CaseQuery.State(rawValue: call.text("state")),
            from: Day(call.text("from")), until: Day(call.text("until")))
        let page = PageRequest(
            limit: Int(call.integer("limit", default: 50)), cursor: call.body["cursor"]?.string)
        let found = try await call.platform.searchCases(query, by: call.caller, page: page)
        return .json(
            ListPage(items: found.items, nextCursor: found.nextCursor)
                .json(with: ["cutShort": .bool(found.isCutShort)]) { json($0) })
    }

    private static func json(_ found: FoundCase) -> JSON {
        [
            "id": .string(found.id.text), "service": .string(found.service.code),
            "title": found.service.title.json, "kind": .string(found.kind),
            "applicant": JSON(found.applicantName), "bin": JSON(found.bin?.digits),
            "number": JSON(found.number), "state": .string(found.state.rawValue),
            "stage": JSON(found.stage), "end": JSON(found.ending),
            "submittedAt": JSON(found.submittedAt), "due": JSON(found.due),
        ]
    }

    /// `GET /api/case-files/{id}`: a case of the official's body, to look at.
    static let getCaseFile = Endpoint(
        .get, "/api/case-files/{id}", summary: "A case on which one's body works",
        access: .official(on: "the cases of one's body"),
        answers: [Answer(status: 200, content: .json(CaseShape.whole), meaning: "The case")],
        problems: [.notFound, .roleNotAllowed]
    ) { call in
        let stored = try await call.platform.caseFile(call.identifier("id"), for: call.caller)
        return .json(try CaseShape.json(stored, on: call.platform, forApplicant: false))
    }

    /// `GET /api/case-files/{id}/documents/{document}`: the file of a document of it.
    static let getCaseFileDocument = Endpoint(
        .get, "/api/case-files/{id}/documents/{document}", summary: "The file of a document",
        access: .official(on: "the cases of one's body"),
        answers: [.attachedFile], problems: [.notFound, .roleNotAllowed]
    ) { call in
        let stored = try await call.platform.caseFile(call.identifier("id"), for: call.caller)
        return try await call.file(of: call.path["document"] ?? "", in: stored)
    }
}
