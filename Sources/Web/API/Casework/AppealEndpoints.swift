import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/applications/{id}/appeal`: why, and perhaps a file (use case 63).
    static let postAppeal = Endpoint(
        .post, "/api/applications/{id}/appeal",
        summary: "Appeal against the refusal: a form with `text` and perhaps `file`",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Lodged")],
        problems: appealProblems, repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        .json(["id": .string(try await call.appeal(call.identifier("id")).id.text)])
    }

    /// `POST /cases/{id}/appeal`: the same on the page of the case.
    static let postAppealPage = Endpoint(
        .post, "/cases/{id}/appeal", summary: "Appeal against the refusal",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [.goOn, .page], problems: appealProblems + [.wrongOrigin], isPage: true
    ) { call in
        try await call.onCase { id in _ = try await call.appeal(id) }
    }

    private static let appealProblems: [ProblemCode] = [
        .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
        .refusalIncomplete,
        .fileNotAllowed, .applicationLimit,
    ]

    /// `GET /api/applications/{id}/appeal/file`.
    static let getAppealFile = Endpoint(
        .get, "/api/applications/{id}/appeal/file", summary: "The file of the last appeal",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.attachedFile], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return try await call.appealFile(of: stored)
    }

    /// `GET /api/tasks/{id}/appeal/file`: the same, for who considers it.
    static let getTaskAppealFile = Endpoint(
        .get, "/api/tasks/{id}/appeal/file", summary: "The file of the last appeal",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [.attachedFile], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return try await call.appealFile(of: hand.stored)
    }

    /// `GET /api/applications/{id}/appeal.pdf`: the signed decision on the last appeal.
    static let getAppealDecision = Endpoint(
        .get, "/api/applications/{id}/appeal.pdf",
        summary: "The signed decision on the appeal as a PDF",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.signedPaper], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let file = try await call.platform.resultFile(of: stored.id, .appeal)
        return .file(file, "application/pdf", name: "appeal.pdf")
    }
}

extension Call where Caller == SignedInPerson {
    /// Lodges the appeal that the form holds.
    fileprivate func appeal(_ id: Identifier<StoredCase>) async throws -> StoredCase {
        let form = MultipartFiles.read(
            upload, contentType: request.headers["content-type"] ?? "", fields: ["text", "file"])
        guard let text = String(validating: form?["text"] ?? [], as: UTF8.self),
            text.unicodeScalars.count <= 8000, !text.hasControls
        else { throw Refusal(.invalidField) }
        return try await platform.appeal(
            text, file: form?["file"], against: id, by: caller, once: once)
    }
}

extension Call {
    fileprivate func appealFile(of stored: StoredCase) async throws -> Reply {
        let file = try await platform.appealFile(of: stored)
        return Reply.bytes(file.bytes, contentType: file.kind.rawValue)
            .with("Content-Disposition", "attachment")
            .with("Cache-Control", "no-store")
    }
}

extension CaseShape {
    /// Where the refusal can be appealed against, and the appeals that were lodged.
    static func appeals(of stored: StoredCase, on platform: Platform) throws -> JSON {
        let offer = try platform.appealOffer(of: stored)
        return [
            "offer": offer.map { offer -> JSON in
                ["body": .string(offer.body.digits), "until": JSON(offer.until)]
            } ?? .null,
            "lodged": .array(
                stored.state.appeals.map { appeal in
                    [
                        "on": JSON(appeal.lodged.on), "to": .string(appeal.lodged.to),
                        "text": .string(appeal.lodged.text),
                        "sha256": JSON(appeal.lodged.digest),
                        "decidedOn": JSON(appeal.closedOn),
                        // What is not signed yet is nobody's to know.
                        "outcome": appeal.closedOn == nil
                            ? .null : JSON(appeal.decision?.outcome),
                        "reasons": appeal.closedOn == nil
                            ? .null : JSON(appeal.decision?.reasons),
                    ]
                }),
        ]
    }
}
