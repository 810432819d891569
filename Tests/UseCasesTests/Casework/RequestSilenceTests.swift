import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// A request that the territorial department does not register (UC-65).
@Suite(.timeLimit(.minutes(5)))
struct RequestSilenceTests {
    @Test(.clause("IS-3.9", "IS-WD-3"), arguments: Engine.allCases)
    func `silence before the registration is an event with an owner, once`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let submitted = try await world.submit(
                world.fullDraft("attestation", kind: "attestation"))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            _ = try await world.platform.completeTask(
                hand.task.id, TaskAnswer(outcome: "sent"), by: clerk, once: .unkeyed)
            let (request, department) = try #require(try await world.waiting(submitted.id))
            #expect(request.task.work == .register)
            #expect(request.task.due == Day("2026-02-03"))
            let clocks = try #require(try world.platform.deadlines(of: request.stored))
            #expect(clocks.stage == nil && clocks.request?.steps.count == 2)
            #expect(clocks.request?.term.clause == "IS-3.9.2")
            // On the last day it is in time, a day later it is not.
            world.test.clock.advance(seconds: 86_400)
            #expect(try await world.platform.recordLateCases().changed == 0)
            world.test.clock.advance(seconds: 86_400)
            #expect(try await world.platform.recordLateCases().changed == 1)
            #expect(try await world.platform.recordLateCases().changed == 0)
            let silent = try await world.platform.application(submitted.id, for: world.applicant)
            let late = try #require(silent.state.lateness.first)
            #expect(late.scope == .request && late.stage == "permitControl")
            #expect(late.actor == .territorialDepartment && late.due == Day("2026-02-03"))
            // The head of the department answers for it.
            let head = try world.head(CaseworkWorld.department)
            let page = PageRequest(limit: 50, cursor: nil)
            let task = try #require(
                try await world.platform.inbox(of: head, page: page).items
                    .first { $0.task.work == .late }?.task)
            _ = try await world.platform.completeTask(
                task.id, TaskAnswer(reasons: CaseworkWorld.reasons), by: head, once: .unkeyed)
            // Registered late, the five days are all there; and they can run out as well.
            _ = try await world.platform.completeTask(
                request.task.id, TaskAnswer(), by: department, once: .unkeyed)
            let registered = try await world.platform.application(
                submitted.id, for: world.applicant)
            let after = try #require(try world.platform.deadlines(of: registered))
            #expect(after.request == nil && after.stage?.due == Day("2026-02-11"))
            world.test.clock.advance(seconds: 8 * 86_400)
            #expect(try await world.platform.recordLateCases().changed == 1)
            let ended = try await world.platform.application(submitted.id, for: world.applicant)
            #expect(ended.state.lateness.map(\.scope) == [.request, .stage])
            #expect(ended.state.lateAnswers.map(\.scope) == [.request])
            try await world.checkJournal(ended)
        }
    }

    @Test(.clause("IS-3.9"), arguments: Engine.allCases)
    func `a withdrawal leaves the delay to be answered for`(_ engine: Engine) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("attestation", kind: "attestation"))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            _ = try await platform.completeTask(
                hand.task.id, TaskAnswer(outcome: "sent"), by: clerk, once: .unkeyed)
            world.test.clock.advance(seconds: 3 * 86_400)
            #expect(try await platform.recordLateCases().changed == 1)
            _ = try await platform.withdrawApplication(
                submitted.id, by: world.applicant, once: .unkeyed)
            #expect(try await world.waiting(submitted.id) == nil)
            let head = try world.head(CaseworkWorld.department)
            let task = try #require(
                try await platform.inbox(of: head, page: PageRequest(limit: 50, cursor: nil))
                    .items.first { $0.task.work == .late }?.task)
            _ = try await platform.completeTask(
                task.id, TaskAnswer(reasons: CaseworkWorld.reasons), by: head, once: .unkeyed)
            let answered = try await platform.application(submitted.id, for: world.applicant)
            #expect(answered.state.lateAnswers.map(\.scope) == [.request])
        }
    }
}
