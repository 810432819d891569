import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Call {
    /// A page in the caller's language, with the navigation that the caller may use.
    package func page(
        _ title: LocalizedText, at address: PageURL, scripts: [Asset] = [],
        width: Rendering.Page.Width = .reading, isFaulty: Bool = false,
        @HTMLBuilder content: () -> HTML
    ) -> Rendering.Page {
        Rendering.Page(
            language, title: title[language], address: address,
            navigation: person == nil
                ? []
                : Navigation.items(
                    in: language, current: address,
                    hasVouchers: !platform.pilotsInForce.isEmpty,
                    hasOffice: (caller as? SignedInOfficial).map {
                        !$0.roles.isDisjoint(with: Endpoint.officeRoles)
                    } ?? false, hasCases: person?.method == .eds,
                    hasTasks: (caller as? SignedInOfficial).map { !$0.posts.isEmpty } ?? false),
            account: person.map {
                Rendering.Page.Account(name: $0.displayName, signOut: "/sign-out")
            },
            sandbox: Navigation.sandbox(of: platform), scripts: scripts, width: width,
            isFaulty: isFaulty, content: content)
    }

    /// The person who calls, if one is signed in.
    package var person: SignedInPerson? {
        if let person = caller as? SignedInPerson { return person }
        if let official = caller as? SignedInOfficial { return official.person }
        return (caller as? SignedInPerson?) ?? nil
    }
}

/// The links that stand on every page of a person who is signed in.
enum Navigation {
    static func items(
        in language: Language, current: PageURL, hasVouchers: Bool, hasOffice: Bool = false,
        hasCases: Bool, hasTasks: Bool
    ) -> [NavigationItem] {
        var links: [(LocalizedText, PageURL)] = [
            (
                LocalizedText(
                    kk: "Цифрлық құжаттар", ru: "Цифровые документы", en: "Digital documents"),
                "/documents"
            ),
            (LocalizedText(kk: "Тексеру", ru: "Проверка", en: "Verify"), "/verify"),
            (LocalizedText(kk: "Келісімдер", ru: "Согласия", en: "Consents"), "/consents"),
            (LocalizedText(kk: "Кім қарады", ru: "Кто смотрел", en: "Who looked"), "/access-log"),
        ]
        if hasVouchers {
            let vouchers = LocalizedText(kk: "Ваучерлер", ru: "Ваучеры", en: "Vouchers")
            links.insert((vouchers, "/wallet"), at: 1)
        }
        if hasOffice { links.insert((OfficeWords.title, "/voucher-office"), at: 0) }
        if hasCases { links.insert((CaseWords.applications, "/cases"), at: 0) }
        if hasTasks { links.insert((CaseWords.inbox, "/tasks"), at: 0) }
        return links.map { name, url in
            NavigationItem(
                name[language], to: url,
                isCurrent: current == url || current.text.hasPrefix(url.text + "/"))
        }
    }

    static func sandbox(of platform: Platform) -> Rendering.Page.Sandbox? {
        platform.configuration.isSandbox
            ? Rendering.Page.Sandbox(now: platform.clock.now(), url: "/sandbox") : nil
    }
}

extension Router {
    /// The page that tells a person what went wrong, why, and what can be done.
    func problemPage(_ problem: Problem, request: HTTPRequest?) -> Rendering.Page {
        let language = problem.language
        let refusal = problem.refusal
        let title = refusal.code.title[language]
        // The language links lead back to what was asked for, where asking again does no harm.
        let address = request.flatMap { $0.method == "GET" ? PageURL(checking: $0.path) : nil }
        return Rendering.Page(
            language, title: title, address: address ?? "/",
            sandbox: Navigation.sandbox(of: platform)
        ) {
            Heading(1, title)
            if let detail = refusal.detail { Paragraph(detail[language]) }
            if let clause = refusal.clause {
                Paragraph(Self.clauseLabel[language] + " " + clause.cited()[language])
            }
            if refusal.code == .edsRequired {
                Form(
                    language, action: "/sign-in/eds",
                    hidden: [("next", (address ?? "/").text)]
                ) { Button(submit: Self.edsLabel[language], icon: .key) }
            }
            Paragraph(
                Self.requestLabel[language] + " " + problem.requestId, style: .soft)
            Paragraph { Link(Self.homeLabel[language], to: "/") }
        }
    }

    private static let clauseLabel = LocalizedText(kk: "Негіз:", ru: "Основание:", en: "Basis:")
    private static let requestLabel = LocalizedText(
        kk: "Сұрау нөмірі:", ru: "Номер запроса:", en: "Request:")
    private static let edsLabel = LocalizedText(
        kk: "ЭЦҚ арқылы кіру", ru: "Войти по ЭЦП", en: "Sign in by EDS")
    private static let homeLabel = LocalizedText(
        kk: "Басты бетке", ru: "На главную", en: "To the home page")
}
