import Kernel

/// When the optional stages of a service are on: by the service's own file, by the installation for
/// that service, and by the installation for all.
package struct CaseOptions: Hashable, Sendable {
    /// When a stage is switched.
    package struct Period: Hashable, Sendable {
        /// The first day.
        package let from: Day
        /// The first day on which it no longer holds.
        package let until: Day?

        /// A period.
        package init(from: Day, until: Day?) {
            self.from = from
            self.until = until
        }

        /// Whether the day is in it.
        package func contains(_ day: Day) -> Bool {
            from <= day && (until.map { day < $0 } ?? true)
        }

        /// Whether a day is in both.
        func overlaps(_ other: Period) -> Bool {
            (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
        }
    }

    /// That an option is on or off in a period.
    package struct Switch: Hashable, Sendable {
        /// The option, as stages name it.
        package let option: String
        /// Whether it is on.
        package let isOn: Bool
        /// When.
        package let period: Period

        /// A switch.
        package init(_ option: String, isOn: Bool = true, _ period: Period) {
            self.option = option
            self.isOn = isOn
            self.period = period
        }
    }

    /// The switches, those that prevail first: the first list that says something of a day decides.
    package let layers: [[Switch]]

    /// Options with their switches; one of which nothing is said is off.
    package init(_ layers: [[Switch]] = []) { self.layers = layers }

    /// Whether the option is on.
    package func isOn(_ option: String, on day: Day) -> Bool {
        for layer in layers {
            let said = layer.filter { $0.option == option && $0.period.contains(day) }
            if !said.isEmpty { return said.contains(where: \.isOn) }
        }
        return false
    }

    /// When the option is on, in order; empty for one that is off throughout.
    package func periods(of option: String) -> [Period] {
        let said = layers.joined().filter { $0.option == option }.map(\.period)
        let days = Set(said.map(\.from) + said.compactMap(\.until)).sorted()
        var found: [Period] = []
        var from: Day?
        for day in days {
            let isOn = isOn(option, on: day)
            if let start = from, !isOn {
                found.append(Period(from: start, until: day))
                from = nil
            } else if from == nil, isOn {
                from = day
            }
        }
        if let from { found.append(Period(from: from, until: nil)) }
        return found
    }
}

extension ServiceDefinition {
    /// The options of its stages.
    package var options: Set<String> { Set(stages.compactMap(\.option)) }

    /// Switches of no stage of its own, and two that say different things of a day.
    var switchFaults: [String] {
        switches.enumerated().flatMap { index, one -> [String] in
            var faults: [String] = []
            if !options.contains(one.option) {
                faults.append("\(code) switch \(one.option): no such stage")
            }
            let others = switches.dropFirst(index + 1).filter { $0.option == one.option }
            if others.contains(where: { $0.period.overlaps(one.period) }) {
                faults.append("\(code) switch \(one.option): twice on one day")
            }
            return faults
        }
    }
}

/// `{"option": "hearing", "on": true, "from": "2026-01-01", "until": "2027-01-01"}`; on where it says
/// nothing, without an end where there is no `until`.
func readSwitch(_ reader: DefinitionReader) throws(DefinitionFault) -> CaseOptions.Switch {
    func day(_ name: String) throws(DefinitionFault) -> Day? {
        guard let text = try reader.optional(name) else { return nil }
        guard let day = Day(text) else { throw reader.fault(name) }
        return day
    }
    guard let from = try day("from") else { throw reader.fault("from") }
    let until = try day("until")
    if let until, until <= from { throw reader.fault("until") }
    let isOn = reader.json["on"] == nil ? true : try reader.flag("on")
    return CaseOptions.Switch(
        try reader.string("option"), isOn: isOn, CaseOptions.Period(from: from, until: until))
}
