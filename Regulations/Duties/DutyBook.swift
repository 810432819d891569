import Kernel

/// The duties of public bodies and the lives of the orders that lay them on.
package struct DutyBook: Sendable {
    /// A body that holds duties.
    package struct Body: Sendable, Hashable {
        /// The name in data and answers.
        package let code: String
        /// In words.
        package let name: LocalizedText
    }

    /// The bodies.
    package let bodies: [Body]
    /// The lives, in the order of the file.
    package let lives: [ActLife]
    /// The duties, in the order of the file, the notices of amendments last.
    package let duties: [Duty]

    /// The body with the code.
    package func body(_ code: String) -> Body? { bodies.first { $0.code == code } }

    /// The duty with the code.
    package func duty(_ code: String) -> Duty? { duties.first { $0.code == code } }

    /// The life of the act.
    package func life(_ act: String) -> ActLife? { lives.first { $0.act == act } }
}

extension DutyBook {
    /// Reads the duties' file; adds a notice for each rule set that a package amends (IS-NOT), and
    /// the life of each order whose rules are amended.
    ///
    /// Two clauses on one rule set are one notice: they ask for the same.
    /// - Parameters:
    ///   - packages: the amendments, each of an act whose life stands in the file.
    ///   - ruleSets: the rules that they amend.
    /// - Throws: ``Regulations/Fault`` with the first place that is wrong: a body, an act or a day
    ///   that is not there, a code that stands twice, a rule set that is amended without a clause.
    package init(
        file: [UInt8], packages: [AmendmentPackage], ruleSets: [RuleSet] = []
    ) throws(Regulations.Fault) {
        guard let json = try? JSON.parse(file) else { throw Regulations.Fault(place: "duties") }
        var bodies: [Body] = []
        for member in json["bodies"]?.array ?? [] {
            bodies.append(
                Body(code: try word(member, "code", "bodies"), name: try words(member, "name")))
        }
        var lives: [ActLife] = []
        for member in json["lives"]?.array ?? [] { lives.append(try ActLife(json: member)) }
        var duties: [Duty] = []
        for member in json["duties"]?.array ?? [] { duties.append(try Duty(json: member)) }
        if let notice = json["notice"] {
            for package in packages { duties += try notices(of: package, notice) }
        }
        lives += baseOrders(ruleSets, amendedBy: packages)
        for duty in duties {
            guard bodies.contains(where: { $0.code == duty.holder }),
                lives.contains(where: { $0.act == duty.act }),
                duties.filter({ $0.code == duty.code }).count == 1
            else { throw Regulations.Fault(place: duty.code) }
        }
        self.init(bodies: bodies, lives: lives, duties: duties)
    }
}

private func notices(
    of package: AmendmentPackage, _ json: JSON
) throws(Regulations.Fault) -> [Duty] {
    var clauses: [String: [Clause]] = [:]
    for member in json["rules"]?.array ?? [] {
        clauses[try word(member, "act", "notice rules")] = try tags(member, "notice rules")
    }
    var recipients: [Duty.Part] = []
    for member in json["recipients"]?.array ?? [] {
        recipients.append(
            Duty.Part(
                code: try word(member, "code", "recipients"), name: try words(member, "name")))
    }
    var seen: [String] = []
    var duties: [Duty] = []
    for operation in package.operations where !seen.contains(operation.act) {
        seen.append(operation.act)
        guard let own = clauses[operation.act], !recipients.isEmpty,
            let days = json["workingDays"]?.integer, (1...60).contains(days)
        else { throw Regulations.Fault(place: "notice \(operation.act)") }
        duties.append(
            Duty(
                code: "notice-\(package.id)-\(operation.act)", act: package.act,
                rules: operation.act, clauses: own,
                holder: try word(json, "holder", "notice"), start: .decided,
                workingDays: Int(days), isStanding: false, what: try words(json, "what"),
                evidence: try words(json, "evidence"), parts: recipients, held: nil,
                pilotStep: nil))
    }
    return duties
}

extension AmendmentPackage {
    /// The tag of the order's own clauses, in whose life its duties start: `IS` of `IS-429`.
    fileprivate var act: String {
        String(id.prefix { $0 != "-" })
    }
}

extension ActLife {
    fileprivate init(json: JSON) throws(Regulations.Fault) {
        act = try word(json, "act", "lives")
        rules = json["rules"]?.array?.compactMap(\.string) ?? [act]
        order = try word(json, "order", act)
        var events: [ActEvent] = []
        for member in json["events"]?.array ?? [] {
            guard let kind = member["event"]?.string.flatMap(ActEvent.Kind.init(rawValue:)) else {
                throw Regulations.Fault(place: "\(act) event \(events.count)")
            }
            events.append(
                ActEvent(
                    kind: kind, day: try dayIfPresent(member, "day", act),
                    assumedDay: try dayIfPresent(member, "assumedDay", act),
                    number: member["number"]?.string,
                    note: member["note"] == nil ? nil : try words(member, "note"),
                    assumedPublication: try dayIfPresent(member, "assumedPublication", act),
                    rules: member["rules"]?.string, amendedBy: member["by"]?.string))
        }
        self.events = events
    }
}

extension Duty {
    fileprivate init(json: JSON) throws(Regulations.Fault) {
        code = try word(json, "code", "duties")
        act = try word(json, "act", code)
        rules = nil
        clauses = try tags(json, code)
        holder = try word(json, "holder", code)
        guard let kind = json["starts"]?.string.flatMap(ActEvent.Kind.init(rawValue:)) else {
            throw Regulations.Fault(place: "\(code) starts")
        }
        start = .event(kind)
        workingDays = json["workingDays"]?.integer.map(Int.init)
        isStanding = json["standing"]?.bool ?? false
        what = try words(json, "what")
        evidence = try words(json, "evidence")
        parts = [Duty.whole]
        if let member = json["held"] {
            guard let day = try dayIfPresent(member, "day", code) else {
                throw Regulations.Fault(place: "\(code) held")
            }
            held = Held(day: day, reference: try word(member, "reference", code))
        } else {
            held = nil
        }
        pilotStep =
            json["pilot"] == nil
            ? nil
            : PilotStep(
                pilot: try word(json, "pilot", code), step: try word(json, "step", code))
    }
}

private func word(
    _ json: JSON, _ name: String, _ place: String
) throws(Regulations.Fault) -> String {
    guard let text = json[name]?.string, !text.isEmpty else {
        throw Regulations.Fault(place: "\(place) \(name)")
    }
    return text
}

private func words(_ json: JSON, _ name: String) throws(Regulations.Fault) -> LocalizedText {
    guard let text = LocalizedText(json: json[name]) else {
        throw Regulations.Fault(place: "duties \(name)")
    }
    return text
}

private func tags(_ json: JSON, _ place: String) throws(Regulations.Fault) -> [Clause] {
    let tags = (json["clauses"]?.array ?? []).compactMap(\.string)
    guard !tags.isEmpty else { throw Regulations.Fault(place: "\(place) clauses") }
    return tags.map { Clause($0) }
}

private func dayIfPresent(
    _ json: JSON, _ name: String, _ place: String
) throws(Regulations.Fault) -> Day? {
    guard let text = json[name]?.string else { return nil }
    guard let day = Day(text) else { throw Regulations.Fault(place: "\(place) \(name)") }
    return day
}
