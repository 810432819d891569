import Kernel
import Regulations
import WorkingTime

/// Terms in working days by the newest version of the calendar that ships.
package enum WorkingDays {
    private static let calendar: WorkingCalendar = {
        do {
            return try CalendarData(file: Regulations.workingCalendar).newest
        } catch {
            preconditionFailure("working calendar: \(error)")
        }
    }()

    /// The last day of a term; the day on which it starts is not counted.
    ///
    /// Beyond the calendar's data every day from Monday to Friday counts.
    package static func due(_ days: Int, from start: Day, clause: Clause) throws -> Day {
        guard let term = Term(days, .workingDays, clause: clause) else {
            throw Refusal(.invalidField, clause: clause)
        }
        let rule = CountingRule(countsStartDay: false, isAssumed: true)
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
