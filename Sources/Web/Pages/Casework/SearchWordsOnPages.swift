import Kernel
import UseCases

/// What the page says where officials look for cases.
enum SearchWordsOnPages {
    static let title = LocalizedText(kk: "Істі іздеу", ru: "Поиск дела", en: "Find a case")
    static let text = LocalizedText(
        kk: "Нөмірі, БСН-і, атауы немесе нысаны", ru: "Номер, БИН, название или объект",
        en: "Number, BIN, name or facility")
    static let textHint = LocalizedText(
        kk: "Сөздердің басын жазсаңыз жеткілікті; бас әріп пен қазақ әріптері маңызды емес",
        ru: "Достаточно начала слов; регистр и казахские буквы не важны",
        en: "The beginnings of words will do; capitals and Kazakh letters do not matter")
    static let service = LocalizedText(kk: "Қызмет", ru: "Услуга", en: "Service")
    static let state = LocalizedText(kk: "Күйі", ru: "Состояние", en: "Where it stands")
    static let all = LocalizedText(kk: "Барлығы", ru: "Все", en: "All")
    static let from = LocalizedText(
        kk: "Берілген күні: бастап", ru: "Подано: с", en: "Submitted from")
    static let until = LocalizedText(
        kk: "Берілген күні: дейін", ru: "Подано: по", en: "Submitted until")
    static let find = LocalizedText(kk: "Іздеу", ru: "Найти", en: "Find")
    static let found = LocalizedText(kk: "Табылғаны", ru: "Найдено", en: "Found")
    static let nothing = LocalizedText(
        kk: "Органыңыздың істерінен табылмады. Сөздің басқа бөлігін жазып немесе шарттарды азайтып "
            + "көріңіз.",
        ru: "Среди дел вашего органа ничего не нашлось. Попробуйте другое начало слова или меньше "
            + "условий.",
        en: "Nothing among the cases of your body. Try another beginning of the word, or fewer "
            + "conditions.")
    static let cutShort = LocalizedText(
        kk: "Әзірге табылмады: істер көп, әрі қарай іздеңіз.",
        ru: "Пока не нашлось: дел много, ищите дальше.",
        en: "Nothing so far: there are many cases, go on.")
    static let more = LocalizedText(kk: "Әрі қарай", ru: "Дальше", en: "Go on")
    static let applicant = LocalizedText(
        kk: "Өтініш беруші", ru: "Заявитель", en: "Applicant")

    static func state(_ state: CaseQuery.State) -> LocalizedText {
        switch state {
        case .stage:
            LocalizedText(kk: "қаралуда", ru: "рассматривается", en: "under way")
        case .awaitingSignature:
            LocalizedText(kk: "қол қоюды күтуде", ru: "ждёт подписи", en: "waits for a signature")
        case .ended: LocalizedText(kk: "аяқталған", ru: "завершено", en: "ended")
        case .withdrawn: LocalizedText(kk: "кері алынған", ru: "отозвано", en: "withdrawn")
        }
    }
}
