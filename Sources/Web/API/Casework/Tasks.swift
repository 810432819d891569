import Casework
import HTTPServer
import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /api/tasks`: the inbox, what is due first (use case 42, 6).
    static let getTasks = Endpoint(
        .get, "/api/tasks", summary: "The official's open tasks, those due first",
        access: .official(on: "the tasks of one's posts at one's body"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: CaseShape.task, "Due first")),
                meaning: "A page of the inbox")
        ]
    ) { call in
        let list = try await call.platform.inbox(of: call.caller, page: call.page)
        return .json(list.json { CaseShape.json($0, reader: call.caller) })
    }

    /// `GET /api/tasks/{id}`: a task with its case.
    static let getTask = Endpoint(
        .get, "/api/tasks/{id}", summary: "A task with its case",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("task", CaseShape.task, "The task"),
                        required("application", CaseShape.whole, "The case"),
                        required(
                            "outcomes", .array(.open([]), countMax: 50),
                            "How the stage can end, each with its grounds; of a paper to sign: sending it back"
                        ),
                        required(
                            "providers", .array(.string(.anything), countMax: 10),
                            "Between which a person decides"),
                        required(
                            "stopped", .nullable(.open([])),
                            "Why the clock stands still; null while it runs"),
                        required(
                            "stopGrounds", .array(.open([]), countMax: 50),
                            "For what the clock may be stopped in this stage"),
                        required(
                            "departments", .array(AskedDepartment.schema, countMax: 500),
                            "Which can be asked for the conclusion, that of the place first"),
                        required(
                            "entryToEnd",
                            .nullable(
                                .object([
                                    required("entry", CaseShape.item, "As it stands today"),
                                    required(
                                        "changes", .array(.open([]), countMax: 200),
                                        "What was decided about it, in order"),
                                ])), "The register entry that a grant would end; null for none"),
                        required(
                            "providerNames", .array(.open([]), countMax: 10),
                            "Their names, in the same order"),
                    ])), meaning: "The task")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        let stage = hand.task.stage.flatMap(hand.stored.definition.stage)
        let possible =
            stage.map { hand.stored.state.possible($0, of: hand.stored.definition) } ?? []
        let outcomes = possible.map { outcome -> JSON in
            [
                "code": .string(outcome.code), "title": outcome.title.json,
                "grounds": .array(outcome.grounds.map { .string($0) }),
            ]
        }
        let answers: [JSON] =
            switch hand.task.work {
            case .stage: outcomes
            case .sign:
                [
                    [
                        "code": .string(TaskAnswer.returning),
                        "title": WorkWords.returnPaper.json, "grounds": [],
                    ]
                ]
            case .accept, .register, .late: []
            }
        let providers = try call.platform.candidates(of: hand.stored)
        let attestations = try await call.platform.attestations(of: hand.stored)
        let obstacles = try await call.platform.obstacles(of: hand.stored)
        let ended = try await call.platform.entryToEnd(of: hand.stored)
        let basis =
            if let ended { ended.item } else { try await call.platform.basis(of: hand.stored) }
        return .json([
            "task": CaseShape.json(hand, reader: call.caller),
            "application": try CaseShape.json(
                hand.stored, on: call.platform, forApplicant: false,
                attestations: attestations, obstacles: obstacles, basis: basis),
            "outcomes": .array(answers),
            "stopped": CaseShape.json(hand.stored.state.standstill),
            "stopGrounds": .array(hand.stopGrounds.map(CaseShape.json)),
            "departments": .array(
                try call.platform.departments(for: hand.stored).map(\.json)),
            "entryToEnd": ended.map { ended in
                [
                    "entry": CaseShape.json(ended.item),
                    "changes": .array(ended.changes.map { CaseShape.json($0, withReasons: true) }),
                ]
            } ?? .null,
            "providers": .array(providers.map { .string($0.digits) }),
            "providerNames": .array(
                providers.map { call.platform.authorityName($0)?.json ?? .null }),
        ])
    }

    /// `GET /api/tasks/{id}/documents/{document}`: the file of a document of the case.
    static let getTaskDocument = Endpoint(
        .get, "/api/tasks/{id}/documents/{document}", summary: "The file of a document",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [.attachedFile], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        return try await call.file(of: call.path["document"] ?? "", in: hand.stored)
    }

    /// `POST /api/tasks/{id}/take`.
    static let postTaskTaking = Endpoint(
        .post, "/api/tasks/{id}/take", summary: "Take a task, so that nobody else does it",
        access: .official(on: "a task of one's posts at one's body"),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Taken")],
        problems: [.notFound, .taskTaken, .taskClosed, .caseNotInState],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.takeTask(
            call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `POST /api/tasks/{id}/complete`.
    static let postTaskCompletion = Endpoint(
        .post, "/api/tasks/{id}/complete",
        summary: "End a task: with an outcome, and grounds and reasons where it refuses",
        access: .official(on: "a task of one's posts at one's body"),
        body: .json(
            .object([
                optional(
                    "outcome", .string(.text(lengthMax: 64)),
                    "The outcome of the stage; `return` sends a paper back unsigned, with reasons"),
                optional(
                    "grounds", .array(.string(.text(lengthMax: 64)), countMax: 50),
                    "Grounds of the list"),
                optional("reasons", .string(.text(lengthMax: 8000)), "The reasons in words"),
                optional(
                    "provider", .string(.text(lengthMax: 12)),
                    "The provider, where the rules name no priority; needs reasons"),
                optional(
                    "department", .string(.text(lengthMax: 12)),
                    "The department that is asked for the conclusion; that of the place if left out"
                ),
                optional(
                    "departmentReasons", .string(.text(lengthMax: 2000)),
                    "Why it is not that of the place, or which one it is after a return"),
                optional(
                    "objections", .integer(0...1000),
                    "How many objections were read, where a hearing is decided"),
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Done")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .refusalIncomplete, .caseNotInState,
            .invalidField, .draftChanged, .courtRestriction, .feeNotEvidenced, .registerUnavailable,
            .registerAnswerInvalid,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let provider = try call.body["provider"]?.string.map { try call.bodyNumber($0) }
        let department = try call.body["department"]?.string.map { try call.bodyNumber($0) }
        let hand = try await call.platform.completeTask(
            call.identifier("id"),
            TaskAnswer(
                outcome: call.text("outcome"), grounds: call.texts("grounds"),
                reasons: call.text("reasons"), provider: provider,
                department: department, departmentReasons: call.text("departmentReasons"),
                objections: call.body["objections"]?.integer.map { Int($0) }), by: call.caller,
            once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    static let taskName = Schema.object([
        required("id", .string(.identifier), "The task")
    ])
}
