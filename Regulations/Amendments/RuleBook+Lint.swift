import Kernel

extension RuleBook {
    /// What is wrong with a package; a package with a fault is not loaded.
    package enum Fault: Hashable, Sendable, CustomStringConvertible {
        /// The operation names a rule set that is not held.
        case unknownRules(Clause, String)
        /// The operation is done to a provision that does not stand in the rules.
        case missingProvision(Clause, String)
        /// The operation touches what another touches, without saying so.
        case overlap(Clause, Clause)
        /// It says that it repeats an operation that is not there or touches something else.
        case falseOverlap(Clause, Clause)
        /// Its kind and its address or parts do not fit.
        case wrongShape(Clause)
        /// Two provisions of a rule set have one address or one tag.
        case doubled(String)
        /// Paragraphs with a day of their own are in no operation.
        case idleException(String)
        /// A service that can be had without the package cannot be had with it from the day.
        case closesService(LocalizedText, Day)

        /// The fault in one line.
        package var description: String {
            switch self {
            case .unknownRules(let clause, let act): "\(clause): no rules \(act)"
            case .missingProvision(let clause, let address): "\(clause): nothing at \(address)"
            case .overlap(let clause, let other): "\(clause) overlaps \(other)"
            case .falseOverlap(let clause, let other): "\(clause) does not overlap \(other)"
            case .wrongShape(let clause): "\(clause): kind, address and parts do not fit"
            case .doubled(let what): "\(what) stands twice"
            case .idleException(let item): "item \(item): paragraphs without an operation"
            case .closesService(let title, let day): "closes \(title.en) on \(day)"
            }
        }
    }

    /// Everything that is wrong with the rules and the packages; empty when they may be used.
    package func lint() -> [Fault] {
        var faults: [Fault] = []
        for rules in ruleSets {
            for (what, count) in tally(rules.provisions.map(\.address.text)) where count > 1 {
                faults.append(.doubled("\(rules.act) \(what)"))
            }
        }
        let clauses = ruleSets.flatMap { $0.provisions.map(\.clause.tag) }
        for (what, count) in tally(clauses) where count > 1 { faults.append(.doubled(what)) }
        for package in packages { faults += lint(package) }
        return faults
    }

    private func lint(_ package: AmendmentPackage) -> [Fault] {
        var faults: [Fault] = []
        for (index, operation) in package.operations.enumerated() {
            guard let rules = ruleSet(operation.act) else {
                faults.append(.unknownRules(operation.clause, operation.act))
                continue
            }
            if !rules.provisions.contains(where: { $0.address == operation.address }) {
                faults.append(.missingProvision(operation.clause, operation.address.text))
            }
            if !operation.hasRightShape { faults.append(.wrongShape(operation.clause)) }
            let earlier = package.operations.prefix(index).filter(operation.touches)
            for other in earlier where operation.overlaps != other.clause {
                faults.append(.overlap(operation.clause, other.clause))
            }
            if let named = operation.overlaps, !earlier.contains(where: { $0.clause == named }) {
                faults.append(.falseOverlap(operation.clause, named))
            }
        }
        for exception in package.exceptions {
            let held = package.operations.filter { $0.item == exception.item }.flatMap {
                [$0.command].compactMap { $0 } + $0.parts.compactMap(\.paragraph)
            }
            if !exception.paragraphs.allSatisfy(held.contains) {
                faults.append(.idleException(exception.item))
            }
        }
        return faults
    }

    private func tally(_ names: [String]) -> [(String, Int)] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
    }
}

extension AmendmentOperation {
    /// Whether both are done to the same provision or to a part of it.
    fileprivate func touches(_ other: AmendmentOperation) -> Bool {
        act == other.act
            && (address == other.address || address.contains(other.address)
                || other.address.contains(address))
    }

    fileprivate var hasRightShape: Bool {
        let isRight =
            switch (kind, address.steps.last) {
            case (.restateClause, .clause), (.restateSubclause, .subclause),
                (.deleteSubclause, .subclause), (.restateTableRow, .row), (.restateAnnex, .annex),
                (.deleteAnnex, .annex), (.deleteAnnex, .annexToStandard):
                true
            default: false
            }
        guard isRight, kind.isDeletion == parts.isEmpty else { return false }
        return parts.enumerated().allSatisfy { index, part in
            index == 0 ? part.address == address : address.contains(part.address)
        }
    }
}
