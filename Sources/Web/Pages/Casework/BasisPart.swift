import Casework
import Kernel
import Rendering
import UseCases

/// The entry that a case would end or be an annex of, beside what it would give (use case 87).
extension CaseParts {
    /// Both sides in one table; nothing where the case rests on no entry.
    ///
    /// - Parameters:
    ///   - isEnding: whether a grant would end it.
    ///   - history: what was decided about it, for who works on the case.
    func basis(
        _ item: RegisterItem?, isEnding: Bool = false, history: HTML = .empty
    ) -> HTML {
        guard let item else { return .empty }
        let service = stored.definition
        let had = item.facts?.words(of: service, library: platform.casework) ?? []
        let gives = stored.permitted.words(of: service, library: platform.casework)
        let titles = (had + gives).map(\.title)
        let rows = titles.enumerated().filter { !titles.prefix($0.offset).contains($0.element) }
            .map { _, title -> [HTML] in
                let value = { (facts: [(title: LocalizedText, value: LocalizedText)]) in
                    facts.first { $0.title == title }?.value[language] ?? "–"
                }
                return [
                    .text(title[language]), .text(value(had)),
                    value(had) == value(gives)
                        ? .text(value(gives)) : tag(.strong) { value(gives) },
                ]
            }
        return .fragment([
            Heading(2, BasisWords.entry[language] + " № " + item.number).html,
            Paragraph {
                Link(
                    RegisterWords.item[language],
                    to: "/registers/\(item.register)/\(item.body.digits)/\(item.number)")
                " · " + RegisterWords.state(item.state)[language]
            }.html,
            isEnding ? Paragraph(BasisWords.ends[language]).html : .empty,
            stored.definition.taken(by: stored.kind).isEmpty
                ? .empty : Paragraph(BasisWords.taken[language], style: .soft).html,
            Table(
                caption: BasisWords.beside[language],
                columns: [
                    .init(CaseWords.what[language]), .init(BasisWords.has[language]),
                    .init(BasisWords.gives[language]),
                ], rows: rows
            ).html, history,
        ])
    }
}

/// What pages say about the entry on which a case rests.
enum BasisWords {
    static let entry = LocalizedText(
        kk: "Негіз болған жазба", ru: "Запись, на которой основано",
        en: "The entry on which it rests")
    static let ends = LocalizedText(
        kk: "Нәтиже тізілімнің осы жазбасын тоқтатады.",
        ru: "Результат прекратит эту запись реестра.",
        en: "The result would end this entry of the register.")
    static let beside = LocalizedText(
        kk: "Жазбада не бар және нәтиже не береді",
        ru: "Что есть в записи и что даст результат",
        en: "What the entry has, and what the result would give")
    static let has = LocalizedText(kk: "Жазбада", ru: "В записи", en: "In the entry")
    static let gives = LocalizedText(kk: "Нәтижеде", ru: "В результате", en: "In the result")
    static let taken = LocalizedText(
        kk: "Кіші түрлер қайта ресімделетін жазбадан алынады, сондықтан сұралмайды. Жаңасы керек "
            + "болса, лицензия немесе оған қосымша сұраңыз.",
        ru: "Подвиды деятельности переходят из переоформляемой записи и потому не спрашиваются. "
            + "Нужны новые – запросите лицензию или приложение к ней.",
        en: "Sub-activities pass from the entry that is re-issued, so they are not asked for. For "
            + "new ones ask for a licence or an annex.")
    static let annexOf = LocalizedText(
        kk: "Лицензияға қосымша", ru: "Приложение к лицензии", en: "Annex to the licence")
    static let withLicence = LocalizedText(
        kk: "Қосымша лицензия қолданылғанда ғана қолданылады.",
        ru: "Приложение действует, только пока действует лицензия.",
        en: "An annex is in force only while its licence is.")
}
