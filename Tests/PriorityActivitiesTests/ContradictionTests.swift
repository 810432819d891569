import Foundation
import Kernel
import QyzmetTesting
import Regulations
import Testing

@testable import PriorityActivities

/// Statements that cannot be true together: cases made from the vocabulary, and every change of it.
///
/// The answers stand in `Tests/Vectors/activities/contradictions.tsv`.
struct ContradictionTests {
    private static let path = "Tests/Vectors/activities/contradictions.tsv"

    /// Facts that contradict each other, with one of them stated otherwise or not at all.
    private static func cases() -> [[UInt64]] {
        let linter = RuleLinter(vocabulary: book.vocabulary)
        var all: [[UInt64]] = []
        for contradiction in book.vocabulary.contradictions {
            guard let base = linter.facts(for: .yes, of: [contradiction.test]) else { continue }
            for fact in contradiction.test.facts {
                let values = book.vocabulary.facts[fact].values.indices
                for set in [0] + values.map({ UInt64(1) << UInt64($0) }) {
                    var masks = base
                    masks[fact] = set
                    if !all.contains(masks) { all.append(masks) }
                }
            }
        }
        return all
    }

    private static func stated(_ masks: [UInt64]) -> String {
        book.vocabulary.facts.enumerated().compactMap { place, fact in
            masks[place] == 0
                ? nil : "\(fact.code)=\(fact.codes(of: masks[place]).joined(separator: ","))"
        }.joined(separator: " ")
    }

    /// What contradicts itself by a vocabulary, and which facts no longer count.
    private static func answer(_ text: String, _ vocabulary: FactVocabulary) throws -> String {
        let sheet = FactSheet(
            try facts(text), vocabulary: vocabulary, on: day2026, knownOn: day2026)
        let dropped = vocabulary.facts.enumerated().filter {
            sheet.states[$0.offset] == .contradicted
        }
        return [
            sheet.contradictions.map(\.code).joined(separator: ","),
            dropped.map(\.element.code).joined(separator: ","),
        ].map { $0.isEmpty ? "-" : $0 }.joined(separator: "\t")
    }

    private static let statements = cases().map(stated)

    @Test func `every contradiction answers as written down`() throws {
        let lines = try Self.statements.map { "\($0)\t\(try Self.answer($0, book.vocabulary))" }
        if ProcessInfo.processInfo.environment["QYZMET_WRITE_DOCS"] != nil {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: SourceTree.root + "/" + Self.path, atomically: true, encoding: .utf8)
        }
        let written = try SourceTree.text(Self.path).split(separator: "\n").map(String.init)
        #expect(written == lines)
        for contradiction in book.vocabulary.contradictions {
            #expect(lines.contains { $0.contains("\t\(contradiction.code)\t") })
        }
    }

    /// The file of facts with its contradictions replaced.
    private func vocabulary(_ contradictions: [JSON]) throws -> FactVocabulary {
        let file = try JSON.parse(Regulations.activityFacts)
        let members = (file.members ?? []).map { member in
            member.name == "contradictions"
                ? JSON.Member(member.name, .array(contradictions)) : member
        }
        return try FactVocabulary(file: JSON.object(members).canonicalBytes)
    }

    private func changing(_ json: JSON, _ name: String, _ value: JSON) -> JSON {
        .object((json.members ?? []).map { $0.name == name ? JSON.Member(name, value) : $0 })
    }

    private func isCaught(_ contradictions: [JSON]) throws -> Bool {
        let changed = try vocabulary(contradictions)
        return try Self.statements.contains {
            try Self.answer($0, changed) != Self.answer($0, book.vocabulary)
        }
    }

    @Test func `a mutation of any contradiction is caught`() throws {
        let file = try JSON.parse(Regulations.activityFacts)
        let all = try #require(file["contradictions"]?.array)
        let mutations = MutationTests()
        var count = 0
        var idle: [String] = []
        for (index, contradiction) in book.vocabulary.contradictions.enumerated() {
            func expectCaught(_ name: String, _ value: JSON, _ isIdle: Bool = false) throws {
                var changed = all
                changed[index] = changing(all[index], name, value)
                count += 1
                if try isCaught(changed) { return }
                idle.append("\(contradiction.code) \(value.text)")
                #expect(isIdle, "\(contradiction.code): \(name) \(value.text)")
            }
            var fewer = all
            fewer.remove(at: index)
            count += 1
            #expect(try isCaught(fewer), "without \(contradiction.code)")
            for mutant in mutations.mutants(of: contradiction.test) {
                // A test of open values has no place among contradictions.
                if mutant.leaves.contains(where: \.leavesOpen) { continue }
                try expectCaught(
                    "all", [mutant.json(book.vocabulary)],
                    mutations.isSame(mutant, contradiction.test))
            }
            let codes = contradiction.drops.map { book.vocabulary.facts[$0].code }
            for code in codes where codes.count > 1 {
                try expectCaught(
                    "drops", .array(codes.filter { $0 != code }.map { .string($0) }))
            }
            for fact in contradiction.test.facts where !contradiction.drops.contains(fact) {
                try expectCaught(
                    "drops",
                    .array((codes + [book.vocabulary.facts[fact].code]).map { .string($0) }))
            }
        }
        #expect(idle.isEmpty)
        print("mutations of contradictions, all caught: \(count)")
        #expect(count > 40)
    }
}
