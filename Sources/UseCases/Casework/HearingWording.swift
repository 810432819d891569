import Casework
import Kernel

/// Words of refusals about hearings.
enum HearingWording {
    static let notHeard = LocalizedText(
        kk: "Іс бойынша қазір тыңдау жүріп жатқан жоқ", ru: "Сейчас по делу нет заслушивания",
        en: "No hearing lasts in this case now")
    static let empty = LocalizedText(
        kk: "Қарсылығыңызды жазыңыз немесе файл тіркеңіз",
        ru: "Напишите возражение или приложите файл", en: "Write the objection or attach a file")
    static let tooMany = LocalizedText(
        kk: "Бір тыңдауда \(CaseEvent.Objection.countMax) қарсылықтан аспауы керек",
        ru: "На одно заслушивание – не больше \(CaseEvent.Objection.countMax) возражений",
        en: "At most \(CaseEvent.Objection.countMax) objections to one hearing")

    static let unread = LocalizedText(
        kk: "Сіз бетті ашқаннан кейін жаңа қарсылық келді: оқып, қайта шешіңіз",
        ru:
            "После того как вы открыли страницу, поступило новое возражение: прочтите его и решите снова",
        en: "A new objection came after you opened the page: read it and decide again")

    static func notYet(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Өтініш берушіні тыңдау күні – \(day): бұған дейін бас тартуға болмайды",
            ru: "День заслушивания заявителя – \(day): до него отказать нельзя",
            en: "The applicant is heard on \(day): a refusal is not possible before")
    }
}
