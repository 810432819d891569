import Kernel

/// What the page of figures says.
enum FigureWords {
    static let title = LocalizedText(
        kk: "Жүктеме мен мерзімдер", ru: "Нагрузка и сроки", en: "Load and terms")
    static let body = LocalizedText(kk: "Орган", ru: "Орган", en: "Body")
    static let from = LocalizedText(kk: "Бірінші күн", ru: "Первый день", en: "First day")
    static let until = LocalizedText(kk: "Соңғы күн", ru: "Последний день", en: "Last day")
    static let now = LocalizedText(kk: "Қазір", ru: "Сейчас", en: "Now")
    static let waiting = LocalizedText(
        kk: "Қабылданған, аяқталмаған істер", ru: "Принято и не завершено",
        en: "Taken in and not ended")
    static let overdue = LocalizedText(
        kk: "Мерзімі өткен жұмыстар", ru: "Просроченная работа", en: "Overdue pieces of work")
    static let nothing = LocalizedText(
        kk: "Бұл уақытта ештеңе болмаған.", ru: "За это время ничего не было.",
        en: "Nothing happened in this time.")
    static let byDay = LocalizedText(kk: "Күндер бойынша", ru: "По дням", en: "By days")
    static let byService = LocalizedText(
        kk: "Қызметтер бойынша", ru: "По услугам", en: "By services")
    static let byGround = LocalizedText(
        kk: "Бас тарту негіздері бойынша", ru: "По основаниям отказа", en: "By grounds of refusal")
    static let inTable = LocalizedText(
        kk: "Сандар төмендегі кестеде.", ru: "Числа – в таблице ниже.",
        en: "The numbers are in the table below.")
    static let received = LocalizedText(kk: "Қабылданды", ru: "Принято", en: "Taken in")
    static let decided = LocalizedText(kk: "Шешілді", ru: "Решено", en: "Decided")
    static let granted = LocalizedText(kk: "Берілді", ru: "Выдано", en: "Granted")
    static let refused = LocalizedText(kk: "Бас тартылды", ru: "Отказано", en: "Refused")
    static let withdrawn = LocalizedText(kk: "Кері алынды", ru: "Отозвано", en: "Withdrawn")
    static let decidedLate = LocalizedText(
        kk: "Кешігіп шешілді", ru: "Решено с опозданием", en: "Decided late")
    static let late = LocalizedText(
        kk: "Мерзімі өтті", ru: "Срок истёк", en: "Terms that ran out")
}
