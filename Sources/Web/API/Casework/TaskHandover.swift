import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/tasks/{id}/return`: gives a task back (use case 59).
    static let postTaskReturn = Endpoint(
        .post, "/api/tasks/{id}/return", summary: "Give back a task that one has taken",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .json(
            .object([
                required("reasons", .string(.text(lengthMax: 2000)), "The reasons in words")
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Given back")],
        problems: [.notFound, .taskTaken, .taskClosed, .refusalIncomplete, .caseNotInState],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.giveBackTask(
            call.identifier("id"), reasons: call.text("reasons"), by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `GET /api/body-tasks`: the work of the head's body.
    static let getBodyTasks = Endpoint(
        .get, "/api/body-tasks", summary: "The open work of one's body, each with who has it",
        access: .official(on: "the work of one's body, as its head"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: CaseShape.task, "Due first")),
                meaning: "A page; `holder` is null where nobody has it")
        ]
    ) { call in
        let list = try await call.platform.bodyTasks(of: call.caller, page: call.page)
        return .json(
            list.json { line in
                .object(
                    (CaseShape.json(line.item, reader: call.caller).members ?? []) + [
                        JSON.Member("holder", json(line.holder))
                    ])
            })
    }

    /// `GET /api/body-tasks/{id}`: a piece of work with who could do it.
    static let getBodyTask = Endpoint(
        .get, "/api/body-tasks/{id}", summary: "A piece of work of one's body, and who could do it",
        access: .official(on: "the work of one's body, as its head"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("task", CaseShape.task, "The task"),
                        required("holder", .nullable(.open([])), "Who has it"),
                        required(
                            "colleagues", .array(.open([]), countMax: 500),
                            "The officials of the body whose post it is"),
                    ])), meaning: "The task")
        ], problems: [.notFound]
    ) { call in
        let found = try await call.platform.bodyTask(call.identifier("id"), for: call.caller)
        return .json([
            "task": CaseShape.json(
                TaskInHand(task: found.task, stored: found.stored), reader: call.caller),
            "holder": json(found.holder), "colleagues": .array(found.colleagues.map { json($0) }),
        ])
    }

    /// `POST /api/body-tasks/{id}/assign`: the head gives work to an official.
    static let postBodyTaskAssignment = Endpoint(
        .post, "/api/body-tasks/{id}/assign", summary: "Give a piece of work to an official",
        access: .official(on: "the work of one's body, as its head"),
        body: .json(
            .object([
                required(
                    "official", .string(.text(lengthMax: 100)),
                    "The code of an official of the body whose post it is"),
                required("reasons", .string(.text(lengthMax: 2000)), "The reasons in words"),
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "It is the official's")],
        problems: [.notFound, .taskClosed, .refusalIncomplete, .caseNotInState, .invalidField],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.reassignTask(
            call.identifier("id"), to: call.text("official"), reasons: call.text("reasons"),
            by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    private static func json(_ person: Colleague?) -> JSON {
        guard let person else { return .null }
        return ["code": .string(person.code), "name": .string(person.name)]
    }
}
