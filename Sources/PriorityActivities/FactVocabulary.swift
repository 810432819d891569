import Kernel

/// A value that a fact may have.
package struct FactValue: Sendable, Hashable {
    /// The word that data and answers carry.
    package let code: String
    /// How people read it.
    package let words: LocalizedText
}

/// A fact about an activity that rules ask for.
package struct FactDefinition: Sendable, Hashable {
    /// How many values are stated at once, and whether they end.
    package enum Kind: String, Sendable {
        /// Exactly one value.
        case single
        /// A whole list of one or more values.
        case several
        /// Yes or no, with the number and the validity of the paper that shows it; outside its
        /// validity it counts as no.
        case evidence
        /// Exactly one value, with the number and the validity of the paper that shows it; outside
        /// its validity nothing is shown, and it counts as not stated.
        case documented
    }

    /// The word that data and answers carry.
    package let code: String
    /// How many values.
    package let kind: Kind
    /// What is asked.
    package let question: LocalizedText
    /// What helps to answer.
    package let hint: LocalizedText?
    /// The possible values, at most 64.
    package let values: [FactValue]

    /// Whether the number and the validity of a paper go with it.
    package var takesPaper: Bool { kind == .evidence || kind == .documented }

    /// The set of these values; nil when one is not known.
    package func mask(of codes: [String]) -> UInt64? {
        var mask: UInt64 = 0
        for code in codes {
            guard let index = values.firstIndex(where: { $0.code == code }) else { return nil }
            mask |= 1 << UInt64(index)
        }
        return mask
    }

    /// The values in the set, in their own order.
    package func codes(of mask: UInt64) -> [String] {
        values.indices.filter { mask >> UInt64($0) & 1 == 1 }.map { values[$0].code }
    }

    /// The set of all values.
    package var all: UInt64 {
        values.count == 64 ? .max : (1 << UInt64(values.count)) - 1
    }
}

/// Statements that cannot be true together: what they drop is treated as not stated.
package struct Contradiction: Sendable, Hashable {
    /// The word that answers carry.
    package let code: String
    /// When it is there.
    package let test: RuleTest
    /// The places of the facts that no longer count.
    package let drops: [Int]
    /// How people read it.
    package let words: LocalizedText
}

/// The closed list of facts that rules may ask for, and what contradicts itself.
package struct FactVocabulary: Sendable {
    /// The facts; rules name them by their place here.
    package let facts: [FactDefinition]
    /// Statements that cannot be true together.
    package let contradictions: [Contradiction]
    /// The places of the facts by their words.
    let places: [String: Int]

    /// The place of a fact.
    package func place(of code: String) -> Int? { places[code] }

    /// The fact with this word.
    package subscript(_ code: String) -> FactDefinition? { places[code].map { facts[$0] } }

    /// Reads `facts.json`.
    ///
    /// - Throws: the first ``RuleFault``.
    package init(file: [UInt8]) throws(RuleFault) {
        let reader = try RuleReader(file: file, place: "facts.json")
        var facts: [FactDefinition] = []
        var places: [String: Int] = [:]
        for entry in try reader.array("facts") {
            let fact = try FactDefinition(entry)
            guard places.updateValue(facts.count, forKey: fact.code) == nil else {
                throw entry.fault(.repeated)
            }
            facts.append(fact)
        }
        self.facts = facts
        self.places = places
        var contradictions: [Contradiction] = []
        for entry in try reader.array("contradictions") {
            try entry.expectOnly(["code", "all", "drops", "words"])
            var drops: [Int] = []
            for code in try entry.texts("drops") {
                guard let place = places[code] else { throw entry.fault(.unknownFact) }
                drops.append(place)
            }
            let code = try entry.text("code")
            guard !contradictions.contains(where: { $0.code == code }) else {
                throw entry.fault(.repeated)
            }
            contradictions.append(
                Contradiction(
                    code: code,
                    test: .all(
                        try entry.array("all").map { part throws(RuleFault) in
                            try RuleTest(part, facts: facts, places: places, points: [])
                        }), drops: drops, words: try entry.words("words")))
        }
        self.contradictions = contradictions
    }
}

extension FactDefinition {
    fileprivate init(_ entry: RuleReader) throws(RuleFault) {
        try entry.expectOnly(["code", "kind", "question", "hint", "values"])
        code = try entry.text("code")
        guard let kind = Kind(rawValue: try entry.text("kind")) else {
            throw entry.fault(.malformed)
        }
        self.kind = kind
        question = try entry.words("question")
        hint = entry.has("hint") ? try entry.words("hint") : nil
        values = try entry.array("values").map { value throws(RuleFault) in
            try value.expectOnly(["code", "words"])
            return FactValue(code: try value.text("code"), words: try value.words("words"))
        }
        guard (2...64).contains(values.count) else { throw entry.fault(.malformed) }
        guard Set(values.map(\.code)).count == values.count else { throw entry.fault(.repeated) }
        if kind == .evidence, values.map(\.code) != ["yes", "no"] {
            throw entry.fault(.unknownValue)
        }
    }
}
