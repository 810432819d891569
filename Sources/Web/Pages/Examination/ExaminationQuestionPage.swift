import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /examinations/{id}/questions/{question}`: one question a page.
    static let getExaminationQuestionPage = Endpoint(
        .get, "/examinations/{id}/questions/{question}", summary: "A question of one's examination",
        access: .person(on: "one's own examination"), answers: [.page, .goOn],
        problems: [.notFound], isPage: true
    ) { call in
        let stored = try await call.platform.examination(
            call.identifier("id"), of: call.caller)
        return try await call.questionPage(stored, fault: nil)
    }

    /// `POST /examinations/{id}/questions/{question}`: saves the answer and goes on.
    static let postExaminationQuestionPage = Endpoint(
        .post, "/examinations/{id}/questions/{question}", summary: "Save an answer",
        access: .person(on: "one's own examination"),
        body: .form([FormField(name: "option", lengthMax: 1)]), answers: [.goOn, .page],
        problems: [.notFound, .sittingNotOpen, .sittingOver], isPage: true
    ) { call in
        let id: Identifier<StoredSitting> = try call.identifier("id")
        let number = try call.questionNumber
        guard let option = Int(call.typed("option")), (1...TestRules.options).contains(option)
        else {
            let stored = try await call.platform.examination(id, of: call.caller)
            return try await call.questionPage(
                stored, fault: call.say(ExaminationPageWords.choose))
        }
        do {
            _ = try await call.platform.saveAnswer(
                id, question: number, option: option - 1, by: call.caller, once: call.once)
        } catch let refusal as Refusal
            where [.sittingOver, .sittingNotOpen].contains(refusal.code)
        {
            let stored = try await call.platform.examination(id, of: call.caller)
            return .page(
                call.examinationPage(stored, refusal: refusal), status: refusal.code.status)
        }
        return .seeOther(call.address(after: number, of: id))
    }

    /// `GET /examinations/{id}/hand-in`: what is not answered, and the question whether to end.
    static let getExaminationHandInPage = Endpoint(
        .get, "/examinations/{id}/hand-in", summary: "Hand one's own examination in",
        access: .person(on: "one's own examination"), answers: [.page], problems: [.notFound],
        isPage: true
    ) { call in
        let stored = try await call.platform.examination(
            call.identifier("id"), of: call.caller)
        guard stored.sitting.isRunning(at: call.now) else {
            return .page(call.examinationPage(stored, refusal: nil))
        }
        return .page(call.handInPage(stored))
    }

    /// `POST /examinations/{id}/hand-in`; handed in already shows the result.
    static let postExaminationHandInPage = Endpoint(
        .post, "/examinations/{id}/hand-in", summary: "Hand one's own examination in",
        access: .person(on: "one's own examination"), answers: [.goOn],
        problems: [.notFound, .sittingNotOpen, .sittingOver], isPage: true
    ) { call in
        let id: Identifier<StoredSitting> = try call.identifier("id")
        do {
            _ = try await call.platform.handIn(id, by: call.caller, once: call.once)
        } catch let refusal as Refusal
            where [.sittingOver, .sittingNotOpen].contains(refusal.code)
        {
            // The page behind says how it stands: ended, or not begun.
        }
        return .seeOther("/examinations/\(id.text)")
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate var questionNumber: Int {
        get throws(Refusal) {
            guard let number = Int(path["question"] ?? ""),
                (1...TestRules.questions).contains(number)
            else { throw Refusal(.notFound) }
            return number
        }
    }

    /// Where the examinee goes after a question.
    fileprivate func address(after number: Int, of id: Identifier<StoredSitting>) -> String {
        number < TestRules.questions
            ? "/examinations/\(id.text)/questions/\(number + 1)" : "/examinations/\(id.text)"
    }

    fileprivate func questionPage(_ stored: StoredSitting, fault: String?) async throws -> Reply {
        let number = try questionNumber
        // Before the start and after the end there is no question to see.
        guard stored.sitting.isRunning(at: now),
            case .running(_, let until) = stored.sitting.phase
        else { return .seeOther("/examinations/\(stored.id.text)") }
        let item = try await platform.questions(of: stored).items[number - 1]
        return .page(
            page(
                ExaminationPageWords.question(number),
                at: "/examinations/\(stored.id.text)/questions/\(String(number))",
                scripts: [Assets.countdown], isFaulty: fault != nil
            ) {
                ErrorSummary(language, fault.map { [(field: "option", text: $0)] } ?? [])
                BackLink(
                    say(ExaminationPageWords.all), to: "/examinations/\(stored.id.text)")
                Heading(1, say(ExaminationPageWords.question(number)))
                Countdown(
                    language, endsAt: until, now: now, words: say(ExaminationPageWords.timeEnds))
                form(item, number, stored, fault: fault)
                questionList(stored, current: number)
            }, status: fault == nil ? 200 : 422)
    }

    private func form(
        _ item: QuestionSet.Item, _ number: Int, _ stored: StoredSitting, fault: String?
    ) -> HTML {
        let shown = item.text.shown(in: language)
        let chosen = stored.sitting.answers[number].map { Set(["\($0 + 1)"]) } ?? []
        let id = stored.id.text
        let next: PageURL =
            number < TestRules.questions
            ? "/examinations/\(id)/questions/\(String(number + 1))" : "/examinations/\(id)"
        return Form(language, action: "/examinations/\(id)/questions/\(String(number))") {
            // Questions are in the languages of the state; English only where the author gave it.
            tag(.div, .lang(shown.language)) {
                ChoiceField(
                    language, name: "option", label: shown.text, fault: fault,
                    choices: item.options.enumerated().map { index, option in
                        .init("\(index + 1)", option.shown(in: language).text)
                    }, chosen: chosen)
            }
            Actions {
                Button(submit: say(ExaminationPageWords.save))
                Button(say(ExaminationPageWords.skip), to: next, style: .secondary)
            }
        }.html
    }

    fileprivate func handInPage(_ stored: StoredSitting) -> Page {
        let open = TestRules.questions - stored.sitting.answers.count
        return page(
            ExaminationPageWords.handIn, at: "/examinations/\(stored.id.text)/hand-in"
        ) {
            BackLink(say(ExaminationPageWords.back), to: "/examinations/\(stored.id.text)")
            Heading(1, say(ExaminationPageWords.handIn))
            Notice(open == 0 ? .calm : .warn) {
                Paragraph(say(ExaminationPageWords.unanswered) + ": \(open)")
                Paragraph(say(ExaminationPageWords.handInSure))
            }
            Form(language, action: "/examinations/\(stored.id.text)/hand-in") {
                Actions {
                    Button(submit: say(ExaminationPageWords.handInNow))
                    Button(
                        say(ExaminationPageWords.back), to: "/examinations/\(stored.id.text)",
                        style: .secondary)
                }
            }
        }
    }
}
