import Kernel

/// What is asked: facts, the day that the question is about, and the day of knowledge.
package struct ActivityQuestion: Sendable {
    /// The facts.
    package let facts: StatedFacts
    /// The day that the question is about.
    package let on: Day
    /// The day whose knowledge of facts and rules is used.
    package let knownOn: Day
    /// The item under which the activity is claimed; nil where none is.
    package let claimedItem: Int?

    /// A question.
    package init(facts: StatedFacts, on: Day, knownOn: Day, claimedItem: Int? = nil) {
        self.facts = facts
        self.on = on
        self.knownOn = knownOn
        self.claimedItem = claimedItem
    }
}

/// What came of a criterion, with the facts that decided.
package struct CriterionVerdict: Sendable {
    /// The criterion.
    package let criterion: Criterion
    /// The answer.
    package let verdict: Verdict
    /// The facts that it asked for, by their places.
    package let facts: [Int]
    /// Open points that stand in the way.
    package let openPoints: [String]
}

/// What came of an item, or of own production.
package struct ItemVerdict: Sendable {
    /// The item's number; nil for own production.
    package let item: Int?
    /// Where it stands.
    package let clause: Clause
    /// The answer: all criteria together.
    package let verdict: Verdict
    /// Every criterion's answer.
    package let criteria: [CriterionVerdict]
}

/// The answer to a question.
package struct ActivityVerdict: Sendable {
    /// What was asked.
    package let question: ActivityQuestion
    /// What it rests on.
    package let basis: ActivityRuleBook.Basis
    /// The facts as they stand on the day.
    package let sheet: FactSheet
    /// Whether the activity is a priority one: by any item.
    package let outcome: Verdict
    /// Every item; none where no list is held.
    package let items: [ItemVerdict]
    /// Own production; nil where no criterion is held.
    package let ownProduction: ItemVerdict?

    /// The rules applied; nil where none are held.
    package var rules: ActivityRules? {
        if case .rules(let rules) = basis { rules } else { nil }
    }

    /// What came of the item that was claimed.
    package var claimed: ItemVerdict? {
        question.claimedItem.flatMap { number in items.first { $0.item == number } }
    }
}

extension ActivityRuleBook {
    /// Answers a question.
    package func decide(_ question: ActivityQuestion) -> ActivityVerdict {
        let basis = basis(on: question.on, knownOn: question.knownOn)
        let sheet = FactSheet(
            question.facts, vocabulary: vocabulary, on: question.on, knownOn: question.knownOn)
        guard case .rules(let rules) = basis else {
            return ActivityVerdict(
                question: question, basis: basis, sheet: sheet, outcome: .cannotTell, items: [],
                ownProduction: nil)
        }
        let items = rules.items.map { item in
            ItemVerdict(
                item: item.number, clause: item.clause, criteria: item.criteria, masks: sheet.masks)
        }
        return ActivityVerdict(
            question: question, basis: basis, sheet: sheet,
            outcome: items.reduce(Verdict.no) { $0.or($1.verdict) }, items: items,
            ownProduction: ItemVerdict(
                item: nil, clause: rules.ownProductionClause, criteria: rules.ownProduction,
                masks: sheet.masks))
    }
}

extension ActivityRules {
    /// Whether these facts make a priority activity: the bare answer, for long lists.
    package func outcome(_ masks: [UInt64]) -> Verdict {
        var outcome = Verdict.no
        for item in items {
            outcome = outcome.or(item.verdict(masks))
            if outcome == .yes { return .yes }
        }
        return outcome
    }

    /// Whether these facts show own production: the bare answer, for long lists.
    package func ownProductionVerdict(_ masks: [UInt64]) -> Verdict {
        ownProduction.reduce(Verdict.yes) { $0.and($1.test.verdict(masks)) }
    }
}

extension ActivityItem {
    /// Whether these facts meet the item.
    package func verdict(_ masks: [UInt64]) -> Verdict {
        var verdict = Verdict.yes
        for criterion in criteria {
            verdict = verdict.and(criterion.test.verdict(masks))
            if verdict == .no { return .no }
        }
        return verdict
    }
}

extension ItemVerdict {
    fileprivate init(item: Int?, clause: Clause, criteria: [Criterion], masks: [UInt64]) {
        let verdicts = criteria.map { criterion in
            CriterionVerdict(
                criterion: criterion, verdict: criterion.test.verdict(masks),
                facts: criterion.facts, openPoints: criterion.openPoints(masks))
        }
        self.item = item
        self.clause = clause
        self.verdict = verdicts.reduce(Verdict.yes) { $0.and($1.verdict) }
        self.criteria = verdicts
    }
}

extension Criterion {
    /// The open points that stand in the way of an answer about these facts.
    package func openPoints(_ masks: [UInt64]) -> [String] {
        openLeaves.flatMap { $0.openPoints(masks) }
    }
}

extension RuleTest {
    /// The open points that the stated values of a single fact fall under.
    fileprivate func openPoints(_ masks: [UInt64]) -> [String] {
        guard case .any(let fact, let accepted, let open) = self, masks[fact] & accepted == 0 else {
            return []
        }
        return open.filter { masks[fact] & $0.values != 0 }.map(\.point)
    }
}
