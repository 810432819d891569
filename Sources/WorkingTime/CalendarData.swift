import Kernel

/// The working calendar as dated data: rules by year, given days, swaps, and versions of them.
package struct CalendarData: Sendable {
    /// A holiday that stands on the same days every year.
    struct FixedHoliday: Sendable {
        let code: String
        let month: Int
        let days: [Int]
        let since: Int
        let until: Int?
        let isTransferred: Bool
        let versions: Set<String>?
        let decider: String
    }

    /// A holiday whose day is given for each year.
    struct GivenDay: Sendable {
        let code: String
        let day: Day
        let isEstimated: Bool
        let isTransferred: Bool
        let versions: Set<String>?
        let decider: String
    }

    /// A day of rest exchanged for a working day by decision.
    struct Swap: Sendable {
        let rest: Day
        let work: Day
        let versions: Set<String>?
        let decider: String
    }

    /// A version of the data.
    package struct Version: Hashable, Sendable {
        /// The name that decisions store.
        package let id: String
        /// The day on which it was adopted.
        package let adopted: Day
        /// Where it comes from.
        package let source: String
        /// In words.
        package let name: LocalizedText
    }

    /// Data that cannot be read or contradict themselves, with the first place.
    package struct Fault: Error, Hashable, Sendable {
        /// The place in the file.
        package let place: String
    }

    /// The versions, oldest first; at least one.
    package internal(set) var versions: [Version]
    let covered: ClosedRange<Day>
    let weekend: Set<Int>
    let names: [String: LocalizedText]
    let deciders: [String: LocalizedText]
    let fixed: [FixedHoliday]
    let given: [GivenDay]
    let swaps: [Swap]
    /// The days of each version, built once when a file is read: there are thousands of them.
    var built: [String: WorkingCalendar] = [:]

    /// The calendar of one version; nil when there is no such version.
    package func calendar(version id: String) -> WorkingCalendar? {
        versions.first { $0.id == id }.map(days)
    }

    /// The version that had been adopted by the day; the oldest before the first adoption.
    package func calendar(adoptedBy day: Day) -> WorkingCalendar {
        days(of: versions.last { $0.adopted <= day } ?? versions[0])
    }

    /// The newest version.
    package var newest: WorkingCalendar { days(of: versions[versions.count - 1]) }

    private func days(of version: Version) -> WorkingCalendar {
        built[version.id] ?? build(version)
    }
}

// MARK: - From rules to days

extension CalendarData {
    func build(_ version: Version) -> WorkingCalendar {
        var holidays: [Day: (code: String, isTransferred: Bool, decider: String)] = [:]
        for holiday in fixed where holiday.versions?.contains(version.id) ?? true {
            for day in holiday.everyDay(within: covered) {
                holidays[day] = (holiday.code, holiday.isTransferred, holiday.decider)
            }
        }
        for holiday in given where holiday.versions?.contains(version.id) ?? true {
            // Two holidays on one day are one day of rest; the one that moves decides.
            if let other = holidays[holiday.day], other.isTransferred { continue }
            holidays[holiday.day] = (holiday.code, holiday.isTransferred, holiday.decider)
        }
        var exceptions = holidays.mapValues { DayStatus.holiday($0.code) }
        var decided = holidays.mapValues { $0.decider }
        transfer(holidays.filter { $0.value.isTransferred }, into: &exceptions, &decided)
        for swap in swaps where swap.versions?.contains(version.id) ?? true {
            exceptions[swap.work] = .workingInstead(restOn: swap.rest)
            exceptions[swap.rest] = .restInstead(workOn: swap.work)
            decided[swap.work] = swap.decider
            decided[swap.rest] = swap.decider
        }
        return WorkingCalendar(
            version: version.id, adopted: version.adopted, source: version.source,
            name: version.name, covered: covered, weekend: weekend, holidayNames: names,
            deciders: decided.compactMapValues { deciders[$0] },
            estimated: Set(given.filter(\.isEstimated).map(\.day)), exceptions: exceptions)
    }

    /// Moves each holiday on a day of rest to the next day that is none, in the order of days.
    private func transfer(
        _ moving: [Day: (code: String, isTransferred: Bool, decider: String)],
        into exceptions: inout [Day: DayStatus], _ decided: inout [Day: String]
    ) {
        for (day, holiday) in moving.sorted(by: { $0.key < $1.key })
        where weekend.contains(day.weekday) {
            var target = day.adding(days: 1)
            while weekend.contains(target.weekday) || exceptions[target] != nil {
                target = target.adding(days: 1)
            }
            exceptions[target] = .transferredHoliday(holiday.code, from: day)
            decided[target] = holiday.decider
        }
    }
}

extension CalendarData.FixedHoliday {
    fileprivate func everyDay(within covered: ClosedRange<Day>) -> [Day] {
        let first = max(since, covered.lowerBound.components.year)
        let last = min(until ?? Int.max, covered.upperBound.components.year)
        guard first <= last else { return [] }
        return (first...last).flatMap { year in
            days.compactMap { Day(year: year, month: month, day: $0) }
        }
    }
}
