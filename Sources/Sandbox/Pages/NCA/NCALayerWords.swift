import Kernel

/// The words of the window of the sandbox's NCALayer.
enum NCALayerWords {
    static let title = LocalizedText(
        kk: "NCALayer терезесі", ru: "Окно NCALayer", en: "NCALayer's window")
    static let lead = LocalizedText(
        kk: "Шын NCALayer мұны өз терезесінде сұрайды. Мұнда сынақ кілттері нағыз қолтаңба қояды.",
        ru: "Настоящий NCALayer спрашивает это в своём окне. Здесь по-настоящему подписывают "
            + "тестовые ключи.",
        en: "The real NCALayer asks this in a window of its own. Here sandbox keys truly sign.")
    static let nothing = LocalizedText(
        kk: "Күтіп тұрған сұрау жоқ. Бетте «NCALayer арқылы қол қою» батырмасын басыңыз.",
        ru: "Запросов нет. Нажмите на странице «Подписать через NCALayer».",
        en: "No request waits. Press “Sign through NCALayer” on a page.")
    static let address = LocalizedText(kk: "Мекенжайы:", ru: "Адрес:", en: "Address:")
    static let request = LocalizedText(
        kk: "Қол қою сұрауы", ru: "Запрос подписи", en: "A signature is asked for")
    static let who = LocalizedText(kk: "Кім сұрайды", ru: "Кто просит", en: "Who asks")
    static let program = LocalizedText(
        kk: "бағдарлама", ru: "программа", en: "a program")
    static let container = LocalizedText(kk: "Пішім", ru: "Формат", en: "Format")
    static let count = LocalizedText(kk: "Құжат саны", ru: "Документов", en: "Documents")
    static let content = LocalizedText(
        kk: "Неге қол қоясыз", ru: "Что вы подписываете", en: "What you sign")
    static let key = LocalizedText(kk: "Кілт", ru: "Ключ", en: "Key")
    static let password = LocalizedText(
        kk: "Кілт құпиясөзі", ru: "Пароль ключа", en: "Password of the key")
    static let passwordHint = LocalizedText(
        kk: "Сынақ кілттерінің бәрінде Qwerty12; қате құпиясөзді көру үшін басқасын жазыңыз",
        ru: "У всех тестовых ключей Qwerty12; чтобы увидеть отказ, введите другой",
        en: "Qwerty12 for every sandbox key; type another one to see the refusal")
    static let sign = LocalizedText(kk: "Қол қою", ru: "Подписать", en: "Sign")
    static let cancel = LocalizedText(kk: "Бас тарту", ru: "Отмена", en: "Cancel")
    static let noToken = LocalizedText(
        kk: "Токен қосылмаған", ru: "Токен не подключён", en: "No token is plugged in")
}

extension NCALayerOutcome {
    /// What the window says afterwards.
    var words: LocalizedText {
        switch self {
        case .signed:
            LocalizedText(
                kk: "Қол қойылды. Бұл терезені жабуға болады.",
                ru: "Подписано. Это окно можно закрыть.",
                en: "Signed. You can close this window.")
        case .cancelled:
            LocalizedText(
                kk: "Сіз бас тарттыңыз: ештеңеге қол қойылған жоқ.",
                ru: "Вы отказались: ничего не подписано.",
                en: "You cancelled: nothing was signed.")
        case .wrongPassword:
            LocalizedText(
                kk: "Құпиясөз қате: ештеңеге қол қойылған жоқ.",
                ru: "Пароль неверен: ничего не подписано.",
                en: "The password is wrong: nothing was signed.")
        case .noToken:
            LocalizedText(
                kk: "Токен қосылмаған: ештеңеге қол қойылған жоқ.",
                ru: "Токен не подключён: ничего не подписано.",
                en: "No token is plugged in: nothing was signed.")
        case .expired:
            LocalizedText(
                kk: "Сертификаттың мерзімі өткен: ештеңеге қол қойылған жоқ.",
                ru: "Срок сертификата истёк: ничего не подписано.",
                en: "The certificate has expired: nothing was signed.")
        case .refused:
            LocalizedText(
                kk: "Бұл кілт сұрауға жарамайды: ештеңеге қол қойылған жоқ.",
                ru: "Этот ключ не подходит к запросу: ничего не подписано.",
                en: "This key does not suit the request: nothing was signed.")
        case .gone:
            LocalizedText(
                kk: "Бұл сұрау енді күтпейді. Бетте қайта бастаңыз.",
                ru: "Этот запрос больше не ждёт. Начните на странице заново.",
                en: "This request waits no longer. Start anew on the page.")
        }
    }
}
