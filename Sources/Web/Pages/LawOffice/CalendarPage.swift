import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /law/calendar`: a year of the working calendar, and its versions (use case 84).
    static let getCalendarPage = Endpoint(
        .get, "/law/calendar", summary: "A year of the working calendar, and its versions",
        access: .anyoneOrPerson(because: "The calendar is public"),
        query: [
            QueryParameter(
                name: "year", schema: .integer(2000...2100), meaning: "The year; default this one"),
            QueryParameter(
                name: "version", schema: .string(.text(lengthMax: 16)),
                meaning: "The version; default the one in use"),
        ],
        answers: [.page], problems: [.invalidField], isPage: true
    ) { call in
        let today = call.platform.clock.today
        let calendars = call.platform.calendars
        let calendar =
            try call.query["version"].map { try call.platform.calendar(version: $0) }
            ?? calendars.calendar(adoptedBy: today)
        let covered = calendar.covered
        let years = covered.lowerBound.components.year...covered.upperBound.components.year
        let year = call.query["year"].flatMap { Int($0) } ?? today.components.year
        guard years.contains(year) else {
            throw Refusal(.invalidField, DeadlineShape.outside(calendar))
        }
        let address = PageURL("/law/calendar").setting("year", to: "\(year)")
            .setting("version", to: calendar.version)
        return .page(
            call.page(CalendarPageWords.title, at: address, width: .wide) {
                BackLink(call.say(LawWords.title), to: "/law")
                Heading(
                    1, call.say(CalendarPageWords.title) + " \(year)",
                    caption: calendar.name[call.language])
                Paragraph(call.say(CalendarPageWords.lead), style: .lead)
                Form(call.language, action: "/law/calendar", isGet: true) {
                    SelectField(
                        call.language, name: "year", label: call.say(CalendarPageWords.year),
                        options: years.reversed().map { ("\($0)", "\($0)") }, chosen: "\(year)")
                    SelectField(
                        call.language, name: "version", label: call.say(CalendarPageWords.version),
                        options: calendars.versions.reversed().map {
                            ($0.id, $0.name[call.language] + " (\($0.id))")
                        }, chosen: calendar.version)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                call.months(of: year, in: calendar)
                Heading(2, call.say(CalendarPageWords.versions))
                for (version, before) in call.platform.calendarVersions.reversed() {
                    call.card(version, before)
                }
            })
    }
}

extension Call {
    /// Each month: how many days are worked, and every day that is not as the plain week has it.
    fileprivate func months(of year: Int, in calendar: WorkingCalendar) -> Table {
        let special = calendar.exceptions(in: year)
        return Table(
            caption: say(CalendarPageWords.yearByMonths),
            columns: [
                Table.Column(say(CalendarPageWords.month)),
                Table.Column(say(CalendarPageWords.workingDays), isNumber: true),
                Table.Column(say(CalendarPageWords.special)),
            ],
            rows: (1...12).map { month in
                let own = special.filter { $0.day.components.month == month }
                let worked = (1...31).count { number in
                    Day(year: year, month: month, day: number).flatMap {
                        try? calendar.isWorking($0)
                    } ?? false
                }
                return [
                    .text(say(CalendarPageWords.months[month - 1])), .text("\(worked)"),
                    .fragment(
                        own.map { day, status in
                            Paragraph(
                                MomentFormat.day(day, language) + ", "
                                    + say(CalendarPageWords.weekdays[day.weekday - 1]) + ": "
                                    + calendar.words(for: status, on: day)[language]
                            ).html
                        }),
                ]
            })
    }

    fileprivate func card(_ calendar: WorkingCalendar, _ before: WorkingCalendar?) -> Card {
        Card(
            title: calendar.name[language] + " (\(calendar.version))",
            badge: platform.calendars.calendar(adoptedBy: platform.clock.today).version
                == calendar.version ? Badge(.good, say(CalendarPageWords.inUse)) : nil
        ) {
            Paragraph(
                say(CalendarPageWords.adopted) + " "
                    + MomentFormat.day(calendar.adopted, language), style: .soft)
            Paragraph(calendar.source)
            if let before {
                differences(calendar.differences(from: before), before, calendar)
            }
        }
    }

    /// The days that two versions see differently, with what they were and are.
    func differences(
        _ days: [WorkingCalendar.Difference], _ before: WorkingCalendar, _ after: WorkingCalendar
    ) -> Table {
        Table(
            caption: say(CalendarPageWords.differs),
            columns: [
                Table.Column(say(LawWords.day)), Table.Column(say(CalendarPageWords.was)),
                Table.Column(say(CalendarPageWords.becomes)),
            ],
            rows: days.map { change in
                [
                    .text(MomentFormat.day(change.day, language)),
                    .text(before.words(for: change.before, on: change.day)[language]),
                    .text(after.words(for: change.after, on: change.day)[language]),
                ]
            })
    }
}
