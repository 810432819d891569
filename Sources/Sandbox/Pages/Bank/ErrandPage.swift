import AccessControl
import DigitalDocuments
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/bank/{id}`: how the request stands, and what the token brought.
    func getErrandPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/bank/{id}", summary: "One request of the bank and what came of it",
            access: .anyone(because: "The sandbox's own bank"), answers: [.page], isPage: true,
            isSandboxOnly: true
        ) { call in
            let errand = try errand(call)
            let subject = errand.terms.subject
            let view = ErrandView(
                // Asking for the state may have brought the token, so the errand is read anew.
                state: try await bank.state(of: errand.id),
                errand: bank.errand(errand.id) ?? errand,
                name: world.person(iin: subject)?.name.full ?? subject.digits,
                phone: try await currentPhones(of: [subject])[subject])
            return .page(call.errandPage(view))
        }
    }

    /// `GET /sandbox/bank/{id}/live`: the version of the errand, by long poll.
    func getErrandLive() -> Endpoint {
        Endpoint(
            .get, "/sandbox/bank/{id}/live", summary: "Say whether a request has changed",
            access: .anyone(because: "The sandbox's own bank"), query: [.wait, .version],
            answers: [.version, .unchanged], isSandboxOnly: true
        ) { call in
            let id = try errand(call).id
            return try await call.answerLive {
                let state = try await bank.state(of: id)
                return ErrandView.version(state, try errand(call))
            }
        }
    }

    /// `POST /sandbox/bank/{id}/present`: brings the token to the data owner.
    func postPresentation() -> Endpoint {
        Endpoint(
            .post, "/sandbox/bank/{id}/present", summary: "Present the token to the data owner",
            access: .anyone(because: "The sandbox's own bank"), body: .form([]),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let id = try errand(call).id
            try await bank.present(id)
            return .seeOther(("/sandbox/bank/\(id)#received" as PageURL).text)
        }
    }

    private func errand(_ call: Call<Void>) throws(Refusal) -> BankDesk.Errand {
        guard let errand = bank.errand(call.path["id"] ?? "") else { throw Refusal(.notFound) }
        return errand
    }
}

/// Everything that the page of one request shows.
private struct ErrandView {
    let state: JSON
    let errand: BankDesk.Errand
    let name: String
    let phone: PhoneNumber?

    /// Changes with whatever the page shows.
    static func version(_ state: JSON, _ errand: BankDesk.Errand) -> String {
        let hasToken = state["token"] == nil ? "" : "-token"
        return (state["status"]?.string ?? "") + hasToken + "-\(errand.presentations.count)"
    }

    var status: AccessRequest.Status? {
        state["status"]?.string.flatMap(AccessRequest.Status.init(rawValue:))
    }

    var hasToken: Bool { state["token"] != nil }
    var url: PageURL { "/sandbox/bank/\(errand.id)" }
    var owner: LegalEntity { IssuingBody(issuing: errand.terms.documentType).entity }
}

extension Call where Caller == Void {
    fileprivate func errandPage(_ view: ErrandView) -> Page {
        let terms = view.errand.terms
        return sandboxPage(
            Words.title, at: view.url, section: .bank,
            scripts: [Assets.live, Assets.countdown]
        ) {
            BackLink(say(SandboxSection.bank.name), to: "/sandbox/bank")
            Heading(1, terms.documentType.title[language], caption: view.name)
            LiveRegion(
                id: "errand", url: "/sandbox/bank/\(view.errand.id)/live",
                version: ErrandView.version(view.state, view.errand)
            ) {
                steps(view)
                stateNotice(view)
                next(view)
                tag(.div, .class("stack"), .id("received")) {
                    for presentation in view.errand.presentations {
                        result(of: presentation, view.errand.terms)
                    }
                }
            }
            More(say(Words.terms)) { summary(view) }
        }
    }

    /// Where the matter stands: asked, consented, handed over.
    private func steps(_ view: ErrandView) -> HTML {
        let received = view.errand.presentations.contains {
            if case .document(let copy) = $0.outcome { copy.isAccepted } else { false }
        }
        let isGranted = view.errand.token != nil || view.status == .granted
        let done = received ? 3 : isGranted ? 2 : 1
        return tag(.ol, .class("progress")) {
            for (index, step) in Words.steps.enumerated() {
                tag(
                    .li, index < done ? .class("done") : nil,
                    index == done ? .aria("current", "step") : nil
                ) { say(step) }
            }
        }
    }

    @HTMLBuilder private func stateNotice(_ view: ErrandView) -> HTML {
        let isFresh = view.errand.presentations.isEmpty
        let (tone, title, text) = ErrandWords.of(
            view.status, hasToken: view.hasToken, isFresh: isFresh)
        Notice(tone, title: say(title)) {
            Paragraph(say(text))
            if view.status == .awaitingSubject, let text = view.state["answerBy"]?.string,
                let answerBy = Instant(rfc3339: text)
            {
                Countdown(language, endsAt: answerBy, now: now, words: say(Words.answerBy))
            }
        }
    }

    /// What the clerk does next.
    @HTMLBuilder private func next(_ view: ErrandView) -> HTML {
        Actions {
            if view.status == .awaitingSubject, let phone = view.phone {
                Button(say(SandboxWords.openPhone), to: phone.latest, icon: .message)
            }
            if view.errand.token != nil {
                let isFirst = view.errand.presentations.isEmpty
                Form(language, action: "/sandbox/bank/\(view.errand.id)/present") {
                    Button(
                        submit: say(isFirst ? Words.present : Words.presentAgain),
                        style: isFirst ? .primary : .secondary, icon: .key)
                }
            }
        }
        if let token = view.errand.token, view.errand.presentations.isEmpty {
            More(say(Words.token)) {
                Paragraph(say(Words.tokenText))
                if let claims = claims(of: token) { tag(.pre, .class("json")) { claims.pretty() } }
            }
        }
    }

    /// What the token says, unverified: the bank cannot open anything with it by itself.
    private func claims(of token: String) -> JSON? {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let bytes = [UInt8](base64URL: parts[1]) else { return nil }
        return try? JSON.parse(bytes)
    }

    private func summary(_ view: ErrandView) -> SummaryList {
        let terms = view.errand.terms
        let purpose = platform.configuration.purpose(terms.purpose)?.name[language]
        return SummaryList([
            .init(say(Words.person), view.name), .init(say(Words.service), terms.service),
            .init(say(Words.purpose), purpose ?? terms.purpose),
            .init(say(Words.owner), view.owner.name[language]),
            .init(
                say(Words.lifetime), DurationFormat.text(seconds: terms.lifetimeSeconds, language)),
            .init(say(Words.uses), "\(terms.uses)"),
            .init(say(Words.request)) { Monospaced(view.errand.id) },
        ])
    }
}

/// How a request stands, in words.
private enum ErrandWords {
    static func of(
        _ status: AccessRequest.Status?, hasToken: Bool, isFresh: Bool
    ) -> (Tone, LocalizedText, LocalizedText) {
        switch status {
        case .awaitingSubject: (.warn, awaiting, awaitingText)
        case .granted where hasToken: (.good, granted, isFresh ? grantedText : presentedText)
        case .granted: (.calm, ended, endedText)
        case .refused: (.bad, refused, refusedText)
        case .withdrawn: (.bad, withdrawn, withdrawnText)
        case .undeliverable: (.bad, undeliverable, undeliverableText)
        case .expired, .logged, nil: (.calm, expired, expiredText)
        }
    }

    private static let awaiting = LocalizedText(
        kk: "Адамның жауабы күтілуде", ru: "Ждём ответа человека", en: "Waiting for the person")
    private static let awaitingText = LocalizedText(
        kk: "Телефонын басқа қойындыда ашып, SMS-ке жауап беріңіз: бұл бет өзі жаңарады.",
        ru: "Откройте телефон в другой вкладке и ответьте на SMS: эта страница обновится сама.",
        en: "Open the phone in another tab and answer the SMS: this page refreshes by itself.")
    private static let granted = LocalizedText(
        kk: "Адам келісті", ru: "Человек согласился", en: "The person consented")
    private static let grantedText = LocalizedText(
        kk: "Платформа қауіпсіздік токенін берді. Енді оны деректер иесіне көрсетуге болады.",
        ru: "Платформа выдала токен безопасности. Теперь его можно предъявить владельцу данных.",
        en: "The platform issued a security token. It can now be presented to the data owner.")
    private static let presentedText = LocalizedText(
        kk: "Токеннің әр көрсетілуі, бас тартылғаны да, журналда: адам бәрін көреді.",
        ru: "Каждое предъявление токена, и отказы тоже, записано в журнале: человек видит всё.",
        en: "Every presentation of the token, refused ones too, is on record: the person sees all.")
    private static let ended = LocalizedText(
        kk: "Келісім мерзімі бітті", ru: "Срок согласия истёк", en: "The consent has ended")
    private static let endedText = LocalizedText(
        kk: "Ескі токенді көрсетіп көріңіз: деректер иесі бас тартады.",
        ru: "Попробуйте предъявить старый токен: владелец данных откажет.",
        en: "Try to present the old token: the data owner refuses.")
    private static let refused = LocalizedText(
        kk: "Адам бас тартты", ru: "Человек отказал", en: "The person refused")
    private static let refusedText = LocalizedText(
        kk: "Деректер берілмейді. Бас тарту журналда тұр.",
        ru: "Данные не передаются. Отказ записан в журнале.",
        en: "No data are handed over. The refusal stands in the journal.")
    private static let withdrawn = LocalizedText(
        kk: "Адам келісімін қайтарып алды", ru: "Человек отозвал согласие",
        en: "The person withdrew the consent")
    private static let withdrawnText = LocalizedText(
        kk: "Токен енді ештеңе ашпайды: көрсетіп көріңіз.",
        ru: "Токен больше ничего не открывает: попробуйте предъявить.",
        en: "The token opens nothing any more: try to present it.")
    private static let undeliverable = LocalizedText(
        kk: "Сұрау жеткізілмеді", ru: "Запрос не доставлен", en: "The request is undeliverable")
    private static let undeliverableText = LocalizedText(
        kk: "Себебі айтылмайды: адам жоқ па, қайтыс болған ба, нөмірі жоқ па, банкке қатысы жоқ.",
        ru: "Причина не называется: нет ли человека в живых или нет номера – дело не банка.",
        en: "Why is not said: whether the person is unknown, dead or has no number is not the "
            + "bank's business.")
    private static let expired = LocalizedText(
        kk: "Жауап берілмеді", ru: "Ответа не было", en: "No answer came")
    private static let expiredText = LocalizedText(
        kk: "Үндемеу келісім емес. Қайта сұрауға болады.",
        ru: "Молчание – не согласие. Можно запросить снова.",
        en: "Silence is not consent. You may ask again.")
}

private enum Words {
    static let title = LocalizedText(
        kk: "Банктің сұрауы", ru: "Запрос банка", en: "The bank's request")
    static let steps = [
        LocalizedText(kk: "Сұралды", ru: "Запрошено", en: "Asked"),
        LocalizedText(kk: "Келісім", ru: "Согласие", en: "Consent"),
        LocalizedText(kk: "Құжат алынды", ru: "Документ получен", en: "Document received"),
    ]
    static let answerBy = LocalizedText(
        kk: "Жауап беру мерзімі", ru: "Ответить до", en: "Answer by")
    static let present = LocalizedText(
        kk: "Токенді деректер иесіне көрсету", ru: "Предъявить токен владельцу данных",
        en: "Present the token to the data owner")
    static let presentAgain = LocalizedText(
        kk: "Тағы бір рет көрсету", ru: "Предъявить ещё раз", en: "Present it again")
    static let token = LocalizedText(
        kk: "Токенде не жазылған", ru: "Что написано в токене", en: "What the token says")
    static let tokenText = LocalizedText(
        kk: "ЖСН жоқ: адам тек осы иеге түсінікті бүркеншік атпен көрсетілген.",
        ru: "ИИН в нём нет: человек назван псевдонимом, понятным только этому владельцу.",
        en: "No IIN: the person is named by a pseudonym that means something to this owner only.")
    static let terms = LocalizedText(
        kk: "Сұраудың мазмұны", ru: "Содержание запроса", en: "The request's terms")
    static let person = LocalizedText(kk: "Адам", ru: "Человек", en: "Person")
    static let service = LocalizedText(kk: "Қызмет", ru: "Услуга", en: "Service")
    static let purpose = LocalizedText(kk: "Мақсаты", ru: "Цель", en: "Purpose")
    static let owner = LocalizedText(kk: "Деректер иесі", ru: "Владелец данных", en: "Data owner")
    static let lifetime = LocalizedText(
        kk: "Келісім мерзімі", ru: "Срок согласия", en: "Consent lasts")
    static let uses = LocalizedText(kk: "Неше рет", ru: "Сколько раз", en: "Uses")
    static let request = LocalizedText(kk: "Сұрау нөмірі", ru: "Номер запроса", en: "Request")
}
