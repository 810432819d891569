import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Load, lateness and refusals are counted as they happen (UC-72).
@Suite(.timeLimit(.minutes(5)))
struct CaseFigureTests {
    @Test(.clause("IS-2.4", "IS-REF-1"), arguments: Engine.allCases)
    func `what happens is counted once, at the body and on the day`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let body = CaseworkWorld.department
            let head = try world.head(body)
            var cases: [StoredCase] = []
            for _ in 0..<4 {
                cases.append(
                    try await world.submit(
                        world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"])))
            }
            let today = Day(at: world.test.clock.now)
            _ = try await world.carry(cases[0], through: ["granted"])
            _ = try await world.carry(cases[1], through: ["refuse"], grounds: ["1", "2"])
            _ = try await world.carry(cases[2], through: ["granted"], stopsBeforeSigning: true)
            // Taken in, then withdrawn.
            let (hand, registrar) = try #require(try await world.waiting(cases[3].id))
            _ = try await platform.completeTask(
                hand.task.id, TaskAnswer(), by: registrar, once: .unkeyed)
            _ = try await platform.withdrawApplication(
                cases[3].id, by: world.applicant, once: .unkeyed)
            // The third is found late, and signed late.
            world.test.clock.now = world.test.clock.now.adding(seconds: 30 * 86_400)
            _ = try await platform.recordLateCases()
            let later = Day(at: world.test.clock.now)
            _ = try await world.carry(cases[2], through: [])
            let all = try await platform.caseStatistics(
                of: body, from: today, until: later, for: head)
            let first = try #require(all.days[today])
            #expect(first.received == 4 && first.granted == 1 && first.refused == 1)
            #expect(first.withdrawn == 1 && first.late == 0 && first.decidedLate == 0)
            let last = try #require(all.days[later])
            #expect(last.granted == 1 && last.decidedLate == 1 && last.late >= 1)
            #expect(all.days.count == 2)
            let service = try #require(all.services["blasting-permit"])
            #expect(service.received == 4 && service.decided == 3)
            #expect(all.grounds.map(\.ground) == ["1", "2"])
            #expect(all.grounds.allSatisfy { $0.number == 1 })
            #expect(all.waiting.values.reduce(0, +) == 0 && all.overdue >= 1)
            let none = try await platform.caseStatistics(
                of: body, from: today.adding(days: 1), until: today.adding(days: 2), for: head)
            #expect(none.days.isEmpty && none.grounds.isEmpty)
        }
    }

    @Test(.clause("IS-2.4"), arguments: Engine.allCases)
    func `a department sees its own figures, the committee all, and nobody a century`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let department = try world.worker(CaseworkWorld.department)
            let committee = try world.worker(CaseworkWorld.committee)
            func look(
                _ body: BIN, _ official: SignedInOfficial, _ from: Day, _ until: Day
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.caseStatistics(
                        of: body, from: from, until: until, for: official)
                }
            }
            #expect(
                try await look(CaseworkWorld.committee, department, today, today)
                    == .roleNotAllowed)
            #expect(try await look(CaseworkWorld.department, committee, today, today) == nil)
            #expect(
                try await look(CaseworkWorld.department, department, today.adding(days: 1), today)
                    == .invalidField)
            #expect(
                try await look(
                    CaseworkWorld.department, department, today.adding(days: -366), today)
                    == .invalidField)
            for statement in [
                platform.figuresByDay(of: department.body, from: today, until: today),
                platform.figuresByName(of: department.body, from: today, until: today),
                platform.waitingByName(at: department.body),
                platform.overdueCount(at: department.body, on: today),
            ] {
                let plan = try await world.test.store.explain(statement)
                #expect(!plan.contains("SCAN casework") && !plan.contains("SCAN t"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
        }
    }
}
