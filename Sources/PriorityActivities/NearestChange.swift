/// A fact and the values that it would need.
package struct FactChange: Sendable, Hashable {
    /// The fact's place.
    package let fact: Int
    /// The set of values of which any would do, the other changes made.
    package let values: UInt64
}

/// The fewest facts that would have to stand otherwise for an item to be met.
package struct NearestChange: Sendable {
    /// The item's number; nil for own production.
    package let item: Int?
    /// The changes; empty when the item is met.
    package let changes: [FactChange]
}

extension ActivityRuleBook {
    /// What would make an item's verdict yes: the fewest facts stated otherwise, or at last.
    ///
    /// - Parameter item: a number of the list, or nil for own production.
    /// - Returns: nil where the rules have no such item.
    package func nearestChange(
        to item: Int?, in rules: ActivityRules, from sheet: FactSheet
    ) -> NearestChange? {
        search(for: item, in: rules, from: sheet, fewerThan: .max)
    }

    private func search(
        for item: Int?, in rules: ActivityRules, from sheet: FactSheet, fewerThan limit: Int
    ) -> NearestChange? {
        guard let criteria = item.map({ rules.item($0)?.criteria }) ?? rules.ownProduction else {
            return nil
        }
        let test = RuleTest.all(criteria.map(\.test))
        // The most particular facts come last in a rule, and are the first to be thought changed.
        let facts = Array(test.facts.reversed())
        for size in 0...facts.count where size < limit {
            for chosen in subsets(of: facts, size: size) {
                var masks = sheet.masks
                for fact in chosen { masks[fact] = 0 }
                guard meet(test, chosen[...], &masks) else { continue }
                let changes = chosen.reversed().map { fact in
                    FactChange(fact: fact, values: values(of: fact, meeting: test, masks))
                }
                return NearestChange(item: item, changes: changes)
            }
        }
        return nil
    }

    /// The nearest of the items: those whose subject is met come first, then the fewest changes.
    package func nearestItem(_ verdict: ActivityVerdict) -> NearestChange? {
        guard let rules = verdict.rules else { return nil }
        let items = verdict.items.filter { item in
            item.criteria.allSatisfy { $0.criterion.role != .subject || $0.verdict == .yes }
        }
        var nearest: NearestChange?
        for item in items.isEmpty ? verdict.items : items {
            // Only what needs fewer changes than the nearest so far is looked for.
            let found = search(
                for: item.item, in: rules, from: verdict.sheet,
                fewerThan: nearest?.changes.count ?? .max)
            nearest = found ?? nearest
            if nearest?.changes.isEmpty == true { break }
        }
        return nearest
    }

    private func meet(
        _ test: RuleTest, _ rest: ArraySlice<Int>, _ masks: inout [UInt64]
    ) -> Bool {
        let verdict = test.verdict(masks)
        guard let fact = rest.first else { return verdict == .yes }
        if verdict == .no { return false }
        for index in vocabulary.facts[fact].values.indices {
            masks[fact] = 1 << UInt64(index)
            if meet(test, rest.dropFirst(), &masks) { return true }
        }
        masks[fact] = 0
        return false
    }

    private func values(of fact: Int, meeting test: RuleTest, _ masks: [UInt64]) -> UInt64 {
        var masks = masks
        var values: UInt64 = 0
        for index in vocabulary.facts[fact].values.indices {
            masks[fact] = 1 << UInt64(index)
            if test.verdict(masks) == .yes { values |= masks[fact] }
        }
        return values
    }
}

/// The subsets of a size, in the order of the elements.
private func subsets(of facts: [Int], size: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    guard facts.count >= size else { return [] }
    return subsets(of: Array(facts.dropFirst()), size: size - 1).map { [facts[0]] + $0 }
        + subsets(of: Array(facts.dropFirst()), size: size)
}
