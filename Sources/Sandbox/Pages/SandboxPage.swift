import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox`: people to sign in as, their phones, the clock, the systems.
    func getSandboxPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox", summary: "Invented people, their phones, the clock and the systems",
            access: .anyoneOrPerson(because: "Nobody of them lives"),
            query: [
                .init(
                    name: "cursor", schema: .integer(0...1_000_000),
                    meaning: "The first person of the page")
            ],
            answers: [.init(status: 200, content: .page, meaning: "The page")], isPage: true,
            isSandboxOnly: true
        ) { call in
            let first = min(Int(call.query["cursor"] ?? "") ?? 0, world.count)
            let end = min(first + Self.peopleOfPage, world.count)
            return .page(
                call.page(Words.title, at: "/sandbox", width: .wide) {
                    Heading(1, Words.title[call.language])
                    Paragraph(Words.lead[call.language], style: .lead)
                    clockSection(call.language)
                    Heading(2, Words.people[call.language], id: "people")
                    for index in first..<end { card(world.person(index), call.language) }
                    Pagination(
                        call.language, newer: first == 0 ? nil : "/sandbox#people",
                        older: end < world.count ? "/sandbox?cursor=\("\(end)")#people" : nil)
                    systemsSection(call.language)
                })
        }
    }

    /// `POST /sandbox/clock/advance`: moves the clock forward from the page.
    func postClockPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/clock/advance", summary: "Move the sandbox's clock from the page",
            access: .anyone(because: "The sandbox's own time"),
            body: .form([.init(name: "seconds", lengthMax: 10)]),
            answers: [.init(status: 303, content: .none, meaning: "Moved")], isPage: true,
            isSandboxOnly: true
        ) { call in
            guard let seconds = Int64(call.form["seconds"] ?? ""), Self.steps.contains(seconds)
            else { throw Refusal(.invalidField) }
            try await clock.advance(milliseconds: seconds * 1000, in: call.platform.store)
            return .seeOther("/sandbox")
        }
    }

    private static let peopleOfPage = 20
    private static let steps: [Int64] = [60, 600, 3600, 86_400]

    private func clockSection(_ language: Language) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, Words.clock[language])
            Paragraph(MomentFormat.dayAndTime(clock.now(), language))
            Paragraph(Words.clockText[language], style: .soft)
            Form(language, action: "/sandbox/clock/advance") {
                Actions {
                    for step in Self.steps {
                        Button(
                            submit: "+ " + DurationFormat.text(seconds: step, language),
                            name: "seconds", value: "\(step)", style: .secondary, isSmall: true)
                    }
                }
            }
        }
    }

    private func card(_ person: SyntheticPerson, _ language: Language) -> Card {
        Card(
            title: person.name.full,
            badge: person.deathDate == nil ? nil : Badge(.calm, Words.dead[language])
        ) {
            Paragraph {
                Words.iin[language] + " "
                Monospaced(person.iin.digits)
                ", " + MomentFormat.shortDay(person.birthDate) + ", "
                person.phone?.text ?? Words.noPhone[language]
            }
            // Without a phone no password arrives.
            if let phone = person.phone {
                Actions {
                    Form(language, action: "/sign-in", hidden: [("iin", person.iin.digits)]) {
                        Button(submit: Words.signIn[language], isSmall: true, icon: .key)
                    }
                    Button(
                        Words.messages[language], to: "/sandbox/phones/\(phone.text)",
                        style: .secondary, isSmall: true, icon: .message)
                }
            }
        }
    }

    private func systemsSection(_ language: Language) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, Words.systems[language])
            tag(.ul) {
                for system in systems {
                    tag(.li) {
                        system.client.name[language] + " – "
                        Monospaced(system.client.id)
                    }
                }
            }
            Paragraph { Link(Words.keys[language], to: "/sandbox/clients") }
            Paragraph { Link(Words.interface[language], to: "/openapi.json") }
        }
    }
}

private enum Words {
    static let title = LocalizedText(kk: "Сынақ ортасы", ru: "Тестовая среда", en: "Sandbox")
    static let lead = LocalizedText(
        kk: "Мұнда бәрі ойдан шығарылған: адамдар, құжаттар, телефондар және уақыт.",
        ru: "Здесь всё вымышлено: люди, документы, телефоны и время.",
        en: "Everything here is invented: people, documents, phones and time.")
    static let clock = LocalizedText(kk: "Уақыт", ru: "Время", en: "Time")
    static let clockText = LocalizedText(
        kk: "Сағат тек алға жылжиды.", ru: "Часы идут только вперёд.",
        en: "The clock goes only forward.")
    static let people = LocalizedText(kk: "Адамдар", ru: "Люди", en: "People")
    static let iin = LocalizedText(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let noPhone = LocalizedText(kk: "телефоны жоқ", ru: "без телефона", en: "no phone")
    static let dead = LocalizedText(kk: "Қайтыс болған", ru: "Умер(ла)", en: "Has died")
    static let signIn = LocalizedText(
        kk: "Осы адам болып кіру", ru: "Войти от его имени", en: "Sign in as this person")
    static let messages = LocalizedText(
        kk: "Телефонға келген SMS", ru: "SMS на телефоне", en: "SMS on the phone")
    static let systems = LocalizedText(kk: "Жүйелер", ru: "Системы", en: "Systems")
    static let keys = LocalizedText(
        kk: "Жүйелердің кілттері (JSON)", ru: "Ключи систем (JSON)",
        en: "Keys of the systems (JSON)")
    static let interface = LocalizedText(
        kk: "Интерфейс сипаттамасы (OpenAPI)", ru: "Описание интерфейса (OpenAPI)",
        en: "Description of the interface (OpenAPI)")
}
