import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/examinations`: one's sittings (use case 48).
    static let getExaminations = Endpoint(
        .get, "/api/examinations", summary: "One's own examinations, newest first",
        access: .person(on: "one's own examinations"), query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(of: ExaminationShape.sitting, "Without the answers: “answered” is 0 here")
                ), meaning: "A page of the list")
        ]
    ) { call in
        let list = try await call.platform.examinations(of: call.caller, page: call.page)
        return .json(list.json { ExaminationShape.json($0) })
    }

    /// `GET /api/examinations/{id}`.
    static let getExamination = Endpoint(
        .get, "/api/examinations/{id}", summary: "One's own examination: where it is, the result",
        access: .person(on: "one's own examination"),
        answers: [
            Answer(
                status: 200, content: .json(ExaminationShape.sitting), meaning: "The examination")
        ], problems: [.notFound]
    ) { call in
        .json(
            ExaminationShape.json(
                try await call.platform.examination(call.identifier("id"), of: call.caller)))
    }

    /// `GET /api/examinations/{id}/questions`: while it runs, without the right answers.
    static let getExaminationQuestions = Endpoint(
        .get, "/api/examinations/{id}/questions",
        summary: "The questions of one's running examination, with the answers saved so far",
        access: .person(on: "one's own examination"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: .open([]), countMax: TestRules.questions, "The questions in their order"
                    )), meaning: "All of them")
        ], problems: [.notFound, .sittingNotOpen, .sittingOver]
    ) { call in
        let stored = try await call.platform.examination(
            call.identifier("id"), of: call.caller)
        let set = try await call.platform.questions(of: stored)
        let items = set.items.enumerated().map { index, item in
            ExaminationShape.json(
                item, number: index + 1, chosen: stored.sitting.answers[index + 1])
        }
        return .json(.wholeList(items))
    }

    /// `POST /api/examinations/{id}/start`.
    static let postExaminationStart = Endpoint(
        .post, "/api/examinations/{id}/start", summary: "Begin one's own examination, once",
        access: .person(on: "one's own examination"),
        answers: [Answer(status: 200, content: .json(sittingName), meaning: "It runs")],
        problems: [.notFound, .sittingNotOpen, .sittingOver, .caseNotInState],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.startExamination(
            call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `PUT /api/examinations/{id}/answers/{question}`.
    static let putExaminationAnswer = Endpoint(
        .put, "/api/examinations/{id}/answers/{question}",
        summary: "Save an answer, or another one in its place",
        access: .person(on: "one's own examination"),
        body: .json(
            .object([
                required(
                    "option", .integer(1...Int64(TestRules.options)),
                    "The option, counted from 1 as shown")
            ])),
        answers: [Answer(status: 200, content: .json(sittingName), meaning: "Saved")],
        problems: [.notFound, .sittingNotOpen, .sittingOver, .invalidField],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.saveAnswer(
            call.identifier("id"), question: Int(call.path["question"] ?? "") ?? 0,
            option: Int(call.integer("option", default: 1)) - 1, by: call.caller,
            once: call.once)
        return .json(["id": .string(stored.id.text)])
    }

    /// `POST /api/examinations/{id}/hand-in`.
    static let postExaminationHandIn = Endpoint(
        .post, "/api/examinations/{id}/hand-in", summary: "Hand one's own examination in",
        access: .person(on: "one's own examination"),
        answers: [Answer(status: 200, content: .json(sittingName), meaning: "Handed in")],
        problems: [.notFound, .sittingNotOpen, .sittingOver],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.handIn(
            call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }
}
