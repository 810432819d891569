import Kernel
import PriorityActivities
import Rendering
import UseCases

/// The parts of the workplace: for a representative, the park's administration, a tax officer.
struct WorkplaceParts {
    let language: Language
    let today: Day
    let form: [String: String]
    let faults: [(field: String, text: String)]

    private typealias Words = ActivityWorkWords

    private func fault(_ name: String) -> String? { faults.first { $0.field == name }?.text }

    private func field(
        _ name: String, _ label: LocalizedText, _ content: TextField.Content = .text,
        value: String = "", isOptional: Bool = false
    ) -> TextField {
        TextField(
            language, name: name, label: label[language],
            value: faults.isEmpty ? value : form[name] ?? value, fault: fault(name),
            content: content, isOptional: isOptional)
    }

    /// One's organisation: activities and notices.
    func organisation(_ extract: ActivityExtract, _ notices: [ActivityNotice]) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, ActivityPageWords.bin[language] + " " + extract.bin.digits)
            for notice in notices.prefix(10) {
                Notice(
                    notice.kind == .gained ? .good : .warn,
                    title: Words.notice(notice.kind)[language]
                ) {
                    Paragraph(
                        notice.title + " – " + Words.matter(notice.matter)[language] + ", "
                            + MomentFormat.day(notice.on, language))
                }
            }
            Table(
                caption: ActivityRegisterWords.activities[language],
                columns: [
                    .init(ActivityRegisterWords.activity[language]),
                    .init(ActivityRegisterWords.priority[language]),
                    .init(ActivityPageWords.ownProduction[language]),
                ],
                rows: extract.activities.map { activity, standing in
                    [
                        .text(activity.title), standing.outcome.badge(language).html,
                        standing.ownProduction.badge(language).html,
                    ]
                })
        }
    }

    /// Papers and representatives.
    var administration: HTML {
        .fragment([
            tag(.section, .class("stack")) {
                Heading(2, Words.recordPaper[language])
                Form(language, action: "/activities/workplace/evidence") {
                    SelectField(
                        language, name: "register", label: Words.register[language],
                        options: ActivityEvidence.Kind.allCases.map {
                            ($0.rawValue, ActivityRegisterWords.kind($0)[language])
                        }, chosen: form["register"])
                    field("bin", ActivityPageWords.bin, .identificationNumber)
                    field("number", ActivityRegisterWords.number)
                    field("name", Words.name)
                    field("validFrom", Words.validFrom, .day, value: today.description)
                    field("validUntil", Words.validUntil, .day, isOptional: true)
                    Button(submit: Words.record[language])
                }
            },
            tag(.section, .class("stack")) {
                Heading(2, Words.nameRepresentative[language])
                Form(language, action: "/activities/workplace/representative") {
                    field("representedBin", ActivityPageWords.bin, .identificationNumber)
                    field("iin", Words.iin, .identificationNumber)
                    Button(submit: Words.nameOne[language], style: .secondary)
                }
            },
        ])
    }

    /// A list of BINs for a period.
    var taxOfficer: HTML {
        tag(.section, .class("stack")) {
            Heading(2, Words.listTitle[language])
            Form(language, action: "/activities/workplace/list") {
                field("bins", Words.bins, .lines(6))
                field("from", Words.from, .day, value: "2026-01-01")
                field("to", Words.to, .day, value: today.description)
                Button(submit: ActivityPageWords.check[language])
            }
        }
    }
}

/// Words of the workplaces.
enum ActivityWorkWords {
    static let empty = LocalizedText(kk: "Толтырыңыз", ru: "Заполните", en: "Fill this in")
    static let wrongIIN = LocalizedText(
        kk: "ЖСН 12 цифрдан тұрады, бақылау цифры дұрыс болуы керек",
        ru: "ИИН – 12 цифр с верной контрольной цифрой",
        en: "An IIN has 12 digits with a right check digit")
    static let recorded = LocalizedText(kk: "Жазылды", ru: "Записано", en: "Recorded")
    static let nobody = LocalizedText(
        kk: "Сіз ешбір ұйымның өкілі емессіз. Өкілді технопарк әкімшілігі тағайындайды.",
        ru: "Вы не представляете ни одной организации. Представителя назначает администрация "
            + "технопарка.",
        en: "You act for no organisation. The park's administration names representatives.")
    static let recordPaper = LocalizedText(
        kk: "Қатысушыны не үзіндіні жазу", ru: "Записать участника или выписку",
        en: "Record a participant or an extract")
    static let register = LocalizedText(kk: "Тізілім", ru: "Реестр", en: "Register")
    static let name = LocalizedText(
        kk: "Ұйымның атауы", ru: "Название организации", en: "Name of the organisation")
    static let validFrom = LocalizedText(
        kk: "Бірінші күні", ru: "Действует с", en: "First day")
    static let validUntil = LocalizedText(
        kk: "Соңғы күні", ru: "Действует по", en: "Last day")
    static let record = LocalizedText(kk: "Жазу", ru: "Записать", en: "Record")
    static let nameRepresentative = LocalizedText(
        kk: "Өкіл тағайындау", ru: "Назначить представителя", en: "Name a representative")
    static let iin = LocalizedText(
        kk: "Өкілдің ЖСН", ru: "ИИН представителя", en: "IIN of the representative")
    static let nameOne = LocalizedText(kk: "Тағайындау", ru: "Назначить", en: "Name")
    static let listTitle = LocalizedText(
        kk: "Ұйымдар тізімін тексеру", ru: "Проверка списка организаций",
        en: "Check a list of organisations")
    static let bins = LocalizedText(
        kk: "БСН тізімі, жолына біреуден", ru: "Список БИН, по одному в строке",
        en: "BINs, one a line")
    static let from = LocalizedText(
        kk: "Кезең басы", ru: "Начало периода", en: "Period from")
    static let to = LocalizedText(kk: "Кезең соңы", ru: "Конец периода", en: "Period to")
    static let period = LocalizedText(kk: "Күндер", ru: "Дни", en: "Days")
    static let noActivities = LocalizedText(
        kk: "мәлімделген қызмет жоқ", ru: "заявленной деятельности нет",
        en: "no declared activity")

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
