import Casework
import Kernel

/// What the pages of the working calendar say.
enum CalendarPageWords {
    static let title = LocalizedText(
        kk: "Жұмыс күнтізбесі", ru: "Рабочий календарь", en: "Working calendar")
    static let lead = LocalizedText(
        kk: "Мерзімдер осы күнтізбемен есептеледі. Әр ерекше күннің жанында кім шешкені тұр.",
        ru: "По этому календарю считаются сроки. У каждого особого дня указано, кто решил.",
        en: "Terms are counted by this calendar. Beside each special day stands who decided.")
    static let year = LocalizedText(kk: "Жыл", ru: "Год", en: "Year")
    static let version = LocalizedText(kk: "Нұсқа", ru: "Версия", en: "Version")
    static let versions = LocalizedText(
        kk: "Нұсқалары, жаңасы бірінші", ru: "Версии, новая первой", en: "Versions, newest first")
    static let yearByMonths = LocalizedText(
        kk: "Жыл айлар бойынша", ru: "Год по месяцам", en: "The year by months")
    static let month = LocalizedText(kk: "Ай", ru: "Месяц", en: "Month")
    static let workingDays = LocalizedText(
        kk: "Жұмыс күндері", ru: "Рабочих дней", en: "Working days")
    static let special = LocalizedText(
        kk: "Ерекше күндер", ru: "Особые дни", en: "Special days")
    static let inUse = LocalizedText(kk: "қолданыста", ru: "действует", en: "in use")
    static let adopted = LocalizedText(
        kk: "Қолданыста, бастап:", ru: "Действует с", en: "In use since")
    static let differs = LocalizedText(
        kk: "Алдыңғысынан айырмашылығы", ru: "Отличия от прежней",
        en: "What differs from the one before")
    static let was = LocalizedText(kk: "Болған", ru: "Было", en: "Was")
    static let becomes = LocalizedText(kk: "Болады", ru: "Станет", en: "Becomes")
    static let propose = LocalizedText(
        kk: "Күндерді өзгертуді ұсыну", ru: "Предложить изменение дней",
        en: "Propose a change of days")
    static let proposeLead = LocalizedText(
        kk: "Бүгіннен кейінгі күн жұмыс күні немесе демалыс болады. Растағанға дейін қай істердің "
            + "мерзімі жылжитыны көрінеді.",
        ru: "День не раньше сегодняшнего становится рабочим или выходным. До подтверждения видно, "
            + "сроки каких дел сдвинутся.",
        en: "A day from today on becomes working or non-working. Before it is confirmed you see "
            + "the terms of which cases move.")
    static let rest = LocalizedText(
        kk: "демалыс күні", ru: "день отдыха", en: "a day of rest")
    static let working = LocalizedText(kk: "жұмыс күні", ru: "рабочий день", en: "a working day")
    static let reason = LocalizedText(kk: "Себебі", ru: "Причина", en: "Why")
    static let act = LocalizedText(
        kk: "Кім, қандай актімен шешті", ru: "Кто и каким актом решил",
        en: "Who decided, by which act")
    static let actHint = LocalizedText(
        kk: "Органы, актінің нөмірі мен күні", ru: "Орган, номер и день акта",
        en: "The body, the act's number and day")
    static let moved = LocalizedText(
        kk: "Мерзімі жылжитын істер", ru: "Дел, у которых сдвинется срок",
        en: "Cases of which a term moves")
    static let looked = LocalizedText(
        kk: "Қаралған істер", ru: "Просмотрено дел", en: "Cases looked at")
    static let bounded = LocalizedText(
        kk: "одан да көп бар", ru: "есть ещё", en: "there are more")
    static let uncounted = LocalizedText(
        kk: "Есептелмеген істер", ru: "Не удалось сосчитать", en: "Cases that cannot be counted")
    static let sample = LocalizedText(
        kk: "Олардың кейбірі", ru: "Некоторые из них", en: "Some of them")
    static let application = LocalizedText(
        kk: "Өтініш және мерзім", ru: "Заявление и срок", en: "Application and term")
    static let byDays = LocalizedText(
        kk: "Күнтізбелік күндер", ru: "На сколько дней", en: "By days")
    static let recounted = LocalizedText(
        kk: "Расталғаннан кейін әр іс бір минут ішінде қайта есептеліп, айырмашылығы бетінде "
            + "түсіндіріледі. Өзгерістің өзінен ешкім кешіккен болып шықпайды.",
        ru: "После подтверждения каждое дело пересчитывается в течение минуты, а отличие "
            + "объясняется на его странице. От самого изменения никто не становится опоздавшим.",
        en: "Once confirmed each case is counted anew within a minute and its page explains the "
            + "difference. Nobody becomes late by the change itself.")

    static func name(_ scope: CaseEvent.Lateness.Scope) -> LocalizedText {
        switch scope {
        case .request:
            LocalizedText(
                kk: "сұрауды тіркеу", ru: "регистрация запроса", en: "registering the request")
        case .stage: LocalizedText(kk: "кезең мерзімі", ru: "срок этапа", en: "the stage's term")
        case .whole:
            LocalizedText(kk: "жалпы мерзім", ru: "общий срок", en: "the whole term")
        }
    }

    static let months = [
        LocalizedText(kk: "қаңтар", ru: "январь", en: "January"),
        LocalizedText(kk: "ақпан", ru: "февраль", en: "February"),
        LocalizedText(kk: "наурыз", ru: "март", en: "March"),
        LocalizedText(kk: "сәуір", ru: "апрель", en: "April"),
        LocalizedText(kk: "мамыр", ru: "май", en: "May"),
        LocalizedText(kk: "маусым", ru: "июнь", en: "June"),
        LocalizedText(kk: "шілде", ru: "июль", en: "July"),
        LocalizedText(kk: "тамыз", ru: "август", en: "August"),
        LocalizedText(kk: "қыркүйек", ru: "сентябрь", en: "September"),
        LocalizedText(kk: "қазан", ru: "октябрь", en: "October"),
        LocalizedText(kk: "қараша", ru: "ноябрь", en: "November"),
        LocalizedText(kk: "желтоқсан", ru: "декабрь", en: "December"),
    ]

    static let weekdays = [
        LocalizedText(kk: "дүйсенбі", ru: "понедельник", en: "Monday"),
        LocalizedText(kk: "сейсенбі", ru: "вторник", en: "Tuesday"),
        LocalizedText(kk: "сәрсенбі", ru: "среда", en: "Wednesday"),
        LocalizedText(kk: "бейсенбі", ru: "четверг", en: "Thursday"),
        LocalizedText(kk: "жұма", ru: "пятница", en: "Friday"),
        LocalizedText(kk: "сенбі", ru: "суббота", en: "Saturday"),
        LocalizedText(kk: "жексенбі", ru: "воскресенье", en: "Sunday"),
    ]
}
