import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// Every page of the sandbox, and what the pages' scripts ask.
    var pages: [Endpoint] {
        [
            getSandboxPage(), getStyleGuide(), getPeoplePage(), getPolicePage(), getParkPage(),
            getObligationsPage(), postObligationsPage(),
            getInboxesPage(), getInboxPage(), getInboxLive(), postInboxPage(),
            getTimePage(), postTimePage(), getTroublePage(), postRegisterFaults(),
            postMessageFaults(), postMend(), postDeath(), postGuardianshipEnd(), postPhoneChange(),
            postRevocation(), getBankPage(), postBankPage(), getErrandPage(), getErrandLive(),
            postPresentation(), getTillPage(), postTillPage(), postTillPicture(), postTillFrame(),
            getTillBasketPage(), postTillBasketPage(), getFeedPage(), postFeedPage(),
        ] + (signingPhone.map { signingPhonePages($0) } ?? [])
    }
}

extension Call where Caller == Void {
    /// The text in the language of the answer.
    func say(_ text: LocalizedText) -> String { text[language] }

    /// The present moment of the sandbox.
    var now: Instant { platform.clock.now() }

    /// What was typed in a field of the form, without blanks around it.
    func typed(_ name: String) -> String { form[name]?.trimmed ?? "" }

    /// A page of the sandbox, with the sandbox's own navigation.
    func sandboxPage(
        _ title: LocalizedText, at address: PageURL, section: SandboxSection,
        scripts: [Asset] = [], width: Rendering.Page.Width = .reading, isFaulty: Bool = false,
        @HTMLBuilder content: () -> HTML
    ) -> Rendering.Page {
        Rendering.Page(
            language, title: title[language], address: address,
            navigation: SandboxSection.allCases.map {
                NavigationItem($0.name[language], to: $0.url, isCurrent: $0 == section)
            }, sandbox: Rendering.Page.Sandbox(now: now, url: "/sandbox"), scripts: scripts,
            width: width, isFaulty: isFaulty, content: content)
    }
}

/// The sandbox's pages, as they stand in its navigation.
enum SandboxSection: CaseIterable {
    case start, bank, phones, police, till, people, nca, time, trouble

    /// The section's first page.
    var url: PageURL {
        switch self {
        case .start: "/sandbox"
        case .bank: "/sandbox/bank"
        case .phones: "/sandbox/inbox"
        case .police: "/sandbox/police"
        case .till: "/sandbox/till"
        case .people: "/sandbox/people-list"
        case .nca: "/sandbox/nca"
        case .time: "/sandbox/time"
        case .trouble: "/sandbox/trouble"
        }
    }

    /// The section's name.
    var name: LocalizedText {
        switch self {
        case .start: LocalizedText(kk: "Сынақ ортасы", ru: "Песочница", en: "Sandbox")
        case .bank: LocalizedText(kk: "Банк", ru: "Банк", en: "Bank")
        case .phones: LocalizedText(kk: "Телефондар", ru: "Телефоны", en: "Phones")
        case .police: LocalizedText(kk: "Полиция", ru: "Полиция", en: "Police")
        case .till: TillWords.title
        case .people: LocalizedText(kk: "Адамдар", ru: "Люди", en: "People")
        case .nca: LocalizedText(kk: "ЭЦҚ кілттері", ru: "Ключи ЭЦП", en: "EDS keys")
        case .time: LocalizedText(kk: "Уақыт", ru: "Время", en: "Time")
        case .trouble:
            LocalizedText(kk: "Ақаулар мен оқиғалар", ru: "Сбои и события", en: "Trouble")
        }
    }
}

extension Call where Caller == Void {
    /// Refuses a form that did not come from our own pages.
    ///
    /// - Throws: `wrongOrigin`.
    func checkOwnForm() throws(Refusal) { try checkOrigin(of: request, platform) }
}

/// Words that several pages of the sandbox share.
enum SandboxWords {
    static let back = LocalizedText(
        kk: "Сынақ ортасы", ru: "Песочница", en: "The sandbox")
    static let copyIIN = LocalizedText(
        kk: "ЖСН көшіру", ru: "Скопировать ИИН", en: "Copy the IIN")
    static let copyCode = LocalizedText(
        kk: "Кодты көшіру", ru: "Скопировать код", en: "Copy the code")
    static let copied = LocalizedText(kk: "Көшірілді", ru: "Скопировано", en: "Copied")
    static let iin = LocalizedText(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let phone = LocalizedText(kk: "Телефон", ru: "Телефон", en: "Phone")
    static let noPhone = LocalizedText(kk: "нөмірі жоқ", ru: "нет номера", en: "no number")
    static let signIn = LocalizedText(
        kk: "Осы адам болып кіру", ru: "Войти как этот человек", en: "Sign in as this person")
    static let openPhone = LocalizedText(
        kk: "Телефонын ашу", ru: "Открыть телефон", en: "Open the phone")
}
