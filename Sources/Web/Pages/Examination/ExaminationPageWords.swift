import Casework
import Kernel
import UseCases

/// What the pages of examinees say.
enum ExaminationPageWords {
    static let title = LocalizedText(
        kk: "Өнеркәсіптік қауіпсіздік емтиханы", ru: "Экзамен по промышленной безопасности",
        en: "Industrial safety examination")
    static let mine = LocalizedText(
        kk: "Емтихандарым", ru: "Мои экзамены", en: "My examinations")
    static let lead = LocalizedText(
        kk: "Сізді тапсыруға жіберген емтихандар және олардың нәтижелері.",
        ru: "Экзамены, к которым вас допустили, и их результаты.",
        en: "Examinations to which you are admitted, and their results.")
    static let none = LocalizedText(
        kk: "Емтихан жоқ", ru: "Экзаменов нет", en: "There is no examination")
    static let noneMore = LocalizedText(
        kk: "Аумақтық департамент сізді жібергенде емтихан осында пайда болады.",
        ru: "Экзамен появится здесь, когда территориальный департамент допустит вас.",
        en: "It appears here once the territorial department admits you.")
    static let rules = LocalizedText(
        kk: "Ереже (IS-2.10)", ru: "Правила (IS-2.10)", en: "The rules (IS-2.10)")
    static let rulesText = LocalizedText(
        kk: "\(TestRules.questions) сұрақ, әрқайсысында \(TestRules.options) нұсқа, біреуі дұрыс. "
            + "Уақыт: \(TestRules.minutes) минут, сервердің сағаты бойынша. Бір рет басталады. "
            + "Жауаптар бірден сақталады, соңына дейін өзгертуге болады. Байланыс үзілсе, қайта "
            + "кіріп жалғастырыңыз: уақыт тоқтамайды.",
        ru: "\(TestRules.questions) вопросов по \(TestRules.options) варианта, верен один. Время: "
            + "\(TestRules.minutes) минут по часам сервера. Начать можно один раз. Каждый ответ "
            + "сохраняется сразу, до конца его можно изменить. Если связь прервётся, войдите "
            + "снова и продолжайте: время не останавливается.",
        en: "\(TestRules.questions) questions with \(TestRules.options) options each, one right. "
            + "Time: \(TestRules.minutes) minutes by the server's clock. It begins once. Each "
            + "answer is saved at once and can be changed until the end. If the connection is "
            + "lost, sign in again and go on: the time does not stop.")
    static let hash = LocalizedText(
        kk: "Сұрақтарыңыздың хеші (жарияланған)", ru: "Хеш ваших вопросов (опубликован)",
        en: "The hash of your questions (published)")
    static let hashMore = LocalizedText(
        kk: "Сұрақтар ауыстырылмағанын емтиханнан кейін осы хеш арқылы тексеруге болады.",
        ru: "После экзамена по этому хешу можно проверить, что вопросы не подменили.",
        en: "After the examination this hash shows that the questions were not exchanged.")
    static let opened = LocalizedText(
        kk: "Жарияланған хеш және, ашылғаннан кейін, сұрақтар",
        ru: "Опубликованный хеш и, после открытия, вопросы",
        en: "The published hash and, once opened, the questions")
    static let start = LocalizedText(
        kk: "Бастау: уақыт жүре береді", ru: "Начать: время пойдёт",
        en: "Begin: the time starts")
    static let proceed = LocalizedText(
        kk: "Жалғастыру", ru: "Продолжить", en: "Go on")
    static let timeEnds = LocalizedText(
        kk: "Уақыт аяқталады", ru: "Время истекает", en: "The time ends at")
    static let answered = LocalizedText(
        kk: "Жауап берілген", ru: "Отвечено", en: "Answered")
    static let unanswered = LocalizedText(
        kk: "Жауапсыз", ru: "Без ответа", en: "Not answered")
    static let all = LocalizedText(
        kk: "Барлық сұрақ", ru: "Все вопросы", en: "All questions")
    static let save = LocalizedText(
        kk: "Сақтап, келесіге өту", ru: "Сохранить и дальше", en: "Save and go on")
    static let skip = LocalizedText(
        kk: "Жауапсыз өту", ru: "Дальше без ответа", en: "Go on without an answer")
    static let choose = LocalizedText(
        kk: "Бір нұсқаны таңдаңыз", ru: "Выберите один вариант", en: "Choose one option")
    static let handIn = LocalizedText(
        kk: "Емтиханды тапсыру", ru: "Сдать работу", en: "Hand in")
    static let handInSure = LocalizedText(
        kk: "Тапсырғаннан кейін ештеңені өзгертуге болмайды.",
        ru: "После сдачи ничего изменить нельзя.",
        en: "Once it is handed in, nothing can be changed.")
    static let handInNow = LocalizedText(
        kk: "Иә, тапсырамын", ru: "Да, сдаю", en: "Yes, hand it in")
    static let back = LocalizedText(
        kk: "Сұрақтарға оралу", ru: "Вернуться к вопросам", en: "Back to the questions")
    static let right = LocalizedText(
        kk: "Дұрыс жауаптар", ru: "Верных ответов", en: "Right answers")
    static let passMark = LocalizedText(
        kk: "Өту балы", ru: "Проходной балл", en: "Pass mark")
    static let next = LocalizedText(
        kk: "Сертификатты аумақтық департамент барлық қатысушының нәтижесі белгілі болғанда "
            + "береді.",
        ru: "Сертификат оформляет территориальный департамент, когда известны результаты всех.",
        en: "The territorial department makes the certificate once the results of all are known.")

    static func question(_ number: Int) -> LocalizedText {
        LocalizedText(
            kk: "\(number)-сұрақ (\(TestRules.questions) ішінен)",
            ru: "Вопрос \(number) из \(TestRules.questions)",
            en: "Question \(number) of \(TestRules.questions)")
    }

    /// Where the sitting is, in words.
    static func state(_ stored: StoredSitting) -> LocalizedText {
        switch stored.sitting.phase {
        case .admitted:
            LocalizedText(kk: "әлі басталмаған", ru: "ещё не начат", en: "not begun yet")
        case .running: LocalizedText(kk: "жүріп жатыр", ru: "идёт", en: "running")
        case .ended(.absent, _):
            LocalizedText(kk: "келген жоқ", ru: "не явился", en: "did not attend")
        case .ended where stored.annulledAt != nil:
            LocalizedText(
                kk: "нәтиже есепке алынбайды: бас тарту шағым бойынша жойылды, қайта тапсырасыз",
                ru: "результат не считается: отказ отменён по жалобе, экзамен сдают заново",
                en:
                    "the result does not count: the refusal was cancelled on appeal; it is sat afresh"
            )
        case .ended(.withdrawn, _):
            LocalizedText(
                kk: "жіберу қайтарып алынған", ru: "допуск отменён", en: "admission taken back")
        case .ended:
            stored.isPassed == true
                ? LocalizedText(kk: "тапсырды", ru: "сдал", en: "passed")
                : LocalizedText(kk: "тапсырмады", ru: "не сдал", en: "failed")
        }
    }
}
