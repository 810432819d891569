import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension CaseParts {
    private var definition: ServiceDefinition { stored.definition }

    /// Why the clock stands still; the applicant and officials read the same.
    var standstill: HTML {
        guard let stop = stored.state.standstill?.stop, stored.state.stage != nil else {
            return .empty
        }
        let ground = stop.ground.flatMap(definition.suspension)?.title[language]
        return Notice(.warn, title: WorkWords.standsStill[language]) {
            SummaryList(
                [
                    SummaryList.Row(
                        WorkWords.ground[language],
                        [ground, "– " + cited(stop.clause)].compactMap(\.self).joined(
                            separator: " ")),
                    SummaryList.Row(CaseWords.reasons[language], stop.reasons),
                    SummaryList.Row(
                        WorkWords.since[language], MomentFormat.day(stop.on, language)),
                    SummaryList.Row(
                        WorkWords.until[language],
                        stop.until.map { MomentFormat.day($0, language) }
                            ?? WorkWords.untilOpen[language]),
                ]
                    + (awaited.map {
                        [SummaryList.Row(WorkWords.awaited[language], $0.title[language])]
                    } ?? []))
        }.html
    }

    private var awaited: ServiceDefinition.Document? {
        guard stored.state.stage != nil else { return nil }
        return stored.state.standstill?.stop.awaits.flatMap(definition.document)
    }

    /// Where the applicant sends the document that is awaited.
    var supply: HTML {
        guard let document = awaited,
            let action = PageURL(checking: "/cases/\(stored.id.text)/supply")
        else { return .empty }
        return Card(title: document.title[language], level: 2) {
            Paragraph(WorkWords.supplyLead[language])
            mayBind ? supplying(document, action) : whoMayBind
        }.html
    }

    private func supplying(_ document: ServiceDefinition.Document, _ action: PageURL) -> HTML {
        Form(language, action: action, hasFiles: true) {
            for (index, part) in document.parts.enumerated() {
                tag(.div, .class("choice")) {
                    tag(
                        .input, .type("checkbox"), .id("supply-part\(index)"),
                        .name("part\(index)"), .value(part.code))
                    tag(.label, .for("supply-part\(index)")) { part.title[language] }
                }
            }
            FileField(
                language, name: "file", label: CaseWords.file[language],
                hint: CaseWords.fileHint[language], accept: .documents)
            Button(submit: WorkWords.supply[language])
        }.html
    }

    /// What changes of the working calendar did to the terms, each day with what it was and is.
    var calendarChanges: HTML {
        .fragment(
            stored.state.calendarChanges.reversed().map { change in
                Card(title: WorkWords.calendarChanged[language], level: 3) {
                    for move in change.moves { Paragraph(WorkWords.moved(move)[language]) }
                    Table(
                        caption: "\(change.from) → \(change.to)",
                        columns: [
                            Table.Column(LawWords.day[language]),
                            Table.Column(WorkWords.wasBefore[language]),
                            Table.Column(WorkWords.isNow[language]),
                        ],
                        rows: change.days.map { day in
                            [
                                .text(MomentFormat.day(day, language)),
                                .text(words(for: day, in: change.from)),
                                .text(words(for: day, in: change.to)),
                            ]
                        })
                }.html
            })
    }

    private func words(for day: Day, in version: String) -> String {
        platform.words(for: day, in: version)?[language] ?? "–"
    }
}
