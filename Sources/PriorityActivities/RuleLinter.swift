/// Finds facts that meet or fail tests, so that rules which nothing can meet or fail are refused.
///
/// Also where boundary cases begin: the facts found meet every criterion of an item.
package struct RuleLinter: Sendable {
    private let vocabulary: FactVocabulary

    /// A linter of rules in these words.
    package init(vocabulary: FactVocabulary) {
        self.vocabulary = vocabulary
    }

    /// One value for each fact that the tests ask for, so that all of them together answer `wanted`.
    ///
    /// Facts are chosen one after another; a branch ends as soon as it can only go wrong.
    /// - Returns: the sets of values by place; nil when there are no such facts.
    package func facts(for wanted: Verdict, of tests: [RuleTest]) -> [UInt64]? {
        let whole = tests.count == 1 ? tests[0] : RuleTest.all(tests)
        var masks = [UInt64](repeating: 0, count: vocabulary.facts.count)
        return search(whole, whole.facts[...], wanted, &masks) ? masks : nil
    }

    private func search(
        _ test: RuleTest, _ rest: ArraySlice<Int>, _ wanted: Verdict, _ masks: inout [UInt64]
    ) -> Bool {
        let verdict = test.verdict(masks)
        if verdict == wanted { return true }
        // What is decided already stays so, whatever else is stated.
        guard verdict == .cannotTell, let fact = rest.first else { return false }
        for index in vocabulary.facts[fact].values.indices {
            masks[fact] = 1 << UInt64(index)
            if search(test, rest.dropFirst(), wanted, &masks) { return true }
        }
        masks[fact] = 0
        return false
    }
}
