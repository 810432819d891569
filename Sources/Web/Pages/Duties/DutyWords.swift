import Kernel
import Regulations

/// Words of the pages on the duties of public bodies.
enum DutyWords {
    static let title = LocalizedText(
        kk: "Органдардың міндеттері", ru: "Обязанности органов", en: "Duties of public bodies")
    static let lead = LocalizedText(
        kk: "Актілер мемлекеттік органдарға не жүктейді, қай күнге дейін және ол орындалғанын "
            + "не көрсетеді.",
        ru: "Что акты возлагают на государственные органы, к какому дню, и чем подтверждено "
            + "исполнение.",
        en: "What acts ask of public bodies, by which day, and what shows that it was done.")
    static let office = LocalizedText(
        kk: "Органымның міндеттері", ru: "Обязанности моего органа", en: "Duties of my body")
    static let officeLead = LocalizedText(
        kk: "Мерзімдер, кешігулер, орындалғанын растау.",
        ru: "Сроки, опоздания, подтверждение исполнения.",
        en: "Terms, lateness, evidence that it was done.")
    static let none = LocalizedText(
        kk: "Органыңызға міндет жүктелмеген.", ru: "На ваш орган обязанностей не возложено.",
        en: "No duty is laid on your body.")
    static let life = LocalizedText(
        kk: "Бұйрықтың өмірі:", ru: "Жизнь приказа", en: "The life of order")
    static let event = LocalizedText(kk: "Не болды", ru: "Событие", en: "What happened")
    static let number = LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number")
    static let notEntered = LocalizedText(
        kk: "күні енгізілмеген", ru: "день не внесён", en: "day not entered")
    static let assumed = LocalizedText(kk: "болжалды", ru: "принято условно", en: "assumed")
    static let state = LocalizedText(kk: "Күйі", ru: "Состояние", en: "State")
    static let holder = LocalizedText(kk: "Кімге жүктелген", ru: "На ком лежит", en: "Whose duty")
    static let clauses = LocalizedText(kk: "Нормалар", ru: "Нормы", en: "Clauses")
    static let wanted = LocalizedText(
        kk: "Растау ретінде не керек", ru: "Что будет подтверждением", en: "What is evidence")
    static let rules = LocalizedText(kk: "Қағидалар", ru: "Правила", en: "Rules")
    static let starts = LocalizedText(
        kk: "Мерзім басталған күн", ru: "Срок идёт с", en: "Runs from")
    static let lastDay = LocalizedText(
        kk: "Мерзімнің соңғы күні", ru: "Последний день срока", en: "Last day of the term")
    static let foundLate = LocalizedText(
        kk: "Кешігу анықталды", ru: "Опоздание установлено", en: "Found to be late")
    static let whole = LocalizedText(kk: "Растау", ru: "Подтверждение", en: "Evidence")
    static let noEvidence = LocalizedText(
        kk: "енгізілмеген", ru: "не внесено", en: "none entered")
    static let afterTerm = LocalizedText(
        kk: "мерзімнен кейін", ru: "после срока", en: "after the term")
    static let inTime = LocalizedText(kk: "мерзімінде", ru: "в срок", en: "in time")
    static let changed = LocalizedText(
        kk: "Мерзім жаңа күнтізбе бойынша қайта есептелді",
        ru: "Срок пересчитан по новому календарю",
        en: "The term was counted anew by a new calendar")
    static let dueBefore = LocalizedText(
        kk: "Бұрынғы соңғы күн:", ru: "Прежний последний день:", en: "The last day before:")
    static let causes = LocalizedText(
        kk: "Өзгерген күндер:", ru: "Изменились дни:", en: "Days that changed:")
    static let dayByDay = LocalizedText(
        kk: "Мерзім күн сайын", ru: "Срок по дням", en: "The term day by day")
    static let enter = LocalizedText(
        kk: "Орындалғанын растау", ru: "Внести подтверждение", en: "Enter evidence")
    static let recipient = LocalizedText(
        kk: "Кімге хабарланды", ru: "Кого известили", en: "Who was informed")
    static let doneOn = LocalizedText(
        kk: "Орындалған күн", ru: "День исполнения", en: "Day on which it was done")

    /// What happened to an act.
    static func name(_ kind: ActEvent.Kind) -> LocalizedText {
        switch kind {
        case .signed: LocalizedText(kk: "қол қойылды", ru: "подписан", en: "signed")
        case .registered: LocalizedText(kk: "тіркелді", ru: "зарегистрирован", en: "registered")
        case .published: LocalizedText(kk: "жарияланды", ru: "опубликован", en: "published")
        case .inForce:
            LocalizedText(kk: "күшіне енді", ru: "введён в действие", en: "in force from")
        case .amended: LocalizedText(kk: "өзгертілді", ru: "изменён", en: "amended")
        case .ended:
            LocalizedText(kk: "қолданылуы тоқтады", ru: "перестал действовать", en: "ended")
        }
    }

    /// How a duty stands.
    static func name(_ state: DutyState) -> LocalizedText {
        switch state {
        case .notYet:
            LocalizedText(kk: "әлі басталған жоқ", ru: "ещё не наступила", en: "not yet")
        case .standing: LocalizedText(kk: "тұрақты", ru: "постоянная", en: "standing")
        case .ended:
            LocalizedText(
                kk: "актімен бірге аяқталды", ru: "прекратилась вместе с актом",
                en: "ended with the act")
        case .open:
            LocalizedText(kk: "орындалуы тиіс", ru: "ждёт исполнения", en: "to be done")
        case .late:
            LocalizedText(
                kk: "мерзімі өтті, растау жоқ", ru: "срок прошёл, подтверждения нет",
                en: "the term is over, no evidence")
        case .done: LocalizedText(kk: "орындалды", ru: "исполнена", en: "done")
        case .doneLate:
            LocalizedText(
                kk: "кешігіп орындалды", ru: "исполнена с опозданием", en: "done late")
        }
    }
}
