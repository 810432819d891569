import Kernel
import Rendering
import SigningChannels
import UseCases

/// The way to sign a challenge on the phone: a code to scan, or a link on the phone itself.
///
/// Without scripts the page is asked for again by hand.
struct PhoneSection {
    private let language: Language
    private let challenge: Identifier<EDSChallenge>
    private let next: PageURL
    private let link: MobileSignLink
    private let request: SigningRequest
    private let isSandbox: Bool

    init(
        _ language: Language, challenge: Identifier<EDSChallenge>, next: PageURL,
        link: MobileSignLink, request: SigningRequest, isSandbox: Bool
    ) {
        self.language = language
        self.challenge = challenge
        self.next = next
        self.link = link
        self.request = request
        self.isSandbox = isSandbox
    }

    /// What the section shows.
    static func version(of request: SigningRequest?) -> String {
        request?.signed == nil ? "waiting" : "signed"
    }

    var html: HTML {
        tag(.section, .class("stack")) {
            Heading(2, PhoneInvitation.title[language])
            LiveRegion(
                id: "phone", url: "/sign-in/eds/\(challenge.text)/phone/live",
                version: Self.version(of: request)
            ) {
                if request.signed == nil { waiting } else { signed }
            }
        }
    }

    @HTMLBuilder private var signed: HTML {
        Notice(.good) { Paragraph(Words.signed[language]) }
        Form(language, action: "/sign-in/eds/\(challenge.text)/phone?next=\(next.text)") {
            Button(submit: Words.enter[language], icon: .key)
        }
    }

    @HTMLBuilder private var waiting: HTML {
        Paragraph(Words.lead[language])
        PhoneInvitation(
            language: language, link: link, isSandbox: isSandbox,
            page: "/sign-in/eds/\(challenge.text)?next=\(next.text)")
    }
}

private enum Words {
    static let lead = LocalizedText(
        kk: "eGov Mobile қолданбасында QR кодты сканерлеп, қол қойыңыз. Кодты басқа біреу жіберсе, "
            + "қол қоймаңыз: ол сіздің атыңыздан кіреді.",
        ru:
            "Отсканируйте код в приложении eGov Mobile и подпишите. Если код прислал кто-то другой, "
            + "не подписывайте: он войдёт от вашего имени.",
        en:
            "Scan the code in eGov Mobile and sign. If somebody else sent you the code, do not sign: "
            + "they would be signed in as you.")
    static let signed = LocalizedText(
        kk: "Телефонда қол қойылды.", ru: "Подписано на телефоне.", en: "Signed on the phone.")
    static let enter = LocalizedText(kk: "Кіру", ru: "Войти", en: "Sign in")
}
