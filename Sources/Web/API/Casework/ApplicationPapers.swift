import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/applications/{id}/papers`: every signed paper that concerns the applicant.
    static let getApplicationPapers = Endpoint(
        .get, "/api/applications/{id}/papers", summary: "The signed papers of an application",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: .object([
                            required("name", .string(.text(lengthMax: 40)), "Its name"),
                            required(
                                "kind",
                                .string(.oneOf(SignedPaper.Kind.allCases.map(\.rawValue))),
                                "What it is"),
                            required("at", .string(.instant), "When it was signed"),
                            required("sha256", .string(.text(lengthMax: 64)), "Of the PDF"),
                        ]), countMax: 1000, "Oldest first")), meaning: "The papers")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let papers = try await call.platform.signedPapers(of: stored)
        return .json(
            .wholeList(
                papers.map { paper in
                    [
                        "name": .string(paper.name), "kind": .string(paper.kind.rawValue),
                        "at": JSON(paper.at), "sha256": .string(paper.digest),
                    ]
                }))
    }

    /// `GET /api/applications/{id}/papers/{name}`: one of them.
    static let getApplicationPaper = Endpoint(
        .get, "/api/applications/{id}/papers/{name}", summary: "A signed paper as a PDF",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.signedPaper], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let name = call.path["name"] ?? ""
        let file = try await call.platform.signedPaper(named: name, of: stored)
        return .file(file, "application/pdf", name: name + ".pdf")
    }
}
