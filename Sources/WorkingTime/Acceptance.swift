import Kernel

/// The hours in which a provider works, in minutes after midnight in Almaty.
///
/// The act names Monday to Friday with a break and no clock times (IS-A3.7): they are set.
package struct OfficeHours: Hashable, Sendable {
    /// Minute of the day at which work begins.
    package let opens: Int
    /// Minute of the day at which work ends.
    package let closes: Int
    /// Whether the values are only assumed.
    package let isAssumed: Bool

    /// Hours; nil unless 0 ≤ `opens` < `closes` ≤ 1,440.
    package init?(opens: Int, closes: Int, isAssumed: Bool) {
        guard opens >= 0, opens < closes, closes <= 1440 else { return nil }
        self.opens = opens
        self.closes = closes
        self.isAssumed = isAssumed
    }
}

/// On which day a submission counts as accepted (IS-WD-2).
package struct Acceptance: Hashable, Sendable {
    /// Why the day is that of the submission, or a later one.
    package enum Reason: Hashable, Sendable {
        /// Submitted on a working day before its end.
        case inTime
        /// Submitted after the end of the working hours.
        case afterHours
        /// Submitted on a day of rest.
        case dayOfRest(DayStatus)
        /// The rules of this service do not move a submission to another day.
        case notMoved
    }

    /// The moment of the submission.
    package let submittedAt: Instant
    /// The day on which it counts as accepted.
    package let day: Day
    /// Why.
    package let reason: Reason

    /// Decides the day.
    ///
    /// A submission before the opening hour of a working day is accepted on that day: the act
    /// moves only what comes after working hours, on days off and on holidays.
    /// - Parameter movesToNextWorkingDay: whether the service has this rule.
    /// - Throws: ``WorkingCalendar/Uncovered`` outside the calendar's data.
    package init(
        of submittedAt: Instant, hours: OfficeHours, movesToNextWorkingDay: Bool,
        calendar: WorkingCalendar
    ) throws(WorkingCalendar.Uncovered) {
        let submitted = Day(at: submittedAt)
        self.submittedAt = submittedAt
        guard movesToNextWorkingDay else {
            day = submitted
            reason = .notMoved
            return
        }
        let status = try calendar.status(of: submitted)
        let minute = (submittedAt.milliseconds - submitted.start.milliseconds) / 60_000
        if !status.isWorking {
            day = try calendar.workingDay(after: submitted)
            reason = .dayOfRest(status)
        } else if minute >= Int64(hours.closes) {
            day = try calendar.workingDay(after: submitted)
            reason = .afterHours
        } else {
            day = submitted
            reason = .inTime
        }
    }
}
