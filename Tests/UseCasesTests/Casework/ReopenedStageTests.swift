import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// A hearing or a paper that goes back leads to something else than the same refusal (UC-62 5c,
/// UC-45 6.1).
@Suite(.timeLimit(.minutes(5)))
struct ReopenedStageTests {
    private static let hearings = [OptionPeriod.since2026("hearing")]

    private func run(
        on engine: Engine, hearing: Bool, _ body: (CaseworkWorld) async throws -> Void
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(
            on: engine, at: start, options: hearing ? Self.hearings : [], body)
    }

    /// What the head does with the work that waits: returns a hearing, or a paper.
    private func sendBack(_ id: Identifier<StoredCase>, in world: CaseworkWorld) async throws {
        let (hand, head) = try #require(try await world.waiting(id))
        let isPaper = hand.task.work == .sign
        if !isPaper {
            _ = try await world.platform.takeTask(hand.task.id, by: head, once: .unkeyed)
        }
        _ = try await world.platform.completeTask(
            hand.task.id,
            TaskAnswer(
                outcome: isPaper ? TaskAnswer.returning : "returned",
                reasons: CaseworkWorld.reasons), by: head, once: .unkeyed)
    }

    /// Carries a case up to its refusal: to the hearing, or to the paper that would be signed.
    private func refuse(
        _ service: String, _ outcomes: [String], for ground: String, hearing: Bool,
        in world: CaseworkWorld
    ) async throws -> StoredCase {
        let draft = try await world.fullDraft(
            service, kind: try world.platform.casework.service(service).kinds[0].code)
        let submitted = try await world.submit(draft)
        guard hearing else {
            return try await world.carry(
                submitted, through: outcomes, grounds: [ground], stopsBeforeSigning: true)
        }
        return try await world.carry(
            submitted, through: outcomes, grounds: [ground], stopsAt: "hearing")
    }

    @Test(
        .clause("IS-3.9", "IS-REF-1"), arguments: Engine.allCases, [true, false])
    func `a department's finding is made anew where it leaves nothing but a refusal`(
        _ engine: Engine, _ hearing: Bool
    ) async throws {
        try await run(on: engine, hearing: hearing) { world in
            let stored = try await refuse(
                "attestation", ["sent", "nonCompliant", "refuse"], for: "nonCompliant",
                hearing: hearing, in: world)
            #expect((stored.state.hearing != nil) == hearing)
            try await sendBack(stored.id, in: world)
            let back = try await world.platform.application(stored.id, for: world.applicant)
            #expect(back.state.stage == "permitControl")
            // The request is registered anew, and its term runs from then on.
            let (hand, _) = try #require(try await world.waiting(stored.id))
            #expect(hand.task.work == .register)
            #expect(
                try world.platform.deadlines(of: back)?.request?.start
                    == Day(at: world.test.clock.now))
            // What was found before breaks where it is kept: it counts no more.
            _ = try await world.carry(back, through: [], stopsAt: "permitControl")
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_conclusion SET digest = \(String(repeating: "0", count: 64))
                    WHERE case_id = \(stored.id)
                    """)
            }
            let control = try #require(try await world.waiting(stored.id)).0
            #expect(control.task.work == .stage)
            #expect(try await world.platform.unsoundConclusion(of: control) == nil)
            let ended = try await world.carry(back, through: ["compliant", "granted"])
            #expect(ended.state.standingEnd == "attested")
            try await world.checkJournal(ended)
        }
    }

    @Test(
        .clause("IS-2.10", "IS-REF-1"), arguments: Engine.allCases, [true, false])
    func `who did not pass sits afresh where the refusal comes back unsigned`(
        _ engine: Engine, _ hearing: Bool
    ) async throws {
        try await run(on: engine, hearing: hearing) { world in
            let stored = try await refuse(
                "safety-examination", ["admitted", "nobodyPassed"], for: "nobodyPassed",
                hearing: hearing, in: world)
            try await sendBack(stored.id, in: world)
            let (hand, clerk) = try #require(try await world.waiting(stored.id))
            #expect(hand.task.stage == "examination")
            let sittings = try await world.platform.sittings(at: hand.task.id, for: clerk)
            #expect(sittings.count == 1 && sittings[0].annulledAt != nil)
            let ended = try await world.carry(stored, through: ["recorded"])
            #expect(ended.state.results.map(\.outcome) == [.passed])
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `a certificate that comes back leaves its results as they are`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine, hearing: false) { world in
            let stored = try await world.carry(
                try await world.submit(
                    try await world.fullDraft("safety-examination", kind: "examination")),
                through: ["admitted", "recorded"], stopsBeforeSigning: true)
            try await sendBack(stored.id, in: world)
            let (hand, clerk) = try #require(try await world.waiting(stored.id))
            let sittings = try await world.platform.sittings(at: hand.task.id, for: clerk)
            #expect(hand.task.stage == "examination" && sittings.map(\.isPassed) == [true])
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `where the stage has another way, it has the case again`(_ engine: Engine) async throws {
        try await run(on: engine, hearing: false) { world in
            let stored = try await refuse(
                "attestation", ["sent", "compliant", "granted"], for: "nonCompliant",
                hearing: false, in: world)
            try await sendBack(stored.id, in: world)
            let back = try await world.platform.application(stored.id, for: world.applicant)
            #expect(back.state.stage == "formalisation")
        }
    }
}
