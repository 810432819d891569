/// A civil day of the proleptic Gregorian calendar, without a time or a zone.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let daysSince1970: Int

    /// The day so many days after 1970-01-01.
    package init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// The day with this year, month (1 to 12) and day of the month; nil when there is none.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        // Howard Hinnant's days_from_civil: years begin in March, so that leap days come last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSince1970 = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `YYYY-MM-DD`; nil when it is anything else or no such day exists.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// The day in Almaty at this moment.
    package init(at instant: Instant) {
        let local = instant.seconds + Almaty.offsetSeconds(at: instant)
        self.daysSince1970 = Int(local.flooredDivision(by: 86_400))
    }

    /// The first moment of this day in Almaty.
    package var start: Instant {
        let guess = Instant(seconds: Int64(daysSince1970) * 86_400 - 5 * 3600)
        let offset = Almaty.offsetSeconds(at: guess.adding(seconds: -3600))
        return Instant(seconds: Int64(daysSince1970) * 86_400 - offset)
    }

    /// The day so many days later (earlier when negative).
    package func adding(days: Int) -> Day {
        Day(daysSince1970: daysSince1970 + days)
    }

    /// The same day so many years later; 29 February becomes 1 March in a common year.
    ///
    /// Majority is reached on the birthday, so a person born on 29 February comes of age on 1 March.
    package func adding(years: Int) -> Day {
        let parts = components
        return Day(year: parts.year + years, month: parts.month, day: parts.day)
            ?? Day(year: parts.year + years, month: 3, day: 1) ?? self
    }

    /// The same day of the month so many months later; the last day of a shorter month.
    package func adding(months: Int) -> Day {
        let parts = components
        let count = parts.year * 12 + parts.month - 1 + months
        let (year, month) = (count.flooredDivision(by: 12), count.flooredModulo(by: 12) + 1)
        let day = min(parts.day, Self.length(ofMonth: month, year: year))
        return Day(year: year, month: month, day: day) ?? self
    }

    /// Year, month (1 to 12) and day of the month.
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    package var weekday: Int {
        (daysSince1970 + 3).flooredModulo(by: 7) + 1
    }

    /// The number of days in a month (1 to 12) of a year.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Orders by time.
    package static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

extension Day {
    /// `27.11.2026`, as papers in Kazakh and Russian have it.
    package var dotted: String {
        let parts = components
        return "\(twoDigits(Int64(parts.day))).\(twoDigits(Int64(parts.month))).\(parts.year)"
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String {
        let parts = components
        let year = String(parts.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + "-\(twoDigits(Int64(parts.month)))-\(twoDigits(Int64(parts.day)))"
    }
}
