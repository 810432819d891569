import Kernel
import UseCases

/// Words of the workplaces: representatives, the park's administration, tax officers.
enum ActivityWorkWords {
    static let empty = LocalizedText(
        kk: "Толтырыңыз",
        ru: "Заполните",
        en: "Fill this in")
    static let wrongIIN = LocalizedText(
        kk: "ЖСН 12 цифрдан тұрады, бақылау цифры дұрыс болуы керек",
        ru: "ИИН – 12 цифр с верной контрольной цифрой",
        en: "An IIN has 12 digits with a right check digit")
    static let wrongEnd = LocalizedText(
        kk: "Соңғы күн бірінші күннен бұрын болмауы керек",
        ru: "Последний день не может быть раньше первого",
        en: "The last day cannot be before the first")
    static let recorded = LocalizedText(
        kk: "Жазылды",
        ru: "Записано",
        en: "Recorded")
    static let nobody = LocalizedText(
        kk: "Сіз ешбір ұйымның өкілі емессіз. Өкілді технопарк әкімшілігі тағайындайды.",
        ru: "Вы не представляете ни одной организации. Представителя назначает "
            + "администрация технопарка.",
        en: "You act for no organisation. The park's administration names representatives.")
    static let officialsByEDS = LocalizedText(
        kk: "Технопарк пен салық органының қызметкерлері ЭЦҚ арқылы кіреді.",
        ru: "Сотрудники технопарка и налоговых органов входят по ЭЦП.",
        en: "Officials of the park and of the tax authority sign in by EDS.")
    static let enterByEDS = LocalizedText(
        kk: "ЭЦҚ арқылы кіру",
        ru: "Войти по ЭЦП",
        en: "Sign in by EDS")

    static let office = LocalizedText(
        kk: "Қызметіңіз бойынша", ru: "По вашей должности", en: "By your office")
    static let underItem = LocalizedText(
        kk: "Тізбенің қай тармағы бойынша?",
        ru: "По какому пункту перечня?",
        en: "Under which item of the list?")
    static let organisation = LocalizedText(kk: "Ұйым", ru: "Организация", en: "Organisation")
    static let declare = LocalizedText(
        kk: "Қызметті мәлімдеу",
        ru: "Заявить деятельность",
        en: "Declare an activity")
    static let declareAnew = LocalizedText(
        kk: "Қайта мәлімдеу",
        ru: "Заявить заново",
        en: "Declare it anew")
    static let declared = LocalizedText(
        kk: "Қызмет мәлімделді",
        ru: "Деятельность заявлена",
        en: "The activity was declared")
    static let dossier = LocalizedText(
        kk: "Мәлімделген қызмет",
        ru: "Заявленная деятельность",
        en: "Declared activity")
    static let activityTitle = LocalizedText(
        kk: "Қызметтің атауы",
        ru: "Название деятельности",
        en: "Name of the activity")
    static let activityTitleHint = LocalizedText(
        kk: "Ұйымда қалай аталса, солай. Атауы ашық тізілімде көрінеді.",
        ru: "Так, как её называют в организации. Название видно в открытом реестре.",
        en: "As your organisation calls it. The name stands in the public register.")
    static let source = LocalizedText(
        kk: "Қандай құжатқа сүйенеді?",
        ru: "На каком документе это основано?",
        en: "On which paper does it rest?")
    static let sourceHint = LocalizedText(
        kk: "Мысалы, шарт немесе бағдарламаға құқық туралы куәлік, нөмірі мен күні",
        ru: "Например, договор или свидетельство о правах на программу, номер и дата",
        en: "For example a contract or a certificate of rights to a program, with number and day")
    static let firstDay = LocalizedText(
        kk: "Қай күннен бастап?",
        ru: "С какого дня?",
        en: "From which day?")
    static let lastDay = LocalizedText(
        kk: "Қай күнге дейін?",
        ru: "По какой день?",
        en: "Until which day?")
    static let recheck = LocalizedText(
        kk: "Басқа күнге тексеру",
        ru: "Проверить на другой день",
        en: "Check for another day")
    static let noActivities = LocalizedText(
        kk: "мәлімделген қызмет жоқ",
        ru: "заявленной деятельности нет",
        en: "no declared activity")
    static let period = LocalizedText(
        kk: "Күндер",
        ru: "Дни",
        en: "Days")

    static let administration = LocalizedText(
        kk: "Технопарк тізілімдері",
        ru: "Реестры технопарка",
        en: "Registers of the park")
    static let administrationLead = LocalizedText(
        kk: "Қатысушылар, тауар өндірушілер тізілімінен үзінділер, өкілдер",
        ru: "Участники, выписки из реестра товаропроизводителей, представители",
        en: "Participants, extracts from the register of producers, representatives")
    static let recordPaper = LocalizedText(
        kk: "Қатысушыны не үзіндіні жазу",
        ru: "Записать участника или выписку",
        en: "Record a participant or an extract")
    static let register = LocalizedText(
        kk: "Тізілім",
        ru: "Реестр",
        en: "Register")
    static let name = LocalizedText(
        kk: "Ұйымның атауы",
        ru: "Название организации",
        en: "Name of the organisation")
    static let validFrom = LocalizedText(
        kk: "Бірінші күні",
        ru: "Действует с",
        en: "First day")
    static let validUntil = LocalizedText(
        kk: "Соңғы күні",
        ru: "Действует по",
        en: "Last day")
    static let record = LocalizedText(
        kk: "Жазу",
        ru: "Записать",
        en: "Record")
    static let nameRepresentative = LocalizedText(
        kk: "Ұйым өкілі",
        ru: "Представитель организации",
        en: "Representative of an organisation")
    static let iin = LocalizedText(
        kk: "Өкілдің ЖСН",
        ru: "ИИН представителя",
        en: "IIN of the representative")
    static let nameOne = LocalizedText(
        kk: "Тағайындау",
        ru: "Назначить",
        en: "Name")
    static let nameNoMore = LocalizedText(
        kk: "Өкілдіктен алу",
        ru: "Снять",
        en: "Name no longer")

    static let simulation = LocalizedText(
        kk: "Тізбе жобасын сынау",
        ru: "Проба проекта перечня",
        en: "Try a draft of the list")
    static let simulationLead = LocalizedText(
        kk: "Жоба күшіне енсе, кім мәртебе алады, кім айырылады. Ештеңе өзгермейді.",
        ru: "Кто получит и кто потеряет статус, если проект вступит в силу. Ничего не меняется.",
        en: "Who would gain and who would lose if the draft came into force. Nothing is changed.")
    static let draft = LocalizedText(
        kk: "Тізбе жобасы",
        ru: "Проект перечня",
        en: "Draft of the list")
    static let draftHint = LocalizedText(
        kk: "JSON файлы, қолданыстағы тізбенің файлындай",
        ru: "Файл JSON, как файл действующего перечня",
        en: "A JSON file like that of the list in force")
    static let noDraft = LocalizedText(
        kk: "Файлды таңдаңыз",
        ru: "Выберите файл",
        en: "Choose a file")
    static let simulate = LocalizedText(
        kk: "Сынау",
        ru: "Попробовать",
        en: "Try")
    static let listAsFile = LocalizedText(
        kk: "Қолданыстағы тізбенің файлы",
        ru: "Файл действующего перечня",
        en: "The list in force as a file")
    static let simulated = LocalizedText(
        kk: "Жоба қолданыстағы тізбемен салыстырылды",
        ru: "Проект сравнён с действующим перечнем",
        en: "The draft was compared with the list in force")
    static let compared = LocalizedText(
        kk: "Салыстырылған қызмет",
        ru: "Сравнено деятельностей",
        en: "Activities compared")
    static let wouldLose = LocalizedText(
        kk: "Мәртебеден айырылады",
        ru: "Потеряют статус",
        en: "Would lose the status")
    static let wouldGain = LocalizedText(
        kk: "Мәртебе алады",
        ru: "Получат статус",
        en: "Would gain the status")
    static let otherwise = LocalizedText(
        kk: "Басқаша өзгереді",
        ru: "Изменятся иначе",
        en: "Would change otherwise")
    static let changes = LocalizedText(
        kk: "Не өзгереді",
        ru: "Что изменится",
        en: "What would change")
    static func firstChanges(_ count: Int, of all: Int) -> LocalizedText {
        LocalizedText(
            kk: "Не өзгереді: \(all) өзгерістің алғашқы \(count)",
            ru: "Что изменится: первые \(count) из \(all)",
            en: "What would change: the first \(count) of \(all)")
    }
    static let status = LocalizedText(kk: "Мәртебе", ru: "Статус", en: "Status")
    static let now = LocalizedText(
        kk: "Қазір",
        ru: "Сейчас",
        en: "Now")
    static let underDraft = LocalizedText(
        kk: "Жоба бойынша",
        ru: "По проекту",
        en: "Under the draft")

    static let listTitle = LocalizedText(
        kk: "Ұйымдар тізімін тексеру",
        ru: "Проверка списка организаций",
        en: "Check a list of organisations")
    static let listLead = LocalizedText(
        kk: "Кезеңнің әр күні үшін: мәлімделген қызмет басым ба, өз өндірісі көрсетілген бе",
        ru: "На каждый день периода: приоритетна ли заявленная деятельность и показано ли "
            + "собственное производство",
        en: "For every day of a period: whether declared activities are priority ones, "
            + "and own production shown")
    static let listNote = LocalizedText(
        kk: "Тексеру журналға жазылды. Бұл салық салдары туралы шешім емес (PA-AMB-1).",
        ru: "Проверка записана в журнал. Это не решение о налоговых последствиях (PA-AMB-1).",
        en: "The check is in the journal. It is no decision on tax consequences (PA-AMB-1).")
    static let bins = LocalizedText(
        kk: "БСН тізімі",
        ru: "Список БИН",
        en: "BINs")
    static let binCount = LocalizedText(
        kk: "Жолына біреуден, 1-ден 500-ге дейін",
        ru: "По одному в строке, от 1 до 500",
        en: "One a line, 1 to 500")
    static let from = LocalizedText(
        kk: "Кезең басы",
        ru: "Начало периода",
        en: "Period from")
    static let to = LocalizedText(
        kk: "Кезең соңы",
        ru: "Конец периода",
        en: "Period to")
    static let wrongPeriod = LocalizedText(
        kk: "Кезең басынан кейін, он жылдан аспайды",
        ru: "После начала периода и не позже десяти лет",
        en: "After the beginning, at most ten years")

    static let participants = LocalizedText(
        kk: "Технопарк қатысушылары", ru: "Участники технопарка",
        en: "Participants of the park")
    static let noParticipants = LocalizedText(
        kk: "Бұл күні қатысушы жоқ", ru: "На этот день участников нет",
        en: "There are no participants on this day")
    static let extracts = LocalizedText(kk: "Үзінділер", ru: "Выписки", en: "Extracts")

    static let allNotices = LocalizedText(
        kk: "Барлық хабарламалар", ru: "Все уведомления", en: "All notices")
    static let noNotices = LocalizedText(
        kk: "Хабарлама жоқ", ru: "Уведомлений нет", en: "There are no notices")

    static func notice(_ kind: ActivityNotice.Kind) -> LocalizedText {
        switch kind {
        case .willBeLost:
            LocalizedText(
                kk: "Мәртебе жоғалады", ru: "Статус будет утрачен", en: "The status will be lost")
        case .lost:
            LocalizedText(
                kk: "Мәртебе жоғалды", ru: "Статус утрачен", en: "The status was lost")
        case .gained:
            LocalizedText(
                kk: "Мәртебе алынды", ru: "Статус получен", en: "The status was gained")
        }
    }

    static func matter(_ matter: ActivityNotice.Matter) -> LocalizedText {
        switch matter {
        case .priority: ActivityRegisterWords.priority
        case .ownProduction: ActivityPageWords.ownProduction
        }
    }
}
