import Kernel

/// The acts that the product rests on, read once from the data in the binary.
package enum Regulations {
    /// A file of dated data that cannot be read: a fault of the build, found by its tests.
    package struct Fault: Error, Sendable, Hashable {
        /// The file and the place.
        package let place: String
    }

    /// Every act.
    package static let acts: [Act] =
        read(
            PackageResources.dd_clauses_json, PackageResources.kdp_clauses_json,
            PackageResources.fv_clauses_json, PackageResources.pa_clauses_json) + rules.acts

    /// The rule sets of industrial safety (`industrial-safety/rule-sets.json`).
    package static let ruleSets: [RuleSet] = trusted {
        () throws(Fault) in try RuleSet.list(file: PackageResources.rule_sets_json)
    }

    /// The amending orders, in the order of their dates.
    package static let packages: [AmendmentPackage] = trusted {
        () throws(Fault) in [try AmendmentPackage(file: PackageResources.order_429_json)]
    }

    /// The rules with their amendments, assumed days of publication included.
    package static let rules = RuleBook(ruleSets: ruleSets, packages: packages, assumes: true)

    /// The rules with the day on which the amending orders were published, as somebody entered it.
    ///
    /// - Parameter day: nil while nobody has; the assumed days stand in then.
    package static func rules(publishedOn day: Day?) -> RuleBook {
        guard let day else { return rules }
        return RuleBook(
            ruleSets: ruleSets, packages: packages.map { $0.published(on: day) }, assumes: true)
    }

    /// The duties of public bodies and the lives of the orders (`public-duties/duties.json`).
    package static let duties: DutyBook = trusted { () throws(Fault) in
        try DutyBook(
            file: PackageResources.duties_json, packages: packages, ruleSets: ruleSets)
    }

    /// The purposes of access with their limits, as JSON (`access-control/purposes.json`).
    package static let purposes: [UInt8] = PackageResources.purposes_json

    /// The pilots of food vouchers as JSON (`food-vouchers/`), each without its goods.
    package static let voucherPilots: [[UInt8]] = [
        PackageResources.akkol_2025_json, PackageResources.synthetic_json,
    ]

    /// The list of socially significant goods as JSON; made up (`food-vouchers/README.md`).
    package static let voucherGoods: [UInt8] = PackageResources.goods_synthetic_json

    /// The services of industrial safety, a file each (`industrial-safety/services/`).
    package static let services: [[UInt8]] = [
        PackageResources.attestation_json,
        PackageResources.blasting_permit_json,
        PackageResources.design_approval_json,
        PackageResources.explosives_licence_json,
        PackageResources.facility_registration_json,
        PackageResources.permanent_use_permit_json,
        PackageResources.safety_examination_json,
        PackageResources.technology_permit_json,
    ]

    /// The classifier of territories down to districts (`territories/kato.csv`).
    package static let territories: [UInt8] = PackageResources.kato_csv

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

    /// The script that comes to a verdict again from its receipt alone (`docs/verify`).
    package static let activityReceiptVerifier: [UInt8] =
        PackageResources.verify_activity_receipt_py

    /// The working calendar's data, as JSON (`working-time/calendar.json`).
    package static let workingCalendar: [UInt8] = PackageResources.calendar_json

    /// The act with this tag.
    package static func act(_ tag: String) -> Act? {
        acts.first { $0.tag == tag }
    }

    /// The clause with this tag, in whichever act it stands.
    package static func clause(_ clause: Clause) -> ActClause? {
        if let found = acts.lazy.compactMap({ $0.clause(clause) }).first { return found }
        // An amendment's own tag, for example IS-5C.6, names the clause that it restates.
        guard let (act, history) = rules.provision(clause) else { return nil }
        return self.act(act)?.clause(history.clause)
    }

    private static func read(_ files: [UInt8]...) -> [Act] {
        files.map { file in trusted { () throws(Fault) in try Act(file: file) } }
    }

    private static func trusted<Value>(_ read: () throws(Fault) -> Value) -> Value {
        do {
            return try read()
        } catch {
            preconditionFailure("Regulations: \(error)")
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
        self.assumedPublication = act["assumedPublication"]?.string.flatMap { Day($0) }
        self.amendments = (act["amendments"]?.array ?? []).compactMap { json in
            guard let number = json["number"]?.string,
                let day = json["assumedPublication"]?.string.flatMap({ Day($0) })
            else { return nil }
            let names = (json["clauses"]?.array ?? []).compactMap(\.string)
            return Amendment(
                number: number, clauses: Set(names.map { Clause($0) }), assumedPublication: day)
        }
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
