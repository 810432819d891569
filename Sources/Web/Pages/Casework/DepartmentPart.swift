import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

/// Which territorial department is asked, on pages (use case 93).
extension Endpoint {
    /// `POST /tasks/{id}/hand-back`.
    static let postTaskHandBackPage = Endpoint(
        .post, "/tasks/{id}/hand-back",
        summary: "Hand a request back that is not for one's department",
        access: .official(on: "a permit control at one's department"),
        body: .form([
            FormField(name: "notOurs", lengthMax: 2000), FormField(name: "whose", lengthMax: 12),
        ]), answers: [.goOn, .page],
        problems: [
            .notFound, .roleNotAllowed, .taskTaken, .taskClosed, .caseNotInState,
            .refusalIncomplete, .invalidField,
        ], isPage: true
    ) { call in
        try await call.onTask { id in
            let whose = call.typed("whose")
            _ = try await call.platform.handBackRequest(
                id, to: whose.isEmpty ? nil : try call.bodyNumber(whose),
                reasons: call.typed("notOurs"), by: call.caller, once: call.once)
            return "/tasks?done=1"
        }
    }
}

extension Call where Caller == SignedInOfficial {
    /// Whom the executor asks: the department of the place, or another one with reasons.
    func askingDepartment(_ hand: TaskInHand) throws -> HTML {
        let departments = try platform.departments(for: hand.stored)
        let returned = hand.stored.state.asksAnew ? hand.stored.state.requestReturns.last : nil
        guard departments.count > 1 || returned != nil else { return .empty }
        let chosen = typed("department").isEmpty ? returned?.to ?? "" : typed("department")
        let nobody = returned == nil ? [] : [("", "–")]
        return .fragment([
            SelectField(
                language, name: "department", label: say(DepartmentWords.whom),
                hint: say(DepartmentWords.whomHint),
                options: nobody
                    + departments.map { one in
                        (
                            one.bin.digits,
                            say(one.name)
                                + (one.isOfPlace ? " – " + say(DepartmentWords.ofPlace) : "")
                        )
                    }, chosen: chosen
            ).html,
            TextField(
                language, name: "whyDepartment", label: say(DepartmentWords.why),
                hint: say(WorkWords.reasonsHint), value: typed("whyDepartment"),
                content: .lines(3), isOptional: returned == nil
            ).html,
        ])
    }

    /// That a department handed the request back, why, and to whom it points.
    func returnedRequest(_ hand: TaskInHand) -> HTML {
        guard hand.stored.state.asksAnew, let returned = hand.stored.state.requestReturns.last
        else { return .empty }
        return Notice(.warn, title: say(DepartmentWords.returned)) {
            Paragraph(say(DepartmentWords.by) + " " + name(returned.from))
            Paragraph(returned.reasons)
            if let to = returned.to {
                Paragraph(say(DepartmentWords.pointsTo) + " " + name(to))
            }
        }.html
    }

    /// The form with which a department says that the request is not for it.
    func handingBack(_ hand: TaskInHand) throws -> HTML {
        guard hand.stored.state.stage.flatMap(hand.stored.definition.stage)?.isConclusion == true
        else { return .empty }
        let others = try platform.otherDepartments(for: hand.stored, than: caller.body)
        return More(say(DepartmentWords.notOurs)) {
            Paragraph(say(DepartmentWords.notOursLead), style: .soft)
            Form(language, action: address(hand, "hand-back")) {
                TextField(
                    language, name: "notOurs", label: say(WorkWords.why),
                    hint: say(WorkWords.reasonsHint), value: typed("notOurs"), content: .lines(3))
                if !others.isEmpty {
                    SelectField(
                        language, name: "whose", label: say(DepartmentWords.whose),
                        options: [("", "–")] + others.map { ($0.bin.digits, say($0.name)) },
                        chosen: typed("whose"))
                }
                Button(submit: say(DepartmentWords.handBack), style: .secondary)
            }
        }.html
    }

    private func name(_ digits: String) -> String { bodyName(BIN(stored: digits)) }
}

enum DepartmentWords {
    static let whom = LocalizedText(
        kk: "Қорытынды қай аумақтық департаменттен сұралады",
        ru: "У какого территориального департамента запрашивается заключение",
        en: "Which territorial department is asked for the conclusion")
    static let whomHint = LocalizedText(
        kk: "Әдетте – қызмет жүзеге асырылатын жердің департаменті; басқасы болса, неге екенін "
            + "жазыңыз",
        ru: "Обычно – департамент места деятельности; если другой, напишите почему",
        en: "Usually that of the place of activity; if another one, say why")
    static let ofPlace = LocalizedText(
        kk: "қызмет орны бойынша", ru: "по месту деятельности", en: "by the place of activity")
    static let why = LocalizedText(
        kk: "Неге осы департамент", ru: "Почему этот департамент", en: "Why this department")
    static let returned = LocalizedText(
        kk: "Департамент сұрауды қайтарды: ол оған арналмаған",
        ru: "Департамент вернул запрос: он не к нему",
        en: "The department handed the request back: it is not for it")
    static let by = LocalizedText(kk: "Қайтарған:", ru: "Вернул:", en: "Handed back by:")
    static let pointsTo = LocalizedText(
        kk: "Оның айтуынша, сұрау мына департаментке:", ru: "По его словам, запрос к департаменту:",
        en: "It says that the request is for:")
    static let notOurs = LocalizedText(
        kk: "Сұрау бізге арналмаған", ru: "Запрос не к нам", en: "The request is not for us")
    static let notOursLead = LocalizedText(
        kk: "Сұрау жауапты орындаушыға қайтарылады; ол қай департаментке арналғанын көрсетіңіз.",
        ru: "Запрос вернётся ответственному исполнителю; назовите департамент, к которому он.",
        en: "The request goes back to the responsible executor; say which department it is for.")
    static let whose = LocalizedText(
        kk: "Қай департаментке арналған", ru: "К какому департаменту",
        en: "Which department it is for")
    static let handBack = LocalizedText(
        kk: "Сұрауды қайтару", ru: "Вернуть запрос", en: "Hand the request back")
}
