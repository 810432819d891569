import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/inbox`: whose phone to look at.
    func getInboxesPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/inbox", summary: "Choose a phone of the sandbox",
            access: .anyone(because: "Nobody's phones"),
            query: [
                .init(
                    name: "number", schema: .string(.anything),
                    meaning: "The number whose phone is wanted")
            ], answers: [.page, .goOn], isPage: true, isSandboxOnly: true
        ) { call in
            let typed = (call.query["number"] ?? "").trimmed
            if let phone = PhoneNumber(typed) { return .seeOther(phone.latest.text) }
            let people = NamedPerson.allCases.map { world.person($0) }
            let phones = try await currentPhones(of: people.map(\.iin))
            let owners = people.compactMap { person in
                phones[person.iin].map { (name: person.name.full, phone: $0) }
            }
            return .page(call.inboxesPage(owners, typed: typed))
        }
    }
}

extension Call where Caller == Void {
    fileprivate func inboxesPage(
        _ owners: [(name: String, phone: PhoneNumber)], typed: String
    ) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/inbox", section: .phones, isFaulty: !typed.isEmpty
        ) {
            if !typed.isEmpty { ErrorSummary(language, [("number", say(Words.wrong))]) }
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            SummaryList(
                owners.map { owner in
                    SummaryList.Row(
                        owner.name, owner.phone.readable,
                        action: (say(Words.open), owner.phone.latest))
                })
            Form(language, action: "/sandbox/inbox", isGet: true) {
                TextField(
                    language, name: "number", label: say(Words.other), hint: "+7 7XX XXX XX XX",
                    value: typed, fault: typed.isEmpty ? nil : say(Words.wrong), content: .phone)
                Button(submit: say(Words.open), style: .secondary)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ телефондары", ru: "Тестовые телефоны", en: "Sandbox phones")
    static let lead = LocalizedText(
        kk: "SMS шынайы телефонға бармайды: оны осы жерден оқып, жауап бересіз.",
        ru: "SMS не уходят на настоящие телефоны: их читают и отвечают на них здесь.",
        en: "No SMS reaches a real phone: they are read and answered here.")
    static let open = LocalizedText(kk: "Ашу", ru: "Открыть", en: "Open")
    static let other = LocalizedText(
        kk: "Басқа нөмір", ru: "Другой номер", en: "Another number")
    static let wrong = LocalizedText(
        kk: "Қазақстандық ұялы нөмірді теріңіз", ru: "Введите казахстанский мобильный номер",
        en: "Type a Kazakh mobile number")
}
