import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/tasks/{id}/draft`: the paper of the result, and the bytes to sign (use case 55).
    static let getTaskDraft = Endpoint(
        .get, "/api/tasks/{id}/draft", summary: "The paper of the result, prepared for signing",
        access: .official(on: "a task of one's posts at one's body"), query: [.capacity],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("preparedAt", .string(.instant), "When; give it back to sign"),
                        required(
                            "digest", .string(.anything),
                            "SHA-256 of the PDF in hexadecimal; give it back to sign"),
                        required("file", .string(.anything), "The PDF, base64"),
                        required(
                            "content", .string(.anything),
                            "The bytes to sign with a detached CMS, base64"),
                    ])), meaning: "The paper, good for an hour of the same day")
        ], problems: [.notFound, .caseNotInState, .roleNotAllowed]
    ) { call in
        let draft = try await call.draftToRead(at: call.platform.clock.now())
        return .json([
            "preparedAt": JSON(draft.preparedAt), "digest": .string(draft.name.digest),
            "file": .string(draft.file.base64), "content": .string(draft.content.base64),
        ])
    }

    /// `GET /api/tasks/{id}/draft.pdf`: the same paper to look at.
    static let getTaskDraftFile = Endpoint(
        .get, "/api/tasks/{id}/draft.pdf", summary: "The prepared paper as a file",
        access: .official(on: "a task of one's posts at one's body"),
        query: [.capacity, .preparedAt],
        answers: [.unsignedPaper], problems: [.notFound, .caseNotInState, .roleNotAllowed]
    ) { call in
        .file(try await call.draftToRead().file, "application/pdf", name: "draft.pdf")
    }

    /// `GET /api/tasks/{id}/statement`: the bytes of the paper that the head signs.
    static let getTaskStatement = Endpoint(
        .get, "/api/tasks/{id}/statement", summary: "The bytes of the paper that are signed",
        access: .official(on: "a task of one's posts at one's body"),
        query: [.capacity, .preparedAt],
        answers: [.bytesToSign], problems: [.notFound, .caseNotInState, .roleNotAllowed]
    ) { call in
        .file(
            try await call.draft().content, "application/octet-stream", name: "to-sign.bin")
    }

    /// `POST /api/tasks/{id}/sign`.
    static let postTaskSignature = Endpoint(
        .post, "/api/tasks/{id}/sign", summary: "Sign the result; it is then delivered",
        access: .official(on: "a task of one's posts at one's body"),
        body: .json(
            .object([
                required(
                    "capacity", .string(.oneOf(Signer.allCases.map(\.rawValue))),
                    "As whom: the head or the replacement"),
                required("preparedAt", .string(.instant), "When the paper was prepared"),
                .paperDigest, .paperSignature,
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Signed")],
        problems: [
            .notFound, .roleNotAllowed, .taskClosed, .caseNotInState, .draftChanged,
            .signatureRefused, .revocationUnknown, .timeStampUnavailable, .courtRestriction,
            .feeNotEvidenced, .registerUnavailable,
            .registerAnswerInvalid,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.signResult(
            call.identifier("id"),
            seen: ResultDraft.Name(
                capacity: call.text("capacity"), preparedAt: call.text("preparedAt"),
                digest: call.text("digest")), cms: try call.cms(), by: call.caller,
            once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `GET /api/applications/{id}/result.pdf`: the signed paper.
    static let getApplicationResultFile = Endpoint(
        .get, "/api/applications/{id}/result.pdf", summary: "The signed result as a PDF",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.signedPaper], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        let file = try await call.platform.resultFile(of: stored.id)
        return .file(file, "application/pdf", name: "result.pdf")
    }
}

extension Endpoint.QueryParameter {
    /// As whom a result is signed.
    static let capacity = Endpoint.QueryParameter(
        name: "capacity", schema: .string(.oneOf(Signer.allCases.map(\.rawValue))),
        meaning: "As whom: the head (default) or the replacement")
    /// When the paper was prepared.
    static let preparedAt = Endpoint.QueryParameter(
        name: "preparedAt", schema: .string(.instant),
        meaning: "When the paper was prepared; default now")
}

extension Call where Caller == SignedInOfficial {
    /// As whom the caller signs.
    var capacity: Signer { query["capacity"].flatMap(Signer.init(rawValue:)) ?? .head }

    /// The paper of the query, which the official now has to read: that is recorded (use case 70).
    fileprivate func draftToRead(at moment: Instant? = nil) async throws -> ResultDraft {
        let draft = try await draft(at: moment)
        try await platform.recordReading(of: draft, at: identifier("id"), by: caller)
        return draft
    }

    /// The paper of the query: as it was prepared at its moment.
    fileprivate func draft(at moment: Instant? = nil) async throws -> ResultDraft {
        let hand = try await platform.task(identifier("id"), for: caller)
        guard hand.task.work == .sign else { throw Refusal(.caseNotInState) }
        let asked = query["preparedAt"].flatMap { Instant(rfc3339: $0) }
        return try await platform.resultDraft(
            of: hand.stored, as: capacity, by: caller,
            at: moment ?? asked ?? platform.clock.now())
    }
}

extension ResultDraft.Name {
    /// From the texts of a form; what is no moment is one long past.
    package init(capacity: String, preparedAt: String, digest: String) {
        self.init(
            preparedAt: Instant(rfc3339: preparedAt) ?? Instant(seconds: 0), digest: digest,
            capacity: Signer(rawValue: capacity) ?? .head)
    }

    /// The texts of a form that names this paper.
    package var hidden: [(name: String, value: String)] {
        [
            ("capacity", capacity.rawValue), ("preparedAt", preparedAt.description),
            ("digest", digest),
        ]
    }
}

extension Reply {
    /// Bytes as a file, which a browser may not take for a page.
    static func file(_ bytes: [UInt8], _ contentType: String, name: String) -> Reply {
        Reply.bytes(bytes, contentType: contentType)
            .with("Content-Disposition", "attachment; filename=\"\(name)\"")
            .with("Cache-Control", "no-store")
    }
}
