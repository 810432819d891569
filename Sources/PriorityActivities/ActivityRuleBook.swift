import Kernel

/// An order that the list now in force replaced: what it was, and until when; its list is not held.
package struct RepealedOrder: Sendable, Hashable {
    /// The number, for example `37/НҚ`.
    package let number: String
    /// The day of the order.
    package let date: Day
    /// The number of its state registration.
    package let registration: String
    /// The order that it amended; nil for a base order.
    package let amends: String?
    /// The first day on which it no longer held.
    package let until: Day
    /// The clause that declares it invalid.
    package let clause: Clause
    /// Who issued it.
    package let issuer: LocalizedText
}

/// Every version of the list that is held, and what is known of those that are not.
package struct ActivityRuleBook: Sendable {
    /// The facts that rules ask for.
    package let vocabulary: FactVocabulary
    /// The versions, oldest first.
    package let versions: [ActivityRules]
    /// The orders before them (PA-3.1 to PA-3.3).
    package let repealed: [RepealedOrder]

    /// What a verdict about a day rests on.
    package enum Basis: Sendable {
        /// This version.
        case rules(ActivityRules)
        /// A list that is not held: these orders, as far as they are known (PA-O.2a).
        case listNotHeld([RepealedOrder])
        /// On the day of knowledge no list for the day was known yet.
        case notKnownThen
    }

    /// A book of files.
    ///
    /// - Throws: the first ``RuleFault``, also when two versions claim one day.
    package init(
        facts: [UInt8], rules: [(name: String, file: [UInt8])], repealed: [UInt8]
    ) throws(RuleFault) {
        let vocabulary = try FactVocabulary(file: facts)
        var versions: [ActivityRules] = []
        for (name, file) in rules {
            versions.append(try ActivityRules(file: file, place: name, vocabulary: vocabulary))
        }
        try self.init(
            vocabulary: vocabulary, versions: versions,
            repealed: RepealedOrder.list(file: repealed))
    }

    /// A book of versions; they must not overlap.
    package init(
        vocabulary: FactVocabulary, versions: [ActivityRules], repealed: [RepealedOrder]
    ) throws(RuleFault) {
        let sorted = versions.sorted { $0.from < $1.from }
        for (earlier, later) in zip(sorted, sorted.dropFirst())
        where earlier.until.map({ $0 > later.from }) ?? true {
            throw RuleFault(place: later.order.number, kind: .days)
        }
        self.vocabulary = vocabulary
        self.versions = sorted
        self.repealed = repealed
    }

    /// The version whose questions are asked about a day: the one that applies to it, else the
    /// nearest before it, else the first.
    ///
    /// What is decided never rests on this, but on ``basis(on:knownOn:)``.
    package func asked(on day: Day, knownOn: Day) -> ActivityRules? {
        if case .rules(let rules) = basis(on: day, knownOn: knownOn) { return rules }
        return versions.last { $0.from <= day && $0.knownFrom <= knownOn } ?? versions.first
    }

    /// The highest number of an item in any version.
    package var itemMax: Int { versions.map(\.items.count).max() ?? 0 }

    /// What applies to a day, as far as it was known on another (PA-O.5a, PA-3a).
    package func basis(on day: Day, knownOn: Day) -> Basis {
        let version = versions.last { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
        if let version {
            return version.knownFrom <= knownOn ? .rules(version) : .notKnownThen
        }
        let before = repealed.filter { $0.date <= day && day < $0.until }
        return before.isEmpty ? .notKnownThen : .listNotHeld(before)
    }
}

extension RepealedOrder {
    /// Reads `repealed-orders.json`.
    static func list(file: [UInt8]) throws(RuleFault) -> [RepealedOrder] {
        let reader = try RuleReader(file: file, place: "repealed-orders.json")
        return try reader.array("orders").map { entry throws(RuleFault) in
            try entry.expectOnly([
                "number", "date", "registration", "kind", "amends", "from", "until", "clause",
                "held", "issuer",
            ])
            return RepealedOrder(
                number: try entry.text("number"), date: try entry.day("date"),
                registration: try entry.text("registration"),
                amends: entry.has("amends") ? try entry.text("amends") : nil,
                until: try entry.day("until"), clause: Clause(try entry.text("clause")),
                issuer: try entry.words("issuer"))
        }
    }
}
