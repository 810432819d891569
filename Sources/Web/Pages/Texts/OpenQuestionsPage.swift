import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /open-questions`: what the acts leave open, and what holds here.
    static let getOpenQuestionsPage = Endpoint(
        .get, "/open-questions", summary: "What the acts leave open and what holds here",
        access: .anyoneOrPerson(because: "The rules of this installation are public"),
        answers: [.page], isPage: true
    ) { call in
        .page(
            call.page(Words.title, at: "/open-questions", width: .wide) {
                Heading(1, call.say(Words.title))
                Paragraph(call.say(Words.lead), style: .lead)
                for service in OfferedService.allCases {
                    Heading(2, service.name[call.language], id: service.rawValue)
                    SettingTable(
                        settings: call.platform.configuration.settings, service: service
                    ).html(in: call.language)
                }
            })
    }
}

/// The settings of one service with their values.
private struct SettingTable {
    let settings: Settings
    let service: OfferedService

    func html(in language: Language) -> HTML {
        Table(
            caption: service.name[language],
            columns: [
                Table.Column(Words.what[language]), Table.Column(Words.value[language]),
                Table.Column(Words.origin[language]), Table.Column(Words.key[language]),
            ],
            rows: settings.declared.filter { $0.service == service }.map { declaration in
                [
                    .text(
                        declaration.meaning[language]
                            + (declaration.clause.map { " (\($0.tag))" } ?? "")),
                    Monospaced(value(declaration)).html,
                    .text(settings.origin(of: declaration).name[language]),
                    Monospaced(declaration.key).html,
                ]
            }
        ).html
    }

    private func value(_ declaration: SettingDeclaration) -> String {
        guard declaration.isPublic else { return "–" }
        return settings.json(of: declaration)?.asText.string ?? "–"
    }
}

extension Settings.Origin {
    fileprivate var name: LocalizedText {
        switch self {
        case .entered:
            LocalizedText(kk: "оператор белгілеген", ru: "установлено оператором", en: "entered")
        case .assumed: LocalizedText(kk: "болжалды", ru: "принято условно", en: "assumed")
        case .shipped:
            LocalizedText(kk: "бағдарламаның мәні", ru: "значение программы", en: "shipped")
        case .missing:
            LocalizedText(
                kk: "белгіленбеген, қызмет жабық", ru: "не установлено, услуга закрыта",
                en: "missing, the service is closed")
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Актілер ашық қалдырған мәселелер", ru: "Что акты оставили открытым",
        en: "What the acts leave open")
    static let lead = LocalizedText(
        kk: "Бұл мәселелерді актілер шешпейді, сондықтан оларды орнатымның операторы белгілейді. "
            + "«Болжалды» мәндер тек сынақ ортасында қолданылады.",
        ru: "Этого акты не решают, поэтому решает оператор установки. Значения «принято условно» "
            + "действуют только в тестовой среде.",
        en: "The acts do not decide these points, so the operator of the installation does. Values "
            + "that are “assumed” hold in the sandbox only.")
    static let what = LocalizedText(kk: "Мәселе", ru: "Вопрос", en: "Point")
    static let value = LocalizedText(kk: "Мәні", ru: "Значение", en: "Value")
    static let origin = LocalizedText(kk: "Қайдан", ru: "Откуда", en: "Origin")
    static let key = LocalizedText(kk: "Кілт", ru: "Ключ", en: "Key")
}
