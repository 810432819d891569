import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// The clock of a case stops and runs again (UC-58).
@Suite(.timeLimit(.minutes(5)))
struct ClockStopTests {
    private func run(
        on engine: Engine, _ body: @Sendable (CaseworkWorld) async throws -> Void
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(
            on: engine, at: start, library: try .stopping(), body)
    }

    private func submitted(_ world: CaseworkWorld) async throws -> StoredCase {
        try await world.submit(
            try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
    }

    private func draft(
        _ ground: String = "question", reasons: String = CaseworkWorld.reasons,
        until: Day? = nil
    ) -> ClockStopDraft { ClockStopDraft(ground: ground, reasons: reasons, until: until) }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `a stopped case is not ended, its days are not counted, and it runs on by hand`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let (hand, official) = try #require(try await world.taken(stored))
            let id = hand.task.id
            #expect(hand.task.due == Day("2026-02-09"))
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-04T10:00:00+05:00"))
            let stopped = try await platform.stopClock(
                id, draft(until: Day("2026-02-11")), by: official, once: .unkeyed)
            let stop = try #require(stopped.stored.state.standstill?.stop)
            #expect(stop.clause == "IS-1.6" && stop.reasons == CaseworkWorld.reasons)
            // The applicant reads why, and every day says that it is not counted.
            let told = try await platform.application(stored.id, for: world.applicant)
            #expect(told.state.standstill?.stop == stop)
            let clocks = try #require(try platform.deadlines(of: told))
            #expect(clocks.due == nil)
            #expect(clocks.whole?.steps.last?.verdict == .suspended("IS-1.6"))
            // An SMS says so, and nothing of why.
            #expect(try await platform.sendWaitingNotices() == 1)
            let heard = try await world.test.messages(to: TestPeople.holderPhone)
            #expect(heard.count == 1 && heard[0].body.contains(told.state.number ?? "?"))
            #expect(!heard[0].body.contains(CaseworkWorld.reasons))
            // In the inbox it has no last day while it stands still.
            let waiting = try #require(try await world.waiting(stored.id))
            #expect(waiting.0.task.due == nil)
            let completed = try await refusal {
                try await platform.completeTask(
                    id, TaskAnswer(outcome: "granted"), by: official, once: .unkeyed)
            }
            #expect(completed == .caseNotInState)
            #expect(
                try await refusal {
                    try await platform.stopClock(id, draft(), by: official, once: .unkeyed)
                } == .caseNotInState, "it stands still already")
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-06T10:00:00+05:00"))
            let running = try await platform.startClock(id, by: official, once: .unkeyed)
            #expect(try await platform.sendWaitingNotices() == 1)
            #expect(try await world.test.messages(to: TestPeople.holderPhone).count == 2)
            // 4 and 5 February were not counted: two working days later than before.
            #expect(try platform.deadlines(of: running.stored)?.due == Day("2026-02-11"))
            #expect(try await world.waiting(stored.id)?.0.task.due == Day("2026-02-11"))
            #expect(
                try await refusal {
                    try await platform.startClock(id, by: official, once: .unkeyed)
                } == .caseNotInState, "it runs already")
            // The day that had been set does nothing any more.
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-11T10:00:00+05:00"))
            #expect(try await platform.startDueClocks().changed == 0)
            let ended = try await world.carry(stored, through: ["granted"])
            #expect(ended.state.phase.end == "permitted")
            let kinds = ended.events.map(\.event.name)
            #expect(kinds.filter { $0 == "suspended" || $0 == "resumed" }.count == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `only who has the work stops it, on a ground of the list, with reasons and a day`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let (hand, official) = try #require(try await world.taken(stored))
            let id = hand.task.id
            let role =
                official.body == CaseworkWorld.committee ? "executor" : "territorialExecutor"
            let other = try await world.hire(
                role, at: official.body, as: IIN(stored: "800101100017"))
            func stop(
                _ draft: ClockStopDraft, by official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.stopClock(id, draft, by: official, once: .unkeyed)
                }
            }
            let today = platform.clock.today
            #expect(try await stop(draft(), by: other) == .taskTaken)
            let stranger = try world.worker(
                official.body == CaseworkWorld.akimat
                    ? CaseworkWorld.committee : CaseworkWorld.akimat)
            #expect(try await stop(draft(), by: stranger) == .notFound)
            #expect(try await stop(draft("nothing"), by: official) == .invalidField)
            #expect(try await stop(draft("elsewhere"), by: official) == .invalidField)
            #expect(try await stop(draft(reasons: "busy"), by: official) == .refusalIncomplete)
            #expect(try await stop(draft(until: today), by: official) == .invalidField)
            let late = today.adding(days: 11)
            #expect(try await stop(draft(until: late), by: official) == .invalidField)
            let kept = try await platform.application(stored.id, for: world.applicant)
            #expect(!kept.state.isSuspended)
            _ = try await world.carry(stored, through: ["granted"])
            #expect(try await stop(draft(), by: official) == .taskClosed)
        }
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `where the act gives no ground, the clock is not stopped and the refusal says so`(
        _ engine: Engine
    ) async throws {
        for service in CaseworkLibrary.installed.services { #expect(service.suspensions.isEmpty) }
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await submitted(world)
            let (hand, official) = try #require(try await world.taken(stored))
            let refused = await #expect(throws: Refusal.self) {
                try await world.platform.stopClock(
                    hand.task.id, draft(), by: official, once: .unkeyed)
            }
            #expect(refused?.code == .caseNotInState)
            #expect(refused?.detail?.en.contains("no ground") == true)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the day that was set starts the clock, also late, and a broken case stops no other`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world in
            let platform = world.platform
            var cases: [StoredCase] = []
            for _ in 0..<3 {
                let stored = try await submitted(world)
                let (hand, official) = try #require(try await world.taken(stored))
                _ = try await platform.stopClock(
                    hand.task.id, draft(until: Day("2026-02-05")), by: official, once: .unkeyed)
                cases.append(stored)
            }
            #expect(try await platform.startDueClocks().changed == 0)
            let broken = cases[0].id
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = '{"event":"nothing"}'
                    WHERE case_id = \(broken) AND number = 2
                    """)
            }
            world.test.clock.now = try #require(Instant(rfc3339: "2026-02-07T00:01:00+05:00"))
            let round = try await platform.startDueClocks()
            #expect(round.changed == 2 && round.broken == [broken])
            let again = try await platform.startDueClocks()
            #expect(again.changed == 0 && again.broken == [broken])
            let running = try await platform.application(cases[1].id, for: world.applicant)
            #expect(running.state.standstills.map(\.until) == [Day("2026-02-05")])
            guard case .resumed(let start)? = running.events.last?.event else {
                Issue.record("\(String(describing: running.events.last))")
                return
            }
            #expect(start.cause == .day && start.on == Day("2026-02-05"))
            // 2 to 4 February stood still; the first day that counts is the 5th.
            #expect(try platform.deadlines(of: running)?.due == Day("2026-02-11"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the document that was awaited starts the clock, another one does not`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let (hand, official) = try #require(try await world.taken(stored))
            func supply(
                _ document: String, parts: [String] = [], by person: SignedInPerson? = nil
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.supplyFile(
                        CaseworkWorld.file + [10], as: document, parts: parts, to: stored.id,
                        by: person ?? world.applicant, once: .unkeyed)
                }
            }
            #expect(try await supply("calculations") == .caseNotInState, "nothing is awaited")
            _ = try await platform.stopClock(
                hand.task.id, draft("calculations"), by: official, once: .unkeyed)
            #expect(try await supply("nothing") == .caseNotInState)
            #expect(try await supply("calculations", parts: ["x"]) == .invalidField)
            let stranger = CaseworkWorld.session(TestPeople.verifier, nil)
            #expect(try await supply("calculations", by: stranger) == .notFound)
            let before = stored.state.digests["calculations"]
            let parts = stored.definition.document("calculations")?.parts.map(\.code) ?? []
            #expect(try await supply("calculations", parts: parts) == nil)
            let running = try await platform.application(stored.id, for: world.applicant)
            #expect(!running.state.isSuspended)
            #expect(running.state.digests["calculations"] != before)
            #expect(running.events.suffix(2).map(\.event.name) == ["supplied", "resumed"])
            #expect(try await supply("calculations", parts: parts) == .caseNotInState)
            // Stopped and started on one day: nothing was lost.
            #expect(try platform.deadlines(of: running)?.due == Day("2026-02-09"))
        }
    }
}
