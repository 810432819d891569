import Kernel

/// The acts that the product rests on, read once from the data in the binary.
package enum Regulations {
    /// A file of dated data that cannot be read: a fault of the build, found by its tests.
    package struct Fault: Error, Sendable, Hashable {
        /// The file and the place.
        package let place: String
    }

    /// Every act.
    package static let acts: [Act] = read(
        PackageResources.dd_clauses_json, PackageResources.kdp_clauses_json,
        PackageResources.pa_clauses_json)

    /// The purposes of access with their limits, as JSON (`access-control/purposes.json`).
    package static let purposes: [UInt8] = PackageResources.purposes_json

    /// The facts that the rules on priority activities ask for (`priority-activities/facts.json`).
    package static let activityFacts: [UInt8] = PackageResources.facts_json

    /// The versions of the list of priority activities, each with its file's name.
    package static let activityRules: [(name: String, file: [UInt8])] = [
        ("rules-521.json", PackageResources.rules_521_json)
    ]

    /// The orders before that list (`priority-activities/repealed-orders.json`).
    package static let repealedActivityOrders: [UInt8] = PackageResources.repealed_orders_json

    /// Words by which items of the list are found (`priority-activities/help.json`).
    package static let activityHelp: [UInt8] = PackageResources.help_json

    /// The working calendar's data, as JSON (`working-time/calendar.json`).
    package static let workingCalendar: [UInt8] = PackageResources.calendar_json

    /// The act with this tag.
    package static func act(_ tag: String) -> Act? {
        acts.first { $0.tag == tag }
    }

    /// The clause with this tag, in whichever act it stands.
    package static func clause(_ clause: Clause) -> ActClause? {
        acts.lazy.compactMap { $0.clause(clause) }.first
    }

    private static func read(_ files: [UInt8]...) -> [Act] {
        files.map { file in
            do {
                return try Act(file: file)
            } catch {
                preconditionFailure("Regulations: \(error)")
            }
        }
    }
}

extension Act {
    /// Reads an act's file.
    ///
    /// - Throws: ``Regulations/Fault`` with the first place that is wrong.
    package init(file: [UInt8]) throws(Regulations.Fault) {
        guard let json = try? JSON.parse(file), let act = json["act"],
            let tag = act["tag"]?.string, let title = LocalizedText(json: act["title"])
        else { throw Regulations.Fault(place: "act") }
        self.tag = tag
        self.title = title
        self.number = act["number"]?.string ?? ""
        self.registration = act["registration"]?.string ?? ""
        var clauses: [ActClause] = []
        for member in json["clauses"]?.array ?? [] {
            guard let clause = member["clause"]?.string else {
                throw Regulations.Fault(place: "\(tag) clause \(clauses.count)")
            }
            var versions: [ClauseVersion] = []
            for version in member["versions"]?.array ?? [] {
                versions.append(try ClauseVersion(json: version, place: clause))
            }
            guard !versions.isEmpty else { throw Regulations.Fault(place: clause) }
            clauses.append(ActClause(clause: Clause(clause), versions: versions))
        }
        self.clauses = clauses
    }
}

extension ClauseVersion {
    fileprivate init(json: JSON, place: String) throws(Regulations.Fault) {
        func day(_ name: String) throws(Regulations.Fault) -> Day? {
            guard let text = json[name]?.string else { return nil }
            guard let day = Day(text) else { throw Regulations.Fault(place: "\(place) \(name)") }
            return day
        }
        from = try day("from")
        assumedFrom = try day("assumedFrom")
        until = try day("until")
        assumedUntil = try day("assumedUntil")
        text = LocalizedText(json: json["text"])
        if text == nil, json["held"]?.bool != false { throw Regulations.Fault(place: place) }
    }
}
