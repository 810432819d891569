import Kernel

/// A wording of a provision, or its absence, from a day on.
package struct ProvisionVersion: Hashable, Sendable {
    /// What stands there.
    package enum State: Hashable, Sendable {
        /// Our own short statement of it.
        case text(LocalizedText)
        /// Something, but the wording is not held here.
        case notHeld
        /// Nothing any more: it was excluded. The numbers of its neighbours did not change.
        case deleted
        /// Nothing any more: the whole of which it was a part was restated without it.
        case replaced
    }

    /// What stands there.
    package let state: State
    /// Since when.
    package let begins: Commencement
    /// The operation that did it; nil for what was there before.
    package let operation: AmendmentOperation?
    /// The package of that operation.
    package let package: String?

    /// The name under which a case stores it: the operation's tag and the first day.
    package var name: String {
        let origin = operation.map { "\(package ?? "")/\($0.clause)" } ?? package ?? "base"
        return begins.day.map { "\(origin)@\($0)" } ?? origin
    }
}

/// A provision with its versions in the order of their days.
package struct ProvisionHistory: Sendable {
    /// Where it stands.
    package let address: ProvisionAddress
    /// The tag.
    package let clause: Clause
    /// The order of the rules, or of the amendment that brought it.
    package internal(set) var position: Int
    /// The versions; the last of those that begin on one day applies.
    package var versions: [ProvisionVersion]
    /// Operations that had nothing left to do, in order: a second deletion.
    package var withoutEffect: [AmendmentOperation] = []

    /// The version that applies on the day; nil before the rules existed.
    package func version(on day: Day) -> ProvisionVersion? {
        versions.last { $0.begins == .before || ($0.begins.day.map { $0 <= day } ?? false) }
    }

    /// The first day on which the version no longer applies; nil while nothing follows it.
    package func end(of version: ProvisionVersion) -> Commencement? {
        guard let index = versions.lastIndex(of: version), index + 1 < versions.count else {
            return nil
        }
        return versions[index + 1].begins
    }

    /// The versions that never applied, because another began on the same day after them.
    package var overridden: [ProvisionVersion] {
        zip(versions, versions.dropFirst()).compactMap { earlier, later in
            earlier.begins.day != nil && earlier.begins == later.begins ? earlier : nil
        }
    }
}

/// Every rule set with every amendment applied: which text applies on which day.
package struct RuleBook: Sendable {
    /// The rule sets.
    package let ruleSets: [RuleSet]
    /// The amendments, in the order of their dates.
    package let packages: [AmendmentPackage]
    /// Whether assumed days of publication stand in for those not entered.
    package let assumes: Bool
    /// The histories of each rule set, in the order of the rules.
    private let histories: [String: [ProvisionHistory]]
    private let aliases: [Clause: (act: String, address: ProvisionAddress)]

    /// Applies the packages to the rules, in the order given.
    package init(ruleSets: [RuleSet], packages: [AmendmentPackage], assumes: Bool) {
        self.ruleSets = ruleSets
        self.packages = packages
        self.assumes = assumes
        var builder = RuleBookBuilder(ruleSets: ruleSets, packages: packages, assumes: assumes)
        for package in packages { builder.apply(package) }
        histories = builder.sorted()
        aliases = builder.aliases
    }

    /// The rule set with the tag.
    package func ruleSet(_ act: String) -> RuleSet? { ruleSets.first { $0.act == act } }

    /// The provisions of a rule set, whatever their state.
    package func provisions(of act: String) -> [ProvisionHistory] { histories[act] ?? [] }

    /// The provision that the tag names, in whichever rule set it stands.
    package func provision(_ clause: Clause) -> (act: String, history: ProvisionHistory)? {
        guard let (act, address) = aliases[clause],
            let history = histories[act]?.first(where: { $0.address == address })
        else { return nil }
        return (act, history)
    }

    /// Which text the clause has on the day.
    package func version(of clause: Clause, on day: Day) -> ProvisionVersion? {
        provision(clause)?.history.version(on: day)
    }

    /// The provision and its parts that stand in the rules on the day.
    package func parts(of clause: Clause, on day: Day) -> [ProvisionHistory] {
        guard let (act, whole) = provision(clause) else { return [] }
        return provisions(of: act).filter { part in
            guard whole.address.contains(part.address) else { return false }
            switch part.version(on: day)?.state {
            case .text, .notHeld, .deleted: return true
            case .replaced, nil: return false
            }
        }
    }

    /// What is different in a rule set on two days.
    package func difference(of act: String, from: Day, to: Day) -> [ProvisionDifference] {
        provisions(of: act).compactMap { history in
            let before = history.version(on: from)
            let after = history.version(on: to)
            guard before != after else { return nil }
            return ProvisionDifference(history: history, before: before, after: after)
        }
    }

    /// The days on which something in a rule set begins, in order.
    package func turningDays(of act: String) -> [Day] {
        let days = provisions(of: act).flatMap { $0.versions.compactMap(\.begins.day) }
        return Set(days).sorted()
    }
}

/// A provision that two days see differently.
package struct ProvisionDifference: Sendable {
    /// The provision.
    package let history: ProvisionHistory
    /// What stands on the first day.
    package let before: ProvisionVersion?
    /// What stands on the second day.
    package let after: ProvisionVersion?
}
