import Casework
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// Rows of the form; more days go over the interface.
    fileprivate static let dayRows = 4

    private static let calendarFields =
        (1...dayRows).flatMap {
            [
                FormField(name: "day\($0)", lengthMax: 10),
                FormField(name: "becomes\($0)", lengthMax: 40),
            ]
        } + [
            FormField(name: "reason", lengthMax: 300), FormField(name: "act", lengthMax: 300),
            FormField(name: "step", lengthMax: 10),
        ]

    /// `GET /law-office/calendar`: the form for days that become others (use case 84).
    static let getCalendarOfficePage = Endpoint(
        .get, "/law-office/calendar", summary: "Propose that days become others",
        access: .official(role: .authorisedBody, on: lawData), answers: [.page],
        problems: [.roleNotAllowed], isPage: true
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        return .page(call.calendarPage(FormFaults(), outlook: nil))
    }

    /// `POST /law-office/calendar`: shows what follows, then proposes.
    static let postCalendarOfficePage = Endpoint(
        .post, "/law-office/calendar", summary: "See what follows from days, or propose them",
        access: .official(role: .authorisedBody, on: "terms of applications, without persons"),
        body: .form(calendarFields), answers: [.goOn, .page],
        problems: [.roleNotAllowed, .lawDecisionRefused], isPage: true
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        var faults = FormFaults()
        var changes: [CalendarDecision.Change] = []
        for row in 1...dayRows where !call.typed("day\(row)").isEmpty {
            guard let day = Day(call.typed("day\(row)")) else {
                faults.add("day\(row)", call.say(OfficeWords.wrongDay))
                continue
            }
            changes.append(.init(day, .init(name: call.typed("becomes\(row)"))))
        }
        if changes.isEmpty, faults.isEmpty { faults.add("day1", call.say(OfficeWords.fillIn)) }
        for name in ["reason", "act"] where call.typed(name).count < 3 {
            faults.add(name, call.say(OfficeWords.fillIn))
        }
        guard faults.isEmpty else {
            return .page(call.calendarPage(faults, outlook: nil), status: 422)
        }
        do {
            guard call.typed("step") == "propose" else {
                let outlook = try await call.platform.calendarOutlook(
                    changes, reason: call.typed("reason"), act: call.typed("act"),
                    for: call.caller)
                return .page(call.calendarPage(faults, outlook: outlook))
            }
            let id = try await call.platform.proposeCalendar(
                changes, reason: call.typed("reason"), act: call.typed("act"), by: call.caller,
                once: call.once)
            return .seeOther("/law-office/proposals/\(id.text)")
        } catch let refusal as Refusal
            where [.lawDecisionRefused, .invalidField].contains(refusal.code)
        {
            faults.add("day1", refusal.words(in: call.language, now: call.now))
            return .page(
                call.calendarPage(faults, outlook: nil), status: refusal.code.status)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func calendarPage(_ faults: FormFaults, outlook: CalendarOutlook?) -> Page {
        page(
            CalendarPageWords.propose, at: "/law-office/calendar", width: .wide,
            isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            BackLink(say(LawOfficePageWords.title), to: "/law-office")
            Heading(1, say(CalendarPageWords.propose))
            Paragraph(say(CalendarPageWords.proposeLead), style: .lead)
            Paragraph { Link(say(CalendarPageWords.title), to: "/law/calendar") }
            if let outlook {
                shown(outlook)
                Form(
                    language, action: "/law-office/calendar",
                    hidden: sent.map { ($0, typed($0)) } + [("step", "propose")]
                ) {
                    Paragraph(say(LawOfficePageWords.secondNeeded), style: .soft)
                    Button(submit: say(LawOfficePageWords.propose))
                }
            }
            Form(language, action: "/law-office/calendar") {
                for row in 1...Endpoint.dayRows {
                    TextField(
                        language, name: "day\(row)",
                        label: say(LawWords.day) + " \(row)", value: typed("day\(row)"),
                        fault: faults["day\(row)"], content: .day, isOptional: row > 1)
                    SelectField(
                        language, name: "becomes\(row)",
                        label: say(CalendarPageWords.becomes) + " \(row)", options: kinds,
                        chosen: typed("becomes\(row)"))
                }
                TextField(
                    language, name: "reason", label: say(CalendarPageWords.reason),
                    value: typed("reason"), fault: faults["reason"])
                TextField(
                    language, name: "act", label: say(CalendarPageWords.act),
                    hint: say(CalendarPageWords.actHint), value: typed("act"),
                    fault: faults["act"])
                Button(
                    submit: say(LawOfficePageWords.see),
                    style: outlook == nil ? .primary : .secondary)
            }
        }
    }

    private var sent: [String] {
        (1...Endpoint.dayRows).flatMap { ["day\($0)", "becomes\($0)"] } + ["reason", "act"]
    }

    private var kinds: [(value: String, text: String)] {
        [
            ("rest", say(CalendarPageWords.rest)), ("working", say(CalendarPageWords.working)),
        ]
            + platform.calendars.givenHolidays.map { code in
                (code, platform.calendars.holidayName(code)?[language] ?? code)
            }
    }

    /// What follows from days becoming others.
    @HTMLBuilder func shown(_ outlook: CalendarOutlook) -> HTML {
        Heading(2, say(LawOfficePageWords.follows))
        SummaryList([
            .init(say(CalendarPageWords.reason), outlook.decision.reason),
            .init(say(CalendarPageWords.act), outlook.decision.act),
            .init(say(CalendarPageWords.version), outlook.decision.base),
        ])
        differences(outlook.days, outlook.before, outlook.after)
        SummaryList([
            .init(say(CalendarPageWords.moved), "\(outlook.moved)"),
            .init(
                say(CalendarPageWords.looked),
                "\(outlook.looked)"
                    + (outlook.isBounded ? ", " + say(CalendarPageWords.bounded) : "")),
            .init(say(CalendarPageWords.uncounted), "\(outlook.uncounted)"),
        ])
        if !outlook.sample.isEmpty {
            Table(
                caption: say(CalendarPageWords.sample),
                columns: [
                    Table.Column(say(CalendarPageWords.application)),
                    Table.Column(say(LawOfficePageWords.service)),
                    Table.Column(say(CalendarPageWords.was)),
                    Table.Column(say(CalendarPageWords.becomes)),
                    Table.Column(say(CalendarPageWords.byDays), isNumber: true),
                ],
                rows: outlook.sample.map { moved in
                    [
                        .text(moved.number + " · " + say(CalendarPageWords.name(moved.scope))),
                        .text(moved.service[language]),
                        .text(moved.before.map { MomentFormat.day($0, language) } ?? "–"),
                        .text(moved.after.map { MomentFormat.day($0, language) } ?? "–"),
                        .text(moved.byDays.map { $0 > 0 ? "+\($0)" : "\($0)" } ?? "–"),
                    ]
                })
        }
        Paragraph(say(CalendarPageWords.recounted), style: .soft)
    }
}
