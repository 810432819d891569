import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/applications/{id}/objections`: words against an intended refusal (use case 62).
    static let postObjection = Endpoint(
        .post, "/api/applications/{id}/objections",
        summary: "Object to an intended refusal, in words",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([required("text", .string(.text(lengthMax: 8000)), "The objection")])),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Sent")],
        problems: [
            .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
            .applicationLimit,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.object(
            call.text("text"), file: nil, to: call.identifier("id"), by: call.caller,
            once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `POST /api/applications/{id}/objections/file`: the body is a file.
    static let postObjectionFile = Endpoint(
        .post, "/api/applications/{id}/objections/file",
        summary: "Object to an intended refusal, with a file",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: FileKind.allCases.map(\.rawValue), bytesMax: FileKind.bytesMax),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Sent")],
        problems: [
            .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
            .fileNotAllowed,
            .applicationLimit,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.object(
            "", file: call.upload, to: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `GET /api/applications/{id}/objections/{place}`: the file of an objection.
    static let getObjectionFile = Endpoint(
        .get, "/api/applications/{id}/objections/{place}", summary: "The file of an objection",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.attachedFile], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return try await call.objectionFile(in: stored)
    }

    /// `GET /api/tasks/{id}/objections/{place}`: the same, for the official of the case.
    static let getTaskObjectionFile = Endpoint(
        .get, "/api/tasks/{id}/objections/{place}", summary: "The file of an objection",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [.attachedFile], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return try await call.objectionFile(in: hand.stored)
    }
}

extension Call {
    fileprivate func objectionFile(in stored: StoredCase) async throws -> Reply {
        let file = try await platform.objectionFile(Int(path["place"] ?? "") ?? 0, in: stored)
        return Reply.bytes(file.bytes, contentType: file.kind.rawValue)
            .with("Content-Disposition", "attachment")
            .with("Cache-Control", "no-store")
    }
}

extension CaseShape {
    /// The hearing that lasts, as the applicant and the officials of the case read it.
    static func hearing(of stored: StoredCase, on platform: Platform) -> JSON {
        guard let hearing = stored.state.hearing else { return .null }
        let earlier = stored.state.hearings.dropLast().map(\.objections.count).reduce(0, +)
        return [
            "on": JSON(hearing.notice.on), "noticeOn": JSON(hearing.proposal.on),
            "notice": json(platform.hearingNotice(of: stored), platform.calendar(of: stored)),
            "grounds": .array(
                hearing.proposal.grounds.compactMap(stored.definition.ground).map {
                    [
                        "code": .string($0.code), "title": $0.title.json,
                        "clause": .string($0.clause.tag),
                    ]
                }),
            "reasons": .string(hearing.proposal.reasons),
            "objections": .array(
                hearing.objections.enumerated().map { place, objection in
                    [
                        "text": .string(objection.text), "on": JSON(objection.on),
                        "sha256": JSON(objection.digest),
                        "file": objection.digest == nil
                            ? .null : .integer(Int64(earlier + place + 1)),
                    ]
                }),
        ]
    }
}
