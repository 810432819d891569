import Casework
import Kernel
import Rendering
import UseCases

/// What the pages of the services say.
enum ServiceWords {
    static let title = LocalizedText(
        kk: "Өнеркәсіптік қауіпсіздік қызметтері", ru: "Услуги в области промышленной безопасности",
        en: "Services in industrial safety")
    static let lead = LocalizedText(
        kk: "Әр қызмет: кім, қандай құжаттармен, қанша уақытта және не үшін бас тартылуы мүмкін.",
        ru: "По каждой услуге: кто, с какими документами, за какое время и за что могут отказать.",
        en: "For every service: who, with which documents, in which time, and refused for what.")
    static let provider = LocalizedText(
        kk: "Қызметті кім көрсетеді", ru: "Кто оказывает услугу", en: "Who provides it")
    static let mayApply = LocalizedText(
        kk: "Кім өтініш бере алады", ru: "Кто может подать", en: "Who may apply")
    static let through = LocalizedText(
        kk: "Қай портал арқылы", ru: "Через какой портал", en: "Through which portal")
    static let assumed = LocalizedText(
        kk: "болжам: актіде айтылмаған", ru: "принято условно: в акте не сказано",
        en: "assumed: the act does not say")
    static let kinds = LocalizedText(
        kk: "Нені сұрауға болады", ru: "Что можно запросить", en: "What can be asked for")
    static let what = LocalizedText(kk: "Не", ru: "Что", en: "What")
    static let total = LocalizedText(kk: "Мерзімі", ru: "Срок", en: "Term")
    static let form = LocalizedText(
        kk: "Өтініштің нысаны", ru: "Форма заявления", en: "Form of the application")
    static let documents = LocalizedText(
        kk: "Қандай құжаттар керек", ru: "Какие нужны документы", en: "Which documents are needed")
    static let noDocuments = LocalizedText(
        kk: "Құжаттар тізбесі мұнда сақталмаған.", ru: "Перечень документов здесь не хранится.",
        en: "The list of documents is not held here.")
    static let heldByState = LocalizedText(
        kk: "Мәліметтері мемлекеттік жүйелерде болса, сұралмайды.",
        ru: "Не запрашивается, если сведения есть в государственных системах.",
        en: "Not asked for where state systems hold its data.")
    static let stages = LocalizedText(
        kk: "Қалай қаралады", ru: "Как рассматривается", en: "How it is handled")
    static let stage = LocalizedText(kk: "Кезең", ru: "Этап", en: "Stage")
    static let who = LocalizedText(kk: "Кім", ru: "Кто", en: "Who")
    static let leadsTo = LocalizedText(
        kk: "Немен аяқталады", ru: "Чем кончается", en: "How it ends")
    static let grounds = LocalizedText(
        kk: "Бас тарту негіздері", ru: "Основания для отказа", en: "Grounds of refusal")
    static let ground = LocalizedText(kk: "Негіз", ru: "Основание", en: "Ground")
    static let openPoints = LocalizedText(
        kk: "Акт ашық қалдырған мәселелер", ru: "Что акт оставил открытым",
        en: "What the act leaves open")
    static let noTerm = LocalizedText(
        kk: "актіде мерзім берілмеген", ru: "срок в акте не указан", en: "the act gives no term")
    static let days = CountedNoun(
        kk: "жұмыс күні", ru: ("рабочий день", "рабочих дня", "рабочих дней"),
        en: ("working day", "working days"))

    static func recipient(_ kind: RecipientKind) -> LocalizedText {
        switch kind {
        case .legalEntity:
            LocalizedText(kk: "заңды тұлға", ru: "юридическое лицо", en: "a legal entity")
        case .naturalPerson:
            LocalizedText(
                kk: "жеке тұлға, оның ішінде дара кәсіпкер",
                ru: "физическое лицо, в том числе индивидуальный предприниматель",
                en: "a natural person, individual entrepreneurs among them")
        }
    }

    static func badge(_ offer: ServiceOffer, _ language: Language) -> Badge? {
        switch offer.closed {
        case .providerNotHeld, .stepNotHeld:
            Badge(
                .warn,
                LocalizedText(
                    kk: "бұл күнгі мәтін жоқ", ru: "текста на этот день нет",
                    en: "no text of that day")[language])
        case .dayAssumed:
            Badge(
                .bad,
                LocalizedText(
                    kk: "жабық: күн енгізілмеген", ru: "закрыто: день не введён",
                    en: "closed: a day is not entered")[language])
        case nil: offer.isAssumed ? LawWords.assumed(language) : nil
        }
    }

    static func actor(_ actor: Actor) -> LocalizedText {
        switch actor {
        case .responsibleExecutor:
            LocalizedText(
                kk: "жауапты орындаушы", ru: "ответственный исполнитель", en: "responsible executor"
            )
        case .territorialDepartment:
            LocalizedText(
                kk: "аумақтық департамент", ru: "территориальный департамент",
                en: "territorial department")
        case .head: LocalizedText(kk: "басшы", ru: "руководитель", en: "head")
        case .authorisedBody:
            LocalizedText(
                kk: "уәкілетті орган", ru: "уполномоченный орган", en: "authorised body")
        case .localExecutiveBody:
            LocalizedText(
                kk: "жергілікті атқарушы орган", ru: "местный исполнительный орган",
                en: "local executive body")
        case .applicant: LocalizedText(kk: "өтініш беруші", ru: "заявитель", en: "applicant")
        }
    }
}
