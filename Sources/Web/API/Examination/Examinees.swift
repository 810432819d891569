import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/tasks/{id}/examinees`: who is examined in the case, and how they did.
    static let getExaminees = Endpoint(
        .get, "/api/tasks/{id}/examinees", summary: "Who is examined in a case, and how they did",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: ExaminationShape.examinee, countMax: 1000, "In the order of admission")),
                meaning: "All of them")
        ], problems: [.notFound]
    ) { call in
        let sittings = try await call.platform.sittings(
            at: call.identifier("id"), for: call.caller)
        return .json(.wholeList(sittings.map { ExaminationShape.examinee($0) }))
    }

    /// `POST /api/tasks/{id}/examinees`: enters a person; the hash of the set is published.
    static let postExaminee = Endpoint(
        .post, "/api/tasks/{id}/examinees", summary: "Admit a person to the examination",
        access: .official(on: "a task of one's posts at one's body"),
        body: .json(
            .object([
                required("iin", .string(.iin), "The person"),
                required("name", text, "The full name"),
                required("position", text, "The position"),
                required("education", text, "The education"),
                required(
                    "capacity", .string(.oneOf(ExaminationShape.capacities)),
                    "As whom the person is examined"),
            ])),
        answers: [Answer(status: 201, content: .json(sittingName), meaning: "Admitted")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .invalidField, .serviceClosed,
            .registerUnavailable,
        ], repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        let draft = ExamineeDraft(
            iin: IIN(stored: call.text("iin")), name: call.text("name"),
            position: call.text("position"), education: call.text("education"),
            capacity: ExamineeDraft.Capacity(rawValue: call.text("capacity")) ?? .head)
        let stored = try await call.platform.admitExaminee(
            draft, to: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)], status: 201)
    }

    /// `POST /api/tasks/{id}/examinees/{sitting}/end`: did not attend, or admitted by mistake.
    static let postExamineeEnd = Endpoint(
        .post, "/api/tasks/{id}/examinees/{sitting}/end",
        summary: "Say that a person did not attend, or take an admission back",
        access: .official(on: "a task of one's posts at one's body"),
        body: .json(
            .object([
                required(
                    "ending",
                    .string(
                        .oneOf([
                            Sitting.Ending.absent.rawValue, Sitting.Ending.withdrawn.rawValue,
                        ])), "Whether the person stands in the certificate as absent")
            ])),
        answers: [Answer(status: 200, content: .json(sittingName), meaning: "Ended")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .sittingNotOpen, .sittingOver,
        ], repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let id: Identifier<StoredSitting> = try call.identifier("sitting")
        try await call.platform.endUnstarted(
            id, as: Sitting.Ending(rawValue: call.text("ending")) ?? .absent,
            at: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(id.text)])
    }

    private static let text = Schema.string(.text(lengthMax: ExamineeDraft.lengthMax))
    static let sittingName = Schema.object([
        required("id", .string(.identifier), "The sitting")
    ])
}
