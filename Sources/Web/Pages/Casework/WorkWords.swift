import Casework
import HTTPServer
import Kernel
import Rendering

/// What pages say about the clock of a case and about who does the work.
enum WorkWords {
    static let standsStill = LocalizedText(
        kk: "Мерзім тоқтап тұр", ru: "Срок приостановлен", en: "The clock stands still")
    static let since = LocalizedText(
        kk: "Бұл күннен бастап есептелмейді", ru: "Не считается с", en: "Not counted from")
    static let until = LocalizedText(
        kk: "Бұл күннен бастап қайта есептеледі", ru: "Снова считается с",
        en: "Counted again from")
    static let untilOpen = LocalizedText(
        kk: "мерзім іске қосылғанша", ru: "пока срок не возобновят", en: "until it is started")
    static let ground = LocalizedText(kk: "Негізі", ru: "Основание", en: "Ground")
    static let awaited = LocalizedText(
        kk: "Күтілетін құжат", ru: "Ожидаемый документ", en: "Document that is awaited")
    static let supplyLead = LocalizedText(
        kk: "Құжатты жіберсеңіз, мерзім бірден қайта жүреді.",
        ru: "Как только вы пришлёте документ, срок пойдёт снова.",
        en: "Once you send the document, the clock runs again.")
    static let supply = LocalizedText(
        kk: "Құжатты жіберу", ru: "Отправить документ", en: "Send the document")
    static let stop = LocalizedText(
        kk: "Мерзімді тоқтату", ru: "Приостановить срок", en: "Stop the clock")
    static let stopLead = LocalizedText(
        kk: "Өтініш беруші себебін көреді. Тоқтап тұрған істі аяқтауға болмайды.",
        ru: "Заявитель увидит причину. Приостановленное дело нельзя завершить.",
        en: "The applicant reads the reason. A case that stands still cannot be ended.")
    static let noGround = LocalizedText(
        kk: "Акт бұл кезеңде мерзімді тоқтатуға негіз бермейді.",
        ru: "Акт не даёт основания приостановить срок на этом этапе.",
        en: "The act gives no ground to stop the clock in this stage.")
    static let start = LocalizedText(
        kk: "Мерзімді қайта жүргізу", ru: "Возобновить срок", en: "Start the clock again")
    static let startsOn = LocalizedText(
        kk: "Қай күннен қайта жүреді (міндетті емес)",
        ru: "С какого дня снова идёт (не обязательно)",
        en: "From which day it runs again (optional)")
    static let giveBack = LocalizedText(
        kk: "Жұмысты қайтару", ru: "Вернуть работу", en: "Give the work back")
    static let giveBackLead = LocalizedText(
        kk: "Іс жалпы тізімге оралады, оны басқа қызметкер ала алады.",
        ru: "Дело вернётся в общий список, его сможет взять другой сотрудник.",
        en: "The case goes back to the list, and another official can take it.")
    static let why = LocalizedText(kk: "Себебі", ru: "Причина", en: "Why")
    static let reasonsHint = LocalizedText(
        kk: "Кемінде \(CaseFault.reasonsLengthMin) таңба; іске жазылады",
        ru: "Не меньше \(CaseFault.reasonsLengthMin) знаков; записывается в дело",
        en: "At least \(CaseFault.reasonsLengthMin) characters; it is kept in the case")
    static let conclusionReturned = LocalizedText(
        kk: "Іс жаңа қорытынды үшін департаментке қайтарылды",
        ru: "Дело вернулось в департамент за новым заключением",
        en: "The case went back to the department for another conclusion")
    static let paperReturned = LocalizedText(
        kk: "Басшы шешімді қайта қарауға қайтарды", ru: "Руководитель вернул решение на доработку",
        en: "The head sent the decision back instead of signing it")
    static let returnPaper = LocalizedText(
        kk: "Қол қоймай қайтару", ru: "Вернуть без подписи", en: "Send back unsigned")
    static let returnPaperLead = LocalizedText(
        kk: "Шешім оны қабылдаған кезеңге қайтады, мерзімі жүре береді. Өтініш беруші себептерін "
            + "көрмейді.",
        ru: "Решение вернётся на этап, который его принял, срок идёт дальше. Заявитель причин не "
            + "увидит.",
        en: "The decision goes back to the stage that took it, and its term runs on. The applicant "
            + "does not see the reasons.")
    static let whyThisBody = LocalizedText(
        kk: "Неліктен бұл орган", ru: "Почему этот орган", en: "Why this body")

    static let version = LocalizedText(
        kk: "Қызмет ережелерінің нұсқасы", ru: "Версия правил услуги",
        en: "Version of the service's rules")

    static let ofBody = LocalizedText(
        kk: "Органның жұмысы", ru: "Работа органа", en: "The work of the body")
    static let ofBodyLead = LocalizedText(
        kk: "Ашық жұмыстар және олар кімде; мерзімі жақындары бірінші.",
        ru: "Открытая работа и у кого она; сначала с ближайшим сроком.",
        en: "What is open and who has it, what is due first.")
    static let holder = LocalizedText(kk: "Орындаушы", ru: "Исполнитель", en: "Who has it")
    static let nobody = LocalizedText(kk: "ешкімде", ru: "ни у кого", en: "nobody")
    static let assign = LocalizedText(
        kk: "Қызметкерге беру", ru: "Передать сотруднику", en: "Give to an official")
    static let official = LocalizedText(kk: "Қызметкер", ru: "Сотрудник", en: "Official")
    static let noColleague = LocalizedText(
        kk: "Бұл жұмысты істейтін басқа қызметкер жоқ",
        ru: "Другого сотрудника для этой работы нет",
        en: "There is no other official for this work")

    static let calendarChanged = LocalizedText(
        kk: "Жұмыс күнтізбесі өзгерді", ru: "Рабочий календарь изменился",
        en: "The working calendar has changed")
    static let wasBefore = LocalizedText(kk: "Бұрын", ru: "Было", en: "Before")
    static let isNow = LocalizedText(kk: "Енді", ru: "Стало", en: "Now")
    static let sameDay = LocalizedText(
        kk: "соңғы күні өзгерген жоқ", ru: "последний день не изменился",
        en: "the last day is the same")

    static func moved(_ move: CaseEvent.CalendarChange.Move) -> LocalizedText {
        func text(_ language: Language) -> String {
            let term =
                switch move.scope {
                case .whole: CaseWords.wholeTerm
                case .stage: CaseWords.stageTerm
                case .request: CaseWords.requestTerm
                }
            let name = term[language]
            guard let before = move.before, let after = move.after else {
                return name + ": " + standsStill[language]
            }
            let day = MomentFormat.day(before, language)
            guard before != after else { return "\(name): \(day), \(sameDay[language])" }
            return "\(name): \(day) → \(MomentFormat.day(after, language))"
        }
        return LocalizedText(kk: text(.kk), ru: text(.ru), en: text(.en))
    }
}
