import Kernel

/// A whole page: what surrounds every content.
package struct Page: Sendable {
    /// Who is signed in.
    package struct Account: Sendable {
        let name: String
        let signOut: PageURL

        /// A person's or organisation's name, and where the sign-out form is sent.
        package init(name: String, signOut: PageURL) {
            self.name = name
            self.signOut = signOut
        }
    }

    /// What the sandbox says on every page.
    package struct Sandbox: Sendable {
        let now: Instant
        let url: PageURL

        /// The sandbox's time, and where its controls are.
        package init(now: Instant, url: PageURL) {
            self.now = now
            self.url = url
        }
    }

    /// How wide the content is.
    package enum Width: Sendable {
        /// For reading: about 70 letters a line.
        case reading
        /// For tables and several columns.
        case wide
    }

    let language: Language
    let title: String
    let address: PageURL
    let navigation: [NavigationItem]
    let account: Account?
    let sandbox: Sandbox?
    let scripts: [Asset]
    let width: Width
    let isFaulty: Bool
    let content: HTML

    /// A page.
    ///
    /// `address` is the page's own, to which the language links add `lang`; for an answer to a POST
    /// it is an address that GET answers. `isFaulty` puts "Error:" before the title of a page that
    /// shows an ``ErrorSummary``.
    package init(
        _ language: Language, title: String, address: PageURL, navigation: [NavigationItem] = [],
        account: Account? = nil, sandbox: Sandbox? = nil, scripts: [Asset] = [],
        width: Width = .reading, isFaulty: Bool = false, @HTMLBuilder content: () -> HTML
    ) {
        self.language = language
        self.title = title
        self.address = address
        self.navigation = navigation
        self.account = account
        self.sandbox = sandbox
        self.scripts = scripts
        self.width = width
        self.isFaulty = isFaulty
        self.content = content()
    }

    /// UTF-8 of the document, to be sent as `text/html; charset=utf-8` with ``SecurityHeaders``.
    package var bytes: [UInt8] { html.document }

    /// The document as a tree.
    package var html: HTML {
        tag(.html, .lang(language)) {
            head
            tag(.body, width == .wide ? .class("wide") : nil) {
                tag(.a, .class("skip"), .href("#main")) { Words.skip[language] }
                sandboxBanner
                top
                menu
                tag(.main, .id("main"), .tabindex(-1)) {
                    tag(.div, .class("wrap stack")) { content }
                }
                bottom
            }
        }
    }
}

// MARK: - Parts

extension Page {
    private var head: HTML {
        tag(.head) {
            tag(.meta, .charset)
            tag(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
            tag(.meta, .name("color-scheme"), .content("light dark"))
            tag(.meta, .name("format-detection"), .content("telephone=no"))
            tag(.title) { (isFaulty ? Words.error[language] + ": " : "") + title + " · Qyzmet" }
            tag(.link, .rel("stylesheet"), .href(PageURL(Assets.style)))
            tag(.link, .rel("icon"), .type("image/svg+xml"), .href(PageURL(Assets.mark)))
            for script in scripts {
                tag(.script, .type("module"), .src(PageURL(script)))
            }
        }
    }

    private var sandboxBanner: HTML {
        guard let sandbox else { return .empty }
        return tag(.aside, .class("sandbox"), .aria("label", Words.sandbox[language])) {
            tag(.div, .class("wrap")) {
                tag(.strong) { Words.sandbox[language] }
                tag(.span) { Words.sandboxMeaning[language] }
                tag(.a, .href(sandbox.url)) {
                    tag(.time, .datetime(sandbox.now.description)) {
                        MomentFormat.dayAndTime(sandbox.now, language)
                    }
                }
            }
        }
    }

    private var top: HTML {
        tag(.header, .class("top")) {
            tag(.div, .class("wrap")) {
                tag(.a, .class("brand"), .href("/")) {
                    Mark.html
                    "Qyzmet"
                    tag(.span, .class("visually-hidden")) { " – " + Words.home[language] }
                }
                languageLinks
                if let account {
                    tag(.div, .class("account")) {
                        tag(.span, .class("name")) { account.name }
                        tag(.form, .method("post"), .action(account.signOut)) {
                            tag(.button, .class("link-button"), .type("submit")) {
                                Words.signOut[language]
                            }
                        }
                    }
                }
            }
        }
    }

    private var languageLinks: HTML {
        tag(.nav, .aria("label", Words.languages[language])) {
            tag(.ul, .class("languages")) {
                for other in Language.allCases {
                    tag(.li) {
                        if other == language {
                            tag(.span, .lang(other), .aria("current", "true")) {
                                languageName(other)
                            }
                        } else {
                            tag(
                                .a, .lang(other), .hreflang(other),
                                .href(address.setting("lang", to: other.rawValue))
                            ) { languageName(other) }
                        }
                    }
                }
            }
        }
    }

    /// Short on the screen, whole for those who hear it, each in its own language.
    private func languageName(_ language: Language) -> HTML {
        let (short, whole) =
            switch language {
            case .kk: ("Қаз", "Қазақша")
            case .ru: ("Рус", "Русский")
            case .en: ("Eng", "English")
            }
        return tag(.abbr, .title(whole)) { short }
    }

    @HTMLBuilder private var menu: HTML {
        if !navigation.isEmpty {
            tag(.nav, .class("navigation"), .aria("label", Words.navigation[language])) {
                tag(.div, .class("wrap")) {
                    tag(.ul) { for item in navigation { item.html } }
                }
            }
        }
    }

    private var bottom: HTML {
        tag(.footer, .class("bottom")) {
            tag(.div, .class("wrap")) {
                tag(.ul) {
                    tag(.li) { Link(Words.privacy[language], to: "/privacy") }
                    tag(.li) { Link(Words.accessibility[language], to: "/accessibility") }
                    tag(.li) { Link(Words.openQuestions[language], to: "/open-questions") }
                }
                tag(.p) {
                    "Qyzmet · " + Words.service[language] + ". " + Words.openSource[language] + "."
                }
            }
        }
    }
}
