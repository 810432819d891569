import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// A missed term is answered for by whoever is the head then (UC-45 8, UC-59 3c).
@Suite(.timeLimit(.minutes(5)))
struct LateTaskTests {
    @Test(.clause("IS-5A.9"), arguments: Engine.allCases)
    func `the answer for a missed term is nobody's to take, and any head's to give`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (_, clerk) = try #require(try await world.taken(submitted))
            world.test.clock.advance(seconds: 30 * 86_400)
            #expect(try await platform.recordLateCases().changed > 0)
            let head = try world.head(clerk.body)
            let task = try #require(
                try await platform.inbox(of: head, page: PageRequest(limit: 50, cursor: nil))
                    .items.first { $0.task.work == .late }?.task)
            #expect(
                try await refusal {
                    try await platform.takeTask(task.id, by: head, once: .unkeyed)
                } == .caseNotInState)
            // One that was taken before, by a head who has left since.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_task SET taken_by = \(TestPeople.verifier)
                    WHERE id = \(task.id)
                    """)
            }
            let next = try await world.hire(
                "territorialHead", at: clerk.body, as: IIN(stored: "800101100031"))
            #expect(
                try await refusal {
                    try await platform.completeTask(
                        task.id, TaskAnswer(reasons: CaseworkWorld.reasons), by: next,
                        once: .unkeyed)
                } == nil)
            let answered = try await platform.application(submitted.id, for: world.applicant)
            #expect(answered.state.lateAnswers.count == 1)
        }
    }
}
