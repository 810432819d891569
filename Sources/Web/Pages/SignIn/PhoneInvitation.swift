import Kernel
import Rendering
import SigningChannels

/// What a phone with eGov Mobile needs to sign: a code to scan, or a link on the phone itself.
///
/// Without scripts the page is asked for again by hand.
struct PhoneInvitation: Component {
    let language: Language
    let link: MobileSignLink
    let isSandbox: Bool
    /// The page itself, which shows what was signed since.
    let page: PageURL

    /// The heading over it.
    static let title = LocalizedText(
        kk: "Телефон арқылы", ru: "Через телефон", en: "With your phone")

    @HTMLBuilder var html: HTML {
        if let code = try? QRCode.encode(link.text) { code.svg(label: Words.label[language]) }
        Actions {
            if isSandbox {
                Button(
                    Words.sandbox[language], to: "/sandbox/phone?text=\(link.text)",
                    style: .secondary)
            } else if let url = PageURL(checking: link.citizenLaunchLink) {
                Button(Words.open[language], to: url, style: .secondary)
            }
            Button(Words.refresh[language], to: page, style: .secondary)
        }
    }
}

private enum Words {
    static let label = LocalizedText(
        kk: "eGov Mobile қолданбасына арналған QR код", ru: "QR-код для eGov Mobile",
        en: "QR code for eGov Mobile")
    static let open = LocalizedText(
        kk: "Осы телефонда ашу", ru: "Открыть на этом телефоне", en: "Open on this phone")
    static let refresh = LocalizedText(
        kk: "Қол қойдым: жалғастыру", ru: "Подписано: продолжить", en: "I have signed: go on")
    static let sandbox = LocalizedText(
        kk: "Сынақ телефонымен қол қою", ru: "Подписать телефоном песочницы",
        en: "Sign with the sandbox's phone")
}
