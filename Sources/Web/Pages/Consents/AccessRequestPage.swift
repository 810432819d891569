import AccessControl
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /access-requests/{id}`: the whole content of a request, to which the SMS links.
    static let getAccessRequestPage = Endpoint(
        .get, "/access-requests/{id}", summary: "The whole content of a request for consent",
        access: .person(on: "a request about the caller"), answers: [.page], isPage: true
    ) { call in
        let consent = try await call.platform.consent(
            request: try call.identifier("id"), of: call.caller)
        return .page(call.page(of: consent))
    }

    /// `POST /access-requests/{id}/answer`: answers on the page instead of by SMS (use case 03, 7c).
    static let postAnswerPage = Endpoint(
        .post, "/access-requests/{id}/answer", summary: "Consent to a request, or refuse it",
        access: .person(on: "a request about the caller"),
        body: .form([FormField(name: "answer", lengthMax: 16)]), answers: [.goOn], isPage: true
    ) { call in
        let id: Identifier<AccessRequest> = try call.identifier("id")
        // Anything but one of the two words is no answer.
        if let consents = ["consent": true, "refuse": false][call.typed("answer")] {
            // An answer that comes too late changes nothing; the page says how things stand.
            _ = try await call.platform.answer(id, consents: consents, by: call.caller)
        }
        return .seeOther("/access-requests/\(id.text)")
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func page(of consent: SubjectConsent) -> Page {
        let id = consent.request.id.text
        let isOpen = consent.status == .awaitingSubject
        return page(Words.title, at: "/access-requests/\(id)", scripts: [Assets.countdown]) {
            BackLink(say(ConsentWords.title), to: "/consents")
            Heading(1, say(Words.title), caption: say(consent.initiatorName))
            tag(.p) { consent.badge(in: language, at: now) }
            consent.summary(in: language, purposes: platform.configuration)
            if isOpen { answer(consent) }
            if consent.consent != nil { uses(of: consent) }
            if !consent.duties.isEmpty { duties(of: consent) }
            if let granted = consent.consent, consent.canBeWithdrawn(at: now) {
                Actions {
                    Button(
                        say(Words.withdraw), to: "/consents/\(granted.id.text)/withdraw",
                        style: .secondary)
                }
            }
            Paragraph(say(Words.law), style: .soft)
        }
    }

    /// Every use with its time and the owner who handed the data over; newest first.
    @HTMLBuilder private func uses(of consent: SubjectConsent) -> HTML {
        Heading(2, say(Words.uses))
        if consent.history.isEmpty {
            Paragraph(say(Words.noUses))
        } else {
            Timeline(
                language,
                consent.history.map { use in
                    Timeline.Event(
                        at: use.at, .good, icon: .eye,
                        title: say(DataSet.name(of: use.dataSet)) + ", №\(use.number)",
                        text: say(consent.ownerName),
                        link: (say(LogWords.proof), "/access-log/\(use.entry.text)"))
                })
        }
    }

    /// What a system says that a law obliges it to; the page says what that does not give.
    @HTMLBuilder private func duties(of consent: SubjectConsent) -> HTML {
        Heading(2, say(Words.duties))
        Paragraph(say(Words.dutiesText))
        Timeline(
            language,
            consent.duties.map { claim in
                Timeline.Event(
                    at: claim.at, .warn, icon: .document,
                    title: say(consent.initiatorName) + ": " + claim.clause,
                    text: claim.evidence + ". "
                        + say(claim.isListed ? Words.listed : Words.notListed),
                    link: (say(LogWords.proof), "/access-log/\(claim.entry.text)"))
            })
    }

    /// Both answers look the same: neither is the easier one.
    @HTMLBuilder private func answer(_ consent: SubjectConsent) -> HTML {
        let url: PageURL = "/access-requests/\(consent.request.id.text)/answer"
        tag(.section, .class("stack")) {
            Heading(2, say(Words.answer))
            Paragraph(say(Words.bySMS))
            Countdown(
                language, endsAt: consent.request.answerBy, now: now, words: say(Words.answerBy))
            Form(language, action: url) {
                Actions {
                    Button(
                        submit: say(Words.consent), name: "answer", value: "consent",
                        style: .secondary)
                    Button(
                        submit: say(Words.refuse), name: "answer", value: "refuse",
                        style: .secondary)
                }
            }
            Paragraph(say(Words.silence), style: .soft)
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Деректерге қол жеткізуге сұрау салу", ru: "Запрос на доступ к данным",
        en: "Request for access to data")
    static let answer = LocalizedText(kk: "Жауабыңыз", ru: "Ваш ответ", en: "Your answer")
    static let bySMS = LocalizedText(
        kk: "1414 нөмірінен келген SMS-ке жауап беріңіз (SMS-тегі төрт цифр, сосын 1 – келісу, 2 – "
            + "бас тарту) немесе осы жерде жауап беріңіз.",
        ru: "Ответьте на SMS с номера 1414 (четыре цифры из SMS, затем 1 – согласие, 2 – отказ) "
            + "или ответьте здесь.",
        en: "Answer the SMS from 1414 (the four digits in it, then 1 to consent or 2 to refuse), "
            + "or answer here.")
    static let answerBy = LocalizedText(
        kk: "Жауап беру мерзімі", ru: "Ответить до", en: "Answer by")
    static let consent = LocalizedText(kk: "Келісемін", ru: "Даю согласие", en: "I consent")
    static let refuse = LocalizedText(kk: "Келіспеймін", ru: "Отказываю", en: "I refuse")
    static let silence = LocalizedText(
        kk: "Жауап бермесеңіз, деректеріңіз берілмейді. Үндемеу келісім болып саналмайды.",
        ru: "Если вы не ответите, данные не передадут. Молчание – не согласие.",
        en: "If you do not answer, your data are not handed over. Silence is not consent.")
    static let withdraw = LocalizedText(
        kk: "Келісімді кері қайтарып алу", ru: "Отозвать согласие", en: "Withdraw the consent")
    static let uses = LocalizedText(
        kk: "Деректеріңіз қашан берілді", ru: "Когда ваши данные передавали",
        en: "When your data were handed over")
    static let noUses = LocalizedText(
        kk: "Бұл келісім бойынша деректеріңіз әлі берілген жоқ.",
        ru: "По этому согласию ваши данные ещё не передавали.",
        en: "Nothing has been handed over under this consent.")
    static let duties = LocalizedText(
        kk: "Заң бойынша мәлімделген міндеттер", ru: "Заявленные обязанности по закону",
        en: "Duties claimed under a law")
    static let dutiesText = LocalizedText(
        kk: "Жүйе бұрын алған деректерді заң сақтауға міндеттейді деп мәлімдейді. Бұл – оның сөзі. "
            + "Деректеріңізді қайта алуға құқық бермейді.",
        ru: "Система заявляет, что закон обязывает её хранить полученное раньше. Это её слова. "
            + "Права снова получать ваши данные это не даёт.",
        en: "The system says that a law obliges it to keep what it got before. That is its own "
            + "word. It gives no right to get your data again.")
    static let listed = LocalizedText(
        kk: "Норма оператордың тізімінде бар.", ru: "Норма есть в перечне оператора.",
        en: "The clause is on the operator's list.")
    static let notListed = LocalizedText(
        kk: "Норма оператордың тізімінде жоқ.", ru: "Нормы нет в перечне оператора.",
        en: "The clause is not on the operator's list.")
    static let law = LocalizedText(
        kk: "Негіз: KDP-2.3, KDP-7.", ru: "Основание: KDP-2.3, KDP-7.", en: "Basis: KDP-2.3, KDP-7."
    )
}
