import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `GET /case-figures`: load, lateness and refusals as charts with their tables (use case 72).
    static let getCaseFiguresPage = Endpoint(
        .get, "/case-figures", summary: "Load, lateness and refusals of a body",
        access: .official(on: "the figures of one's body; of all, for those who lead them"),
        query: .figures, answers: [.page], problems: [.roleNotAllowed, .invalidField], isPage: true
    ) { call in
        let figures = try await call.figures()
        let bodies = try call.platform.bodiesInView(of: call.caller)
        let part = FiguresPart(
            figures: figures, library: call.platform.casework, language: call.language)
        return .page(
            call.page(FigureWords.title, at: "/case-figures", width: .wide) {
                BackLink(call.say(CaseWords.inbox), to: "/tasks")
                Heading(
                    1, call.say(FigureWords.title),
                    caption: call.bodyName(figures.body))
                Form(call.language, action: "/case-figures", isGet: true) {
                    if bodies.count > 1 {
                        SelectField(
                            call.language, name: "body", label: call.say(FigureWords.body),
                            options: bodies.map { ($0.digits, call.bodyName($0)) },
                            chosen: figures.body.digits)
                    }
                    TextField(
                        call.language, name: "from", label: call.say(FigureWords.from),
                        value: "\(figures.from)", content: .day)
                    TextField(
                        call.language, name: "until", label: call.say(FigureWords.until),
                        value: "\(figures.until)", content: .day)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                part
            })
    }
}

/// The charts of a body's figures, each with a table of the same numbers.
private struct FiguresPart: Component {
    let figures: CaseStatistics
    let library: CaseworkLibrary
    let language: Language

    var html: HTML {
        .fragment([
            Heading(2, FigureWords.now[language]).html,
            SummaryList([
                SummaryList.Row(
                    FigureWords.waiting[language], number(figures.waiting.values.reduce(0, +))),
                SummaryList.Row(FigureWords.overdue[language], overdue),
            ]).html,
            waiting, byDay, byService, byGround,
        ])
    }

    private var overdue: String {
        figures.overdue > Int64(CaseStatistics.overdueMax)
            ? "> " + number(Int64(CaseStatistics.overdueMax)) : number(figures.overdue)
    }

    private func number(_ value: Int64) -> String { NumberFormat.whole(value, language) }

    private func title(_ service: String) -> String {
        library.catalogue.service(service)?.title[language] ?? service
    }

    private var waiting: HTML {
        let rows = figures.waiting.filter { $0.value != 0 }.sorted { $1.value < $0.value }
        guard !rows.isEmpty else { return .empty }
        return BarList(
            label: FigureWords.waiting[language],
            rows: rows.map { BarList.Row(title($0.key), number($0.value), value: $0.value) }
        ).html
    }

    // MARK: - By days

    private var byDay: HTML {
        guard !figures.days.isEmpty else {
            return Notice(.calm) { Paragraph(FigureWords.nothing[language]) }.html
        }
        let count = figures.until.daysSince1970 - figures.from.daysSince1970 + 1
        let days = (0..<count).map { figures.from.adding(days: $0) }
        let charts: [(LocalizedText, (CaseStatistics.Load) -> Int64)] = [
            (FigureWords.received, { $0.received }), (FigureWords.decided, { $0.decided }),
            (FigureWords.late, { $0.late }),
        ]
        return .fragment(
            [Heading(2, FigureWords.byDay[language]).html]
                + charts.map { name, value in
                    .fragment([
                        Heading(3, name[language]).html,
                        ColumnChart(
                            label: name[language] + ". " + FigureWords.inTable[language],
                            values: days.map { figures.days[$0].map(value) ?? 0 },
                            first: MomentFormat.shortDay(figures.from),
                            last: MomentFormat.shortDay(figures.until)
                        ).html,
                    ])
                } + [
                    Table(
                        caption: FigureWords.byDay[language],
                        columns: [Table.Column(LawWords.day[language])] + columns,
                        rows: figures.days.sorted { $1.key < $0.key }.map { day, load in
                            [.text(MomentFormat.day(day, language))] + cells(load)
                        }
                    ).html
                ])
    }

    private var columns: [Table.Column] {
        [
            FigureWords.received, FigureWords.granted, FigureWords.refused, FigureWords.withdrawn,
            FigureWords.decidedLate, FigureWords.late,
        ].map { Table.Column($0[language], isNumber: true) }
    }

    private func cells(_ load: CaseStatistics.Load) -> [HTML] {
        [
            load.received, load.granted, load.refused, load.withdrawn, load.decidedLate, load.late,
        ].map { .text(number($0)) }
    }

    // MARK: - By services and grounds

    private var byService: HTML {
        guard !figures.services.isEmpty else { return .empty }
        return .fragment([
            Heading(2, FigureWords.byService[language]).html,
            Table(
                caption: FigureWords.byService[language],
                columns: [Table.Column(SearchWordsOnPages.service[language])] + columns,
                rows: figures.services.sorted { $0.key < $1.key }.map { code, load in
                    [.text(title(code))] + cells(load)
                }
            ).html,
        ])
    }

    private var byGround: HTML {
        guard !figures.grounds.isEmpty else { return .empty }
        return .fragment([
            Heading(2, FigureWords.byGround[language]).html,
            BarList(
                label: FigureWords.byGround[language],
                rows: figures.grounds.map { ground in
                    let found = library.catalogue.service(ground.service)?.ground(ground.ground)
                    return BarList.Row(
                        title(ground.service) + ": "
                            + (found.map {
                                "\($0.title[language]) – \($0.clause.cited()[language])"
                            }
                                ?? ground.ground),
                        number(ground.number), value: ground.number)
                }
            ).html,
        ])
    }
}
