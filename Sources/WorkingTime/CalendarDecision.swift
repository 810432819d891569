import Kernel

/// A decision that makes days of the working calendar other than they are (use case 84; IS-WD-1).
package struct CalendarDecision: Hashable, Sendable {
    /// What a day becomes.
    package enum Becoming: Hashable, Sendable {
        /// A working day.
        case working
        /// A day of rest.
        case rest
        /// A holiday whose day is given for each year, by its code: the first day of Kurban Ait.
        case holiday(String)

        /// The name in data and answers.
        package var name: String {
            switch self {
            case .working: "working"
            case .rest: "rest"
            case .holiday(let code): code
            }
        }

        /// Reads a name; any other word is a holiday's code, which the calendar has or has not.
        package init(name: String) {
            switch name {
            case "working": self = .working
            case "rest": self = .rest
            default: self = .holiday(name)
            }
        }
    }

    /// A day and what it becomes.
    package struct Change: Hashable, Sendable {
        /// The day.
        package let day: Day
        /// What it becomes.
        package let becomes: Becoming

        /// A change of a day.
        package init(_ day: Day, _ becomes: Becoming) {
            self.day = day
            self.becomes = becomes
        }
    }

    /// The version that it changes.
    package let base: String
    /// The days, in order; 1 to 20, each once.
    package let changes: [Change]
    /// Why; 3 to 300 characters.
    package let reason: String
    /// Who decided, by which act: number and day; 3 to 300 characters.
    package let act: String

    /// A decision.
    package init(base: String, changes: [Change], reason: String, act: String) {
        self.base = base
        self.changes = changes.sorted { $0.day < $1.day }
        self.reason = reason
        self.act = act
    }

    /// The most days that one decision changes.
    package static let changesMax = 20
    /// The clause under which the calendar is data.
    package static let clause: Clause = "IS-WD-1"
}

extension CalendarDecision {
    /// Reads a decision; nil where a member is missing.
    package init?(json: JSON) {
        guard let base = json["base"]?.string, let reason = json["reason"]?.string,
            let act = json["act"]?.string, let members = json["changes"]?.array
        else { return nil }
        let changes = members.compactMap { member -> Change? in
            guard let day = member["day"]?.string.flatMap({ Day($0) }),
                let name = member["becomes"]?.string
            else { return nil }
            return Change(day, Becoming(name: name))
        }
        guard changes.count == members.count else { return nil }
        self.init(base: base, changes: changes, reason: reason, act: act)
    }

    /// The decision as it is kept.
    package var json: JSON {
        [
            "base": .string(base), "reason": .string(reason), "act": .string(act),
            "changes": .array(
                changes.map { ["day": JSON($0.day), "becomes": .string($0.becomes.name)] }),
        ]
    }
}

extension CalendarData {
    /// Why a decision cannot be taken.
    package enum DecisionFault: Error, Hashable, Sendable {
        /// No day, too many, or one twice.
        case wrongDays
        /// A day that is over: what was counted by it is counted.
        case past(Day)
        /// A day that the calendar's data do not cover.
        case uncovered(Day)
        /// The day is so already.
        case same(Day)
        /// No holiday of this code has its day given for each year.
        case unknownHoliday(String)
        /// Another version is the one in use.
        case otherBase(String)
    }

    /// The codes of the holidays whose day is given for each year.
    package var givenHolidays: [String] { Array(Set(given.map(\.code))).sorted() }

    /// The name of a holiday.
    package func holidayName(_ code: String) -> LocalizedText? { names[code] }

    /// The data with a version in which the days of the decision are others.
    ///
    /// - Parameters:
    ///   - id: the name of the new version.
    ///   - adopted: the day from which it is the one in use.
    /// - Throws: ``DecisionFault``.
    package func adding(
        _ decision: CalendarDecision, id: String, adopted: Day
    ) throws(DecisionFault) -> CalendarData {
        let base = calendar(adoptedBy: adopted)
        guard base.version == decision.base else { throw .otherBase(base.version) }
        let days = decision.changes.map(\.day)
        guard (1...CalendarDecision.changesMax).contains(days.count), Set(days).count == days.count
        else { throw .wrongDays }
        for change in decision.changes {
            guard change.day >= adopted else { throw .past(change.day) }
            try checkData(of: change)
            let status = change.becomes.status
            let isWorking = (try? base.isWorking(change.day)) ?? false
            let isSame =
                if case .holiday = change.becomes {
                    base.exceptions[change.day] == status
                        && !base.estimated.contains(change.day)
                } else {
                    isWorking == status.isWorking
                }
            guard !isSame else { throw .same(change.day) }
        }
        return replaying(decision, id: id, adopted: adopted).data
    }

    /// The data with a version by a decision that was taken, over whatever is in use on its day now.
    ///
    /// A release may have brought other data since: what was decided holds all the same, under the
    /// name that cases keep.
    /// - Returns: the data, and the days that they have no room for.
    package func replaying(
        _ decision: CalendarDecision, id: String, adopted: Day
    ) -> (data: CalendarData, unfit: [CalendarDecision.Change]) {
        let base = calendar(adoptedBy: adopted)
        var exceptions = base.exceptions
        var unfit: [CalendarDecision.Change] = []
        for change in decision.changes {
            do throws(DecisionFault) {
                try checkData(of: change)
                exceptions[change.day] = change.becomes.status
            } catch { unfit.append(change) }
        }
        let days = decision.changes.filter { !unfit.contains($0) }.map(\.day)
        let decider = LocalizedText(kk: decision.act, ru: decision.act, en: decision.act)
        let version = Version(
            id: id, adopted: adopted, source: decision.act + ": " + decision.reason,
            name: LocalizedText(
                kk: "\(adopted.numeric) күнгі шешім бойынша күнтізбе",
                ru: "Календарь по решению от \(adopted.numeric)",
                en: "The calendar by the decision of \(adopted)"))
        var data = self
        // A version of the release that bears the same name would hide what was decided.
        data.versions.removeAll { $0.id == id }
        // A version that comes with a later release takes over on its own day.
        let place = data.versions.firstIndex { $0.adopted > adopted } ?? data.versions.count
        data.versions.insert(version, at: place)
        data.built[id] = WorkingCalendar(
            version: id, adopted: adopted, source: version.source, name: version.name,
            covered: covered, weekend: weekend, holidayNames: names,
            deciders: base.deciders.merging(days.map { ($0, decider) }) { $1 },
            estimated: base.estimated.subtracting(days), exceptions: exceptions)
        return (data, unfit)
    }

    private func checkData(of change: CalendarDecision.Change) throws(DecisionFault) {
        guard covered.contains(change.day) else { throw .uncovered(change.day) }
        if case .holiday(let code) = change.becomes, !givenHolidays.contains(code) {
            throw .unknownHoliday(code)
        }
    }
}

extension CalendarDecision.Becoming {
    fileprivate var status: DayStatus {
        switch self {
        case .working: .declaredWorking
        case .rest: .declaredRest
        case .holiday(let code): .holiday(code)
        }
    }
}

extension WorkingCalendar {
    /// A day that two versions see differently.
    package struct Difference: Hashable, Sendable {
        /// The day.
        package let day: Day
        /// What it was.
        package let before: DayStatus
        /// What it is.
        package let after: DayStatus
    }

    /// The days on which this version differs from an earlier one, in order.
    package func differences(from earlier: WorkingCalendar) -> [Difference] {
        let days = Set(exceptions.keys).union(earlier.exceptions.keys).sorted()
        return days.compactMap { day in
            guard let before = try? earlier.status(of: day), let after = try? status(of: day),
                before != after
            else { return nil }
            return Difference(day: day, before: before, after: after)
        }
    }

    /// The days of a year that are not as the plain week has them, with what they are, in order.
    package func exceptions(in year: Int) -> [(day: Day, status: DayStatus)] {
        exceptions.filter { $0.key.components.year == year }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
