import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import PriorityActivities

/// The second evaluator (`Tests/Peers/activities`) agrees on random questions.
struct PeerTests {
    /// 10,000 questions; 100,000 in the soak.
    private var count: Int {
        ProcessInfo.processInfo.environment["QYZMET_SOAK"] == nil ? 10_000 : 100_000
    }

    @Test(.timeLimit(.minutes(5))) func `an independent evaluator agrees on random questions`()
        async throws
    {
        let folder = NSTemporaryDirectory() + "qyzmet-activities-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var dice = Dice(state: 521)
        var lines: [String] = []
        var own: [String] = []
        for _ in 0..<count {
            let question = try randomQuestion(&dice)
            lines.append(
                JSON.object([
                    JSON.Member("on", JSON(question.on)),
                    JSON.Member("knownOn", JSON(question.knownOn)),
                    JSON.Member("facts", question.facts.json),
                ]).text)
            own.append(Self.line(of: book.decide(question)))
        }
        let file = folder + "/questions.ndjson"
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        let data = SourceTree.root + "/Regulations/priority-activities/"
        let peer = try ChildProcess(
            "/usr/bin/python3",
            [
                SourceTree.root + "/Tests/Peers/activities/evaluate.py", data + "facts.json",
                data + "rules-521.json", data + "repealed-orders.json", file,
            ], environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"],
            files: folder + "/peer")
        #expect(try await peer.end(within: .seconds(240)) == .exited(0), "\(peer.errors)")
        let theirs = peer.output.split(separator: "\n").map(String.init)
        #expect(theirs.count == own.count)
        let different = zip(own, theirs).enumerated().filter { $0.element.0 != $0.element.1 }
        for (index, pair) in different.prefix(3) {
            Issue.record("\(lines[index])\nours   \(pair.0)\ntheirs \(pair.1)")
        }
        // Questions that all end alike would show nothing.
        for sign in ["y", "n", "?"] {
            #expect(own.filter { $0.hasPrefix(sign) }.count > count / 50, "\(sign)")
        }
    }

    private static func line(of verdict: ActivityVerdict) -> String {
        let letter = BoundaryTests.letter
        let clashes = verdict.sheet.contradictions.map(\.code).joined(separator: ",")
        let end = clashes.isEmpty ? "-" : clashes
        switch verdict.basis {
        case .listNotHeld: return "? listNotHeld \(end)"
        case .notKnownThen: return "? notKnownThen \(end)"
        case .rules: break
        }
        let groups = verdict.items + [verdict.ownProduction].compactMap(\.self)
        return [
            letter(verdict.outcome), groups.map { letter($0.verdict) }.joined(),
            groups.map { $0.criteria.map { letter($0.verdict) }.joined() }.joined(separator: "/"),
            end,
        ].joined(separator: " ")
    }

    private func randomQuestion(_ dice: inout Dice) throws -> ActivityQuestion {
        var all: [String: StatedFact] = [:]
        let on = Day(daysSince1970: 20_454 - (dice.below(20) == 0 ? 400 : 0) + dice.below(700))
        // Half of the questions begin with facts that meet an item, so that all answers occur.
        var chosen = [UInt64](repeating: 0, count: book.vocabulary.facts.count)
        if dice.below(2) == 0 {
            let lines = BoundaryTests.generated
            chosen = lines[dice.below(lines.count)].base
        }
        for (place, fact) in book.vocabulary.facts.enumerated() {
            var values = fact.codes(of: chosen[place])
            if dice.below(6) == 0 {
                values = [fact.values[dice.below(fact.values.count)].code]
                if fact.kind == .several, dice.below(2) == 0 {
                    let other = fact.values[dice.below(fact.values.count)].code
                    if other != values[0] { values.append(other) }
                }
            }
            guard !values.isEmpty, dice.below(12) != 0 else { continue }
            let isPaper = fact.takesPaper && dice.below(2) == 0
            let from = on.adding(days: dice.below(60) - 40)
            all[fact.code] = StatedFact(
                values: values, source: "random", number: isPaper ? "1" : nil,
                validFrom: isPaper && dice.below(2) == 0 ? from : nil,
                validUntil: isPaper ? from.adding(days: dice.below(90)) : nil,
                recordedOn: dice.below(8) == 0 ? on.adding(days: dice.below(21) - 10) : nil)
        }
        return ActivityQuestion(
            facts: try StatedFacts(all, vocabulary: book.vocabulary), on: on,
            knownOn: on.adding(days: dice.below(5)))
    }
}
