import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import PriorityActivities

/// Cases made from the rules: facts that meet an item, with one fact flipped to every other value
/// and to absent; the answers stand in `Tests/Vectors/activities/boundaries.tsv`.
struct BoundaryTests {
    static let path = "Tests/Vectors/activities/boundaries.tsv"

    /// Facts that meet the criteria, and the answers when one of them is changed.
    struct Line {
        let item: Int
        let base: [UInt64]
        let fact: Int
        /// For absent and for each value the answers of all criteria, `y`, `n` or `?`; after `?`
        /// the open points that stand in the way.
        let answers: [String]

        /// The item's answers.
        var verdicts: String {
            answers.map { $0.contains("n") ? "n" : $0.contains("?") ? "?" : "y" }.joined()
        }
    }

    static func letter(_ verdict: Verdict) -> String {
        switch verdict {
        case .yes: "y"
        case .no: "n"
        case .cannotTell: "?"
        }
    }

    static func answers(_ criteria: [Criterion], _ base: [UInt64], _ fact: Int) -> [String] {
        let sets = [0] + book.vocabulary.facts[fact].values.indices.map { UInt64(1) << UInt64($0) }
        return sets.map { set in
            var masks = base
            masks[fact] = set
            return criteria.map { criterion in
                let points = criterion.openPoints(masks).map { "[\($0)]" }.joined()
                return letter(criterion.test.verdict(masks)) + points
            }.joined()
        }
    }

    /// A base for every test of a single fact in which this very test decides.
    static func lines(of item: Int, _ criteria: [Criterion]) -> [Line] {
        let tests = criteria.map(\.test)
        var bases: [[UInt64]] = []
        for index in tests.flatMap(\.leaves).indices {
            guard let base = decidingBase(.all(tests), leaf: index).map({ least($0, tests) })
            else { continue }
            // What the base leaves open is also tried with each fact's first and last value.
            for completed in [base, complete(base, tests, .first), complete(base, tests, .last)]
            where !bases.contains(completed) { bases.append(completed) }
        }
        var places: [Int] = []
        for place in tests.flatMap(\.facts) where !places.contains(place) { places.append(place) }
        return bases.flatMap { base in
            places.map { place in
                Line(
                    item: item, base: base, fact: place,
                    answers: answers(criteria, base, place))
            }
        }
    }

    private static func complete(
        _ base: [UInt64], _ tests: [RuleTest], _ end: Ends
    ) -> [UInt64] {
        var masks = base
        for fact in tests.flatMap(\.facts) where masks[fact] == 0 {
            let count = book.vocabulary.facts[fact].values.count
            masks[fact] = 1 << UInt64(end == .first ? 0 : count - 1)
        }
        return masks
    }

    /// The same facts without those that the answer does not need.
    private static func least(_ base: [UInt64], _ tests: [RuleTest]) -> [UInt64] {
        let test = RuleTest.all(tests)
        var masks = base
        for fact in test.facts {
            var fewer = masks
            fewer[fact] = 0
            if test.verdict(fewer) == test.verdict(base) { masks = fewer }
        }
        return masks
    }

    private enum Ends { case first, last }

    /// Facts that do not fail the tests, but would without this one test of a single fact.
    ///
    /// Facts that meet them, where there are any; else facts that an open point leaves undecided.
    private static func decidingBase(_ test: RuleTest, leaf: Int) -> [UInt64]? {
        var left = leaf
        let without = failing(test, leaf: &left)
        for wanted in [Verdict.yes, .cannotTell] {
            var masks = [UInt64](repeating: 0, count: book.vocabulary.facts.count)
            func search(_ rest: ArraySlice<Int>) -> Bool {
                let verdict = test.verdict(masks)
                let isWhole = verdict == .yes || rest.isEmpty
                if verdict == wanted, isWhole, without.verdict(masks) == .no { return true }
                guard verdict != .no, let fact = rest.first else { return false }
                for index in book.vocabulary.facts[fact].values.indices {
                    masks[fact] = 1 << UInt64(index)
                    if search(rest.dropFirst()) { return true }
                }
                masks[fact] = 0
                return false
            }
            if search(test.facts[...]) { return masks }
        }
        return nil
    }

    /// The test with one test of a single fact inside it made to fail.
    private static func failing(_ test: RuleTest, leaf: inout Int) -> RuleTest {
        switch test {
        case .any(let fact, _, _), .none(let fact, _):
            defer { leaf -= 1 }
            return leaf == 0 ? .any(fact: fact, accepted: 0, open: []) : test
        case .all(let parts): return .all(parts.map { failing($0, leaf: &leaf) })
        case .anyOf(let parts): return .anyOf(parts.map { failing($0, leaf: &leaf) })
        }
    }

    static func criteria(_ item: Int) -> [Criterion] {
        rules.item(item)?.criteria ?? rules.ownProduction
    }

    static let generated: [Line] = (1...20).flatMap { lines(of: $0, criteria($0)) }

    static func text(_ line: Line) -> String {
        let base = book.vocabulary.facts.enumerated().compactMap { place, fact in
            line.base[place] == 0
                ? nil : "\(fact.code)=\(fact.codes(of: line.base[place]).joined(separator: ","))"
        }
        return [
            line.item > 19 ? "own" : "\(line.item)", base.joined(separator: " "),
            book.vocabulary.facts[line.fact].code, line.verdicts,
            line.answers.joined(separator: ","),
        ].joined(separator: "\t")
    }

    @Test func `every boundary of every rule answers as written down`() throws {
        let lines = Self.generated.map(Self.text)
        if ProcessInfo.processInfo.environment["QYZMET_WRITE_DOCS"] != nil {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: SourceTree.root + "/" + Self.path, atomically: true, encoding: .utf8)
        }
        let written = try SourceTree.text(Self.path).split(separator: "\n").map(String.init)
        #expect(written == lines)
        let count = Self.generated.reduce(0) { $0 + $1.answers.count }
        print("boundary cases made from the rules: \(count)")
        #expect(count > 1500)
    }

    @Test func `every operation, stage, exclusion and condition is flipped both ways`() {
        for item in 1...20 {
            let criteria = Self.criteria(item)
            let lines = Self.generated.filter { $0.item == item }
            for leaf in criteria.flatMap(\.test.leaves) {
                guard let fact = leaf.fact else { continue }
                let answers = lines.filter { $0.fact == fact }.map(\.verdicts).joined()
                #expect(answers.contains("y"), "item \(item)")
                #expect(answers.contains("n"), "item \(item)")
                #expect(answers.contains("?"), "item \(item)")
            }
        }
    }
}
