import Kernel
import WorkingTime

/// Terms in working days.
package enum WorkingDays {
    /// The last day of a term; the day on which it starts is not counted.
    ///
    /// Beyond the calendar's data every day from Monday to Friday counts.
    /// - Parameters:
    ///   - calendars: the working calendar in its versions.
    ///   - today: the day whose version is the one in use.
    package static func due(
        _ days: Int, from start: Day, clause: Clause, by calendars: CalendarData, on today: Day
    ) throws -> Day {
        guard let term = Term(days, .workingDays, clause: clause) else {
            throw Refusal(.invalidField, clause: clause)
        }
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
        let calendar = calendars.calendar(adoptedBy: today)
        if let due = try? Deadline(term, from: start, rule: rule, calendar: calendar).due {
            return due
        }
        var (day, left) = (start, days)
        while left > 0 {
            day = day.adding(days: 1)
            if day.weekday < 6 { left -= 1 }
        }
        return day
    }
}
