import Kernel

/// A test of facts, with three answers; read from data, facts and values as numbers.
package indirect enum RuleTest: Sendable, Hashable {
    /// One of these values is stated; `open` values are left open by the act.
    case any(fact: Int, accepted: UInt64, open: [OpenValues])
    /// None of these values is stated: an exclusion.
    case none(fact: Int, refused: UInt64)
    /// Every test holds.
    case all([RuleTest])
    /// One test holds.
    case anyOf([RuleTest])

    /// Values for which the act's wording decides neither way.
    package struct OpenValues: Sendable, Hashable {
        /// The values.
        package let values: UInt64
        /// The open point, for example `PA-AMB-2`.
        package let point: String
    }

    /// The answer for these facts: `masks[place]` is the set of values stated, 0 where none is.
    package func verdict(_ masks: [UInt64]) -> Verdict {
        switch self {
        case .any(let fact, let accepted, let open):
            let stated = masks[fact]
            if stated == 0 { return .cannotTell }
            if stated & accepted != 0 { return .yes }
            return open.contains { stated & $0.values != 0 } ? .cannotTell : .no
        case .none(let fact, let refused):
            let stated = masks[fact]
            if stated == 0 { return .cannotTell }
            return stated & refused != 0 ? .no : .yes
        case .all(let tests):
            var verdict = Verdict.yes
            for test in tests {
                verdict = verdict.and(test.verdict(masks))
                if verdict == .no { return .no }
            }
            return verdict
        case .anyOf(let tests):
            var verdict = Verdict.no
            for test in tests {
                verdict = verdict.or(test.verdict(masks))
                if verdict == .yes { return .yes }
            }
            return verdict
        }
    }

    /// The tests of single facts inside, from left to right.
    package var leaves: [RuleTest] {
        switch self {
        case .any, .none: [self]
        case .all(let tests), .anyOf(let tests): tests.flatMap(\.leaves)
        }
    }

    /// The fact of a test of a single fact; nil for one of several.
    package var fact: Int? {
        switch self {
        case .any(let fact, _, _), .none(let fact, _): fact
        case .all, .anyOf: nil
        }
    }

    /// Whether it is a test of a single fact of which the act leaves values open.
    var leavesOpen: Bool {
        if case .any(_, _, let open) = self { !open.isEmpty } else { false }
    }

    /// The places of the facts that it asks for, in the order of the test, each once.
    package var facts: [Int] {
        var seen: [Int] = []
        for leaf in leaves {
            if let fact = leaf.fact, !seen.contains(fact) { seen.append(fact) }
        }
        return seen
    }
}

// MARK: - Reading

extension RuleTest {
    /// Reads a test; facts, values and points must be known.
    init(
        _ entry: RuleReader, facts: [FactDefinition], places: [String: Int], points: Set<String>
    ) throws(RuleFault) {
        if entry.has("all") || entry.has("anyOf") {
            try entry.expectOnly(entry.has("all") ? ["all"] : ["anyOf"])
            let parts = try entry.array(entry.has("all") ? "all" : "anyOf").map {
                part throws(RuleFault) in
                try RuleTest(part, facts: facts, places: places, points: points)
            }
            guard parts.count > 1 else { throw entry.fault(.malformed) }
            self = entry.has("all") ? .all(parts) : .anyOf(parts)
            return
        }
        try entry.expectOnly(["fact", "any", "none", "open"])
        guard let place = places[try entry.text("fact")] else { throw entry.fault(.unknownFact) }
        func mask(_ name: String, in entry: RuleReader) throws(RuleFault) -> UInt64 {
            guard let mask = facts[place].mask(of: try entry.texts(name)) else {
                throw entry.fault(.unknownValue)
            }
            return mask
        }
        if entry.has("none") {
            try entry.expectOnly(["fact", "none"])
            self = .none(fact: place, refused: try mask("none", in: entry))
            return
        }
        let accepted = try mask("any", in: entry)
        var open: [OpenValues] = []
        for part in entry.has("open") ? try entry.array("open") : [] {
            try part.expectOnly(["values", "point"])
            let values = try mask("values", in: part)
            let taken = open.reduce(accepted) { $0 | $1.values }
            guard values & taken == 0 else { throw part.fault(.repeated) }
            let point = try part.text("point")
            guard points.contains(point) else { throw part.fault(.unknownPoint) }
            open.append(OpenValues(values: values, point: point))
        }
        self = .any(fact: place, accepted: accepted, open: open)
    }

    /// The test in words of the vocabulary, as a receipt carries it.
    package func json(_ vocabulary: FactVocabulary) -> JSON {
        func list(_ fact: Int, _ mask: UInt64) -> JSON {
            .array(vocabulary.facts[fact].codes(of: mask).map { .string($0) })
        }
        switch self {
        case .any(let fact, let accepted, let open):
            let name = JSON.string(vocabulary.facts[fact].code)
            return .object(
                present: ("any", list(fact, accepted)), ("fact", name),
                (
                    "open",
                    open.isEmpty
                        ? nil
                        : .array(
                            open.map {
                                ["point": .string($0.point), "values": list(fact, $0.values)]
                            })
                ))
        case .none(let fact, let refused):
            return ["fact": .string(vocabulary.facts[fact].code), "none": list(fact, refused)]
        case .all(let tests): return ["all": .array(tests.map { $0.json(vocabulary) })]
        case .anyOf(let tests): return ["anyOf": .array(tests.map { $0.json(vocabulary) })]
        }
    }
}
