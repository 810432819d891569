import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// Days of acceptance, terms, lateness and the law of a day (UC-41, 45).
@Suite(.timeLimit(.minutes(5)))
struct CaseworkTermTests {
    private func moment(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    @Test(.clause("IS-3.2", "IS-O.4-b"), arguments: Engine.allCases)
    func `attestation cannot be asked for on 31 December 2025 and can the day after`(
        _ engine: Engine
    ) async throws {
        let before = try moment("2025-12-31T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: before) { world in
            func begin() async throws -> ProblemCode? {
                try await refusal {
                    try await world.fullDraft("attestation", kind: "attestation")
                }
            }
            #expect(try await begin() == .serviceClosed)
            world.test.clock.now = try moment("2026-01-01T10:00:00+05:00")
            #expect(try await begin() == nil)
        }
    }

    @Test(.clause("IS-WD-2", "IS-O.4-c", "IS-A3.7"), arguments: Engine.allCases)
    func `a submission on a holiday is accepted on the next working day, under its law`(
        _ engine: Engine
    ) async throws {
        let holiday = try moment("2026-01-01T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: holiday) { world in
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let stored = try await world.submit(draft)
            let submission = try #require(stored.state.submission)
            let calendar = world.platform.calendar(of: stored)
            #expect(submission.calendar == calendar.version)
            #expect(submission.acceptedOn > Day(at: holiday))
            #expect(try calendar.isWorking(submission.acceptedOn))
            #expect(submission.lawOf == submission.acceptedOn)
            let whole = try #require(try world.platform.deadlines(of: stored)?.whole)
            #expect(whole.steps.first?.day == submission.acceptedOn)
            let counted = whole.steps.filter {
                if case .counted = $0.verdict { true } else { false }
            }
            #expect(counted.count == 5 && whole.steps.last?.day == whole.due)
            let task = try #require(try await world.waiting(stored.id)).0.task
            #expect(task.due == whole.due)
        }
    }

    @Test(.clause("IS-5A.9"), arguments: Engine.allCases)
    func `a term that ran out is an event with an owner, once for each term`(
        _ engine: Engine
    ) async throws {
        let start = try moment("2026-02-02T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let draft = try await world.fullDraft("explosives-licence", kind: "licence")
            let stored = try await world.submit(draft)
            #expect(try await world.platform.recordLateCases().changed == 0)
            // Two working days for the completeness: 3 and 4 February.
            world.test.clock.now = try moment("2026-02-04T23:00:00+05:00")
            #expect(try await world.platform.recordLateCases().changed == 0)
            world.test.clock.now = try moment("2026-02-05T00:01:00+05:00")
            #expect(try await world.platform.recordLateCases().changed == 1)
            #expect(try await world.platform.recordLateCases().changed == 0)
            world.test.clock.now = try moment("2026-03-02T00:01:00+05:00")
            #expect(try await world.platform.recordLateCases().changed == 1)
            let late = try await world.platform.application(stored.id, for: world.applicant)
            #expect(late.state.lateness.map(\.scope) == [.stage, .whole])
            #expect(late.state.lateness.map(\.due) == [Day("2026-02-04"), Day("2026-02-16")])
            #expect(late.state.lateness.allSatisfy { $0.actor == .responsibleExecutor })
            // The head of the committee answers; the case itself goes on.
            let head = try world.head(CaseworkWorld.committee)
            let page = PageRequest(limit: 10, cursor: nil)
            let owed = try await world.platform.inbox(of: head, page: page).items
            #expect(owed.map(\.task.work) == [.late, .late])
            let said = "The seismic calculation had to be asked for twice."
            let unanswered = await #expect(throws: Refusal.self) {
                try await world.platform.completeTask(
                    owed[0].task.id, TaskAnswer(reasons: "soon"), by: head, once: .unkeyed)
            }
            #expect(unanswered?.code == .refusalIncomplete)
            for hand in owed {
                _ = try await world.platform.completeTask(
                    hand.task.id, TaskAnswer(reasons: said), by: head, once: .unkeyed)
            }
            let kept = try await world.platform.application(stored.id, for: world.applicant)
            #expect(kept.state.lateAnswers.map(\.scope) == [.stage, .whole])
            #expect(kept.state.lateAnswers.allSatisfy { $0.reasons == said })
            #expect(try await world.platform.inbox(of: head, page: page).items.isEmpty)
            let ended = try await world.carry(
                stored, through: ["accurate", "compliant", "granted"])
            #expect(ended.state.phase.end == "licensed")
        }
    }

    @Test(.clause("IS-3.9"), arguments: Engine.allCases)
    func `the department's silence is found by its own clock`(_ engine: Engine) async throws {
        let start = try moment("2026-02-02T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let stored = try await world.submit(draft)
            let platform = world.platform
            for outcome in ["", "sent", ""] {
                let (hand, official) = try #require(try await world.waiting(stored.id))
                if hand.task.work == .stage {
                    _ = try await platform.takeTask(hand.task.id, by: official, once: .unkeyed)
                }
                _ = try await platform.completeTask(
                    hand.task.id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
            }
            let (control, department) = try #require(try await world.waiting(stored.id))
            #expect(department.body == CaseworkWorld.department)
            #expect(control.task.due == Day("2026-02-09"))
            world.test.clock.now = try moment("2026-02-10T08:00:00+05:00")
            #expect(try await platform.recordLateCases().changed == 1)
            let owed = try await platform.inbox(
                of: try world.head(CaseworkWorld.department),
                page: PageRequest(limit: 10, cursor: nil)
            ).items
            #expect(owed.map(\.task.work) == [.late])
            let late = try await platform.application(stored.id, for: world.applicant)
            #expect(late.state.lateness.map(\.actor) == [.territorialDepartment])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a case that cannot be read stops no other`(_ engine: Engine) async throws {
        let start = try moment("2026-02-02T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: start) { world in
            var cases: [StoredCase] = []
            for _ in 0..<3 {
                let draft = try await world.fullDraft(
                    "blasting-permit", kind: "permit", variants: ["surface"])
                cases.append(try await world.submit(draft))
            }
            let broken = cases[0].id
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = '{"event":"nothing"}'
                    WHERE case_id = \(broken) AND number = 2
                    """)
            }
            world.test.clock.now = try moment("2026-03-02T10:00:00+05:00")
            let round = try await world.platform.recordLateCases()
            // Of each of the two that can be read, the stage's term and the whole one.
            #expect(round.changed == 4 && round.broken == [broken])
            let again = try await world.platform.recordLateCases()
            #expect(again.changed == 0 && again.broken == [broken])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the inbox shows what is due first, page by page`(_ engine: Engine) async throws {
        let start = try moment("2026-02-02T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let kinds = [
                ("technology-permit", "permit"), ("explosives-licence", "licence"),
                ("permanent-use-permit", "permit"), ("explosives-licence", "reissue"),
                ("attestation", "attestation"),
            ]
            for (service, kind) in kinds {
                _ = try await world.submit(try await world.fullDraft(service, kind: kind))
            }
            let clerk = try world.worker(CaseworkWorld.committee)
            var due: [Day?] = []
            var cursor: String?
            repeat {
                let page = try await world.platform.inbox(
                    of: clerk, page: PageRequest(limit: 2, cursor: cursor))
                due += page.items.map(\.task.due)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(due.count == 5 && due.last == .some(nil))
            let days = due.compactMap(\.self)
            #expect(days == days.sorted() && days.count == 4)
        }
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `a term is counted by what was in force at the submission`(
        _ engine: Engine
    ) async throws {
        let start = try moment("2026-02-02T10:00:00+05:00")
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let submission = try #require(try await world.submit(draft).state.submission)
            // The version of July is not adopted yet, so nobody can count by it.
            #expect(submission.calendar == "2026-01")
            #expect(try submission.rule == world.platform.countingRule())
            let (hand, _) = try #require(try await world.waiting(draft.id))
            world.test.clock.now = try moment("2026-07-02T10:00:00+05:00")
            let later = try await world.platform.application(draft.id, for: world.applicant)
            #expect(try world.platform.deadlines(of: later)?.due == hand.task.due)
            let another = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            #expect(try await world.submit(another).state.submission?.calendar == "2026-07")
        }
    }
}
