import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox`: what the sandbox is, and where everything in it is.
    func getSandboxPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox", summary: "The sandbox: its people, its places, its controls",
            access: .anyone(because: "Nobody and nothing in it is real"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in
            let people = NamedPerson.allCases.map { ($0, world.person($0)) }
            let phones = try await currentPhones(of: people.map(\.1.iin))
            return .page(call.sandboxPage(people, phones))
        }
    }

    /// `GET /style`: the design system on one page.
    func getStyleGuide() -> Endpoint {
        Endpoint(
            .get, "/style", summary: "The style guide: every component on one page",
            access: .anyone(because: "Shows nobody's data"), answers: [.page], isPage: true,
            isSandboxOnly: true
        ) { call in .page(StyleGuide.page(call.language, now: call.now)) }
    }
}

extension Call where Caller == Void {
    fileprivate func sandboxPage(
        _ people: [(NamedPerson, SyntheticPerson)], _ phones: [IIN: PhoneNumber]
    ) -> Page {
        sandboxPage(
            SandboxSection.start.name, at: "/sandbox", section: .start, scripts: [Assets.copy],
            width: .wide
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            story(phone: people.first.flatMap { phones[$0.1.iin] })
            Heading(2, say(Words.places))
            tag(.div, .class("documents")) {
                for (title, text, url) in Words.all {
                    Card(title: say(title), to: url) { Paragraph(say(text)) }
                }
            }
            Heading(2, say(Words.people), id: "people")
            Paragraph(say(Words.peopleLead))
            tag(.div, .class("documents")) {
                for (named, person) in people { card(named, person, phones[person.iin]) }
            }
            Paragraph { Link(say(Words.everyone), to: "/sandbox/people-list") }
            Heading(2, say(Words.programs))
            SummaryList(
                Words.addresses.map { url, meaning in
                    SummaryList.Row(meaning[language]) {
                        tag(.a, .class("mono"), .href(url)) { url.text }
                    }
                })
        }
    }

    /// The main job in five clicks, with the places where they are made.
    private func story(phone: PhoneNumber?) -> HTML {
        tag(.section, .class("card stack-small")) {
            Heading(2, say(Words.story))
            tag(.ol, .class("steps")) { for step in Words.steps { tag(.li) { say(step) } } }
            Actions {
                Button(say(Words.toBank), to: "/sandbox/bank")
                if let phone {
                    Button(say(Words.toPhone), to: phone.latest, style: .secondary, icon: .message)
                }
            }
            Paragraph(say(Words.tabs), style: .soft)
        }
    }

    private func card(
        _ named: NamedPerson, _ person: SyntheticPerson, _ phone: PhoneNumber?
    ) -> Card {
        let today = Day(at: now)
        let age = Words.year.text(Int64(person.age(on: today)), language)
        return Card(title: person.name.full, badge: badge(person, on: today)) {
            Paragraph(named.story[language])
            tag(.p, .class("small soft")) {
                age + " · " + say(SandboxWords.phone) + ": "
                phoneLink(phone)
            }
            tag(.p) { Monospaced(person.iin.digits) }
            Actions {
                if phone != nil, !person.isDead(on: today) { signInButton(person.iin) }
                copyButton(person.iin)
            }
        }
    }

    private func badge(_ person: SyntheticPerson, on today: Day) -> Badge? {
        person.isDead(on: today) ? Badge(.calm, say(Words.dead)) : nil
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Шағын ел, түгел ойдан шығарылған", ru: "Маленькая вымышленная страна",
        en: "A small invented country")
    static let lead = LocalizedText(
        kk: "Мұнда адамдар, тіркелімдер, банк және телефондар бар. Қолтаңбалар мен тексерулер "
            + "шынайы, бірақ ештеңе осы машинадан шықпайды.",
        ru: "Здесь есть люди, реестры, банк и телефоны. Подписи и проверки настоящие, но ничто не "
            + "покидает эту машину.",
        en: "It has people, registers, a bank and telephones. The signatures and checks are real, "
            + "and nothing leaves this machine.")
    static let story = LocalizedText(
        kk: "Осыдан бастаңыз: негізгі іс бес басумен", ru: "Начните отсюда: главное в пять нажатий",
        en: "Begin here: the main job in five clicks")
    static let steps = [
        LocalizedText(
            kk: "Банк қызметкерінің үстелін ашыңыз.", ru: "Откройте стол сотрудника банка.",
            en: "Open the bank clerk's desk."),
        LocalizedText(
            kk: "Асқардан жүргізуші куәлігін сұраңыз.",
            ru: "Запросите у Аскара водительское удостоверение.",
            en: "Ask Asqar for his driving licence."),
        LocalizedText(
            kk: "Асқардың телефонында 1414-тен келген SMS-ке жауап беріңіз.",
            ru: "На телефоне Аскара ответьте на SMS с номера 1414.",
            en: "On Asqar's phone, answer the SMS from 1414."),
        LocalizedText(
            kk: "Банкте токенді деректер иесіне көрсетіңіз: қол қойылған куәлік келеді.",
            ru: "В банке предъявите токен владельцу данных: придёт подписанное удостоверение.",
            en: "At the bank, present the token to the data owner: the signed licence comes."),
        LocalizedText(
            kk: "Токенді тағы көрсетіңіз: бұл жолы бас тартылады.",
            ru: "Предъявите токен ещё раз: теперь придёт отказ.",
            en: "Present it again: this time it is refused."),
    ]
    static let toBank = LocalizedText(
        kk: "Банк үстелін ашу", ru: "Открыть стол банка", en: "Open the bank's desk")
    static let toPhone = LocalizedText(
        kk: "Асқардың телефоны", ru: "Телефон Аскара", en: "Asqar's phone")
    static let tabs = LocalizedText(
        kk: "Екеуін екі бөлек қойындыда ашқан ыңғайлы: екі бет те өзі жаңарады.",
        ru: "Удобно открыть их в двух вкладках: обе обновляются сами.",
        en: "It is best to open them in two tabs: both refresh by themselves.")
    static let places = LocalizedText(kk: "Не қайда", ru: "Что где", en: "What is where")
    static let people = LocalizedText(
        kk: "Тарихы бар адамдар", ru: "Люди с историей", en: "People with a story")
    static let peopleLead = LocalizedText(
        kk: "Кіру батырмасын басыңыз: код адамның телефонына келеді.",
        ru: "Нажмите кнопку входа: код придёт на телефон этого человека.",
        en: "Press the sign-in button: the code comes to the person's phone.")
    static let everyone = LocalizedText(
        kk: "Барлық адамдар", ru: "Все люди", en: "Everyone")
    static let dead = LocalizedText(kk: "Қайтыс болған", ru: "Нет в живых", en: "Deceased")
    static let programs = LocalizedText(
        kk: "Бағдарламаларға арналған", ru: "Для программ", en: "For programs")
    static let year = CountedNoun(
        kk: "жас", ru: ("год", "года", "лет"), en: ("year old", "years old"))

    static let all: [(LocalizedText, LocalizedText, PageURL)] = [
        (
            LocalizedText(kk: "Банк", ru: "Банк", en: "The bank"),
            LocalizedText(
                kk: "Адамнан дерек сұраңыз, келісім токенін көрсетіп, қол қойылған құжат алыңыз.",
                ru: "Запросите данные у человека, предъявите токен согласия, получите подписанный "
                    + "документ.",
                en: "Ask a person for data, present the token, receive a signed document."),
            "/sandbox/bank"
        ),
        (
            LocalizedText(kk: "Телефондар", ru: "Телефоны", en: "Phones"),
            LocalizedText(
                kk: "1414-тен келген SMS-ті оқып, бір басумен жауап беріңіз.",
                ru: "Читайте SMS с номера 1414 и отвечайте одним нажатием.",
                en: "Read the SMS from 1414 and answer with one tap."), "/sandbox/inbox"
        ),
        (
            LocalizedText(kk: "Полиция", ru: "Полиция", en: "The police"),
            LocalizedText(
                kk: "Көрсетілген құжатты QR-код немесе қысқа код арқылы тексеріңіз.",
                ru: "Проверьте показанный документ по QR-коду или короткому коду.",
                en: "Check a document that was shown, by QR code or short code."),
            "/sandbox/police"
        ),
        (
            LocalizedText(kk: "Технопарк", ru: "Технопарк", en: "The technology park"),
            LocalizedText(
                kk: "Ойдан шығарылған АКТ компаниялары: қызметі басым ба, мерзімі бітіп бара ма.",
                ru: "Вымышленные ИКТ-компании: чья деятельность приоритетна, у кого истекает срок.",
                en: "Invented ICT firms: whose activity is a priority one, whose paper runs out."),
            "/sandbox/park"
        ),
        (
            LocalizedText(
                kk: "Төлемдер мен тыйымдар", ru: "Платежи и запреты",
                en: "Payments and restrictions"),
            LocalizedText(
                kk: "Лицензия алымын төлеу және қайтару, сот тыйымын салу және алу.",
                ru: "Заплатить и вернуть сбор за лицензию, наложить и снять запрет суда.",
                en: "Pay and give back the fee of a licence, lay and lift a court's restriction."),
            "/sandbox/obligations"
        ),
        (
            LocalizedText(kk: "Адамдар", ru: "Люди", en: "People"),
            LocalizedText(
                kk: "Барлық ойдан шығарылған адамдар: ЖСН, телефон, жас, құжаттар.",
                ru: "Все вымышленные люди: ИИН, телефон, возраст, документы.",
                en: "Every invented person: IIN, phone, age, documents."),
            "/sandbox/people-list"
        ),
        (
            LocalizedText(kk: "Уақыт", ru: "Время", en: "Time"),
            LocalizedText(
                kk: "Сағатты алға жылжытып, мерзімдердің қалай аяқталатынын көріңіз.",
                ru: "Передвиньте часы вперёд и посмотрите, как истекают сроки.",
                en: "Move the clock forward and watch terms run out."), "/sandbox/time"
        ),
        (
            LocalizedText(kk: "Ақаулар мен оқиғалар", ru: "Сбои и события", en: "Trouble"),
            LocalizedText(
                kk: "Тіркелімді бұзыңыз, SMS-ті жоғалтыңыз, адамның өмірін өзгертіңіз.",
                ru: "Сломайте реестр, потеряйте SMS, измените жизнь человека.",
                en: "Break a register, lose an SMS, change a person's life."),
            "/sandbox/trouble"
        ),
    ]

    static let addresses: [(PageURL, LocalizedText)] = [
        (
            "/openapi.json",
            LocalizedText(
                kk: "Барлық жолдардың сипаттамасы", ru: "Описание всех маршрутов",
                en: "Every route, described")
        ),
        (
            "/sandbox/clients",
            LocalizedText(
                kk: "Дайын жүйелер және олардың жеке кілттері",
                ru: "Готовые системы и их закрытые ключи",
                en: "Ready-made systems with their private keys")
        ),
        (
            "/sandbox/people",
            LocalizedText(
                kk: "Адамдар мен құжаттары", ru: "Люди и их документы",
                en: "People and their documents")
        ),
        (
            "/sandbox/feed",
            LocalizedText(
                kk: "Азық-түлік ваучерлері тізімін тексеру",
                ru: "Проверка списка на продовольственные ваучеры",
                en: "A list for food vouchers, checked")
        ),
        (
            "/sandbox/organisations",
            LocalizedText(kk: "Ұйымдар", ru: "Организации", en: "Organisations")
        ),
        ("/sandbox/clock", LocalizedText(kk: "Сағат", ru: "Часы", en: "The clock")),
        ("/sandbox/faults", LocalizedText(kk: "Ақаулар", ru: "Сбои", en: "Faults")),
        (
            "/style",
            LocalizedText(kk: "Дизайн жүйесі", ru: "Система дизайна", en: "The style guide")
        ),
    ]
}
