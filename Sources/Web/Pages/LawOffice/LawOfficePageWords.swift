import Kernel
import Regulations

/// What the pages of the law workplace say.
enum LawOfficePageWords {
    static let title = LocalizedText(
        kk: "Құқық және күнтізбе", ru: "Право и календарь", en: "Law and calendar")
    static let lead = LocalizedText(
        kk: "Бұйрықтардың жарияланған күні мен жұмыс күнтізбесі туралы шешім: бірі ұсынады, "
            + "екіншісі растайды. Расталғанға дейін ештеңе өзгермейді.",
        ru: "Решения о днях публикации приказов и о рабочем календаре: один предлагает, другой "
            + "подтверждает. До подтверждения ничего не меняется.",
        en: "Decisions about days of publication and the working calendar: one official proposes, "
            + "another confirms. Nothing changes before that.")
    static let waiting = LocalizedText(
        kk: "Екінші қызметкерді күтеді", ru: "Ждёт второго сотрудника",
        en: "Waits for a second official")
    static let nothingWaits = LocalizedText(
        kk: "Күтіп тұрған ұсыныс жоқ.", ru: "Предложений нет.", en: "No proposal waits.")
    static let own = LocalizedText(kk: "өз ұсынысыңыз", ru: "ваше предложение", en: "your own")
    static let yours = LocalizedText(
        kk: "растауыңызды күтеді", ru: "ждёт вашего решения", en: "waits for you")
    static let amendments = LocalizedText(
        kk: "Өзгерістер енгізетін бұйрықтар", ru: "Приказы об изменениях", en: "Amending orders")
    static let order = LocalizedText(kk: "Бұйрық", ru: "Приказ", en: "Order")
    static let dayMissing = LocalizedText(
        kk: "жарияланған күні жоқ", ru: "нет дня публикации", en: "no day of publication")
    static let dayEntered = LocalizedText(
        kk: "күні енгізілген", ru: "день введён", en: "day entered")
    static let missingMeans = LocalizedText(
        kk: "Күні енгізілмейінше бұйрықтың жалпы бөлігі күшіне енбейді; құмсалғышта болжалды күн "
            + "тұрады.",
        ru: "Пока день не введён, общая часть приказа не вступает в силу; в песочнице стоит "
            + "предположенный день.",
        en: "Until the day is entered the general part does not take effect; in the sandbox an "
            + "assumed day stands in.")
    static let calendar = LocalizedText(
        kk: "Жұмыс күнтізбесін өзгерту", ru: "Изменение рабочего календаря",
        en: "A change of the working calendar")
    static let publicationDay = LocalizedText(
        kk: "Жарияланған күні, бұйрық", ru: "День публикации приказа",
        en: "Day of publication of order")
    static let publicationDayOf = LocalizedText(
        kk: "Алғашқы ресми жарияланған күні", ru: "День первого официального опубликования",
        en: "Day of first official publication")
    static let dayHint = LocalizedText(
        kk: "Тіркелген күннен ерте емес, бүгіннен кеш емес. Бұйрық күшіне енгеннен кейін күні "
            + "өзгермейді.",
        ru: "Не раньше регистрации и не позже сегодняшнего. После вступления приказа в силу день "
            + "не меняется.",
        en: "Not before the registration and not after today. Once the order is in force the day "
            + "is not changed.")
    static let publishedBy = LocalizedText(
        kk: "Кім жариялады", ru: "Кто опубликовал", en: "Who published it")
    static let publishedByHint = LocalizedText(
        kk: "Газет немесе нормативтік құқықтық актілердің эталондық бақылау банкі",
        ru: "Газета или Эталонный контрольный банк нормативных правовых актов",
        en: "A newspaper, or the reference control bank of normative legal acts")
    static let reference = LocalizedText(
        kk: "Қайда: нөмірі, беті немесе мекенжайы", ru: "Где: номер, страница или адрес",
        en: "Where: issue, page or address")
    static let source = LocalizedText(kk: "Дереккөзі", ru: "Источник", en: "Source")
    static let operatorsFile = LocalizedText(
        kk: "оператордың баптау файлы", ru: "файл настроек оператора",
        en: "the operator's configuration file")
    static let enterDay = LocalizedText(
        kk: "Жарияланған күнді ұсыну", ru: "Предложить день публикации",
        en: "Propose the day of publication")
    static let see = LocalizedText(
        kk: "Салдарын көру", ru: "Посмотреть последствия", en: "See what follows")
    static let propose = LocalizedText(
        kk: "Екінші қызметкерге ұсыну", ru: "Предложить второму сотруднику",
        en: "Propose to a second official")
    static let secondNeeded = LocalizedText(
        kk: "Басқа қызметкер растағаннан кейін ғана күшіне енеді.",
        ru: "Начнёт действовать, только когда подтвердит другой сотрудник.",
        en: "It holds only once another official has confirmed it.")
    static let proposedBy = LocalizedText(kk: "Ұсынған:", ru: "Предложил:", en: "Proposed by")
    static let otherConfirms = LocalizedText(
        kk: "Өз ұсынысыңызды өзіңіз растай алмайсыз: мұны басқа қызметкер істейді.",
        ru: "Своё предложение подтвердить нельзя: это делает другой сотрудник.",
        en: "You cannot confirm your own proposal: another official does.")
    static let confirm = LocalizedText(kk: "Растау", ru: "Подтвердить", en: "Confirm")
    static let decline = LocalizedText(kk: "Қабылдамау", ru: "Отклонить", en: "Decline")
    static let follows = LocalizedText(
        kk: "Бұдан не шығады", ru: "Что из этого следует", en: "What follows from it")
    static let inForceNow = LocalizedText(
        kk: "Қазіргі мәлімет бойынша күшіне енеді", ru: "Вступает в силу по нынешним данным",
        en: "In force by what holds now")
    static let inForceThen = LocalizedText(
        kk: "Осы күн бойынша күшіне енеді", ru: "Вступает в силу по этому дню",
        en: "In force by this day")
    static let casesOtherwise = LocalizedText(
        kk: "Басқа редакция бойынша қаралатын істер, берілген күні бойынша шамамен",
        ru: "Дела, к которым применят другую редакцию: оценка по дню подачи",
        en: "Cases in progress judged by another wording: an estimate by the day of submission")
    static let termsStay = LocalizedText(
        kk: "Қызметтердің мерзімдері жұмыс күндерімен есептеледі, жариялау күнінен жылжымайды.",
        ru: "Сроки услуг считаются в рабочих днях и от дня публикации не сдвигаются.",
        en: "The terms of services are counted in working days and do not move with the day of "
            + "publication.")
    static let clausesChange = LocalizedText(
        kk: "өзгеретін тармақтар:", ru: "меняется положений:", en: "clauses that change:")
    static let servicesChange = LocalizedText(
        kk: "Қызметтер қай күннен бастап басқа редакциямен жүреді",
        ru: "С какого дня услуги идут по новой редакции",
        en: "From which day services go by a new version")
    static let service = LocalizedText(kk: "Қызмет", ru: "Услуга", en: "Service")
    static let newVersion = LocalizedText(
        kk: "Жаңа редакция", ru: "Новая редакция", en: "New version")
    static let opensOn = LocalizedText(
        kk: "Қолжетімді, бастап", ru: "Доступна с", en: "Can be had from")
    static let notByThis = LocalizedText(
        kk: "бұл күннен шықпайды", ru: "из этого дня не следует",
        en: "does not follow from this day")
    static let dutiesFall = LocalizedText(
        kk: "Қандай міндеттердің мерзімі қашан", ru: "Какие обязанности и к какому дню",
        en: "Which duties fall due, and when")
    static let duty = LocalizedText(kk: "Міндет", ru: "Обязанность", en: "Duty")
    static let check = LocalizedText(
        kk: "Өзгерістер пакетін тексеру", ru: "Проверка пакета изменений",
        en: "Try an amendment package")
    static let checkLead = LocalizedText(
        kk: "Файл жүктелмейді және сақталмайды: тексеру нәтижесі мен не өзгеретіні көрсетіледі. "
            + "Пакеттерді оператор жүйе іске қосылғанда жүктейді.",
        ru: "Файл не загружается и не хранится: показываются замечания проверки и что изменится. "
            + "Пакеты загружает оператор при запуске системы.",
        en: "The file is neither loaded nor kept: the linter's result and the changes are shown. "
            + "Packages are loaded by the operator when the system starts.")
    static let file = LocalizedText(
        kk: "Пакет файлы (JSON)", ru: "Файл пакета (JSON)", en: "Package file (JSON)")
    static let fileHint = LocalizedText(
        kk: "Ең көбі 1 МБ, 1000 операция.", ru: "Не больше 1 МБ и 1000 операций.",
        en: "At most 1 MB and 1,000 operations.")
    static let tryIt = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Try it")
    static let unreadable = LocalizedText(
        kk: "Файл оқылмады, бірінші қате жері:", ru: "Файл не прочитан, первое место с ошибкой:",
        en: "The file cannot be read; the first place that is wrong:")
    static let faulty = LocalizedText(
        kk: "Пакет қабылданбайды", ru: "Пакет не принимается", en: "The package is not taken")
    static let right = LocalizedText(
        kk: "Ескерту жоқ", ru: "Замечаний нет", en: "Nothing is wrong with it")
    static let loadedAtStart = LocalizedText(
        kk: "Күшіне ену үшін файлды оператор жүйе шығарылымына қосады.",
        ru: "Чтобы он начал действовать, оператор включает файл в выпуск системы.",
        en: "For it to take effect the operator puts the file into a release of the system.")
    static let replaces = LocalizedText(
        kk: "Осы атаумен жүктелген пакетті алмастырар еді.",
        ru: "Он заменил бы загруженный пакет с этим именем.",
        en: "It would take the place of the loaded package of this name.")
    static let sideBySide = LocalizedText(
        kk: "Не өзгереді", ru: "Что изменится", en: "What would change")
    static let stands = LocalizedText(kk: "Қазір", ru: "Сейчас", en: "Now")
    static let wouldStand = LocalizedText(kk: "Болады", ru: "Будет", en: "Then")

    static func item(_ exception: AmendmentPackage.Exception) -> LocalizedText {
        let (first, last) = (exception.paragraphs.lowerBound, exception.paragraphs.upperBound)
        return LocalizedText(
            kk: "\(exception.item)-тармақ, \(first)–\(last)-абзацтар",
            ru: "Пункт \(exception.item), абзацы \(first)–\(last)",
            en: "Item \(exception.item), paragraphs \(first) to \(last)")
    }
}
