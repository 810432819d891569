import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `POST /tasks/{id}/verdicts`: one form with a choice and a reason for each line.
    static let postTaskVerdictsPage = Endpoint(
        .post, "/tasks/{id}/verdicts", summary: "Say what of an application is accepted",
        access: .official(on: "a case whose stage one has taken, at one's body"),
        body: .form(
            Endpoint.numbered("verdict", lengthMax: 100)
                + Endpoint.numbered(
                    "reason", lengthMax: CaseEvent.Judgement.reasonLengthMax)),
        answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .refusalIncomplete,
            .caseNotInState, .invalidField,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            _ = try await call.platform.judgeApplication(
                id, call.verdicts, by: call.caller, once: call.once)
            return "/tasks/\(id.text)#verdicts"
        }
    }
}

/// A line that can be judged, by its place in the form.
private struct JudgedLine {
    let finding: Completeness.Finding
    let place: Int

    var key: String { "\(finding.subject.rawValue):\(finding.code)" }
}

extension Call where Caller == SignedInOfficial {
    /// What the form says: `no:field:code` or `yes:document:code`, and reasons by the same places.
    fileprivate var verdicts: [(subject: Completeness.Subject, code: String, reason: String?)] {
        (0..<Endpoint.numberedMax).compactMap { place in
            let parts = typed("verdict\(place)").split(separator: ":", maxSplits: 2)
            guard parts.count == 3, let subject = Completeness.Subject(rawValue: String(parts[1]))
            else { return nil }
            return (
                subject, String(parts[2]), parts[0] == "yes" ? nil : typed("reason\(place)")
            )
        }
    }

    /// A choice for each field and document that is there; only for who has the work of a stage.
    func judging(_ hand: TaskInHand) -> HTML {
        let (task, state) = (hand.task, hand.stored.state)
        guard task.work == .stage, task.doneAt == nil, task.takenBy == caller.person.iin,
            !state.isSuspended,
            task.stage.flatMap(hand.stored.definition.stage)?.takesVerdicts == true
        else { return .empty }
        let lines = platform.completeness(of: hand.stored).findings
            .filter { state.canJudge($0.subject, $0.code) }.prefix(Endpoint.numberedMax)
            .enumerated().map { JudgedLine(finding: $1, place: $0) }
        guard !lines.isEmpty else { return .empty }
        return tag(.section, .id("verdicts"), .class("stack")) {
            Heading(2, say(VerdictWords.judge))
            Paragraph(say(VerdictWords.judgeLead), style: .soft)
            Form(language, action: address(hand, "verdicts")) {
                for line in lines { choice(line, state, in: hand.stored.definition.act) }
                Button(submit: say(VerdictWords.keep), style: .secondary)
            }
        }
    }

    private func choice(_ line: JudgedLine, _ state: Case, in act: String) -> HTML {
        let known = state.verdict(on: line.finding.subject, line.finding.code)
        let name = "verdict\(line.place)"
        let chosen =
            typed(name).isEmpty
            ? known.map { ($0.isAccepted ? "yes:" : "no:") + line.key } ?? "" : typed(name)
        let reason =
            typed("reason\(line.place)").isEmpty
            ? known?.reason ?? "" : typed("reason\(line.place)")
        return .fragment([
            ChoiceField(
                language, name: name,
                label: say(line.finding.title) + " – "
                    + say(line.finding.clause.cited(within: act)),
                choices: [
                    .init("yes:" + line.key, say(VerdictWords.accept)),
                    .init("no:" + line.key, say(VerdictWords.notAccept)),
                ], chosen: [chosen]
            ).html,
            TextField(
                language, name: "reason\(line.place)", label: say(VerdictWords.why),
                hint: say(VerdictWords.whyHint), value: reason, content: .lines(2),
                isOptional: true
            ).html,
        ])
    }

    /// What differs from the applicant's submission before; nothing where there is none.
    func differences(_ hand: TaskInHand) async throws -> HTML {
        guard
            let earlier = try await platform.earlierSubmission(of: hand.stored, for: caller)
        else { return .empty }
        let lines = SubmissionDifference(from: earlier, to: hand.stored).lines
        let number = earlier.state.number.map { "№ " + $0 } ?? ""
        let day = earlier.submittedAt.map { MomentFormat.dayAndTime($0, language) } ?? ""
        return .fragment([
            Heading(2, say(VerdictWords.difference)).html,
            Paragraph {
                say(VerdictWords.since) + " "
                Link(number + " " + day, to: "/case-files/\(earlier.id.text)")
            }.html,
            lines.isEmpty
                ? Notice(.warn) { Paragraph(say(VerdictWords.same)) }.html
                : Table(
                    caption: say(VerdictWords.difference),
                    columns: [
                        Table.Column(say(CaseWords.what)), Table.Column(say(VerdictWords.change)),
                        Table.Column(say(VerdictWords.before)),
                        Table.Column(say(VerdictWords.now)),
                    ],
                    rows: lines.map { line in
                        [
                            .text(say(line.title)),
                            Badge(tone(line.change), say(VerdictWords.word(line.change))).html,
                            .text(shown(line.before, line, earlier.definition)),
                            .text(shown(line.after, line, hand.stored.definition)),
                        ]
                    }
                ).html,
        ])
    }

    private func tone(_ change: SubmissionDifference.Change) -> Tone {
        switch change {
        case .added: .good
        case .changed: .calm
        case .removed: .warn
        }
    }

    /// A value as people read it; of a file the beginning of its digest.
    private func shown(
        _ shown: SubmissionDifference.Value?, _ line: SubmissionDifference.Line,
        _ definition: ServiceDefinition
    ) -> String {
        let value: String
        switch shown {
        case nil: return "–"
        case .person(let person): return person.line(language)
        case .text(let text): value = text
        }
        switch line.subject {
        case .document: return "SHA-256 " + value.prefix(12) + "…"
        case .field:
            guard case .choice(let choices) = definition.field(line.code)?.content else {
                return value
            }
            return choices.first { $0.code == value }.map { say($0.title) } ?? value
        case .variant, .holding, .rights: return say(line.title)
        }
    }
}

/// What pages say about verdicts and differences.
enum VerdictWords {
    static let judge = LocalizedText(
        kk: "Құжаттар мен өрістер бойынша шешім", ru: "Решение по документам и полям",
        en: "Document by document, field by field")
    static let judgeLead = LocalizedText(
        kk: "Өтініш беруші мұны бірден көреді. Қабылданбағаны бас тартуға енеді.",
        ru: "Заявитель увидит это сразу. Непринятое войдёт в отказ.",
        en: "The applicant sees this at once. What is not accepted goes into a refusal.")
    static let keep = LocalizedText(kk: "Сақтау", ru: "Сохранить", en: "Keep")
    static let accept = LocalizedText(kk: "Қабылданады", ru: "Принимается", en: "Accepted")
    static let notAccept = LocalizedText(
        kk: "Қабылданбайды", ru: "Не принимается", en: "Not accepted")
    static let accepted = LocalizedText(kk: "қабылданды", ru: "принято", en: "accepted")
    static let notAccepted = LocalizedText(
        kk: "қабылданбады", ru: "не принято", en: "not accepted")
    static let whatNotAccepted = LocalizedText(
        kk: "Не қабылданбады", ru: "Что не принято", en: "What was not accepted")
    static let why = LocalizedText(
        kk: "Қабылданбаса – себебі", ru: "Если не принимается – почему",
        en: "If not accepted, why")
    static let whyHint = LocalizedText(
        kk: "Кемінде \(CaseFault.reasonsLengthMin) таңба",
        ru: "Не меньше \(CaseFault.reasonsLengthMin) знаков",
        en: "At least \(CaseFault.reasonsLengthMin) characters")
    static let remarks = LocalizedText(
        kk: "Орындаушының ескертулері", ru: "Замечания исполнителя",
        en: "What the executor does not accept")
    static let decisionLater = LocalizedText(
        kk: "Шешім қол қойылған нәтижемен бірге келеді.",
        ru: "Решение придёт вместе с подписанным результатом.",
        en: "The decision comes with the signed result.")
    static let formChanged = LocalizedText(
        kk: "Сіз толтырғаннан бері қызметтің нысаны өзгерді",
        ru: "С тех пор как вы заполняли, форма услуги изменилась",
        en: "The service's form has changed since you filled this in")
    static let lookOver = LocalizedText(
        kk: "Төмендегі жобаны тексеріп, «Сақтау» батырмасын басыңыз. Содан кейін беруге болады.",
        ru: "Проверьте черновик ниже и нажмите «Сохранить». После этого его можно подать.",
        en: "Look the draft below over and press “Save”. It can be submitted after that.")
    static let beginAnew = LocalizedText(
        kk: "Бұл жоба жаңа нысанға келмейді: жаңа өтініш бастаңыз.",
        ru: "Этот черновик к новой форме не подходит: начните новое заявление.",
        en: "This draft does not fit the new form: begin a new application.")
    static let difference = LocalizedText(
        kk: "Алдыңғы өтініштен айырмашылығы", ru: "Что изменилось с прошлого заявления",
        en: "What differs from the application before")
    static let since = LocalizedText(
        kk: "Алдыңғы өтініш:", ru: "Прошлое заявление:", en: "The application before:")
    static let same = LocalizedText(
        kk: "Ештеңе өзгермеген", ru: "Ничего не изменилось", en: "Nothing differs")
    static let change = LocalizedText(kk: "Не болды", ru: "Что стало", en: "Change")
    static let before = LocalizedText(kk: "Бұрын", ru: "Было", en: "Before")
    static let now = LocalizedText(kk: "Қазір", ru: "Стало", en: "Now")

    static func word(_ change: SubmissionDifference.Change) -> LocalizedText {
        switch change {
        case .added: LocalizedText(kk: "қосылды", ru: "добавлено", en: "added")
        case .changed: LocalizedText(kk: "өзгерді", ru: "изменено", en: "changed")
        case .removed: LocalizedText(kk: "алынды", ru: "убрано", en: "removed")
        }
    }
}

extension LocalizedText {
    /// Several, with semicolons between.
    static func list(_ texts: [LocalizedText]) -> LocalizedText {
        let joined = { (language: Language) in
            texts.map { $0[language] }.joined(separator: "; ")
        }
        return LocalizedText(kk: joined(.kk), ru: joined(.ru), en: joined(.en))
    }
}
