import Casework
import HTTPServer
import Kernel
import UseCases

/// Verdicts on fields and documents, and what differs between submissions (use case 68).
extension Endpoint {
    /// `POST /api/tasks/{id}/verdicts`.
    static let postTaskVerdicts = Endpoint(
        .post, "/api/tasks/{id}/verdicts",
        summary: "Say of fields and documents whether they are accepted, and why not",
        access: .official(on: "a case whose stage one has taken, at one's body"),
        body: .json(
            .object([
                required(
                    "verdicts",
                    .array(
                        .object([
                            required("subject", .string(.oneOf(["field", "document"])), "What"),
                            required("code", .string(.text(lengthMax: 64)), "Its code"),
                            required("accepted", .boolean, "Whether it is accepted"),
                            optional(
                                "reason",
                                .string(.text(lengthMax: CaseEvent.Judgement.reasonLengthMax)),
                                "Why it is not"),
                        ]), countMax: 100), "Those that are given")
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Kept")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .refusalIncomplete, .caseNotInState, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let verdicts = (call.body["verdicts"]?.array ?? []).map { json in
            let isAccepted = json["accepted"]?.bool ?? false
            return (
                subject: Completeness.Subject(rawValue: json["subject"]?.string ?? "") ?? .holding,
                code: json["code"]?.string ?? "",
                reason: isAccepted ? nil : json["reason"]?.string ?? ""
            )
        }
        let hand = try await call.platform.judgeApplication(
            call.identifier("id"), verdicts, by: call.caller, once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }

    /// `GET /api/tasks/{id}/difference`: since the submission before.
    static let getTaskDifference = Endpoint(
        .get, "/api/tasks/{id}/difference",
        summary: "What differs from the applicant's submission before",
        access: .official(on: "cases of one applicant on which one's body works or worked"),
        query: [
            QueryParameter(
                name: "with", schema: .string(.identifier),
                meaning: "The earlier application; default the newest before this one")
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: .open([]), countMax: 500,
                        "Variants, fields and documents that differ; these by SHA-256",
                        with: [
                            required(
                                "with", .nullable(.open([])), "The earlier one; null without one")
                        ])), meaning: "The difference")
        ], problems: [.notFound]
    ) { call in
        let hand = try await call.platform.task(call.identifier("id"), for: call.caller)
        let name = try call.query["with"].map { text throws(Refusal) in
            guard let id = Identifier<StoredCase>(text) else { throw Refusal(.notFound) }
            return id
        }
        let earlier = try await call.platform.earlierSubmission(
            of: hand.stored, named: name, for: call.caller)
        guard let earlier else {
            return .json(.wholeList([], with: ["with": .null]))
        }
        let lines = SubmissionDifference(from: earlier, to: hand.stored).lines
        let compared: JSON = [
            "id": .string(earlier.id.text), "number": JSON(earlier.state.number),
            "submittedAt": JSON(earlier.submittedAt),
            "phase": .string(earlier.state.phase.name), "end": JSON(earlier.state.phase.end),
        ]
        return .json(
            .wholeList(
                lines.map { line in
                    [
                        "subject": .string(line.subject.rawValue), "code": .string(line.code),
                        "title": line.title.json, "change": .string(line.change.rawValue),
                        "before": line.before?.json ?? .null, "after": line.after?.json ?? .null,
                    ]
                }, with: ["with": compared]))
    }
}

extension SubmissionDifference.Value {
    /// A text, or a person as the application lists them.
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .person(let person): person.json
        }
    }
}

extension SubmissionDifference {
    /// Two cases as they are kept.
    init(from earlier: StoredCase, to later: StoredCase) {
        self.init(
            from: earlier.state, of: earlier.definition, to: later.state, of: later.definition)
    }
}
