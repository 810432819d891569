import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /examinations`: one's sittings (use case 48).
    static let getExaminationsPage = Endpoint(
        .get, "/examinations", summary: "One's own examinations",
        access: .person(on: "one's own examinations"), query: .page, answers: [.page],
        isPage: true
    ) { call in
        let list = try await call.platform.examinations(of: call.caller, page: call.page)
        return .page(
            call.page(Words.mine, at: "/examinations") {
                Heading(1, call.say(Words.mine))
                Paragraph(call.say(Words.lead), style: .lead)
                if list.items.isEmpty {
                    EmptyState(title: call.say(Words.none), text: call.say(Words.noneMore))
                }
                for stored in list.items {
                    Card(
                        title: call.say(Words.title), level: 2,
                        to: "/examinations/\(stored.id.text)"
                    ) {
                        Paragraph(
                            MomentFormat.dayAndTime(stored.drawnAt, call.language) + " · "
                                + call.say(Words.state(stored)), style: .soft)
                    }
                }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map { "/examinations?cursor=\($0)" })
            })
    }

    /// `GET /examinations/{id}`: the rules and the start, the list of questions, or the result.
    static let getExaminationPage = Endpoint(
        .get, "/examinations/{id}", summary: "One's own examination",
        access: .person(on: "one's own examination"), answers: [.page], problems: [.notFound],
        isPage: true
    ) { call in
        let stored = try await call.platform.examination(
            call.identifier("id"), of: call.caller)
        return .page(call.examinationPage(stored, refusal: nil))
    }

    /// `POST /examinations/{id}/start`; begun already leads on to the questions.
    static let postExaminationStartPage = Endpoint(
        .post, "/examinations/{id}/start", summary: "Begin one's own examination",
        access: .person(on: "one's own examination"), answers: [.goOn, .page],
        problems: [.notFound, .sittingNotOpen, .sittingOver, .caseNotInState], isPage: true
    ) { call in
        let id: Identifier<StoredSitting> = try call.identifier("id")
        do {
            _ = try await call.platform.startExamination(id, by: call.caller, once: call.once)
        } catch let refusal as Refusal where refusal.code == .sittingNotOpen {
            // Pressed twice: the first press counts.
        } catch let refusal as Refusal where [.sittingOver, .caseNotInState].contains(refusal.code)
        {
            let stored = try await call.platform.examination(id, of: call.caller)
            return .page(
                call.examinationPage(stored, refusal: refusal), status: refusal.code.status)
        }
        return .seeOther("/examinations/\(id.text)/questions/1")
    }

    private typealias Words = ExaminationPageWords
}

extension Call where Caller == SignedInPerson {
    func examinationPage(_ stored: StoredSitting, refusal: Refusal?) -> Page {
        page(
            ExaminationPageWords.title, at: "/examinations/\(stored.id.text)",
            scripts: [Assets.countdown], isFaulty: refusal != nil
        ) {
            BackLink(say(ExaminationPageWords.mine), to: "/examinations")
            Heading(1, say(ExaminationPageWords.title), caption: stored.examinee.name)
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.words(in: language, now: now))
                }
            }
            switch stored.sitting.phase {
            case .admitted: beginning(stored)
            case .running(_, let until): running(stored, until)
            case .ended: ended(stored)
            }
        }
    }

    @HTMLBuilder private func beginning(_ stored: StoredSitting) -> HTML {
        Heading(2, say(ExaminationPageWords.rules))
        Paragraph(say(ExaminationPageWords.rulesText))
        Paragraph(say(ExaminationPageWords.passMark) + ": \(stored.passMark)")
        commitment(stored)
        Form(language, action: "/examinations/\(stored.id.text)/start") {
            Button(submit: say(ExaminationPageWords.start))
        }
    }

    @HTMLBuilder private func running(_ stored: StoredSitting, _ until: Instant) -> HTML {
        Countdown(language, endsAt: until, now: now, words: say(ExaminationPageWords.timeEnds))
        Paragraph(
            say(ExaminationPageWords.answered)
                + ": \(stored.sitting.answers.count) / \(TestRules.questions)")
        questionList(stored, current: nil)
        Actions {
            Button(
                say(ExaminationPageWords.proceed),
                to:
                    "/examinations/\(stored.id.text)/questions/\(String(stored.firstOpenQuestion))"
            )
            Button(
                say(ExaminationPageWords.handIn), to: "/examinations/\(stored.id.text)/hand-in",
                style: .secondary)
        }
        commitment(stored)
    }

    @HTMLBuilder private func ended(_ stored: StoredSitting) -> HTML {
        Notice(
            stored.isPassed == true ? .good : .warn, title: say(ExaminationPageWords.state(stored))
        ) {
            if let score = stored.score {
                Paragraph(
                    say(ExaminationPageWords.right) + ": \(score) / \(TestRules.questions). "
                        + say(ExaminationPageWords.passMark) + ": \(stored.passMark)")
                Paragraph(say(ExaminationPageWords.next))
            }
        }
        commitment(stored)
        Paragraph {
            Link(
                say(ExaminationPageWords.opened),
                to: "/api/examination-commitments/\(stored.id.text)")
        }
    }

    private func commitment(_ stored: StoredSitting) -> HTML {
        More(say(ExaminationPageWords.hash)) {
            Paragraph { tag(.code) { stored.commitment } }
            Paragraph(say(ExaminationPageWords.hashMore), style: .soft)
        }.html
    }

    /// The hundred questions, each with whether it is answered.
    func questionList(_ stored: StoredSitting, current: Int?) -> HTML {
        tag(.nav, .class("numbers"), .aria("label", say(ExaminationPageWords.all))) {
            tag(.ol) {
                for number in 1...TestRules.questions {
                    let isDone = stored.sitting.answers[number] != nil
                    tag(.li) {
                        tag(
                            .a, isDone ? .class("done") : nil,
                            number == current ? .aria("current", "page") : nil,
                            .href(
                                "/examinations/\(stored.id.text)/questions/\(String(number))")
                        ) {
                            "\(number)"
                            tag(.span, .class("visually-hidden")) {
                                " "
                                    + say(
                                        isDone
                                            ? ExaminationPageWords.answered
                                            : ExaminationPageWords.unanswered)
                            }
                        }
                    }
                }
            }
        }
    }
}

extension StoredSitting {
    /// The first question without an answer; the first of all where each has one.
    fileprivate var firstOpenQuestion: Int {
        (1...TestRules.questions).first { sitting.answers[$0] == nil } ?? 1
    }
}
