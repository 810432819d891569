import Kernel

/// Stated facts as they stand on a day: what is tested, and how each fact got there.
package struct FactSheet: Sendable {
    /// The set of values of each fact by its place; 0 where nothing counts as stated.
    package let masks: [UInt64]
    /// How each fact stands, by its place.
    package let states: [FactState]
    /// What contradicts itself.
    package let contradictions: [Contradiction]

    /// The facts on a day, as far as they were known on another.
    ///
    /// Evidence outside its validity counts as no, what a paper documents then counts as not
    /// stated; a contradiction makes its facts absent.
    package init(
        _ facts: StatedFacts, vocabulary: FactVocabulary, on day: Day, knownOn: Day
    ) {
        var masks = [UInt64](repeating: 0, count: vocabulary.facts.count)
        var states = [FactState](repeating: .absent, count: vocabulary.facts.count)
        for (place, definition) in vocabulary.facts.enumerated() {
            guard let fact = facts.all[definition.code] else { continue }
            let state = fact.state(on: day, knownOn: knownOn, kind: definition.kind)
            states[place] = state
            masks[place] =
                switch state {
                case .stated: definition.mask(of: fact.values) ?? 0
                case .expired, .notYetValid:
                    definition.kind == .evidence ? definition.mask(of: ["no"]) ?? 0 : 0
                case .absent, .notKnownYet, .contradicted: 0
                }
        }
        let found = vocabulary.contradictions.filter { $0.test.verdict(masks) == .yes }
        for place in found.flatMap(\.drops) where masks[place] != 0 {
            masks[place] = 0
            states[place] = .contradicted
        }
        self.masks = masks
        self.states = states
        self.contradictions = found
    }
}

extension StatedFact {
    fileprivate func state(
        on day: Day, knownOn: Day, kind: FactDefinition.Kind
    ) -> FactState {
        if let recordedOn, recordedOn > knownOn { return .notKnownYet }
        guard kind == .documented || (kind == .evidence && values == ["yes"]) else {
            return .stated
        }
        if let validFrom, day < validFrom { return .notYetValid }
        if let validUntil, day > validUntil { return .expired }
        return .stated
    }
}
