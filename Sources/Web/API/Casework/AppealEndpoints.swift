import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/applications/{id}/appeal/draft`: why, and perhaps a file (use case 63).
    static let postAppealDraft = Endpoint(
        .post, "/api/applications/{id}/appeal/draft",
        summary: "Prepare an appeal against the refusal: a form with `text` and perhaps `file`",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [
            Answer(status: 200, content: .json(CaseShape.name), meaning: "Prepared, not lodged")
        ],
        problems: appealProblems, repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        .json(["id": .string(try await call.prepareAppeal(call.identifier("id")).id.text)])
    }

    /// `GET /api/applications/{id}/appeal/statement`: the bytes that the applicant signs.
    static let getAppealStatement = Endpoint(
        .get, "/api/applications/{id}/appeal/statement",
        summary: "What the applicant signs of a prepared appeal, or signed of the last one",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/json"),
                meaning: "The bytes of the detached CMS")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        if let draft = try await call.platform.appealDraft(of: stored) {
            return .statement(draft.statement, name: "appeal.json")
        }
        return .statement(try await call.signedAppeal(of: stored).statement, name: "appeal.json")
    }

    /// `POST /api/applications/{id}/appeal`: lodges what was prepared.
    static let postAppeal = Endpoint(
        .post, "/api/applications/{id}/appeal",
        summary: "Lodge the prepared appeal with the applicant's EDS",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([
                required(
                    "cms", .string(.text(lengthMax: edsSignatureBytesMax * 4 / 3 + 4)),
                    "The detached CMS over the statement, base64")
            ])),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Lodged")],
        problems: appealProblems, repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.lodgeAppeal(
            against: call.identifier("id"), cms: try call.cms(), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `POST /cases/{id}/appeal`: prepares the appeal on the page of the case.
    static let postAppealPage = Endpoint(
        .post, "/cases/{id}/appeal", summary: "Prepare an appeal against the refusal",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [.goOn, .page], problems: appealProblems + [.wrongOrigin], isPage: true
    ) { call in
        try await call.onCase(at: "#appeal") { id in _ = try await call.prepareAppeal(id) }
    }

    /// `POST /cases/{id}/appeal/sign`: takes the signature as a file.
    static let postAppealSignaturePage = Endpoint(
        .post, "/cases/{id}/appeal/sign", summary: "Lodge the prepared appeal with a signature",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: edsSignatureBytesMax * 2),
        answers: [.goOn, .page], problems: appealProblems + [.wrongOrigin], isPage: true
    ) { call in
        try await call.onCase { id in
            _ = try await call.platform.lodgeAppeal(
                against: id, cms: try call.sentSignature(with: []).cms, by: call.caller,
                once: call.once)
        }
    }

    private static let appealProblems: [ProblemCode] = [
        .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
        .refusalIncomplete, .fileNotAllowed, .applicationLimit, .signatureRefused,
        .revocationUnknown,
    ]

    /// `GET /api/applications/{id}/appeal/signature`: the applicant's signature under the last appeal.
    static let getAppealSignature = Endpoint(
        .get, "/api/applications/{id}/appeal/signature",
        summary: "The applicant's signature under the last appeal",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.signatureFile], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return .signature(try await call.signedAppeal(of: stored).cms)
    }

    /// `GET /api/tasks/{id}/appeal/statement`: what was signed, for who considers it.
    static let getTaskAppealStatement = Endpoint(
        .get, "/api/tasks/{id}/appeal/statement",
        summary: "What the applicant signed of the last appeal",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/json"),
                meaning: "The bytes of the detached CMS")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return .statement(
            try await call.signedAppeal(of: hand.stored).statement, name: "appeal.json")
    }

    /// `GET /api/tasks/{id}/appeal/signature`: the signature under it.
    static let getTaskAppealSignature = Endpoint(
        .get, "/api/tasks/{id}/appeal/signature",
        summary: "The applicant's signature under the last appeal",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [.signatureFile], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return .signature(try await call.signedAppeal(of: hand.stored).cms)
    }

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
    /// Prepares the appeal that the form holds.
    fileprivate func prepareAppeal(_ id: Identifier<StoredCase>) async throws -> StoredCase {
        let form = MultipartFiles.read(
            upload, contentType: request.headers["content-type"] ?? "", fields: ["text", "file"])
        guard let text = String(validating: form?["text"] ?? [], as: UTF8.self),
            text.unicodeScalars.count <= 8000, !text.hasControls
        else { throw Refusal(.invalidField) }
        return try await platform.prepareAppeal(
            text, file: form?["file"], against: id, by: caller, once: once)
    }
}

extension Endpoint.Answer {
    fileprivate static let signatureFile = Endpoint.Answer(
        status: 200, content: .bytes(contentType: "application/pkcs7-signature"),
        meaning: "A detached CMS in DER")
}

extension Reply {
    fileprivate static func signature(_ cms: [UInt8]) -> Reply {
        file(cms, "application/pkcs7-signature", name: "appeal.p7s")
    }
}

extension Call {
    /// - Throws: `notFound` for an appeal from before appeals were signed.
    fileprivate func signedAppeal(of stored: StoredCase) async throws -> SignedAppeal {
        guard let signed = try await platform.signedAppeal(of: stored) else {
            throw Refusal(.notFound)
        }
        return signed
    }

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
