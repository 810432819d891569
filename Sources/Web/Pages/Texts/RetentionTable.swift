import Kernel
import Rendering
import UseCases

/// How long personal fields are kept (`docs/retention.md`), at the end of the privacy notice.
struct RetentionTable {
    let isSandbox: Bool

    func html(in language: Language) -> HTML {
        .fragment([
            Heading(2, Words.title[language], id: "retention").html,
            isSandbox
                ? Table(
                    caption: Words.assumed[language],
                    columns: [
                        Table.Column(Words.what[language]), Table.Column(Words.howLong[language]),
                    ],
                    rows: Words.terms.map { what, years in
                        [.text(what[language]), .text(Words.years.text(years, language))]
                    }
                ).html
                : Paragraph(Words.unset[language]).html,
        ])
    }
}

/// Who runs the installation and how to reach them.
struct OperatorContact {
    let isSandbox: Bool
    let address: String

    init(platform: Platform) {
        isSandbox = platform.configuration.isSandbox
        address = platform.configuration.publicURL
    }

    func html(in language: Language) -> HTML {
        .fragment([
            Heading(2, Words.contact[language], id: "operator").html,
            Paragraph(
                isSandbox ? Words.sandboxOperator[language] : Words.operatorAt[language] + address
            ).html,
        ])
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сақтау мерзімдері", ru: "Сроки хранения", en: "How long data are kept")
    static let assumed = LocalizedText(
        kk: "Сынақ ортасының мәндері (болжалды)", ru: "Значения тестовой среды (приняты условно)",
        en: "Values of the sandbox (assumed)")
    static let unset = LocalizedText(
        kk: "Мерзімдерді осы орнатымның операторы белгілейді.",
        ru: "Сроки устанавливает оператор данной установки.",
        en: "The operator of this installation sets the terms.")
    static let what = LocalizedText(kk: "Мәліметтер", ru: "Сведения", en: "Data")
    static let howLong = LocalizedText(kk: "Мерзімі", ru: "Срок", en: "Term")
    static let years = CountedNoun(
        kk: "жыл", ru: ("год", "года", "лет"), en: ("year", "years"))
    static let terms: [(LocalizedText, Int64)] = [
        (
            LocalizedText(
                kk: "Сұраулар, жауаптар, келісімдер және оларды пайдалану",
                ru: "Запросы, ответы, согласия и их использование",
                en: "Requests, answers, consents and their use"), 5
        ),
        (
            LocalizedText(
                kk: "Құжаттардың қаралғаны туралы белгілер", ru: "Отметки о просмотрах документов",
                en: "View marks of documents"), 3
        ),
        (
            LocalizedText(
                kk: "Азық-түлік ваучерлері: тізімдер, келісімдер, сатып алулар",
                ru: "Продовольственные ваучеры: списки, согласия, покупки",
                en: "Food vouchers: lists, consents, purchases"), 5
        ),
        (
            LocalizedText(
                kk: "Кіру және сеанстар", ru: "Входы и сеансы", en: "Sign-ins and sessions"), 1
        ),
    ]
    static let contact = LocalizedText(
        kk: "Оператормен байланыс", ru: "Связь с оператором", en: "The operator")
    static let sandboxOperator = LocalizedText(
        kk: "Бұл сынақ ортасы: операторы – бағдарламаны іске қосқан адам.",
        ru: "Это тестовая среда: её оператор – тот, кто запустил программу.",
        en: "This is the sandbox: its operator is whoever started the program.")
    static let operatorAt = LocalizedText(
        kk: "Орнатымның мекенжайы: ", ru: "Адрес установки: ", en: "Address of the installation: ")
}
