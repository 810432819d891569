import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// A change of the working calendar reaches the cases in progress (UC-60).
///
/// Version 2026-01 has Constitution Day on 30 August 2026 and its rest on the 31st; version
/// 2026-07, adopted on 1 July, has neither.
@Suite(.timeLimit(.minutes(5)))
struct RecountTests {
    private func moment(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    /// Days so many that the term reaches over the end of August from the end of June.
    private func run(
        on engine: Engine, term: Int = 50, _ body: (CaseworkWorld) async throws -> Void
    ) async throws {
        try await CaseworkWorld.run(
            on: engine, at: try moment("2026-06-25T10:00:00+05:00"),
            library: try .stopping(term: term), body)
    }

    private func submitted(_ world: CaseworkWorld) async throws -> StoredCase {
        try await world.submit(
            try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `a case that the change touches gets another last day, once, with the days that differ`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let before = try #require(try await world.waiting(stored.id)).0.task.due
            #expect(try await platform.recountTerms().changed == 0)
            world.test.clock.now = try moment("2026-07-01T00:05:00+05:00")
            let round = try await platform.recountTerms()
            #expect(round.changed == 1 && round.broken.isEmpty)
            #expect(try await platform.recountTerms().changed == 0)
            let kept = try await platform.application(stored.id, for: world.applicant)
            let change = try #require(kept.state.calendarChanges.first)
            #expect(kept.state.calendarChanges.count == 1)
            #expect(change.from == "2026-01" && change.to == "2026-07")
            #expect(change.days == [Day("2026-08-30"), Day("2026-08-31")].compactMap(\.self))
            #expect(change.moves.map(\.scope) == [.stage, .whole])
            #expect(change.moves.allSatisfy { $0.before == before })
            // The 31st is worked now: the term ends a working day earlier.
            let after = try #require(try platform.deadlines(of: kept)?.due)
            #expect(change.moves.allSatisfy { $0.after == after })
            let was = try #require(before)
            #expect(after < was)
            #expect(platform.calendar(of: kept).version == "2026-07")
            #expect(try await world.waiting(stored.id)?.0.task.due == after)
            // The submission says what it was counted by at first.
            #expect(kept.state.submission?.calendar == "2026-01")
        }
    }

    @Test(arguments: Engine.allCases)
    func
        `what is untouched, decided or withdrawn keeps what it had, and a broken case stops nothing`(
            _ engine: Engine
        ) async throws
    {
        try await run(on: engine) { world in
            let platform = world.platform
            var cases: [StoredCase] = []
            for _ in 0..<5 { cases.append(try await submitted(world)) }
            _ = try await world.carry(cases[0], through: ["granted"], stopsBeforeSigning: true)
            _ = try await world.carry(cases[1], through: ["granted"])
            _ = try await platform.withdrawApplication(
                cases[2].id, by: world.applicant, once: .unkeyed)
            let short = try await world.submit(
                try await world.fullDraft("technology-permit", kind: "permit"))
            let broken = cases[3].id
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = '{"event":"nothing"}'
                    WHERE case_id = \(broken) AND number = 2
                    """)
            }
            world.test.clock.now = try moment("2026-07-01T00:05:00+05:00")
            let round = try await platform.recountTerms()
            #expect(round.changed == 1 && round.broken == [broken])
            for (index, id) in [cases[0], cases[1], cases[2], short].map(\.id).enumerated() {
                let kept = try await platform.application(id, for: world.applicant)
                #expect(kept.state.calendarChanges.isEmpty, "\(index)")
                #expect(platform.calendar(of: kept).version == "2026-01", "\(index)")
            }
            let touched = try await platform.application(cases[4].id, for: world.applicant)
            #expect(touched.state.calendarChanges.count == 1)
        }
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `no case becomes late by the change itself`(_ engine: Engine) async throws {
        // Under the old calendar it ends after the rest of the 31st, under the new one on it.
        try await run(on: engine, term: 46) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let due = try #require(try await world.waiting(stored.id)).0.task.due
            let old = try #require(due)
            // The watch was away until the day after the one on which it would have ended.
            world.test.clock.now = old.start.adding(seconds: 36_000)
            #expect(try await platform.recountTerms().changed == 0)
            let kept = try await platform.application(stored.id, for: world.applicant)
            #expect(kept.state.calendarChanges.isEmpty)
            #expect(try platform.deadlines(of: kept)?.due == old)
            #expect(try await platform.recordLateCases().changed == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `cases are found by an index, whatever their number`(_ engine: Engine) async throws {
        try await run(on: engine) { world in
            for (statement, index) in [
                (
                    """
                    SELECT id FROM casework_case
                    WHERE phase = 'stage' AND calendar_seen = \("2026-01") AND id > \("x")
                    ORDER BY id LIMIT 200
                    """ as SQL, "casework_case_calendar"
                ),
                (
                    """
                    SELECT id FROM casework_case
                    WHERE resumes_on IS NOT NULL AND resumes_on <= \(Int64(20_000)) AND id > \("x")
                    ORDER BY id LIMIT 200
                    """, "casework_case_resuming"
                ),
            ] {
                let plan = try await world.test.store.explain(statement)
                #expect(plan.contains(index), "\(plan)")
            }
        }
    }
}
