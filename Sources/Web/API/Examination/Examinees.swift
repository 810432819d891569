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
                        of: ExaminationShape.examinee, countMax: 1000,
                        "In the order of admission",
                        with: [
                            required(
                                "listed",
                                .nullable(
                                    .array(
                                        ExaminationShape.listed, countMax: ListedPerson.countMax)),
                                "Whom the application lists; null where it has no list")
                        ])),
                meaning: "All of them")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        let sittings = try await call.platform.sittings(at: hand.task.id, for: call.caller)
        let listed = try await call.platform.listedExaminees(of: hand.stored)
        return .json(
            .wholeList(
                sittings.map { ExaminationShape.examinee($0) },
                with: [
                    "listed": listed.map { .array($0.map(ExaminationShape.json)) } ?? .null
                ]))
    }

    /// `POST /api/tasks/{id}/examinees`: enters a person; the hash of the set is published.
    static let postExaminee = Endpoint(
        .post, "/api/tasks/{id}/examinees", summary: "Admit a person to the examination",
        access: .official(on: "a task of one's posts at one's body"),
        body: .json(
            .object([
                required("iin", .string(.iin), "The person"),
                optional(
                    "name", text,
                    "The full name; this and what follows only where the application has no list"),
                optional("position", text, "The position"),
                optional("education", text, "The education"),
                optional(
                    "capacity", .string(.oneOf(ExaminationShape.capacities)),
                    "As whom the person is examined"),
            ])),
        answers: [Answer(status: 201, content: .json(sittingName), meaning: "Admitted")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .invalidField, .serviceClosed,
            .registerUnavailable,
        ], repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        let iin = IIN(stored: call.text("iin"))
        let parts = ["name", "position", "education", "capacity"].map { call.body[$0]?.string }
        guard parts.contains(where: { $0 != nil }) else {
            let names = try await call.platform.admitListed(
                iin, to: call.identifier("id"), by: call.caller, once: call.once)
            return .json(["id": JSON(names.first?.text)], status: 201)
        }
        let texts = parts.compactMap(\.self)
        guard texts.count == parts.count,
            let capacity = ExamineeDraft.Capacity(rawValue: texts[3])
        else { throw Refusal(.invalidField, ExamineeWords.incomplete) }
        let stored = try await call.platform.admitExaminee(
            ExamineeDraft(
                iin: iin, name: texts[0], position: texts[1], education: texts[2],
                capacity: capacity), to: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)], status: 201)
    }

    /// `POST /api/tasks/{id}/examinees/all`: admits everybody whom the application lists.
    static let postAllExaminees = Endpoint(
        .post, "/api/tasks/{id}/examinees/all",
        summary: "Admit everybody whom the application lists and who is not admitted yet",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200,
                content: .json(.object([required("id", .string(.identifier), "The task")])),
                meaning: "All are admitted")
        ],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState, .invalidField,
            .serviceClosed, .registerUnavailable,
        ], repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let id: Identifier<CaseTask> = try call.identifier("id")
        _ = try await call.platform.admitListed(nil, to: id, by: call.caller, once: call.once)
        return .json(["id": .string(id.text)])
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
