import Casework
import Kernel

/// Words of refusals about examinations.
enum ExaminationWords {
    static let notExamined = LocalizedText(
        kk: "Алдымен емтихан тапсыратындарды енгізіңіз және әрқайсысының нәтижесін күтіңіз",
        ru: "Сначала внесите экзаменуемых и дождитесь результата каждого",
        en: "Enter the examinees first, and wait for the result of each")
    static let otherResults = LocalizedText(
        kk: "Нәтижелер басқа шешімді талап етеді: біреу тапсырса — сертификат, ешкім тапсырмаса — "
            + "бас тарту",
        ru: "Результаты требуют другого исхода: если кто-то сдал — сертификат, если никто — отказ",
        en: "The results call for the other outcome: a certificate where somebody passed, a "
            + "refusal where nobody did")
    static let noBank = LocalizedText(
        kk: "Уәкілетті орган бұл күнге тест сұрақтарын ашпаған",
        ru: "На этот день уполномоченный орган не открыл тестовых вопросов",
        en: "The authorised body has opened no test bank for this day")
    static let admittedAlready = LocalizedText(
        kk: "Бұл адам осы іс бойынша енгізілген", ru: "Этот человек по этому делу уже внесён",
        en: "This person is entered in this case already")
    static let tooMany = LocalizedText(
        kk: "Бір іс бойынша ең көбі \(Platform.examineesMax) адам",
        ru: "По одному делу не больше \(Platform.examineesMax) человек",
        en: "At most \(Platform.examineesMax) people in one case")
    static let tooManyDrawn = LocalizedText(
        kk: "Бір іс бойынша ең көбі \(Platform.admissionsMax) рет енгізіледі, кері алынғаны да "
            + "саналады",
        ru: "По одному делу допуск вносят не больше \(Platform.admissionsMax) раз, отозванные "
            + "считаются",
        en: "At most \(Platform.admissionsMax) admissions in one case, those taken back included")
    static let notStarted = LocalizedText(
        kk: "Емтихан әлі басталған жоқ", ru: "Экзамен ещё не начат",
        en: "The examination has not begun")
    static let started = LocalizedText(
        kk: "Емтихан басталып кеткен", ru: "Экзамен уже начат",
        en: "The examination has begun already")
    static let unknownQuestion = LocalizedText(
        kk: "Сұрақтар 1-ден \(TestRules.questions)-ге дейін",
        ru: "Вопросы от 1 до \(TestRules.questions)",
        en: "Questions are 1 to \(TestRules.questions)")
    static let unknownOption = LocalizedText(
        kk: "Нұсқалар 1-ден \(TestRules.options)-ке дейін",
        ru: "Варианты от 1 до \(TestRules.options)", en: "Options are 1 to \(TestRules.options)")
    static let loaded = LocalizedText(
        kk: "Дәл осы файл жүктелген", ru: "Точно такой файл уже загружен",
        en: "Exactly this file is loaded already")
    static let opened = LocalizedText(
        kk: "Бұл база ашылған", ru: "Этот банк уже открыт", en: "This bank is opened already")
    static let pastDay = LocalizedText(
        kk: "Күн бүгіннен ерте болмауы керек", ru: "День не может быть раньше сегодняшнего",
        en: "The day may not be before today")

    static func tooSmall(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "Сынаққа кемінде \(TestRules.questions) сұрақ керек, базада \(count)",
            ru: "Для экзамена нужно не меньше \(TestRules.questions) вопросов, в банке \(count)",
            en: "An examination needs \(TestRules.questions) questions, the bank has \(count)")
    }
}

extension Sitting.Fault {
    /// The fault as an answer of the interface.
    var refusal: Refusal {
        switch self {
        case .notStarted: Refusal(.sittingNotOpen, ExaminationWords.notStarted)
        case .alreadyStarted: Refusal(.sittingNotOpen, ExaminationWords.started)
        case .over: Refusal(.sittingOver, clause: TestRules.clause)
        case .unknownQuestion: Refusal(.invalidField, ExaminationWords.unknownQuestion)
        case .unknownOption: Refusal(.invalidField, ExaminationWords.unknownOption)
        }
    }
}
