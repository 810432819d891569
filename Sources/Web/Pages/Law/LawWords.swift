import Kernel
import Regulations
import Rendering

/// What the pages of the law say.
enum LawWords {
    static let title = LocalizedText(
        kk: "Актілер кез келген күнгі редакцияда", ru: "Акты в редакции на любой день",
        en: "The acts as on any day")
    static let lead = LocalizedText(
        kk: "Әр нормаға: қай күннен бастап, қай бұйрықпен және ол күні қандай мәтін қолданылды.",
        ru: "По каждой норме: с какого дня, каким приказом и какой текст действовал в этот день.",
        en: "For every provision: since when, by which order, and which text applied on a day.")
    static let unofficial = LocalizedText(
        kk: "Бұл – біздің қысқаша бейресми баяндауымыз. Ресми мәтінді мемлекет жариялайды.",
        ru: "Это наше краткое неофициальное изложение. Официальный текст публикует государство.",
        en: "This is our own short unofficial statement. The state publishes the official text.")
    static let onDay = LocalizedText(
        kk: "Қай күнгі редакция", ru: "Редакция на день", en: "As on the day")
    static let show = LocalizedText(kk: "Көрсету", ru: "Показать", en: "Show")
    static let changes = LocalizedText(
        kk: "Өзгерген күндер", ru: "Дни изменений", en: "Days on which it changed")
    static let notHeld = LocalizedText(
        kk: "Бұл күнгі мәтін мұнда сақталмаған.", ru: "Текст на этот день здесь не хранится.",
        en: "The wording of that day is not held here.")
    static let nothing = LocalizedText(kk: "Болмаған", ru: "Отсутствует", en: "Nothing")
    static let by = LocalizedText(kk: "Өзгерткен норма:", ru: "Изменено нормой:", en: "Amended by")
    static let registered = LocalizedText(kk: "тіркеу", ru: "регистрация", en: "registration")
    static let difference = LocalizedText(
        kk: "Екі күннің айырмасы", ru: "Сравнение двух дней", en: "Two days compared")
    static let firstDay = LocalizedText(kk: "Бірінші күн", ru: "Первый день", en: "First day")
    static let secondDay = LocalizedText(kk: "Екінші күн", ru: "Второй день", en: "Second day")
    static let compare = LocalizedText(kk: "Салыстыру", ru: "Сравнить", en: "Compare")
    static let same = LocalizedText(
        kk: "Бұл екі күні мәтін бірдей.", ru: "В эти два дня текст одинаков.",
        en: "On these two days the text is the same.")
    static let clause = LocalizedText(kk: "Норма", ru: "Норма", en: "Clause")
    static let deadlines = LocalizedText(
        kk: "Мерзімді жұмыс күндерімен есептеу", ru: "Рассчитать срок в рабочих днях",
        en: "Count a term in working days")
    static let deadline = LocalizedText(
        kk: "Мерзім қай күні бітеді", ru: "Когда истекает срок", en: "When a term ends")
    static let startDay = LocalizedText(
        kk: "Басталатын күн", ru: "День начала", en: "The day it starts on")
    static let workingDays = LocalizedText(
        kk: "Жұмыс күндерінің саны (1–400)", ru: "Число рабочих дней (1–400)",
        en: "Number of working days (1 to 400)")
    static let count = LocalizedText(kk: "Есептеу", ru: "Рассчитать", en: "Count")
    static let lastDay = LocalizedText(kk: "Соңғы күн:", ru: "Последний день:", en: "The last day:")
    static let everyDay = LocalizedText(kk: "Әр күн", ru: "Каждый день", en: "Every day")
    static let day = LocalizedText(kk: "Күн", ru: "День", en: "Day")
    static let why = LocalizedText(kk: "Неліктен", ru: "Почему", en: "Why")
    static let firstDaySkipped = LocalizedText(
        kk: "Бірінші күн есептелмейді (болжалды, IS-WD-3). Күнтізбе:",
        ru: "Первый день не считается (принято условно, IS-WD-3). Календарь:",
        en: "The first day is not counted (assumed, IS-WD-3). Calendar:")

    static func assumed(_ language: Language) -> Badge {
        Badge(
            .warn,
            LocalizedText(kk: "болжалды күн", ru: "день принят условно", en: "assumed day")[
                language])
    }

    /// Since when and until when, in words.
    static func period(_ version: ClauseVersion, _ language: Language) -> String {
        let since = LocalizedText(kk: "Басталуы:", ru: "Действует с", en: "In force from")[language]
        let until = LocalizedText(kk: "Аяқталуы:", ru: "по", en: "until")[language]
        let first = version.start.map { "\(since) \($0)" } ?? ""
        // The stored end is the first day on which it no longer applies.
        return first + (version.end.map { " \(until) \($0.adding(days: -1))" } ?? "")
    }
}
