import Casework
import HTTPServer
import Kernel
import UseCases
import WorkingTime

/// What the workplace of officials says.
enum TaskWords {
    static let withoutTerm = LocalizedText(
        kk: "мерзімі берілмеген", ru: "без срока", en: "no term given")
    static let mine = LocalizedText(kk: "сізде", ru: "у вас", en: "yours")
    static let another = LocalizedText(
        kk: "басқа қызметкерде", ru: "у другого сотрудника", en: "another official has it")
    static let late = LocalizedText(kk: "мерзімі өткен", ru: "просрочено", en: "late")
    static let today = LocalizedText(kk: "бүгін", ru: "сегодня", en: "today")
    static let tomorrow = LocalizedText(kk: "ертең", ru: "завтра", en: "tomorrow")
    static let done = LocalizedText(kk: "Орындалды", ru: "Сделано", en: "Done")
    static let doneMore = LocalizedText(
        kk: "Іс келесі қадамға өтті. Сізді күтетіні осы тізімде.",
        ru: "Дело перешло к следующему шагу. Что ждёт вас – в этом списке.",
        en: "The case went on to its next step. What waits for you is in this list.")
    static let decision = LocalizedText(kk: "Шешім", ru: "Решение", en: "The decision")
    static let toDecision = LocalizedText(
        kk: "Төмендегіні оқып шығып, шешімге өтіңіз",
        ru: "Прочтите то, что ниже, и перейдите к решению",
        en: "Read what is below, then go to the decision")
    static let applicant = LocalizedText(
        kk: "Өтініш беруші", ru: "Заявитель", en: "Applicant")
    static let law = LocalizedText(kk: "Норма", ru: "Норма права", en: "The law")
    static let lawOf = LocalizedText(
        kk: "Мына күнгі мәтін:", ru: "Текст на день:", en: "As it applied on")
    static let register = LocalizedText(
        kk: "Сұрауды тіркеу", ru: "Зарегистрировать запрос", en: "Register the request")
    static let answer = LocalizedText(
        kk: "Шара қолданылды", ru: "Меры приняты", en: "Dealt with")
    static let delay = LocalizedText(
        kk: "Мерзім неге өтті және не істелді", ru: "Почему срок пропущен и что сделано",
        en: "Why the term was missed, and what was done")
    static let delayHint = LocalizedText(
        kk: "Кемінде \(CaseFault.reasonsLengthMin) таңба; іске жазылады",
        ru: "Не меньше \(CaseFault.reasonsLengthMin) знаков; записывается в дело",
        en: "At least \(CaseFault.reasonsLengthMin) characters; it is kept in the case")
    static let provider = LocalizedText(
        kk: "Қызмет беруші орган", ru: "Услугодатель", en: "The provider")
    static let providerHint = LocalizedText(
        kk: "Норма басымдықты атамайды: сіз шешесіз.",
        ru: "Норма не называет приоритета: решаете вы.",
        en: "The rule names no priority: you decide.")
    static let accept = LocalizedText(
        kk: "Қабылдап, нөмір беру", ru: "Принять и присвоить номер",
        en: "Take in and give a number")
    static let take = LocalizedText(
        kk: "Жұмысқа алу", ru: "Взять в работу", en: "Take this case")
    static let outcome = LocalizedText(
        kk: "Кезең немен аяқталды", ru: "Чем завершается этап", en: "How the stage ends")
    static let needsGround = LocalizedText(
        kk: "негіз бен себептер керек", ru: "нужны основание и причины",
        en: "needs a ground and reasons")
    static let grounds = LocalizedText(
        kk: "Бас тарту негіздері", ru: "Основания для отказа", en: "Grounds of refusal")
    static let reasons = LocalizedText(
        kk: "Бас тартсаңыз – себептері", ru: "Если отказ – причины",
        en: "If you refuse, the reasons")
    static let reasonsHint = LocalizedText(
        kk: "Нақты не сәйкес емес; кемінде \(CaseFault.reasonsLengthMin) таңба",
        ru: "Что именно не так; не меньше \(CaseFault.reasonsLengthMin) знаков",
        en: "What exactly is wrong; at least \(CaseFault.reasonsLengthMin) characters")
    static let finish = LocalizedText(
        kk: "Кезеңді аяқтау", ru: "Завершить этап", en: "End the stage")
    static let toSign = LocalizedText(
        kk: "Нәтиже дайын. Оқып шығып, қол қойыңыз: содан кейін ол алушыға жеткізіледі.",
        ru: "Результат готов. Прочтите и подпишите: после этого он будет доставлен получателю.",
        en: "The result is ready. Read it and sign: it is then delivered to the recipient.")
    static let asWhom = LocalizedText(
        kk: "Кім ретінде", ru: "В каком качестве", en: "As whom")
    static let sign = LocalizedText(kk: "Қол қою", ru: "Подписать", en: "Sign")

    static func capacity(_ signer: Signer) -> LocalizedText {
        switch signer {
        case .head: LocalizedText(kk: "басшы", ru: "руководитель", en: "the head")
        case .replacement:
            LocalizedText(
                kk: "басшыны алмастырушы", ru: "лицо, замещающее руководителя",
                en: "the one who replaces the head")
        case .executor: LocalizedText(kk: "орындаушы", ru: "исполнитель", en: "the executor")
        }
    }

    /// What is to be done.
    static func work(_ task: CaseTask, of service: ServiceDefinition) -> LocalizedText {
        switch task.work {
        case .accept:
            LocalizedText(
                kk: "Өтінішті қабылдау", ru: "Принять заявление", en: "Take the application in")
        case .register: register
        case .stage:
            task.stage.flatMap(service.stage)?.title
                ?? LocalizedText(kk: "Қарау", ru: "Рассмотреть", en: "Consider")
        case .sign:
            LocalizedText(
                kk: "Нәтижеге қол қою", ru: "Подписать результат", en: "Sign the result")
        case .late:
            LocalizedText(
                kk: "Өткізілген мерзім бойынша жауап беру", ru: "Ответить за пропущенный срок",
                en: "Answer for a missed term")
        }
    }
}
