import Kernel
import QyzmetTesting
import Testing

@testable import PriorityActivities

/// Every single change of a rule is noticed by a boundary case.
struct MutationTests {
    /// The tests that differ from `test` in one value, one open point, one kind or one part.
    func mutants(of test: RuleTest) -> [RuleTest] {
        switch test {
        case .any(let fact, let accepted, let open):
            let values = book.vocabulary.facts[fact].all
            var found = bits(values).map {
                RuleTest.any(fact: fact, accepted: accepted ^ $0, open: open)
            }
            .filter { if case .any(_, let now, _) = $0 { now != 0 } else { true } }
            found.append(.none(fact: fact, refused: accepted))
            if !open.isEmpty { found.append(.any(fact: fact, accepted: accepted, open: [])) }
            return found + opened(fact, accepted, open)
        case .none(let fact, let refused):
            let values = book.vocabulary.facts[fact].all
            var found = bits(values).map { RuleTest.none(fact: fact, refused: refused ^ $0) }
                .filter { if case .none(_, let now) = $0 { now != 0 } else { true } }
            found.append(.any(fact: fact, accepted: refused, open: []))
            return found
        case .all(let parts): return parted(parts, RuleTest.all) + [.anyOf(parts)]
        case .anyOf(let parts): return parted(parts, RuleTest.anyOf) + [.all(parts)]
        }
    }

    /// The same test with one value left open more or less, or under another point.
    private func opened(
        _ fact: Int, _ accepted: UInt64, _ open: [RuleTest.OpenValues]
    ) -> [RuleTest] {
        let points = rules.openPoints.filter { $0.effect == .cannotTell }.map(\.code)
        var found: [RuleTest] = []
        for (index, part) in open.enumerated() {
            for point in points where point != part.point {
                var changed = open
                changed[index] = RuleTest.OpenValues(values: part.values, point: point)
                found.append(.any(fact: fact, accepted: accepted, open: changed))
            }
            for bit in bits(part.values) {
                var changed = open
                changed[index] = RuleTest.OpenValues(
                    values: part.values & ~bit, point: part.point)
                found.append(.any(fact: fact, accepted: accepted, open: changed))
            }
        }
        let taken = open.reduce(accepted) { $0 | $1.values }
        for bit in bits(book.vocabulary.facts[fact].all & ~taken) {
            let more = RuleTest.OpenValues(values: bit, point: points[0])
            found.append(.any(fact: fact, accepted: accepted, open: open + [more]))
        }
        return found
    }

    private func parted(_ parts: [RuleTest], _ make: ([RuleTest]) -> RuleTest) -> [RuleTest] {
        var found: [RuleTest] = []
        for index in parts.indices {
            var fewer = parts
            fewer.remove(at: index)
            found.append(fewer.count == 1 ? fewer[0] : make(fewer))
            for mutant in mutants(of: parts[index]) {
                var changed = parts
                changed[index] = mutant
                found.append(make(changed))
            }
        }
        return found
    }

    private func bits(_ mask: UInt64) -> [UInt64] {
        (0..<64).map { UInt64(1) << UInt64($0) }.filter { mask & $0 != 0 }
    }

    private func isCaught(_ item: Int, _ criteria: [Criterion]) -> Bool {
        BoundaryTests.generated.contains { line in
            line.item == item
                && BoundaryTests.answers(criteria, line.base, line.fact) != line.answers
        }
    }

    /// Whether two tests answer alike for all values of their facts, absent ones too.
    func isSame(_ left: RuleTest, _ right: RuleTest) -> Bool {
        var places = left.facts
        for fact in right.facts where !places.contains(fact) { places.append(fact) }
        var masks = [UInt64](repeating: 0, count: book.vocabulary.facts.count)
        func compare(_ rest: ArraySlice<Int>) -> Bool {
            guard let fact = rest.first else { return left.verdict(masks) == right.verdict(masks) }
            return ([0] + bits(book.vocabulary.facts[fact].all)).allSatisfy { set in
                masks[fact] = set
                return compare(rest.dropFirst())
            }
        }
        return compare(places[...])
    }

    @Test func `a mutation of any rule is caught by a boundary case`() {
        var count = 0
        var idle = 0
        for item in 1...20 {
            let criteria = BoundaryTests.criteria(item)
            for index in criteria.indices {
                var fewer = criteria
                fewer.remove(at: index)
                count += 1
                let isFewerCaught = isCaught(item, fewer)
                #expect(isFewerCaught, "item \(item) without \(criteria[index].code)")
                for mutant in mutants(of: criteria[index].test) {
                    var changed = criteria
                    changed[index] = Criterion(
                        code: criteria[index].code, role: criteria[index].role,
                        statement: criteria[index].statement, test: mutant, notes: [])
                    count += 1
                    if isCaught(item, changed) { continue }
                    // What another alternative accepts already changes nothing: no mutation.
                    idle += 1
                    let isSame = isSame(mutant, criteria[index].test)
                    #expect(isSame, "item \(item): \(mutant.json(book.vocabulary).text)")
                }
            }
        }
        #expect(idle == 3)
        print("mutations of rules, all caught: \(count)")
        #expect(count > 500)
    }
}
