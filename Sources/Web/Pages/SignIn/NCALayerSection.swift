import Kernel
import Rendering
import SigningChannels
import UseCases

/// The way to sign through NCALayer; it appears only where scripts run.
///
/// The page has a form with a file field `cms`, which the signature is handed in with.
struct NCALayerSection {
    /// What is signed.
    enum Purpose {
        case signIn, document

        /// Which key an NCALayer of before 2022 is asked for.
        fileprivate var keyUse: NCALayerKeyUse {
            switch self {
            case .signIn: .authentication
            case .document: .signature
            }
        }
    }

    private let language: Language
    private let address: String
    private let window: PageURL?
    private let contents: [[UInt8]]
    private let isList: Bool
    private let purpose: Purpose

    init(
        _ language: Language, configuration: PlatformConfiguration, _ content: [UInt8],
        for purpose: Purpose
    ) {
        self.language = language
        self.address = configuration.ncaLayerAddress
        self.window = configuration.ncaLayerWindow.flatMap { PageURL(checking: $0) }
        contents = [content]
        isList = false
        self.purpose = purpose
    }

    /// For several papers at once, each with a file field of its own: `cms0`, `cms1`.
    init(
        _ language: Language, configuration: PlatformConfiguration, papers: [[UInt8]]
    ) {
        self.language = language
        address = configuration.ncaLayerAddress
        window = configuration.ncaLayerWindow.flatMap { PageURL(checking: $0) }
        contents = papers
        isList = true
        purpose = .document
    }

    var html: HTML {
        tag(
            .section, .class("stack"), .hidden, .data("ncalayer", address),
            .data("key-use", purpose.keyUse.rawValue),
            isList
                ? .data("contents", contents.map(\.base64).joined(separator: " "))
                : .data("content", contents.first?.base64 ?? ""),
            window.map { .data("window", $0) },
            .data("words-waiting", Words.waiting[language]),
            .data("words-choose", Words.choose[language]),
            .data("words-file", Words.file[language]),
            .data("words-cancelled", Words.cancelled(purpose)[language]),
            .data("words-password", Words.password[language]),
            .data("words-token", Words.token[language]),
            .data("words-expired", Words.expired[language]),
            .data("words-early", Words.early[language]),
            .data("words-unsuitable", Words.unsuitable[language]),
            .data("words-missing", Words.missing(purpose)[language]),
            .data("words-lost", Words.lost[language]),
            .data("words-failed", Words.failed[language])
        ) {
            Heading(2, Words.title[language])
            tag(.p) { Words.lead[language] }
            tag(.div, .class("actions")) {
                tag(.button, .class("button"), .type("button")) {
                    Icon.key.html
                    Words.sign[language]
                }
            }
            // There from the beginning, so that what is put in later is read out.
            tag(.p, .role("status"))
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "NCALayer арқылы", ru: "Через NCALayer", en: "Through NCALayer")
    static let lead = LocalizedText(
        kk: "Компьютеріңіздегі NCALayer кілтті таңдап, құпиясөзін жазуды сұрайды. Кілт осы "
            + "компьютерден шықпайды.",
        ru: "NCALayer на вашем компьютере попросит выбрать ключ и ввести пароль. Ключ не покидает "
            + "компьютер.",
        en: "NCALayer on your computer asks you to choose a key and type its password. The key "
            + "does not leave the computer.")
    static let sign = LocalizedText(
        kk: "NCALayer арқылы қол қою", ru: "Подписать через NCALayer",
        en: "Sign through NCALayer")
    static let waiting = LocalizedText(
        kk: "NCALayer терезесінде кілтті таңдап, қол қойыңыз.",
        ru: "Выберите ключ и подпишите в окне NCALayer.",
        en: "Choose a key and sign in NCALayer's window.")
    static let choose = LocalizedText(
        kk: "Кілт қайда тұр? Қосылғандардың бірін таңдаңыз.",
        ru: "Где лежит ключ? Выберите одно из подключённых устройств.",
        en: "Where is the key? Choose one of what is plugged in.")
    static let file = LocalizedText(kk: "Файлдағы кілт", ru: "Ключ в файле", en: "A key in a file")
    static func cancelled(_ purpose: NCALayerSection.Purpose) -> LocalizedText {
        switch purpose {
        case .signIn:
            LocalizedText(
                kk: "Сіз қол қоюдан бас тарттыңыз. Кірген жоқсыз; қайта бастауға болады.",
                ru: "Вы отменили подписание. Вход не выполнен; можно начать снова.",
                en: "You cancelled signing. You are not signed in; you can start again.")
        case .document:
            LocalizedText(
                kk: "Сіз қол қоюдан бас тарттыңыз. Құжатқа қол қойылған жоқ.",
                ru: "Вы отменили подписание. Документ не подписан.",
                en: "You cancelled signing. The paper is not signed.")
        }
    }
    static let password = LocalizedText(
        kk: "Кілттің құпиясөзі қате. Пернетақта тілі мен бас әріптерді тексеріп, қайталаңыз.",
        ru: "Пароль ключа неверен. Проверьте раскладку и заглавные буквы и повторите.",
        en: "The key's password is wrong. Check the keyboard layout and capitals, then try again.")
    static let token = LocalizedText(
        kk: "Кілті бар токен қосылмаған. Оны қосыңыз немесе файлдағы кілтті таңдаңыз.",
        ru: "Токен с ключом не подключён. Подключите его или выберите ключ в файле.",
        en: "No token with a key is plugged in. Plug it in, or choose a key in a file.")
    static let expired = LocalizedText(
        kk: "Сертификаттың мерзімі өткен. Жаңасын pki.gov.kz сайтынан алып, қайталаңыз.",
        ru: "Срок действия сертификата истёк. Получите новый на pki.gov.kz и повторите.",
        en: "The certificate has expired. Get a new one at pki.gov.kz and try again.")
    static let early = LocalizedText(
        kk: "Сертификат әлі күшіне енбеген.", ru: "Срок действия сертификата ещё не наступил.",
        en: "The certificate is not valid yet.")
    static let unsuitable = LocalizedText(
        kk: "Бұл кілт осы сұрауға жарамайды. Басқа кілтті таңдаңыз.",
        ru: "Этот ключ не подходит к запросу. Выберите другой.",
        en: "This key does not fit the request. Choose another one.")
    static func missing(_ purpose: NCALayerSection.Purpose) -> LocalizedText {
        switch purpose {
        case .signIn:
            LocalizedText(
                kk: "NCALayer жауап бермейді. Оны іске қосып, қайталаңыз немесе төменде файл "
                    + "арқылы кіріңіз.",
                ru: "NCALayer не отвечает. Запустите его и повторите или войдите через файл ниже.",
                en: "NCALayer does not answer. Start it and try again, or sign in by file below.")
        case .document:
            LocalizedText(
                kk: "NCALayer жауап бермейді. Оны іске қосып, қайталаңыз немесе төменде қолтаңба "
                    + "файлын тапсырыңыз.",
                ru: "NCALayer не отвечает. Запустите его и повторите или сдайте файл подписи ниже.",
                en: "NCALayer does not answer. Start it and try again, or hand in a file below.")
        }
    }
    static let lost = LocalizedText(
        kk: "NCALayer-мен байланыс үзілді. Қайталап көріңіз.",
        ru: "Связь с NCALayer прервалась. Попробуйте ещё раз.",
        en: "The connection to NCALayer was lost. Try again.")
    static let failed = LocalizedText(
        kk: "NCALayer қол қоя алмады.", ru: "NCALayer не смог подписать.",
        en: "NCALayer could not sign.")
}
