import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /tasks/{id}/examinees`: admits a person to the examination.
    static let postExamineePage = Endpoint(
        .post, "/tasks/{id}/examinees", summary: "Admit a person to the examination",
        access: .official(on: "a task of one's posts at one's body"),
        body: .form(
            [FormField(name: "iin", lengthMax: 12), FormField(name: "capacity", lengthMax: 20)]
                + ["name", "position", "education"].map {
                    FormField(name: $0, lengthMax: ExamineeDraft.lengthMax)
                }), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState, .invalidField,
            .serviceClosed, .registerUnavailable,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let rules = call.platform.configuration.identityRules
            let texts = ["name", "position", "education"].map(call.typed)
            guard let iin = try? IIN(call.typed("iin"), rules: rules),
                texts.allSatisfy({ !$0.isEmpty })
            else { throw Refusal(.invalidField, ExamineeWords.incomplete) }
            _ = try await call.platform.admitExaminee(
                ExamineeDraft(
                    iin: iin, name: texts[0], position: texts[1], education: texts[2],
                    capacity: ExamineeDraft.Capacity(rawValue: call.typed("capacity")) ?? .head),
                to: id, by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/examinees/listed`: admits one person of the application's list, or all.
    static let postListedExamineePage = Endpoint(
        .post, "/tasks/{id}/examinees/listed",
        summary: "Admit whom the application lists: one person, or all who are left",
        access: .official(on: "a task of one's posts at one's body"),
        body: .form([FormField(name: "iin", lengthMax: 12)]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState, .invalidField,
            .serviceClosed, .registerUnavailable,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let iin = call.typed("iin")
            _ = try await call.platform.admitListed(
                iin.isEmpty ? nil : IIN(stored: iin), to: id, by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }

    /// `POST /tasks/{id}/examinees/{sitting}/end`.
    static let postExamineeEndPage = Endpoint(
        .post, "/tasks/{id}/examinees/{sitting}/end",
        summary: "Say that a person did not attend, or take an admission back",
        access: .official(on: "a task of one's posts at one's body"),
        body: .form([FormField(name: "ending", lengthMax: 20)]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState, .sittingNotOpen,
            .sittingOver,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let isBack = call.typed("ending") == Sitting.Ending.withdrawn.rawValue
            try await call.platform.endUnstarted(
                call.identifier("sitting"), as: isBack ? .withdrawn : .absent, at: id,
                by: call.caller, once: call.once)
            return "/tasks/\(id.text)"
        }
    }
}

extension Call where Caller == SignedInOfficial {
    /// Who is examined in the case of a task; nothing where nobody is.
    func examinees(_ hand: TaskInHand) async throws -> HTML {
        let isOpen =
            hand.task.work == .stage && hand.task.doneAt == nil
            && hand.task.takenBy == caller.person.iin
            && hand.task.stage.flatMap(hand.stored.definition.stage)?.isExamination == true
        guard hand.stored.definition.stages.contains(where: \.isExamination) else {
            return .empty
        }
        let sittings = try await platform.sittings(at: hand.task.id, for: caller)
        guard isOpen || !sittings.isEmpty else { return .empty }
        let listed = try await platform.listedExaminees(of: hand.stored)
        let left = (listed ?? []).filter { $0.sitting == nil }
        return .fragment([
            Heading(2, say(ExamineeWords.title)).html,
            .fragment(sittings.map { card($0, hand, isOpen: isOpen).html }),
            .fragment(left.map { card($0.person, hand, isOpen: isOpen).html }),
            isOpen && left.count > 1 ? press(hand, nil, say(ExamineeWords.admitAll)) : .empty,
            isOpen && listed == nil ? admission(hand) : .empty,
        ])
    }

    /// A person of the application who is not admitted yet.
    private func card(_ person: ListedPerson, _ hand: TaskInHand, isOpen: Bool) -> Card {
        Card(
            title: person.name, level: 3,
            badge: Badge(.calm, say(ExamineeWords.notAdmitted))
        ) {
            Paragraph(person.line(language, isNamed: false), style: .soft)
            if isOpen { press(hand, person, say(ExamineeWords.admit) + ": " + person.name) }
        }
    }

    private func press(_ hand: TaskInHand, _ person: ListedPerson?, _ text: String) -> HTML {
        Form(
            language, action: address(hand, "examinees/listed"),
            hidden: person.map { [(name: "iin", value: $0.iin)] } ?? []
        ) {
            Button(submit: text, style: .secondary, isSmall: person != nil)
        }.html
    }

    private func card(_ stored: StoredSitting, _ hand: TaskInHand, isOpen: Bool) -> Card {
        let examinee = stored.examinee
        return Card(title: examinee.name, level: 3) {
            Paragraph(
                [
                    examinee.position, examinee.education,
                    say(ExamineeWords.capacity(examinee.capacity)),
                ].joined(separator: " · "), style: .soft)
            Paragraph(
                say(ExaminationPageWords.state(stored))
                    + (stored.score.map { " · \($0) / \(TestRules.questions)" } ?? ""))
            if isOpen, stored.sitting.phase == .admitted {
                Form(
                    language,
                    action: "/tasks/\(hand.task.id.text)/examinees/\(stored.id.text)/end"
                ) {
                    Actions {
                        Button(
                            submit: say(ExamineeWords.absent), name: "ending",
                            value: Sitting.Ending.absent.rawValue, style: .secondary, isSmall: true)
                        Button(
                            submit: say(ExamineeWords.takeBack), name: "ending",
                            value: Sitting.Ending.withdrawn.rawValue, style: .danger,
                            isSmall: true)
                    }
                }
            }
        }
    }

    private func admission(_ hand: TaskInHand) -> HTML {
        More(say(ExamineeWords.admit), isOpen: true) {
            Paragraph(say(ExamineeWords.admitHint), style: .soft)
            Form(language, action: "/tasks/\(hand.task.id.text)/examinees") {
                TextField(
                    language, name: "iin", label: say(ExamineeWords.iin), value: typed("iin"),
                    content: .identificationNumber)
                TextField(
                    language, name: "name", label: say(ExamineeWords.name), value: typed("name"))
                TextField(
                    language, name: "position", label: say(ExamineeWords.position),
                    value: typed("position"))
                TextField(
                    language, name: "education", label: say(ExamineeWords.education),
                    value: typed("education"))
                SelectField(
                    language, name: "capacity", label: say(ExamineeWords.asWhom),
                    options: ExamineeDraft.Capacity.allCases.map {
                        ($0.rawValue, say(ExamineeWords.capacity($0)))
                    }, chosen: typed("capacity"))
                Button(submit: say(ExamineeWords.admit), style: .secondary)
            }
        }.html
    }
}

/// What the executor's part of an examination says.
enum ExamineeWords {
    static let title = LocalizedText(
        kk: "Емтихан тапсыратындар", ru: "Экзаменуемые", en: "Examinees")
    static let admit = LocalizedText(
        kk: "Емтиханға жіберу", ru: "Допустить к экзамену", en: "Admit to the examination")
    static let admitAll = LocalizedText(
        kk: "Қалғандарының бәрін жіберу", ru: "Допустить всех остальных",
        en: "Admit all who are left")
    static let notAdmitted = LocalizedText(
        kk: "әлі жіберілмеген", ru: "ещё не допущен(а)", en: "not admitted yet")
    static let admitHint = LocalizedText(
        kk: "Сұрақтар осы сәтте таңдалып, хеші жарияланады.",
        ru: "Вопросы выбираются в этот момент, их хеш публикуется.",
        en: "The questions are drawn at this moment, and their hash is published.")
    static let iin = LocalizedText(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let name = LocalizedText(kk: "Аты-жөні", ru: "ФИО", en: "Full name")
    static let position = LocalizedText(kk: "Лауазымы", ru: "Должность", en: "Position")
    static let education = LocalizedText(kk: "Білімі", ru: "Образование", en: "Education")
    static let asWhom = LocalizedText(kk: "Кім ретінде", ru: "В каком качестве", en: "As whom")
    static let absent = LocalizedText(kk: "Келген жоқ", ru: "Не явился", en: "Did not attend")
    static let takeBack = LocalizedText(
        kk: "Жіберуді қайтару", ru: "Отменить допуск", en: "Take the admission back")
    static let incomplete = LocalizedText(
        kk: "ЖСН, аты-жөні, лауазымы және білімі керек",
        ru: "Нужны ИИН, ФИО, должность и образование",
        en: "IIN, name, position and education are needed")

    static func capacity(_ capacity: ExamineeDraft.Capacity) -> LocalizedText {
        switch capacity {
        case .head:
            LocalizedText(
                kk: "заңды тұлғаның басшысы", ru: "руководитель юридического лица",
                en: "head of the legal entity")
        case .commissionMember:
            LocalizedText(
                kk: "емтихан комиссиясының мүшесі", ru: "член экзаменационной комиссии",
                en: "member of the examination commission")
        }
    }
}
