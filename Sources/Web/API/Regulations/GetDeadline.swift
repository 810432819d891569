import Kernel
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /api/working-days`: when a term ends, with every day and its reason (use case 41).
    static let getWorkingDays = Endpoint(
        .get, "/api/working-days",
        summary: "The last day of a term, with every day counted or skipped and why",
        access: .anyone(because: "The calendar is public"),
        query: [
            QueryParameter(name: "from", schema: .string(.day), meaning: "The day it starts on"),
            QueryParameter(
                name: "days", schema: .integer(1...Int64(Term.amountMax)), meaning: "How many days"),
            QueryParameter(
                name: "unit", schema: .string(.oneOf(Term.Unit.allCases.map(\.rawValue))),
                meaning: "Which days count; default workingDays"),
            QueryParameter(
                name: "firstDay", schema: .string(.oneOf(["counts", "skipped"])),
                meaning: "Whether the first day counts; default skipped (IS-WD-3)"),
            QueryParameter(
                name: "calendar", schema: .string(.text(lengthMax: 16)),
                meaning: "The version of the calendar; default the one in use"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("from", .string(.day), "The day it starts on"),
                        required("due", .string(.day), "The last day on which it is in time"),
                        required("calendar", .string(.anything), "The calendar's version"),
                        required(
                            "assumed", .boolean, "Whether the rule of the first day is assumed"),
                        required("days", .array(DeadlineShape.step, countMax: 1000), "Every day"),
                    ])), meaning: "The explained deadline")
        ],
        problems: [.invalidField]
    ) { call in
        let calendar = try call.platform.calendar(version: call.query["calendar"])
        guard let from = call.query["from"].flatMap({ Day($0) }),
            let amount = call.query["days"].flatMap({ Int($0) }),
            let term = Term(
                amount, Term.Unit(rawValue: call.query["unit"] ?? "") ?? .workingDays,
                clause: "IS-WD-1")
        else { throw Refusal(.invalidField, DeadlineShape.bothNeeded) }
        let rule = CountingRule(
            countsStartDay: call.query["firstDay"] == "counts",
            isAssumed: call.query["firstDay"] == nil)
        let deadline: Deadline
        do throws(WorkingCalendar.Uncovered) {
            deadline = try Deadline(term, from: from, rule: rule, calendar: calendar)
        } catch {
            throw Refusal(.invalidField, DeadlineShape.outside(calendar))
        }
        return .json([
            "from": JSON(from), "due": JSON(deadline.due),
            "calendar": .string(deadline.calendarVersion), "assumed": .bool(rule.isAssumed),
            "days": .array(deadline.steps.map { DeadlineShape.json($0, calendar) }),
        ])
    }
}

extension Platform {
    /// The version asked for, or the one in use.
    func calendar(version name: String?) throws -> WorkingCalendar {
        guard let name else { return calendars.calendar(adoptedBy: clock.today) }
        guard let calendar = calendars.calendar(version: name) else {
            throw Refusal(.invalidField, DeadlineShape.versions(calendars))
        }
        return calendar
    }
}

/// A deadline on the wire.
enum DeadlineShape {
    static let step = Schema.object([
        required("day", .string(.day), "The day"),
        required("counted", .nullable(.integer(1...1000)), "Its number; null when it is skipped"),
        required("why", DocumentShape.text, "Why it is counted or skipped"),
    ])

    static func json(_ step: Deadline.Step, _ calendar: WorkingCalendar) -> JSON {
        var number: JSON = .null
        if case .counted(let count, _) = step.verdict { number = .integer(Int64(count)) }
        return [
            "day": JSON(step.day), "counted": number, "why": calendar.words(for: step).json,
        ]
    }

    static let bothNeeded = LocalizedText(
        kk: "from=ЖЖЖЖ-АА-КК және days=1–400 көрсетіңіз",
        ru: "Укажите from=ГГГГ-ММ-ДД и days=1–400", en: "Give from=YYYY-MM-DD and days=1 to 400")

    static func outside(_ calendar: WorkingCalendar) -> LocalizedText {
        let first = calendar.covered.lowerBound
        let last = calendar.covered.upperBound
        return LocalizedText(
            kk: "Күнтізбе \(first) – \(last) аралығын ғана қамтиды",
            ru: "Календарь охватывает только \(first) – \(last)",
            en: "The calendar covers \(first) to \(last) only")
    }

    static func versions(_ data: CalendarData) -> LocalizedText {
        let names = data.versions.map(\.id).joined(separator: ", ")
        return LocalizedText(
            kk: "Күнтізбе нұсқалары: \(names)", ru: "Версии календаря: \(names)",
            en: "Versions of the calendar: \(names)")
    }
}
