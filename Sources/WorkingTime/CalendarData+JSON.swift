import Kernel

extension CalendarData {
    /// Reads the calendar's file and checks it.
    ///
    /// - Throws: ``Fault`` with the first place that is wrong: a missing text, a day that does not
    ///   exist, a version or decider that is not declared, a swap whose days are not what it says.
    package init(file: [UInt8]) throws(Fault) {
        guard let json = try? JSON.parse(file) else { throw Fault(place: "file") }
        let head = json["calendar"]
        let first = try day(head?["first"], "calendar first")
        let last = try day(head?["last"], "calendar last")
        guard first <= last else { throw Fault(place: "calendar last") }
        covered = first...last
        weekend = Set((head?["weekend"]?.array ?? []).compactMap { $0.integer.map(Int.init) })
        guard weekend.isSubset(of: Set(1...7)), (1...6).contains(weekend.count) else {
            throw Fault(place: "calendar weekend")
        }
        versions = try readVersions(json["versions"])
        var deciders: [String: LocalizedText] = [:]
        for member in json["deciders"]?.members ?? [] {
            deciders[member.name] = try text(member.value, "deciders \(member.name)")
        }
        self.deciders = deciders
        var names: [String: LocalizedText] = [:]
        let declared = Declared(versions: Set(versions.map(\.id)), deciders: Set(deciders.keys))
        var fixed: [FixedHoliday] = []
        for (index, member) in (json["holidays"]?.array ?? []).enumerated() {
            let holiday = try readFixed(member, "holidays \(index)", declared)
            names[holiday.code] = try text(member["name"], "holidays \(index) name")
            fixed.append(holiday)
        }
        self.fixed = fixed
        var given: [GivenDay] = []
        for (index, member) in (json["givenDays"]?.array ?? []).enumerated() {
            let days = try readGiven(member, "givenDays \(index)", declared)
            if let code = days.first?.code {
                names[code] = try text(member["name"], "givenDays \(index) name")
            }
            given += days
        }
        self.given = given
        self.names = names
        var swaps: [Swap] = []
        for (index, member) in (json["restDaySwaps"]?.array ?? []).enumerated() {
            swaps.append(try readSwap(member, "restDaySwaps \(index)", declared))
        }
        self.swaps = swaps
        try checkSwaps()
        for version in versions { built[version.id] = build(version) }
    }

    /// A swap moves a day of rest to a working day; anything else is a slip in the data.
    private func checkSwaps() throws(Fault) {
        for (index, swap) in swaps.enumerated() {
            let others = swaps.enumerated().filter { $0.offset != index }.map(\.element)
            let without = CalendarData(
                versions: versions, covered: covered, weekend: weekend, names: names,
                deciders: deciders, fixed: fixed, given: given, swaps: others)
            for version in versions where swap.versions?.contains(version.id) ?? true {
                guard let calendar = without.calendar(version: version.id),
                    (try? calendar.isWorking(swap.rest)) == true,
                    (try? calendar.isWorking(swap.work)) == false
                else { throw Fault(place: "restDaySwaps \(index)") }
            }
        }
    }
}

/// The names that entries may refer to.
private struct Declared {
    let versions: Set<String>
    let deciders: Set<String>

    func decider(_ json: JSON, _ place: String) throws(CalendarData.Fault) -> String {
        guard let name = json["decidedBy"]?.string, deciders.contains(name) else {
            throw CalendarData.Fault(place: "\(place) decidedBy")
        }
        return name
    }

    func versions(_ json: JSON, _ place: String) throws(CalendarData.Fault) -> Set<String>? {
        guard let list = json["versions"]?.array else { return nil }
        let named = Set(list.compactMap(\.string))
        guard !named.isEmpty, named.count == list.count, named.isSubset(of: versions) else {
            throw CalendarData.Fault(place: "\(place) versions")
        }
        return named
    }
}

private func readVersions(_ json: JSON?) throws(CalendarData.Fault) -> [CalendarData.Version] {
    var versions: [CalendarData.Version] = []
    for (index, member) in (json?.array ?? []).enumerated() {
        let place = "versions \(index)"
        guard let id = member["id"]?.string, let source = member["source"]?.string else {
            throw CalendarData.Fault(place: place)
        }
        versions.append(
            CalendarData.Version(
                id: id, adopted: try day(member["adopted"], "\(place) adopted"), source: source,
                name: try text(member["name"], "\(place) name")))
    }
    let isOrdered = zip(versions, versions.dropFirst()).allSatisfy { $0.adopted < $1.adopted }
    guard !versions.isEmpty, isOrdered, Set(versions.map(\.id)).count == versions.count else {
        throw CalendarData.Fault(place: "versions")
    }
    return versions
}

private func readFixed(
    _ json: JSON, _ place: String, _ declared: Declared
) throws(CalendarData.Fault) -> CalendarData.FixedHoliday {
    guard let code = json["code"]?.string, let month = json["month"]?.integer,
        let days = json["days"]?.array?.compactMap({ $0.integer.map(Int.init) }), !days.isEmpty,
        let since = json["since"]?.integer, let isTransferred = json["transferred"]?.bool,
        // A leap year, so that only days that never exist are refused.
        days.allSatisfy({ Day(year: 2012, month: Int(month), day: $0) != nil })
    else { throw CalendarData.Fault(place: place) }
    return CalendarData.FixedHoliday(
        code: code, month: Int(month), days: days, since: Int(since),
        until: json["until"]?.integer.map(Int.init), isTransferred: isTransferred,
        versions: try declared.versions(json, place), decider: try declared.decider(json, place))
}

private func readGiven(
    _ json: JSON, _ place: String, _ declared: Declared
) throws(CalendarData.Fault) -> [CalendarData.GivenDay] {
    guard let code = json["code"]?.string, let isTransferred = json["transferred"]?.bool,
        let members = json["days"]?.array, !members.isEmpty
    else { throw CalendarData.Fault(place: place) }
    var days: [CalendarData.GivenDay] = []
    for (index, member) in members.enumerated() {
        days.append(
            CalendarData.GivenDay(
                code: code, day: try day(member["day"], "\(place) days \(index)"),
                isEstimated: member["estimated"]?.bool ?? false, isTransferred: isTransferred,
                versions: try declared.versions(member, place),
                decider: try declared.decider(json, place)))
    }
    return days
}

private func readSwap(
    _ json: JSON, _ place: String, _ declared: Declared
) throws(CalendarData.Fault) -> CalendarData.Swap {
    CalendarData.Swap(
        rest: try day(json["rest"], "\(place) rest"), work: try day(json["work"], "\(place) work"),
        versions: try declared.versions(json, place), decider: try declared.decider(json, place))
}

private func day(_ json: JSON?, _ place: String) throws(CalendarData.Fault) -> Day {
    guard let text = json?.string, let day = Day(text) else {
        throw CalendarData.Fault(place: place)
    }
    return day
}

private func text(_ json: JSON?, _ place: String) throws(CalendarData.Fault) -> LocalizedText {
    guard let text = LocalizedText(json: json) else { throw CalendarData.Fault(place: place) }
    return text
}
