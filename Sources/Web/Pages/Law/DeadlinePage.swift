import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /law/deadline`: when a term ends, day by day (use case 41).
    static let getDeadlinePage = Endpoint(
        .get, "/law/deadline", summary: "When a term in working days ends, and why",
        access: .anyoneOrPerson(because: "The calendar is public"),
        query: [
            QueryParameter(name: "from", schema: .string(.day), meaning: "The day it starts on"),
            QueryParameter(
                name: "days", schema: .integer(1...Int64(Term.amountMax)),
                meaning: "How many working days"),
        ],
        answers: [.page], isPage: true
    ) { call in
        let today = call.platform.clock.today
        let calendar = call.platform.calendars.calendar(adoptedBy: today)
        let from = call.query["from"].flatMap { Day($0) } ?? today
        let days = call.query["days"].flatMap { Int($0) } ?? 5
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        let deadline = Term(days, .workingDays, clause: "IS-WD-1").flatMap { term in
            try? Deadline(term, from: from, rule: rule, calendar: calendar)
        }
        return .page(
            call.page(LawWords.deadline, at: "/law/deadline") {
                BackLink(call.say(LawWords.title), to: "/law")
                Heading(1, call.say(LawWords.deadline))
                Form(call.language, action: "/law/deadline", isGet: true) {
                    TextField(
                        call.language, name: "from", label: call.say(LawWords.startDay),
                        value: "\(from)", content: .day)
                    TextField(
                        call.language, name: "days", label: call.say(LawWords.workingDays),
                        value: "\(days)")
                    Button(submit: call.say(LawWords.count), style: .secondary)
                }
                if let deadline, let due = deadline.due {
                    Heading(2, call.say(LawWords.lastDay) + " \(due)")
                    Paragraph(
                        call.say(LawWords.firstDaySkipped) + " "
                            + calendar.name[call.language] + " (\(calendar.version)).",
                        style: .soft)
                    Table(
                        caption: call.say(LawWords.everyDay),
                        columns: [
                            Table.Column(call.say(LawWords.day)),
                            Table.Column(call.say(LawWords.why)),
                        ],
                        rows: deadline.steps.map { step in
                            [
                                .text("\(step.day)"),
                                .text(calendar.words(for: step)[call.language]),
                            ]
                        })
                } else {
                    Notice(.bad, isAnnounced: true) {
                        Paragraph(call.say(DeadlineShape.outside(calendar)))
                    }
                }
            })
    }
}
