import HTTPServer
import Kernel
import Rendering

/// What pages say about a hearing before a refusal.
enum HearingWords {
    static let title = LocalizedText(
        kk: "Бас тарту көзделіп отыр: алдымен сізді тыңдайды",
        ru: "Предполагается отказ: сначала вас выслушают",
        en: "A refusal is intended: you are heard first")
    static let ofOfficials = LocalizedText(
        kk: "Бас тартудың алдындағы тыңдау", ru: "Заслушивание перед отказом",
        en: "The hearing before the refusal")
    static let lead = LocalizedText(
        kk: "Төмендегі негіздер мен себептерді оқып, қарсылығыңызды жаза аласыз. Жауап бермесеңіз, "
            + "басшы сол күннен бастап онсыз шешеді. Тыңдау қызмет мерзіміне кіреді, ол тоқтамайды.",
        ru: "Прочтите основания и причины; вы можете возразить. Если не ответите, с этого дня "
            + "руководитель решит без вашего ответа. Заслушивание входит в срок услуги, срок "
            + "не останавливается.",
        en: "Read the grounds and reasons; you may object. If you let it pass, from that day on "
            + "the head decides without your answer. The hearing is a part of the term of the "
            + "service, and the clock runs on.")
    static let day = LocalizedText(
        kk: "Тыңдау күні: бұған дейін бас тартуға болмайды",
        ru: "День заслушивания: до него отказать нельзя",
        en: "Day of the hearing: no refusal before it")
    static let term = LocalizedText(
        kk: "Хабарлаудан тыңдауға дейін", ru: "От уведомления до заслушивания",
        en: "From the notice to the hearing")
    static let grounds = LocalizedText(
        kk: "Көзделген негіздер", ru: "Предполагаемые основания", en: "Intended grounds")
    static let objections = LocalizedText(
        kk: "Қарсылықтар", ru: "Возражения", en: "Objections")
    static let none = LocalizedText(
        kk: "Әзірге қарсылық жоқ", ru: "Возражений пока нет", en: "No objection yet")
    static let file = LocalizedText(
        kk: "Қарсылықтың файлы", ru: "Файл возражения", en: "File of the objection")
    static let yours = LocalizedText(
        kk: "Қарсылығыңыз", ru: "Ваше возражение", en: "Your objection")
    static let send = LocalizedText(
        kk: "Қарсылықты жіберу", ru: "Отправить возражение", en: "Send the objection")
    static let answer = LocalizedText(
        kk: "Қарсылықтарға жауап", ru: "Ответ на возражения", en: "Answer to the objections")
    static let answerHint = LocalizedText(
        kk: "Қарсылық болса және бас тарту сақталса – міндетті; шешімге жазылады",
        ru: "Обязателен, если возражали, а отказ остаётся; войдёт в решение",
        en: "Needed where there are objections and the refusal stands; it goes into the decision")
    static let ofApplicant = LocalizedText(
        kk: "Өтініш беруші қарсылық жіберді", ru: "Заявитель отправил возражение",
        en: "The applicant sent an objection")

    /// What the executor is told before a refusal is proposed.
    static func ahead(_ day: Day, whole: Day?) -> LocalizedText {
        func text(_ language: Language, _ first: String, _ last: String) -> String {
            first + " " + MomentFormat.day(day, language)
                + (whole.map { ". " + last + " " + MomentFormat.day($0, language) } ?? "")
        }
        return LocalizedText(
            kk: text(
                .kk, "Бүгін бас тартуды ұсынсаңыз, тыңдау күні:", "Қызмет мерзімі аяқталады:"),
            ru: text(
                .ru, "Если предложить отказ сегодня, день заслушивания:",
                "Срок услуги истекает:"),
            en: text(
                .en, "If a refusal is proposed today, the hearing is on", "The term ends on"))
    }

    static func noticed(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Көзделген бас тарту туралы хабарланды, тыңдау күні: "
                + MomentFormat.day(day, .kk),
            ru: "Уведомление о предполагаемом отказе, день заслушивания: "
                + MomentFormat.day(day, .ru),
            en: "Notice of an intended refusal; the hearing is on " + MomentFormat.day(day, .en))
    }
}
