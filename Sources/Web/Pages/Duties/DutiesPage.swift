import Kernel
import Regulations
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /duties`: the lives of the orders and what they ask of public bodies (use case 56).
    static let getDutiesPage = Endpoint(
        .get, "/duties", summary: "The orders' lives, the duties of public bodies, their state",
        access: .anyoneOrPerson(
            because: "What acts ask of public bodies, and the evidence, are public"),
        answers: [.page], isPage: true
    ) { call in
        let tracked = try await call.platform.trackedDuties()
        return .page(
            call.page(DutyWords.title, at: "/duties") {
                BackLink(call.say(LawWords.title), to: "/law")
                Heading(1, call.say(DutyWords.title))
                Paragraph(call.say(DutyWords.lead), style: .lead)
                for life in call.platform.actLives {
                    Heading(2, call.title(of: life))
                    Table(
                        caption: call.say(DutyWords.life) + " № " + life.order,
                        columns: [
                            Table.Column(call.say(DutyWords.event)),
                            Table.Column(call.say(LawWords.day)),
                            Table.Column(call.say(DutyWords.number)),
                        ], rows: life.events.map { call.cells($0) })
                    for duty in tracked where duty.duty.act == life.act { call.card(duty) }
                }
            })
    }

    /// `GET /duties/{duty}`: a duty with its term, day by day, and its evidence.
    static let getDutyPage = Endpoint(
        .get, "/duties/{duty}", summary: "A duty, its term day by day, and its evidence",
        access: .anyoneOrPerson(
            because: "What acts ask of public bodies, and the evidence, are public"),
        answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let tracked = try await call.platform.trackedDuty(call.path["duty"] ?? "")
        let url = PageURL("/duties/\(tracked.duty.code)")
        return .page(
            call.page(DutyWords.title, at: url) {
                BackLink(call.say(DutyWords.title), to: "/duties")
                Heading(1, tracked.duty.what[call.language])
                call.facts(of: tracked)
                call.change(of: tracked)
                call.days(of: tracked)
            })
    }
}

extension Call {
    fileprivate func title(of life: ActLife) -> String {
        let titles = life.rules.compactMap { Regulations.act($0)?.title[language] }
        return titles.isEmpty ? "№ " + life.order : titles.joined(separator: " · ")
    }

    fileprivate func cells(_ event: ActEvent) -> [HTML] {
        let day = event.day ?? event.assumedDay
        var text = day.map { MomentFormat.day($0, language) } ?? say(DutyWords.notEntered)
        if event.day == nil, day != nil { text += ", " + say(DutyWords.assumed) }
        let name = [say(DutyWords.name(event.kind)), event.note?[language]]
            .compactMap(\.self).joined(separator: ": ")
        return [.text(name), .text(text), .text(event.number ?? "–")]
    }

    /// The duty in a list.
    func card(_ tracked: TrackedDuty) -> Card {
        let duty = tracked.duty
        return Card(
            title: duty.what[language], badge: badge(tracked.state), to: "/duties/\(duty.code)"
        ) {
            if let rules = duty.rules.flatMap({ Regulations.act($0) }) {
                Paragraph(rules.title[language])
            }
            Paragraph(holderName(duty))
            Paragraph(
                [
                    duty.clauses.map(\.tag).joined(separator: ", "),
                    tracked.deadline?.due.map {
                        say(CaseWords.dueOn) + " " + MomentFormat.day($0, language)
                    },
                ].compactMap(\.self).joined(separator: " · "), style: .soft)
        }
    }

    func badge(_ state: DutyState) -> Badge {
        let tone: Tone =
            switch state {
            case .notYet, .standing, .ended: .calm
            case .open, .doneLate: .warn
            case .late: .bad
            case .done: .good
            }
        return Badge(tone, say(DutyWords.name(state)))
    }

    private func holderName(_ duty: Duty) -> String {
        platform.configuration.duties.body(duty.holder)?.name[language] ?? duty.holder
    }

    func partName(_ part: Duty.Part) -> String {
        part.name?[language] ?? say(DutyWords.whole)
    }

    fileprivate func facts(of tracked: TrackedDuty) -> SummaryList {
        let duty = tracked.duty
        var rows: [SummaryList.Row] = [
            .init(say(DutyWords.state), say(DutyWords.name(tracked.state))),
            .init(say(DutyWords.holder), holderName(duty)),
            .init(say(DutyWords.clauses), duty.clauses.map(\.tag).joined(separator: ", ")),
            .init(say(DutyWords.wanted), duty.evidence[language]),
        ]
        if let rules = duty.rules.flatMap({ Regulations.act($0) }) {
            rows.append(.init(say(DutyWords.rules), rules.title[language]))
        }
        if let start = tracked.startsOn {
            let more = tracked.isAssumed ? ", " + say(DutyWords.assumed) : ""
            rows.append(
                .init(say(DutyWords.starts), MomentFormat.day(start, language) + more))
        }
        if let due = tracked.deadline?.due {
            rows.append(.init(say(DutyWords.lastDay), MomentFormat.day(due, language)))
        }
        if let late = tracked.lateAt {
            rows.append(
                .init(say(DutyWords.foundLate), MomentFormat.dayAndTime(late, language)))
        }
        for part in duty.parts {
            let found = tracked.evidence.first { $0.part == part.code }
            rows.append(.init(partName(part), found.map(evidenceText) ?? say(DutyWords.noEvidence)))
        }
        return SummaryList(rows)
    }

    private func evidenceText(_ evidence: DutyEvidence) -> String {
        let late = evidence.isLate ? ", " + say(DutyWords.afterTerm) : ""
        return MomentFormat.day(evidence.day, language) + late + " · " + evidence.reference
    }

    @HTMLBuilder fileprivate func change(of tracked: TrackedDuty) -> HTML {
        if let change = tracked.change {
            Notice(.warn, title: say(DutyWords.changed)) {
                if let before = change.before.due {
                    Paragraph(
                        say(DutyWords.dueBefore) + " " + MomentFormat.day(before, language) + " ("
                            + change.before.calendarVersion + ")")
                }
                Paragraph(
                    say(DutyWords.causes) + " "
                        + change.causes.map { MomentFormat.day($0.day, language) }
                        .joined(separator: ", "))
            }
        }
    }

    @HTMLBuilder fileprivate func days(of tracked: TrackedDuty) -> HTML {
        if let deadline = tracked.deadline,
            let calendar = platform.calendars.calendar(version: deadline.calendarVersion)
        {
            Table(
                caption: say(LawWords.everyDay),
                columns: [
                    Table.Column(say(LawWords.day)), Table.Column(say(LawWords.why)),
                ],
                rows: deadline.steps.map { step in
                    [
                        .text(MomentFormat.day(step.day, language)),
                        .text(calendar.words(for: step)[language]),
                    ]
                })
        }
    }
}
