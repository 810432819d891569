import Foundation
import Kernel
import PriorityActivities
import UseCases

/// Priority activities: a long list on one core, and single checks over HTTP.
struct ActivityBenchmark {
    private static let declarations = 100_000

    let folder: String
    let load: LoadGenerator

    /// Measures and shows the figures.
    func run() async throws {
        let book = ActivityLibrary.installed.book
        let facts = try Self.facts(book.vocabulary)
        var rounds = Rounds()
        let data = folder + "/activities"
        let server = try ServerProcess(environment: [
            "QYZMET_ADDRESS": "127.0.0.1:0", "QYZMET_DATABASE_URL": "sqlite:\(data)/qyzmet.db",
            "QYZMET_DATA": data, "QYZMET_SANDBOX_PEOPLE": "100",
        ])
        defer { server.stop() }
        let bodies = folder + "/activity-bodies"
        try facts.map {
            JSON.object([JSON.Member("on", "2026-06-01"), JSON.Member("facts", $0.json)])
        }
        .map(\.text).joined(separator: "\n").write(
            toFile: bodies, atomically: true, encoding: .utf8)
        for _ in 0..<Rounds.count {
            rounds.note("list", Self.seconds(book, facts))
            let outcome = try load.run(
                server.url + "/api/activity-checks", bodies: bodies, connections: 1)
            guard outcome.failures == 0 else {
                throw Command.Fault(description: "\(outcome.failures) checks failed")
            }
            rounds.note("p99", outcome.p99Milliseconds)
            rounds.note("rate", outcome.rate)
        }
        Figure(
            name: "\(Self.declarations) activity declarations, one core", value: rounds["list"],
            unit: "s", against: "aim 5 s", ratio: rounds["list"] / 5
        ).show()
        Figure(
            name: "activity check p99, one connection", value: rounds["p99"], unit: "ms",
            against: "aim 5 ms", ratio: rounds["p99"] / 5, store: "sqlite"
        ).show()
        Figure(
            name: "activity checks, one connection", value: rounds["rate"], unit: "1/s",
            store: "sqlite"
        ).show()
    }

    /// The seconds of a core that the whole list takes, on one thread: dates, contradictions, 19 items, own production.
    private static func seconds(_ book: ActivityRuleBook, _ facts: [StatedFacts]) -> Double {
        let start = usedProcessorSeconds(getpid())
        var yes = 0
        for index in 0..<declarations {
            let day = Day(daysSince1970: 20_454 + index % 365)
            let verdict = book.decide(
                ActivityQuestion(facts: facts[index % facts.count], on: day, knownOn: day))
            if verdict.outcome == .yes || verdict.ownProduction?.verdict == .yes { yes += 1 }
        }
        precondition(yes > 0 && yes < declarations, "declarations that all end alike say nothing")
        return usedProcessorSeconds(getpid()) - start
    }

    /// Declarations of every subject, operation and of papers that begin and end.
    private static func facts(_ vocabulary: FactVocabulary) throws -> [StatedFacts] {
        let codes = { (fact: String) in vocabulary[fact]?.values.map(\.code) ?? [] }
        return try (0..<500).map { index in
            func one(_ fact: String) -> StatedFact {
                let values = codes(fact)
                return StatedFact(values: [values[index * 7 % values.count]], source: "bench")
            }
            let begins = Day(daysSince1970: 20_454 + index % 200)
            let paper = StatedFact(
                values: ["yes"], source: "bench", number: "\(index)", validFrom: begins,
                validUntil: begins.adding(days: 180))
            var facts: [String: StatedFact] = [
                "subject": one("subject"), "operation": one("operation"),
                "participant": paper, "producerExtract": paper,
            ]
            if index % 2 == 0 {
                for fact in ["cloudUse", "blockchainUse", "objectsInteract", "gamePlatform"] {
                    facts[fact] = one(fact)
                }
            }
            return try StatedFacts(facts, vocabulary: vocabulary)
        }
    }
}
