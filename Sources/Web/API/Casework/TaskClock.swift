import Casework
import HTTPServer
import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// `POST /api/tasks/{id}/stop`: stops the clock of the case (use case 58).
    static let postClockStop = Endpoint(
        .post, "/api/tasks/{id}/stop",
        summary: "Stop the clock of a case, on a ground of the definition",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .json(
            .object([
                required("ground", .string(.text(lengthMax: 64)), "A ground of the list"),
                required(
                    "reasons", .string(.text(lengthMax: 4000)),
                    "The reasons in words; the applicant reads them"),
                optional("until", .string(.day), "The first day that is counted again by itself"),
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "The clock stands still")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .caseNotInState, .refusalIncomplete, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.stopClock(
            call.identifier("id"),
            ClockStopDraft(
                ground: call.text("ground"), reasons: call.text("reasons"),
                until: Day(call.text("until"))), by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `POST /api/tasks/{id}/start`: starts the clock again.
    static let postClockStart = Endpoint(
        .post, "/api/tasks/{id}/start", summary: "Start the clock of a case again",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "The clock runs")],
        problems: [.notFound, .taskTaken, .taskClosed, .caseNotInState],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let hand = try await call.platform.startClock(
            call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `POST /api/applications/{id}/supply`: the body is the file that was awaited.
    static let postApplicationSupply = Endpoint(
        .post, "/api/applications/{id}/supply",
        summary: "Send the document for which the clock stands still",
        access: .person(on: "an application of one's organisation, or one's own"),
        query: .caseDocument,
        body: .upload(
            contentTypes: FileKind.allCases.map(\.rawValue), bytesMax: FileKind.bytesMax),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "The clock runs")],
        problems: [
            .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .invalidField,
            .fileNotAllowed, .applicationLimit,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.supplyFile(
            call.upload, as: call.query["document"] ?? "", parts: call.documentParts,
            to: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }
}

extension TaskInHand {
    /// For what the clock may be stopped in the stage of the task.
    var stopGrounds: [ServiceDefinition.SuspensionGround] {
        guard task.work == .stage, let stage = task.stage else { return [] }
        return stored.definition.suspensions(in: stage)
    }
}

extension CaseShape {
    static func json(_ standing: Case.Standstill?) -> JSON {
        guard let stop = standing?.stop else { return .null }
        return [
            "ground": JSON(stop.ground), "clause": .string(stop.clause.tag),
            "reasons": .string(stop.reasons), "awaits": JSON(stop.awaits), "from": JSON(stop.on),
            "until": JSON(stop.until),
        ]
    }

    static func json(_ ground: ServiceDefinition.SuspensionGround) -> JSON {
        [
            "code": .string(ground.code), "title": ground.title.json,
            "clause": .string(ground.clause.tag), "awaits": JSON(ground.awaits),
            "daysMax": ground.daysMax.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}

extension Platform {
    /// What a change of the calendar did, each day with what it was and is.
    func json(_ change: CaseEvent.CalendarChange) -> JSON {
        [
            "from": .string(change.from), "to": .string(change.to), "on": JSON(change.on),
            "moves": .array(change.moves.map(\.json)),
            "days": .array(
                change.days.map { day in
                    [
                        "day": JSON(day),
                        "before": words(for: day, in: change.from)?.json ?? .null,
                        "after": words(for: day, in: change.to)?.json ?? .null,
                    ]
                }),
        ]
    }

    /// What a day is in a version of the calendar; nil where that version does not reach.
    func words(for day: Day, in version: String) -> LocalizedText? {
        guard let calendar = calendars.calendar(version: version),
            let status = try? calendar.status(of: day)
        else { return nil }
        return calendar.words(for: status, on: day)
    }
}
