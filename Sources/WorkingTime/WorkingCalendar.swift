import Kernel

/// The days of work and of rest between two days, in one version of the calendar's data.
///
/// Labour Code, articles 84 and 85; law on holidays No. 267-II. Only the days that differ from
/// the plain week are kept.
package struct WorkingCalendar: Sendable {
    /// The version of the data, for example `2026-07`; every decision stores it.
    package let version: String
    /// The day on which this version was adopted.
    package let adopted: Day
    /// Where this version comes from.
    package let source: String
    /// The version in words.
    package let name: LocalizedText
    /// The first and the last day that the data cover.
    package let covered: ClosedRange<Day>
    /// The days of the week that are days of rest, 1 for Monday to 7 for Sunday.
    package let weekend: Set<Int>
    /// The holidays' names by code.
    package let holidayNames: [String: LocalizedText]
    /// Who decided, by the day that was decided about.
    package let deciders: [Day: LocalizedText]
    /// The days whose date is an estimate until somebody decides.
    package let estimated: Set<Day>
    /// The days that are not as the plain week has them.
    let exceptions: [Day: DayStatus]

    /// A day that the calendar's data do not cover.
    package struct Uncovered: Error, Hashable, Sendable {
        /// The day.
        package let day: Day
    }

    /// What the day is.
    ///
    /// - Throws: ``Uncovered`` outside ``covered``: a day is never guessed.
    package func status(of day: Day) throws(Uncovered) -> DayStatus {
        guard covered.contains(day) else { throw Uncovered(day: day) }
        return exceptions[day] ?? (weekend.contains(day.weekday) ? .weekend : .working)
    }

    /// Whether work is done on the day.
    ///
    /// - Throws: ``Uncovered`` outside ``covered``.
    package func isWorking(_ day: Day) throws(Uncovered) -> Bool {
        try status(of: day).isWorking
    }

    /// The day itself when it is a working day, otherwise the next one that is.
    ///
    /// - Throws: ``Uncovered`` when the data end before.
    package func workingDay(onOrAfter day: Day) throws(Uncovered) -> Day {
        var candidate = day
        while try !isWorking(candidate) { candidate = candidate.adding(days: 1) }
        return candidate
    }

    /// The first working day after this one.
    ///
    /// - Throws: ``Uncovered`` when the data end before.
    package func workingDay(after day: Day) throws(Uncovered) -> Day {
        try workingDay(onOrAfter: day.adding(days: 1))
    }
}
