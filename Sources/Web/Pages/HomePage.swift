import AccessControl
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /`: what this is, and where a person begins.
    static let getHomePage = Endpoint(
        .get, "/", summary: "The first page",
        access: .anyoneOrPerson(because: "The way in; shows a signed-in person their own name"),
        answers: [.page], isPage: true
    ) { call in
        guard let person = call.person else { return .page(call.welcome) }
        let requests = try await call.platform.consents(
            of: person, page: PageRequest(limit: 50, cursor: nil))
        let waiting = requests.items.filter { $0.status == .awaitingSubject }
        let official = try? await call.platform.official(person)
        return .page(call.startingPoints(of: person, waiting: waiting, official: official))
    }
}

extension Call {
    fileprivate var welcome: Page {
        page(Words.title, at: "/") {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Actions { Button(say(Words.signIn), to: "/sign-in", icon: .key) }
            sandboxHint
            Heading(2, say(Words.whatFor))
            for (title, text) in Words.offers {
                Card(title: say(title)) { Paragraph(say(text)) }
            }
            forEveryone
            Notice(.calm) { Paragraph(say(Words.nothingKept)) }
        }
    }

    fileprivate func startingPoints(
        of person: SignedInPerson, waiting: [SubjectConsent], official: SignedInOfficial?
    ) -> Page {
        let roles = official?.roles ?? []
        return page(Words.home, at: "/") {
            Heading(1, person.displayName.isEmpty ? say(Words.home) : person.displayName)
            for request in waiting.prefix(3) { waitingNotice(request) }
            if let official, platform.supervises(official) {
                Card(title: say(SupervisionWords.title), to: "/supervision") {
                    Paragraph(say(SupervisionWords.lead))
                }
            }
            if let official, !official.posts.isEmpty {
                Card(title: say(CaseWords.inbox), to: "/tasks") {
                    Paragraph(say(CaseWords.inboxLead))
                }
            }
            Heading(2, say(Words.whatFor))
            if !roles.isDisjoint(with: Endpoint.officeRoles) {
                Card(title: say(OfficeWords.title), to: "/voucher-office") {
                    Paragraph(say(OfficeWords.lead))
                }
            }
            if roles.contains(.testAuthor) {
                Card(title: say(TestBankWords.title), to: "/test-banks") {
                    Paragraph(say(TestBankWords.lead))
                }
            }
            if let official, platform.keepsLaw(official) {
                Card(title: say(LawOfficePageWords.title), to: "/law-office") {
                    Paragraph(say(LawOfficePageWords.lead))
                }
            }
            if !roles.isDisjoint(with: Endpoint.dutyRoles) {
                Card(title: say(DutyWords.office), to: "/duty-office") {
                    Paragraph(say(DutyWords.officeLead))
                }
            }
            for (title, text, url) in Words.places {
                Card(title: say(title), to: url) { Paragraph(say(text)) }
            }
            forEveryone
            sandboxHint
        }
    }

    @HTMLBuilder private var forEveryone: HTML {
        Heading(2, say(Words.forEveryone))
        for (title, text, url) in Words.open {
            Card(title: say(title), to: url) { Paragraph(say(text)) }
        }
    }

    private func waitingNotice(_ request: SubjectConsent) -> Notice {
        Notice(.warn, title: say(Words.waiting)) {
            Paragraph(say(request.initiatorName) + ": " + request.request.terms.service)
            Paragraph {
                Link(say(Words.read), to: "/access-requests/\(request.request.id.text)")
            }
        }
    }

    @HTMLBuilder private var sandboxHint: HTML {
        if platform.configuration.isSandbox {
            Notice(.warn, title: say(Words.sandboxTitle)) {
                Paragraph(say(Words.sandboxText))
                Paragraph { Link(say(Words.sandboxLink), to: "/sandbox") }
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Құжаттарыңыз қолыңызда, деректеріңіз бақылауыңызда",
        ru: "Документы под рукой, данные под вашим контролем",
        en: "Your documents at hand, your data under your control")
    static let lead = LocalizedText(
        kk: "Цифрлық құжатты ашыңыз, басқаға көрсетіңіз, деректеріңізді кім сұрағанын көріңіз.",
        ru: "Откройте цифровой документ, покажите его другому, узнайте, кто запрашивал ваши "
            + "данные.",
        en: "Open a digital document, show it to someone, see who asked for your data.")
    static let signIn = LocalizedText(kk: "Кіру", ru: "Войти", en: "Sign in")
    static let whatFor = LocalizedText(
        kk: "Мұнда не істеуге болады", ru: "Что здесь можно сделать", en: "What you can do here")
    static let forEveryone = LocalizedText(
        kk: "Кіру қажет емес", ru: "Без входа", en: "Without signing in")
    /// What anyone may use.
    static let open: [(LocalizedText, LocalizedText, PageURL)] = [
        (ServiceWords.title, ServiceWords.lead, "/services"),
        (LawWords.title, LawWords.lead, "/law"),
        (SignatureCheckWords.title, SignatureCheckWords.lead, "/signature-check"),
        (ActivityPageWords.title, ActivityPageWords.lead, "/activities"),
    ]
    static let home = LocalizedText(kk: "Басты бет", ru: "Главная", en: "Home")
    static let nothingKept = LocalizedText(
        kk: "Құжаттар мұнда сақталмайды: әр жолы мемлекеттік тіркелімнен алынады.",
        ru: "Документы здесь не хранятся: каждый раз они берутся из государственного реестра.",
        en: "Documents are not kept here: each time they come from the state register.")
    static let waiting = LocalizedText(
        kk: "Сіздің жауабыңыз күтілуде", ru: "Ждёт вашего ответа", en: "Waiting for your answer")
    static let read = LocalizedText(
        kk: "Сұраудың толық мазмұны", ru: "Полное содержание запроса",
        en: "The whole content of the request")
    static let sandboxTitle = LocalizedText(
        kk: "Сынақ ортасы", ru: "Тестовая среда", en: "This is the sandbox")
    static let sandboxText = LocalizedText(
        kk: "Ойдан шығарылған адамның ЖСН-ін таңдап кіріңіз. SMS кодты сынақ телефонынан оқисыз.",
        ru: "Войдите по ИИН вымышленного человека. Код из SMS прочтёте в тестовом телефоне.",
        en: "Sign in with an invented person's IIN. Read the SMS code on the sandbox phone.")
    static let sandboxLink = LocalizedText(
        kk: "Сынақ адамдары, телефондар және уақыт", ru: "Тестовые люди, телефоны и время",
        en: "Sandbox people, phones and time")

    static let offers: [(LocalizedText, LocalizedText)] = [
        (
            LocalizedText(
                kk: "Цифрлық құжаттар", ru: "Цифровые документы", en: "Digital documents"),
            LocalizedText(
                kk: "Өзіңіздің және кәмелетке толмаған балаларыңыздың құжаттары. Қағаз құжатпен "
                    + "тең.",
                ru: "Ваши документы и документы ваших несовершеннолетних детей. Равнозначны "
                    + "бумажным.",
                en: "Your own documents and those of your children under age. Equal to paper.")
        ),
        (
            LocalizedText(kk: "Тексеру", ru: "Проверка", en: "Verification"),
            LocalizedText(
                kk: "Сізге көрсетілген құжатты QR-код не алты таңбалы код арқылы тексеріңіз.",
                ru: "Проверьте показанный вам документ по QR-коду или коду из шести знаков.",
                en: "Check a document shown to you by its QR code or six-character code.")
        ),
        (
            LocalizedText(kk: "Келісімдер", ru: "Согласия", en: "Consents"),
            LocalizedText(
                kk:
                    "Деректеріңізге берген келісімдеріңіз. Кез келгенін кері қайтарып алуға болады.",
                ru: "Ваши согласия на доступ к данным. Любое можно отозвать.",
                en: "Your consents to access to your data. You can withdraw any of them.")
        ),
        (
            LocalizedText(kk: "Кім қарады", ru: "Кто смотрел", en: "Who looked"),
            LocalizedText(
                kk: "Әр сұрау, жауап және қарау журналда. Дәлелдемесін жүктеп алуға болады.",
                ru: "Каждый запрос, ответ и просмотр записан. Доказательство можно скачать.",
                en: "Every request, answer and view is on record. You can download the proof.")
        ),
    ]

    static let places: [(LocalizedText, LocalizedText, PageURL)] =
        zip(offers, ["/documents", "/verify", "/consents", "/access-log"] as [PageURL])
        .map { ($0.0, $0.1, $1) } + [
            (
                LocalizedText(
                    kk: "Қаралғаны туралы белгілер", ru: "Отметки о просмотрах", en: "View marks"),
                LocalizedText(
                    kk: "Сізге көрсетілген және сіз көрсеткен құжаттар.",
                    ru: "Документы, которые показали вам и которые показали вы.",
                    en: "Documents that were shown to you, and by you."), "/view-marks"
            ),
            (
                LocalizedText(kk: "Сеанстар", ru: "Сеансы", en: "Sessions"),
                LocalizedText(
                    kk: "Қай құрылғыларда кіргеніңіз.", ru: "На каких устройствах вы вошли.",
                    en: "On which devices you are signed in."), "/sessions"
            ),
            (ExaminationPageWords.mine, ExaminationPageWords.lead, "/examinations"),
        ]
}
