import Kernel
import PlatformTesting
import PriorityActivities
import QyzmetTesting
import Store
import Testing
import UseCases

/// Of participation and extract only the registers speak (PA-1.14, PA-2).
struct ActivityPaperTests {
    private let papers = ["participant": "yes", "producerExtract": "yes"]

    @Test(.clause("PA-2a"), arguments: Engine.allCases)
    func `participation and extract cannot be declared`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            for (fact, value) in papers {
                let facts = bench.software.merging([fact: value]) { $1 }
                let refused = await #expect(throws: Refusal.self) { try await bench.declare(facts) }
                #expect(refused?.code == .invalidField && refused?.clause == "PA-2", "\(fact)")
            }
            let extract = try await bench.test.platform.activityExtract(
                of: bench.bin, on: bench.today, knownOn: bench.today)
            #expect(extract.activities.isEmpty)
        }
    }

    /// As a row written before this was refused.
    private func stateInStore(
        _ bench: ActivityBench, _ activity: Identifier<DeclaredActivity>
    ) async throws {
        let facts = try bench.facts(bench.software.merging(papers) { $1 }).json.text
        try await bench.test.store.write { transaction in
            try transaction.execute(
                "UPDATE declared_activity SET facts = \(facts) WHERE activity = \(activity)")
        }
    }

    /// Own production in the extract, the list check, the dossier and the round.
    private func everywhere(
        _ bench: ActivityBench, _ activity: Identifier<DeclaredActivity>
    ) async throws -> Set<String> {
        let (platform, today) = (bench.test.platform, bench.today)
        let extract = try await platform.activityExtract(
            of: bench.bin, on: today, knownOn: today)
        let list = try await platform.checkOrganisations(
            [bench.bin], from: today, to: today, by: bench.taxes())
        let dossier = try await platform.activityDossier(
            activity, on: today, knownOn: today, for: bench.test.person(bench.accountant))
        _ = try await bench.notices()
        let found = [
            extract.activities.first?.standing.ownProduction,
            list.first?.activities.first?.spans.first?.standing.ownProduction,
            dossier.checked.verdict.ownProduction?.verdict,
        ].compactMap { $0?.rawValue }
        #expect(found.count == 3)
        return Set(found + [try await bench.standing(activity)[1]])
    }

    @Test(.clause("PA-2a"), arguments: Engine.allCases)
    func `what an old declaration says of papers counts nowhere`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let activity = try await bench.declare(bench.software)
            try await stateInStore(bench, activity)
            #expect(try await everywhere(bench, activity) == ["cannotTell"])
            try await bench.record(.participants)
            #expect(try await everywhere(bench, activity) == ["cannotTell"])
            let ended = bench.today.adding(days: -1)
            try await bench.record(.producerExtracts, until: ended, number: "9")
            #expect(try await everywhere(bench, activity) == ["no"])
            try await bench.record(.producerExtracts, number: "9")
            #expect(try await everywhere(bench, activity) == ["yes"])
        }
    }

    @Test(.clause("PA-2a"), arguments: Engine.allCases)
    func `in a check by BIN the register counts before a statement, and is named`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let stated = try bench.facts(bench.software.merging(papers) { $1 })
            func own() async throws -> (verdict: Verdict?, sources: [String?]) {
                let facts = try await bench.test.platform.withRegisterFacts(
                    stated, of: bench.bin, on: bench.today, knownOn: bench.today)
                let checked = try bench.test.platform.checkActivity(
                    ActivityQuestion(facts: facts, on: bench.today, knownOn: bench.today))
                return (
                    checked.verdict.ownProduction?.verdict,
                    ["participant", "producerExtract"].map { facts.all[$0]?.source }
                )
            }
            let before = try await own()
            #expect(before.verdict == .yes)
            #expect(before.sources == ["contract 1", "contract 1"])
            try await bench.record(.participants, until: bench.today.adding(days: -1))
            let ended = try await own()
            #expect(ended.verdict == .no)
            #expect(ended.sources == ["register:participants", "contract 1"])
            try await bench.record(.participants)
            try await bench.record(.producerExtracts, number: "9")
            let both = try await own()
            #expect(both.verdict == .yes)
            #expect(both.sources == ["register:participants", "register:producerExtracts"])
        }
    }
}
