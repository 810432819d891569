import Journal
import Kernel
import Rendering
import UseCases

/// How long personal fields are kept (`docs/retention.md`), at the end of the privacy notice.
struct RetentionTable {
    let settings: Settings

    func html(in language: Language) -> HTML {
        let rows = Words.classes.map { what, setting in
            let years = (try? settings[setting])?.terms.last.map { Int64($0.years) }
            let isAssumed = settings.origin(of: setting.declaration) == .assumed
            return (
                what[language],
                (years.map { Words.years.text($0, language) } ?? Words.notSet[language])
                    + (isAssumed ? " (\(Words.assumed[language]))" : "")
            )
        }
        return .fragment([
            Heading(2, Words.title[language], id: "retention").html,
            Table(
                caption: Words.caption[language],
                columns: [
                    Table.Column(Words.what[language]), Table.Column(Words.howLong[language]),
                ],
                rows: rows.map { [.text($0), .text($1)] }
            ).html,
        ])
    }
}

/// Who runs the installation and how to reach them.
struct OperatorContact {
    let isSandbox: Bool
    let address: String
    let named: String?

    init(platform: Platform) {
        let settings = platform.configuration.settings
        isSandbox = platform.configuration.isSandbox
        address = platform.configuration.publicURL
        let name = settings.entered(OpenPoints.operatorName)
        named = name.map { [$0, settings.entered(OpenPoints.operatorContact)] }?
            .compactMap(\.self).joined(separator: ", ")
    }

    func html(in language: Language) -> HTML {
        .fragment([
            Heading(2, Words.contact[language], id: "operator").html,
            Paragraph(
                named
                    ?? (isSandbox
                        ? Words.sandboxOperator[language] : Words.operatorAt[language] + address)
            ).html,
        ])
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сақтау мерзімдері", ru: "Сроки хранения", en: "How long data are kept")
    static let caption = LocalizedText(
        kk: "Мерзімдерді осы орнатымның операторы белгілейді",
        ru: "Сроки устанавливает оператор данной установки",
        en: "The operator of this installation sets the terms")
    static let assumed = LocalizedText(kk: "болжалды", ru: "принято условно", en: "assumed")
    static let notSet = LocalizedText(kk: "белгіленбеген", ru: "не установлен", en: "not set")
    static let what = LocalizedText(kk: "Мәліметтер", ru: "Сведения", en: "Data")
    static let howLong = LocalizedText(kk: "Мерзімі", ru: "Срок", en: "Term")
    static let years = CountedNoun(
        kk: "жыл", ru: ("год", "года", "лет"), en: ("year", "years"))
    static let classes: [(LocalizedText, Setting<RetentionTerms>)] = [
        (
            LocalizedText(
                kk: "Сұраулар, жауаптар, келісімдер және оларды пайдалану",
                ru: "Запросы, ответы, согласия и их использование",
                en: "Requests, answers, consents and their use"),
            OpenPoints.retentionConsentEvidence
        ),
        (
            LocalizedText(
                kk: "Құжаттардың қаралғаны туралы белгілер", ru: "Отметки о просмотрах документов",
                en: "View marks of documents"), OpenPoints.retentionViewMarks
        ),
        (
            LocalizedText(
                kk: "Азық-түлік ваучерлері: тізімдер, келісімдер, сатып алулар",
                ru: "Продовольственные ваучеры: списки, согласия, покупки",
                en: "Food vouchers: lists, consents, purchases"),
            OpenPoints.retentionVouchers
        ),
        (
            LocalizedText(
                kk: "Кіру және сеанстар", ru: "Входы и сеансы", en: "Sign-ins and sessions"),
            OpenPoints.retentionSecurity
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
