import Casework
import HTTPServer
import Kernel
import Signatures
import UseCases

/// Conclusions of territorial departments as signed documents (use case 67).
extension Endpoint {
    /// `POST /api/tasks/{id}/conclusion`: prepares it.
    static let postTaskConclusion = Endpoint(
        .post, "/api/tasks/{id}/conclusion",
        summary: "Prepare the conclusion of a permit control for signing",
        access: .official(on: "a permit control that one has taken, at one's department"),
        body: .json(
            .object([
                required("outcome", .string(.text(lengthMax: 64)), "Compliance or not"),
                required(
                    "reasons", .string(.text(lengthMax: 8000)), "What was checked and found"),
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Prepared")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .refusalIncomplete, .caseNotInState, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.prepareConclusion(
            call.identifier("id"), outcome: call.text("outcome"), reasons: call.text("reasons"),
            by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `GET /api/tasks/{id}/conclusion`: the paper, and the bytes to sign.
    static let getTaskConclusion = Endpoint(
        .get, "/api/tasks/{id}/conclusion", summary: "The conclusion that was prepared",
        access: .official(on: "a permit control that one has taken, at one's department"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("outcome", .string(.anything), "Compliance or not"),
                        required("reasons", .string(.anything), "What was checked and found"),
                        required("preparedAt", .string(.instant), "When"),
                        required(
                            "digest", .string(.anything),
                            "SHA-256 of the PDF in hexadecimal; give it back to sign"),
                        required("file", .string(.anything), "The PDF, base64"),
                        required(
                            "content", .string(.anything),
                            "The bytes to sign with a detached CMS, base64"),
                    ])), meaning: "The paper, good for an hour of the same day")
        ], problems: [.notFound, .taskTaken, .caseNotInState]
    ) { call in
        let draft = try await call.conclusion()
        return .json([
            "outcome": .string(draft.outcome), "reasons": .string(draft.reasons),
            "preparedAt": JSON(draft.preparedAt), "digest": .string(draft.digest),
            "file": .string(draft.file.base64), "content": .string(draft.content.base64),
        ])
    }

    /// `GET /api/tasks/{id}/conclusion.pdf`: the same paper to look at.
    static let getTaskConclusionFile = Endpoint(
        .get, "/api/tasks/{id}/conclusion.pdf", summary: "The prepared conclusion as a file",
        access: .official(on: "a permit control that one has taken, at one's department"),
        answers: [.unsignedPaper], problems: [.notFound, .taskTaken, .caseNotInState]
    ) { call in .file(try await call.conclusion().file, "application/pdf", name: "draft.pdf") }

    /// `GET /api/tasks/{id}/conclusion/content`: the bytes that are signed.
    static let getTaskConclusionContent = Endpoint(
        .get, "/api/tasks/{id}/conclusion/content", summary: "The bytes of it that are signed",
        access: .official(on: "a permit control that one has taken, at one's department"),
        answers: [.bytesToSign], problems: [.notFound, .taskTaken, .caseNotInState]
    ) { call in
        .file(
            try await call.conclusion().content, "application/octet-stream", name: "to-sign.bin")
    }

    /// `POST /api/tasks/{id}/conclusion/sign`: signs it and ends the stage.
    static let postTaskConclusionSignature = Endpoint(
        .post, "/api/tasks/{id}/conclusion/sign",
        summary: "Sign the conclusion; the stage ends with what it says",
        access: .official(on: "a permit control that one has taken, at one's department"),
        body: .json(
            .object([
                .paperDigest, .paperSignature,
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Signed")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .draftChanged,
            .signatureRefused, .revocationUnknown, .timeStampUnavailable, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.signConclusion(
            call.identifier("id"), seen: call.text("digest"), cms: try call.cms(),
            by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `POST /api/tasks/{id}/conclusions/return`: back to the department (use case 67, 4c).
    static let postTaskConclusionReturn = Endpoint(
        .post, "/api/tasks/{id}/conclusions/return",
        summary: "Send the case back for another conclusion, where the one it has holds no more",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .json(
            .object([
                required("reasons", .string(.text(lengthMax: 4000)), "The reasons in words")
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "It went back")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .refusalIncomplete, .draftChanged,
            .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.returnConclusion(
            call.identifier("id"), reasons: call.text("reasons"), by: call.caller,
            once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `GET /api/tasks/{id}/conclusions`: those of the case, each judged now.
    static let getTaskConclusions = Endpoint(
        .get, "/api/tasks/{id}/conclusions",
        summary: "The signed conclusions of the case, each with the verdict on its signature",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200,
                content: .json(.wholeList(of: conclusionShape, countMax: 100, "Oldest first")),
                meaning: "The conclusions")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        let found = try await call.platform.conclusions(of: hand.stored)
        return .json(.wholeList(found.map { $0.json(in: hand.stored) }))
    }

    /// `GET /api/tasks/{id}/conclusions/{event}/file`: the signed PDF.
    static let getTaskConclusionsFile = Endpoint(
        .get, "/api/tasks/{id}/conclusions/{event}/file", summary: "A signed conclusion as a PDF",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/pdf"),
                meaning: "The PDF with the official's signature and a time-stamp in it (PAdES)")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        let found = try await call.platform.conclusions(of: hand.stored)
        guard let one = found.first(where: { "\($0.event)" == call.path["event"] }) else {
            throw Refusal(.notFound)
        }
        return .file(one.file, "application/pdf", name: "conclusion.pdf")
    }

    private static let conclusionShape = Schema.object([
        required("event", .integer(1...Int64.max), "The event with which its stage ended"),
        required("stage", .nullable(.string(.anything)), "The stage"),
        required("outcome", .nullable(.string(.anything)), "Compliance or not"),
        required("reasons", .nullable(.string(.anything)), "What was checked and found"),
        required("signedBy", .nullable(.string(.anything)), "Who, by the certificate"),
        required("at", .string(.instant), "When"),
        required("fileDigest", .string(.anything), "SHA-256 of the PDF, as the journal has it"),
        required("cms", .string(.anything), "The detached CMS that stands in the PDF, base64"),
        required("entry", .string(.identifier), "The journal entry"),
        required("holds", .boolean, "Whether file and signature hold, judged now"),
        required("faults", .array(.open([]), countMax: 100), "What speaks against it"),
    ])
}

extension SignedConclusion {
    /// The completion of the stage that it ended.
    func completion(in stored: StoredCase) -> CaseEvent.Completion? {
        guard
            case .completed(let completion) = stored.events.first(where: { $0.number == event })?
                .event
        else { return nil }
        return completion
    }

    fileprivate func json(in stored: StoredCase) -> JSON {
        let completion = completion(in: stored)
        return [
            "event": .integer(event), "stage": JSON(completion?.stage),
            "outcome": JSON(completion?.outcome), "reasons": JSON(completion?.reasons),
            "signedBy": JSON(signer), "at": JSON(at), "fileDigest": .string(digest),
            "cms": .string(cms.base64), "entry": .string(entry.text), "holds": .bool(holds),
            "faults": .array(
                faults.map { ["code": .string($0.code.rawValue), "text": $0.code.text.json] }),
        ]
    }
}

extension Call where Caller == SignedInOfficial {
    /// The conclusion that the caller has prepared.
    fileprivate func conclusion() async throws -> ConclusionDraft {
        let hand = try await platform.task(identifier("id"), for: caller)
        guard let draft = try await platform.conclusionDraft(of: hand, by: caller) else {
            throw Refusal(.notFound)
        }
        return draft
    }
}
