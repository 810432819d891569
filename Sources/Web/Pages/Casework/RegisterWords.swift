import Kernel
import UseCases

/// Words of the pages on public registers.
enum RegisterWords {
    static let title = LocalizedText(
        kk: "Ашық тізілім", ru: "Открытый реестр", en: "Public register")
    static let item = LocalizedText(
        kk: "Тізілім жазбасы", ru: "Запись реестра", en: "Register entry")
    static let permitted = LocalizedText(
        kk: "Нақты не рұқсат етілген", ru: "Что именно разрешено", en: "What exactly it is for")
    static let body = LocalizedText(
        kk: "Берген орган (БСН)", ru: "Кем выдано (БИН)", en: "Given by (BIN)")
    static let givenBy = LocalizedText(kk: "Берген орган", ru: "Кем выдано", en: "Given by")
    static let digest = LocalizedText(
        kk: "Нәтиженің SHA-256 мәні", ru: "SHA-256 результата", en: "SHA-256 of the result")
    static let compare = LocalizedText(
        kk: "Дәл осы мән құжаттың төменгі жағында басылған: салыстырыңыз.",
        ru: "То же значение напечатано внизу документа: сравните их.",
        en: "The same value is printed at the foot of the paper: compare them.")
    static let check = LocalizedText(
        kk: "Құжаттың қолтаңбасын тексеру", ru: "Проверить подпись документа",
        en: "Check the paper's signature")
    static let empty = LocalizedText(
        kk: "Бұл күнге жазба жоқ", ru: "На этот день записей нет",
        en: "There are no entries on that day")
    static let bin = LocalizedText(kk: "БСН", ru: "БИН", en: "BIN")
    static let person = LocalizedText(
        kk: "жеке тұлға", ru: "физическое лицо", en: "a natural person")
    static let since = LocalizedText(kk: "Бастап", ru: "Действует с", en: "Since")
    static let state = LocalizedText(kk: "Күйі", ru: "Состояние", en: "State")
    static let proof = LocalizedText(
        kk: "Әр жазбаның журналда дәлелі бар.",
        ru: "У каждой записи есть доказательство в журнале.",
        en: "Every entry has a proof in the journal.")

    static let until = LocalizedText(
        kk: "Соңғы күні", ru: "Последний день", en: "Last day")
    static let withoutEnd = LocalizedText(
        kk: "мерзімі шектелмеген", ru: "срок не ограничен", en: "without an end")
    static let history = LocalizedText(
        kk: "Кейін не шешілді", ru: "Что решено позже", en: "What was decided later")
    static let decide = LocalizedText(
        kk: "Тоқтату, қалпына келтіру немесе қайтарып алу",
        ru: "Приостановить, возобновить или отозвать", en: "Suspend, restore or withdraw")
    static let decideLead = LocalizedText(
        kk: "Шешім көрсетілген күннен бастап қолданылады; өткен күндердегі күй өзгермейді. "
            + "Қайтарып алынған нәтиже қалпына келтірілмейді.",
        ru: "Решение действует с указанного дня; прошлое не меняется. Отозванный результат не "
            + "восстанавливается.",
        en: "The decision holds from the day that you name; the past stays as it was. What was "
            + "withdrawn is not restored.")
    static let newState = LocalizedText(
        kk: "Жаңа күйі", ru: "Новое состояние", en: "New state")
    static let from = LocalizedText(kk: "Қай күннен бастап", ru: "С какого дня", en: "From")
    static let clause = LocalizedText(
        kk: "Қай норма бойынша", ru: "По какой норме", en: "Under which clause")
    static let clauseHint = LocalizedText(
        kk: "Акт пен тармағы; бәріне көрінеді", ru: "Акт и пункт; видно всем",
        en: "The act and the clause; everyone sees it")
    static let reasons = LocalizedText(kk: "Себептері", ru: "Причины", en: "Reasons")
    static let reasonsHint = LocalizedText(
        kk: "Тек иесі мен органға көрінеді", ru: "Видно только владельцу и органу",
        en: "Only the holder and the body see them")
    static let record = LocalizedText(kk: "Жазу", ru: "Записать", en: "Record")

    static func state(_ state: RegisterItem.State) -> LocalizedText {
        switch state {
        case .inForce: LocalizedText(kk: "күшінде", ru: "действует", en: "in force")
        case .suspended: LocalizedText(kk: "тоқтатылған", ru: "приостановлено", en: "suspended")
        case .withdrawn: LocalizedText(kk: "қайтарылған", ru: "отозвано", en: "withdrawn")
        case .deregistered:
            LocalizedText(kk: "есептен шығарылған", ru: "снято с учёта", en: "deregistered")
        case .replaced:
            LocalizedText(kk: "қайта ресімделген", ru: "переоформлено", en: "re-issued")
        case .expired: LocalizedText(kk: "мерзімі өткен", ru: "срок истёк", en: "expired")
        }
    }
}
