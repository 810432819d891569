import Kernel

/// A month of a year in Almaty: what a list, a consent and a voucher belong to (FV-7, FV-19).
package struct CalendarMonth: Hashable, Comparable, Sendable {
    /// Months since January of the year 0; what the store keeps.
    package let number: Int64

    /// The month with this number.
    package init(number: Int64) {
        self.number = number
    }

    /// The month of a day.
    package init(of day: Day) {
        let parts = day.components
        self.number = Int64(parts.year * 12 + parts.month - 1)
    }

    /// Reads `YYYY-MM`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
        self.init(of: day)
    }

    /// The first day.
    package var firstDay: Day {
        guard let day = Day(year: Int(number / 12), month: Int(number % 12) + 1, day: 1) else {
            preconditionFailure("a month has a first day")
        }
        return day
    }

    /// The month after this one.
    package var next: CalendarMonth { CalendarMonth(number: number + 1) }

    /// The last day: the 28th to the 31st.
    package var lastDay: Day { next.firstDay.adding(days: -1) }

    /// The day of the month with this number, the last day where the month is shorter.
    package func day(_ number: Int) -> Day {
        min(firstDay.adding(days: number - 1), lastDay)
    }

    /// The last day of the month before: the day whose status decides (FV-2.2).
    package var statusDay: Day { firstDay.adding(days: -1) }

    /// Orders by time.
    package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
        left.number < right.number
    }
}

extension CalendarMonth: CustomStringConvertible {
    /// `YYYY-MM`.
    package var description: String { String(firstDay.description.prefix(7)) }
}
