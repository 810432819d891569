import Casework
import HTTPServer
import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// The most bytes of a file of an application with the form around it.
    package static let caseFileBodyBytesMax = FileKind.bytesMax + 65_536

    /// `POST /api/applications`: begins an application (use case 42).
    static let postApplication = Endpoint(
        .post, "/api/applications", summary: "Begin an application",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([
                required("service", .string(.text(lengthMax: 64)), "The service"),
                required("kind", .string(.text(lengthMax: 64)), "What is asked for"),
                optional(
                    "variants", .array(.string(.text(lengthMax: 64)), countMax: 20), "Variants"),
            ])),
        answers: [
            Answer(status: 201, content: .json(CaseShape.name), meaning: "It was begun")
        ],
        problems: [.edsRequired, .serviceClosed, .notFound, .invalidField, .applicationLimit],
        repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        let stored = try await call.platform.openApplication(
            service: call.text("service"), kind: call.text("kind"),
            variants: call.texts("variants"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)], status: 201)
    }

    /// `GET /api/applications`: one's applications, newest first.
    static let getApplications = Endpoint(
        .get, "/api/applications", summary: "One's applications, newest first",
        access: .person(on: "the applications of one's organisation, or one's own"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: .open([]), "The applications")),
                meaning: "A page of the list")
        ]
    ) { call in
        let list = try await call.platform.applications(of: call.caller, page: call.page)
        return .json(
            try list.json { stored in
                .object(CaseShape.head(stored, try call.platform.deadlines(of: stored)?.due))
            })
    }

    /// `GET /api/applications/{id}`.
    static let getApplication = Endpoint(
        .get, "/api/applications/{id}",
        summary: "An application: what is missing, where it is, what happened",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(status: 200, content: .json(CaseShape.whole), meaning: "The application")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let (shown, held) = try await call.platform.lookedUp(stored)
        let attestations = try await call.platform.attestations(of: stored)
        let obstacles = try await call.platform.obstacles(of: stored)
        let basis = try await call.platform.basis(of: stored)
        return .json(
            try CaseShape.json(
                shown, on: call.platform, forApplicant: true, held: held,
                attestations: attestations, obstacles: obstacles, basis: basis))
    }

    /// `PUT /api/applications/{id}/fields`.
    static let putApplicationFields = Endpoint(
        .put, "/api/applications/{id}/fields", summary: "Fill in fields of a draft",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([
                required(
                    "fields",
                    .array(
                        .object([
                            required("code", .string(.text(lengthMax: 64)), "The field"),
                            required(
                                "value",
                                .nullable(CaseShape.fieldValue),
                                "Its value, or a list of people; null takes out what was filled in"),
                        ]), countMax: 100),
                    "Those that change; of one named twice the last value counts")
            ])),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Filled in")],
        problems: [.notFound, .edsRequired, .caseNotInState, .invalidField, .applicationLimit],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let all = call.body["fields"]?.array ?? []
        let fields = all.filter { $0["value"]?.array == nil }.map { field in
            (code: field["code"]?.string ?? "", value: field["value"]?.string ?? "")
        }
        let people = all.compactMap { field in
            field["value"]?.array.map { list in
                (code: field["code"]?.string ?? "", list: list.map(ListedPerson.init(json:)))
            }
        }
        let stored = try await call.platform.fillApplication(
            call.identifier("id"), fields: fields, people: people, by: call.caller,
            once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `POST /api/applications/{id}/documents`: the body is the file.
    static let postApplicationDocument = Endpoint(
        .post, "/api/applications/{id}/documents", summary: "Attach a file as a document",
        access: .person(on: "an application of one's organisation, or one's own"),
        query: .caseDocument,
        body: .upload(
            contentTypes: FileKind.allCases.map(\.rawValue), bytesMax: FileKind.bytesMax),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Attached")],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .invalidField, .fileNotAllowed,
            .applicationLimit,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.attachFile(
            call.upload, as: call.query["document"] ?? "", parts: call.documentParts,
            to: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `DELETE /api/applications/{id}/documents/{document}`.
    static let deleteApplicationDocument = Endpoint(
        .delete, "/api/applications/{id}/documents/{document}",
        summary: "Take a document out of a draft",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Taken out")],
        problems: [.notFound, .edsRequired, .caseNotInState, .invalidField, .applicationLimit],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.detachFile(
            call.path["document"] ?? "", from: call.identifier("id"), by: call.caller,
            once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `GET /api/applications/{id}/documents/{document}`: the file.
    static let getApplicationDocument = Endpoint(
        .get, "/api/applications/{id}/documents/{document}", summary: "The file of a document",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.attachedFile], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return try await call.file(of: call.path["document"] ?? "", in: stored)
    }

    /// `GET /api/applications/{id}/statement`: the bytes that the applicant signs.
    static let getApplicationStatement = Endpoint(
        .get, "/api/applications/{id}/statement", summary: "What the applicant signs",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/json"),
                meaning: "The bytes to sign with a detached CMS")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return .statement(stored.statement, name: "application.json")
    }

    /// `POST /api/applications/{id}/submit`.
    static let postApplicationSubmission = Endpoint(
        .post, "/api/applications/{id}/submit", summary: "Submit with the recipient's EDS",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([
                required("channel", .string(.text(lengthMax: 64)), "The portal"),
                required(
                    "cms", .string(.text(lengthMax: edsSignatureBytesMax * 4 / 3 + 4)),
                    "The detached CMS over the statement, base64"),
            ])),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Submitted")],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .applicationIncomplete, .signatureRefused,
            .formOutdated, .revocationUnknown, .serviceClosed, .invalidField,
            .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.submitApplication(
            call.identifier("id"), channel: call.text("channel"), cms: try call.cms(),
            by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `POST /api/applications/{id}/withdraw`.
    static let postApplicationWithdrawal = Endpoint(
        .post, "/api/applications/{id}/withdraw", summary: "Withdraw before the decision",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Withdrawn")],
        problems: [.notFound, .edsRequired, .roleNotAllowed, .caseNotInState],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.withdrawApplication(
            call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `GET /api/applications/{id}/deadline`: every day counted or skipped, and why.
    static let getApplicationDeadline = Endpoint(
        .get, "/api/applications/{id}/deadline", summary: "When it is due, day by day, and why",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("whole", .nullable(.open([])), "The total term"),
                        required("stage", .nullable(.open([])), "The term of the stage"),
                        required(
                            "request", .nullable(.open([])),
                            "By when the request is to be registered"),
                        required(
                            "stopped", .nullable(.open([])),
                            "Why the clock stands still; null while it runs"),
                        required(
                            "calendarChanges", .array(.open([]), countMax: 1000),
                            "What changes of the working calendar did to the terms"),
                    ])), meaning: "Null where the act gives no term, or none runs")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let clocks = try call.platform.deadlines(of: stored)
        let calendar = call.platform.calendar(of: stored)
        return .json([
            "whole": CaseShape.json(clocks?.whole, calendar),
            "stage": CaseShape.json(clocks?.stage, calendar),
            "request": CaseShape.json(clocks?.request, calendar),
            "stopped": CaseShape.json(stored.state.standstill),
            "calendarChanges": .array(
                stored.state.calendarChanges.map { call.platform.json($0) }),
        ])
    }

    /// `GET /api/applications/{id}/result`: the signed result with its signature.
    static let getApplicationResult = Endpoint(
        .get, "/api/applications/{id}/result", summary: "The signed result",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("statement", .string(.anything), "The result, base64"),
                        required(
                            "cms", .string(.anything),
                            "The detached CMS that stands in the PDF, base64"),
                        required(
                            "fileDigest", .nullable(.string(.anything)),
                            "SHA-256 of the PDF at result.pdf; null without one"),
                        required("result", .open([]), "The statement, read"),
                        required("at", .string(.instant), "When it was signed"),
                        required("entry", .string(.identifier), "The journal entry"),
                    ])), meaning: "The result, as it lies in the cabinet")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        guard let result = try await call.platform.result(of: stored.id) else {
            throw Refusal(.notFound)
        }
        return .json([
            "statement": .string(result.statement.base64), "cms": .string(result.cms.base64),
            "fileDigest": JSON(result.fileDigest),
            "result": try JSON.parse(result.statement), "at": JSON(result.at),
            "entry": .string(result.entry.text),
        ])
    }
}

extension Call {
    /// The signature in the body.
    func cms() throws(Refusal) -> [UInt8] {
        guard let cms = [UInt8](pastedBase64: text("cms")) else {
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«cms»: base64 болуы керек", ru: "«cms»: нужен base64",
                    en: "“cms” must be base64"))
        }
        return cms
    }

    /// The file of a document; a browser may not take it for a page.
    func file(of document: String, in stored: StoredCase) async throws -> Reply {
        let file = try await platform.file(of: document, in: stored)
        return Reply.bytes(file.bytes, contentType: file.kind.rawValue)
            .with("Content-Disposition", "attachment")
            .with("Cache-Control", "no-store")
    }
}

extension Reply {
    /// Bytes to be signed, as a file.
    static func statement(_ bytes: [UInt8], name: String) -> Reply {
        file(bytes, "application/json", name: name)
    }
}

extension [Endpoint.QueryParameter] {
    /// Which document a file is of a case, and what it shows.
    static let caseDocument = [
        Endpoint.QueryParameter(
            name: "document", schema: .string(.text(lengthMax: 64)), meaning: "The document"),
        Endpoint.QueryParameter(
            name: "parts", schema: .string(.text(lengthMax: 1000)),
            meaning: "The parts that it shows, with commas between"),
    ]
}

extension Call {
    /// The parts that the query names.
    var documentParts: [String] {
        (query["parts"] ?? "").split(separator: ",").map(String.init)
    }
}
