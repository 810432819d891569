import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// After an appeal: who did not pass sits afresh (UC-63 6b).
@Suite(.timeLimit(.minutes(5)))
struct ExaminationAppealTests {
    private static let options = [OptionPeriod.since2026("appeal", service: "safety-examination")]

    @Test(.clause("IS-2.10", "IS-REF-1"), arguments: Engine.allCases)
    func `a refused examination whose refusal is cancelled is sat afresh`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start, options: Self.options) { world in
            let platform = world.platform
            let draft = try await world.fullDraft("safety-examination", kind: "examination")
            let definition = draft.definition
            let ground = try #require(
                definition.stage("examination")?.outcomes.first { !$0.grounds.isEmpty })
            let refused = try await world.carry(
                try await world.submit(draft), through: ["admitted", ground.code],
                grounds: [ground.grounds[0]])
            #expect(refused.state.standingEnd == "refused")
            try await world.appeal(
                "The questions were those of another bank.", against: refused)
            let (hand, head) = try #require(try await world.waiting(refused.id))
            _ = try await platform.takeTask(hand.task.id, by: head, once: .unkeyed)
            _ = try await platform.completeTask(
                hand.task.id, TaskAnswer(outcome: "cancelled", reasons: CaseworkWorld.reasons),
                by: head, once: .unkeyed)
            let (signing, signer) = try #require(try await world.waiting(refused.id))
            let paper = try await world.draft(of: signing, as: .head, by: signer)
            _ = try await platform.signResult(
                signing.task.id, seen: paper.name,
                cms: try world.sign(paper.content, by: signer.person.iin), by: signer,
                once: .unkeyed)
            let back = try await platform.application(refused.id, for: world.applicant)
            #expect(back.state.stage == "examination")
            let (again, clerk) = try #require(try await world.waiting(refused.id))
            let before = try await platform.sittings(at: again.task.id, for: clerk)
            #expect(before.count == 1 && before[0].annulledAt != nil && before[0].score == nil)
            let kept = try await world.test.store.read { transaction in
                try transaction.firstRow(
                    "SELECT annulled_ending, annulled_score FROM examination_sitting"
                ).map { (try $0.text(0), try $0.integer(1)) }
            }
            #expect(kept?.0 == "handedIn" && kept?.1 == 0)
            // The same person, another set, and this time every answer is right.
            let ended = try await world.carry(back, through: ["recorded"])
            #expect(ended.state.phase.end == "certified")
            #expect(ended.state.results.map(\.outcome) == [.passed])
        }
    }
}
