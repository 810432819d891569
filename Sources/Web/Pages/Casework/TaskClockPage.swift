import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `POST /tasks/{id}/stop`.
    static let postClockStopPage = Endpoint(
        .post, "/tasks/{id}/stop", summary: "Stop the clock of a case",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .form([
            FormField(name: "ground", lengthMax: 64), FormField(name: "why", lengthMax: 4000),
            FormField(name: "until", lengthMax: 10),
        ]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState,
            .refusalIncomplete, .invalidField,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let until = Day(call.typed("until"))
            // What was typed and is no day is not left out silently.
            guard until != nil || call.typed("until").isEmpty else {
                throw Refusal(.invalidField, OfficeWords.wrongDay)
            }
            _ = try await call.platform.stopClock(
                id,
                ClockStopDraft(
                    ground: call.typed("ground"), reasons: call.typed("why"), until: until),
                by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/start`.
    static let postClockStartPage = Endpoint(
        .post, "/tasks/{id}/start", summary: "Start the clock of a case again",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        answers: [.goOn, .page],
        problems: [.notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState],
        isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.startClock(id, by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/return`.
    static let postTaskReturnPage = Endpoint(
        .post, "/tasks/{id}/return", summary: "Give back a task that one has taken",
        access: .official(on: "a task of one's posts at one's body, which one has taken"),
        body: .form([FormField(name: "back", lengthMax: 2000)]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState,
            .refusalIncomplete,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.giveBackTask(
                id, reasons: call.typed("back"), by: call.caller, once: call.once)
            return "/tasks"
        }
    }

    /// `POST /cases/{id}/supply`: the document that is awaited.
    static let postCaseSupplyPage = Endpoint(
        .post, "/cases/{id}/supply", summary: "Send the document that is awaited",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [.goOn, .page],
        problems: [
            .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .fileNotAllowed,
            .wrongOrigin,
        ],
        isPage: true
    ) { call in
        try await call.onCase { id in
            let stored = try await call.platform.application(id, for: call.caller)
            guard let code = stored.state.standstill?.stop.awaits,
                let document = stored.definition.document(code)
            else { throw Refusal(.caseNotInState) }
            let (file, parts) = try call.sentFile(of: document)
            _ = try await call.platform.supplyFile(
                file, as: code, parts: parts, to: id, by: call.caller,
                once: call.once)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    /// What can be done with the work of a stage that the official has.
    func inHand(_ hand: TaskInHand) async throws -> HTML {
        let isStopped = hand.stored.state.standstill != nil
        let stage = hand.task.stage.flatMap(hand.stored.definition.stage)
        let ending =
            try await stage?.isConclusion == true ? concluding(hand) : outcomes(hand)
        return .fragment([
            try await returningConclusion(hand),
            hearingAhead(hand), returnedRequest(hand), isStopped ? starting(hand) : ending,
            isStopped ? .empty : stopping(hand),
            try handingBack(hand), givingBack(hand),
        ])
    }

    private func starting(_ hand: TaskInHand) -> HTML {
        Form(language, action: address(hand, "start")) {
            Button(submit: say(WorkWords.start))
        }.html
    }

    private func stopping(_ hand: TaskInHand) -> HTML {
        let grounds = hand.stopGrounds
        return More(say(WorkWords.stop)) {
            if grounds.isEmpty {
                Paragraph(say(WorkWords.noGround))
            } else {
                Paragraph(say(WorkWords.stopLead), style: .soft)
                Form(language, action: address(hand, "stop")) {
                    SelectField(
                        language, name: "ground", label: say(WorkWords.ground),
                        options: grounds.map {
                            (
                                $0.code,
                                say($0.title) + " – "
                                    + say($0.clause.cited(within: hand.stored.definition.act))
                            )
                        }, chosen: typed("ground"))
                    TextField(
                        language, name: "why", label: say(WorkWords.why),
                        hint: say(WorkWords.reasonsHint), value: typed("why"), content: .lines(4))
                    TextField(
                        language, name: "until", label: say(WorkWords.startsOn),
                        value: typed("until"), content: .day, isOptional: true)
                    Button(submit: say(WorkWords.stop), style: .secondary)
                }
            }
        }.html
    }

    private func givingBack(_ hand: TaskInHand) -> HTML {
        More(say(WorkWords.giveBack)) {
            Paragraph(say(WorkWords.giveBackLead), style: .soft)
            Form(language, action: address(hand, "return")) {
                TextField(
                    language, name: "back", label: say(WorkWords.why),
                    hint: say(WorkWords.reasonsHint), value: typed("back"), content: .lines(3))
                Button(submit: say(WorkWords.giveBack), style: .secondary)
            }
        }.html
    }
}
