import Kernel

/// A term of an act: so many days of a kind.
package struct Term: Hashable, Sendable {
    /// Which days count.
    package enum Unit: String, Sendable, CaseIterable {
        /// Days of work in the calendar.
        case workingDays
        /// Every day.
        case calendarDays
    }

    /// How many, 1 to ``amountMax``.
    package let amount: Int
    /// Which days count.
    package let unit: Unit
    /// The clause that sets the term.
    package let clause: Clause

    /// The longest term that is computed.
    package static let amountMax = 400

    /// A term; nil when the amount is out of range.
    package init?(_ amount: Int, _ unit: Unit, clause: Clause) {
        guard (1...Self.amountMax).contains(amount) else { return nil }
        self.amount = amount
        self.unit = unit
        self.clause = clause
    }
}

/// How days are counted where the act leaves it open (IS-WD-3): configuration, never a guess.
package struct CountingRule: Hashable, Sendable {
    /// Whether the day of the event that starts the term is itself counted.
    package let countsStartDay: Bool
    /// Whether the value is only assumed.
    package let isAssumed: Bool

    /// A rule.
    package init(countsStartDay: Bool, isAssumed: Bool) {
        self.countsStartDay = countsStartDay
        self.isAssumed = isAssumed
    }
}

/// A time in which the clock stands still, with the clause that stops it.
package struct Suspension: Hashable, Sendable {
    /// The first day that is not counted.
    package let from: Day
    /// The first day that may be counted again; nil while it stands still.
    package let until: Day?
    /// The clause that lets the clock stop.
    package let clause: Clause

    /// A suspension; `until` is after `from`.
    package init?(from: Day, until: Day?, clause: Clause) {
        if let until, until <= from { return nil }
        self.from = from
        self.until = until
        self.clause = clause
    }

    /// Whether the clock stands still on the day.
    package func covers(_ day: Day) -> Bool {
        from <= day && (until.map { day < $0 } ?? true)
    }
}

/// A deadline as an explained computation: every day that was counted or skipped, and why.
package struct Deadline: Hashable, Sendable {
    /// One day of the computation.
    package struct Step: Hashable, Sendable {
        /// The day.
        package let day: Day
        /// What was done with it.
        package let verdict: Verdict
    }

    /// What was done with a day.
    package enum Verdict: Hashable, Sendable {
        /// The day on which the term starts to run; it is not counted itself.
        case start
        /// Counted, as the number given.
        case counted(Int, DayStatus)
        /// Skipped: no work is done on it.
        case notWorking(DayStatus)
        /// Skipped: the clock stands still under the clause.
        case suspended(Clause)
    }

    /// The term.
    package let term: Term
    /// The rule under which it was counted.
    package let rule: CountingRule
    /// The day of the event that starts the term.
    package let start: Day
    /// The days from the start to the end, in order.
    package let steps: [Step]
    /// The last day on which it is in time; nil while the clock stands still.
    package let due: Day?
    /// The version of the calendar that was used.
    package let calendarVersion: String

    /// Counts a term from the day on which it starts.
    ///
    /// - Parameters:
    ///   - suspensions: the times in which the clock stood still, in any order.
    /// - Throws: ``WorkingCalendar/Uncovered`` when the calendar's data end before the term does.
    package init(
        _ term: Term, from start: Day, rule: CountingRule, suspensions: [Suspension] = [],
        calendar: WorkingCalendar
    ) throws(WorkingCalendar.Uncovered) {
        self.term = term
        self.rule = rule
        self.start = start
        self.calendarVersion = calendar.version
        var steps: [Step] = []
        var day = start
        var counted = 0
        // Nothing is counted from the start of a suspension that has no end yet.
        let standstill = suspensions.filter { $0.until == nil }.min { $0.from < $1.from }
        while counted < term.amount {
            if let standstill, day >= standstill.from {
                steps.append(Step(day: day, verdict: .suspended(standstill.clause)))
                break
            }
            let status = try calendar.status(of: day)
            if day == start, !rule.countsStartDay {
                steps.append(Step(day: day, verdict: .start))
            } else if let suspension = suspensions.first(where: { $0.covers(day) }) {
                steps.append(Step(day: day, verdict: .suspended(suspension.clause)))
            } else if status.isWorking || term.unit == .calendarDays {
                counted += 1
                steps.append(Step(day: day, verdict: .counted(counted, status)))
            } else {
                steps.append(Step(day: day, verdict: .notWorking(status)))
            }
            day = day.adding(days: 1)
        }
        self.steps = steps
        self.due = counted == term.amount ? steps.last?.day : nil
    }

    /// Whether the term has run out by the beginning of the day.
    package func isOverdue(on day: Day) -> Bool {
        due.map { $0 < day } ?? false
    }
}
