import Kernel

/// What the page says where a head signs several papers.
enum SignManyWords {
    static let title = LocalizedText(
        kk: "Қол қою", ru: "На подпись", en: "To sign")
    static let lead = LocalizedText(
        kk: "Әр құжатты ашып оқыңыз, содан кейін оқылғандарының бәріне бірден қол қойыңыз. "
            + "Оқылмаған құжатқа қол қойылмайды.",
        ru: "Откройте и прочтите каждый документ, затем подпишите все прочитанные сразу. "
            + "Непрочитанный документ не подписывается.",
        en: "Open and read each paper, then sign all that you have read at once. A paper that is "
            + "not read is not signed.")
    static let empty = LocalizedText(
        kk: "Қол қоятын құжат жоқ", ru: "Подписывать нечего", en: "Nothing waits to be signed")
    static let emptyMore = LocalizedText(
        kk: "Шешім дайын болғанда осында пайда болады.",
        ru: "Готовые решения появятся здесь.", en: "Decisions appear here once they are ready.")
    static let read = LocalizedText(kk: "оқылды", ru: "прочитан", en: "read")
    static let unread = LocalizedText(kk: "оқылмаған", ru: "не прочитан", en: "not read")
    static let stale = LocalizedText(
        kk: "қайта оқу керек", ru: "прочтите снова", en: "read it again")
    static let open = LocalizedText(
        kk: "Құжатты оқу (PDF)", ru: "Прочитать документ (PDF)", en: "Read the paper (PDF)")
    static let theCase = LocalizedText(kk: "Істің өзі", ru: "Само дело", en: "The case itself")
    static let refresh = LocalizedText(
        kk: "Оқыдым: тізімді жаңарту", ru: "Прочитал: обновить список",
        en: "I have read: refresh the list")
    static let byFile = LocalizedText(
        kk: "Файлдар арқылы", ru: "Через файлы", en: "By files")
    static let outcome = LocalizedText(
        kk: "Қол қоюдың нәтижесі", ru: "Что подписано", en: "What was signed")
    static let signed = LocalizedText(kk: "қол қойылды", ru: "подписан", en: "signed")
    static let notSigned = LocalizedText(
        kk: "қол қойылмады", ru: "не подписан", en: "not signed")
    static let why = LocalizedText(kk: "Неге", ru: "Почему", en: "Why")
    static let again = LocalizedText(
        kk: "Қол қойылмағандары тізімде қалды; басқаларына бұл әсер етпейді.",
        ru: "Неподписанные остались в списке; на остальные это не влияет.",
        en: "Those not signed are still in the list; the others are not touched by it.")

    static func count(_ read: Int, of all: Int) -> LocalizedText {
        LocalizedText(
            kk: "Оқылғаны: \(all) құжаттан \(read)", ru: "Прочитано: \(read) из \(all)",
            en: "Read: \(read) of \(all)")
    }

    static func sign(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "Оқылғандарға қол қою: \(count)", ru: "Подписать прочитанные: \(count)",
            en: "Sign those that are read: \(count)")
    }

    static func signedCount(_ count: Int, of all: Int) -> LocalizedText {
        LocalizedText(
            kk: "Қол қойылды: \(all) құжаттан \(count)", ru: "Подписано: \(count) из \(all)",
            en: "Signed: \(count) of \(all)")
    }
}
