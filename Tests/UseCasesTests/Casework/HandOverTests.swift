import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Work goes back to the inbox or to another official; of two at once one has it (UC-45, UC-59).
@Suite(.timeLimit(.minutes(5)))
struct HandOverTests {
    private static let colleague = IIN(stored: "800101100017")
    private static let reasons = "The executor is on leave from Monday on."

    private func submitted(_ world: CaseworkWorld) async throws -> StoredCase {
        try await world.submit(
            try await world.fullDraft("technology-permit", kind: "permit"))
    }

    private func line(
        _ stored: StoredCase, of official: SignedInOfficial, in world: CaseworkWorld
    ) async throws -> CaseTask? {
        try await world.platform.inbox(of: official, page: PageRequest(limit: 50, cursor: nil))
            .items.first { $0.task.caseID == stored.id }?.task
    }

    @Test(arguments: Engine.allCases)
    func `a task that is given back is anybody's of the post again`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let (hand, official) = try #require(try await world.taken(stored))
            let other = try await world.hire(
                "executor", at: CaseworkWorld.committee, as: Self.colleague)
            func giveBack(_ reasons: String, by official: SignedInOfficial) async throws
                -> ProblemCode?
            {
                try await refusal {
                    try await platform.giveBackTask(
                        hand.task.id, reasons: reasons, by: official, once: .unkeyed)
                }
            }
            #expect(try await giveBack(Self.reasons, by: other) == .taskTaken)
            #expect(try await giveBack("ill", by: official) == .refusalIncomplete)
            #expect(try await line(stored, of: other, in: world)?.takenBy == official.person.iin)
            #expect(try await giveBack(Self.reasons, by: official) == nil)
            #expect(try await line(stored, of: other, in: world)?.takenBy == .some(nil))
            #expect(try await giveBack(Self.reasons, by: official) == .taskTaken, "nobody has it")
            let complete = try await refusal {
                try await platform.completeTask(
                    hand.task.id, TaskAnswer(outcome: "complete"), by: official, once: .unkeyed)
            }
            #expect(complete == .taskTaken)
            _ = try await platform.takeTask(hand.task.id, by: other, once: .unkeyed)
            let kept = try await platform.application(stored.id, for: world.applicant)
            #expect(kept.events.map(\.event.name).suffix(3) == ["taken", "handedOver", "taken"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the head gives work to another official, with reasons, and the old holder loses it`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (platform, stored) = (world.platform, try await submitted(world))
            let (hand, official) = try #require(try await world.taken(stored))
            let other = try await world.hire(
                "executor", at: CaseworkWorld.committee, as: Self.colleague)
            let head = try world.head(CaseworkWorld.committee)
            let seen = try await platform.bodyTask(hand.task.id, for: head)
            let holder = try #require(seen.holder)
            let code = try #require(seen.colleagues.first { $0.name == "colleague" }?.code)
            #expect(!code.contains(Self.colleague.digits) && seen.colleagues.contains(holder))
            func assign(
                _ name: String, _ reasons: String = Self.reasons, by official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.reassignTask(
                        hand.task.id, to: name, reasons: reasons, by: official, once: .unkeyed)
                }
            }
            #expect(try await assign(code, by: official) == .roleNotAllowed)
            let foreign = try world.head(CaseworkWorld.akimat)
            #expect(try await assign(code, by: foreign) == .notFound)
            #expect(try await assign("nobody", by: head) == .invalidField)
            #expect(try await assign(holder.code, by: head) == .caseNotInState)
            #expect(try await assign(code, "", by: head) == .refusalIncomplete)
            let lines = try await platform.bodyTasks(
                of: head, page: PageRequest(limit: 50, cursor: nil)
            ).items
            #expect(lines.first { $0.item.task.id == hand.task.id }?.holder == holder)
            #expect(try await assign(code, by: head) == nil)
            #expect(try await line(stored, of: official, in: world)?.takenBy == Self.colleague)
            for outcome in ["complete"] {
                let old = try await refusal {
                    try await platform.completeTask(
                        hand.task.id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
                }
                #expect(old == .taskTaken)
                let new = try await refusal {
                    try await platform.completeTask(
                        hand.task.id, TaskAnswer(outcome: outcome), by: other, once: .unkeyed)
                }
                #expect(new == nil)
            }
            #expect(try await assign(code, by: head) == .taskClosed)
            let kept = try await platform.application(stored.id, for: world.applicant)
            let event = kept.events.compactMap { recorded -> CaseEvent.Handover? in
                if case .handedOver(let handover) = recorded.event { handover } else { nil }
            }
            #expect(event.map(\.to) == [code] && event.map(\.from) == [holder.code])
            #expect(event.map(\.reasons) == [Self.reasons])
        }
    }

    @Test(arguments: Engine.allCases)
    func `until it has a number, the provider hands the case on with reasons`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let fields = [
                "severalOblasts": "no", "socialInfrastructure": "yes", "strategic": "yes",
            ]
            let stored = try await world.submit(
                try await world.fullDraft(
                    "design-approval", kind: "construction", fields: fields))
            let between = try platform.candidates(of: stored)
            let other = try #require(between.first { $0 != CaseworkWorld.akimat })
            func route(to body: BIN?, _ reasons: String = Self.reasons) async throws
                -> ProblemCode?
            {
                let (hand, official) = try #require(try await world.waiting(stored.id))
                return try await refusal {
                    try await platform.completeTask(
                        hand.task.id, TaskAnswer(reasons: reasons, provider: body), by: official,
                        once: .unkeyed)
                }
            }
            #expect(try await route(to: CaseworkWorld.akimat) == nil)
            let (atAkimat, registrar) = try #require(try await world.waiting(stored.id))
            #expect(registrar.body == CaseworkWorld.akimat && atAkimat.task.work == .accept)
            #expect(try await route(to: other, "no") == .refusalIncomplete)
            #expect(try await route(to: TestPeople.justice) == .invalidField)
            #expect(try await route(to: other) == nil)
            #expect(try await world.waiting(stored.id)?.1.body == other)
            #expect(try await route(to: nil) == nil)
            let kept = try await platform.application(stored.id, for: world.applicant)
            #expect(kept.body == other && kept.state.number != nil)
            let bodies = [CaseworkWorld.akimat, other].map(\.digits)
            #expect(kept.state.routes.map(\.to) == bodies)
            #expect(kept.state.routes.last?.from == bodies[0])
        }
    }

    // MARK: - Two at once

    @Test(arguments: Engine.allCases)
    func `of officials who take the same task at once, exactly one has it`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let other = try await world.hire(
                "registrar executor", at: CaseworkWorld.committee, as: Self.colleague)
            let both = [try world.worker(CaseworkWorld.committee), other]
            for _ in 0..<4 {
                let stored = try await submitted(world)
                let task = try #require(try await world.waiting(stored.id)).0.task.id
                _ = try await platform.completeTask(
                    task, TaskAnswer(), by: other, once: .unkeyed)
                let open = try #require(try await world.waiting(stored.id)).0.task.id
                let codes = try await together(both) { official in
                    try await platform.takeTask(open, by: official, once: .unkeyed)
                }
                #expect(codes.filter { $0 == nil }.count == 1)
                #expect(codes.compactMap(\.self) == [.taskTaken])
                let kept = try await platform.application(stored.id, for: world.applicant)
                #expect(kept.events.filter { $0.event.name == "taken" }.count == 1)
            }
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `of a grant and a refusal at once, exactly one ends the stage`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            for _ in 0..<4 {
                let stored = try await submitted(world)
                let (hand, official) = try #require(try await world.taken(stored))
                let answers = [
                    TaskAnswer(outcome: "complete"),
                    TaskAnswer(
                        outcome: "incomplete", grounds: ["incomplete"],
                        reasons: CaseworkWorld.reasons),
                ]
                let codes = try await together(answers) { answer in
                    try await platform.completeTask(
                        hand.task.id, answer, by: official, once: .unkeyed)
                }
                #expect(codes.filter { $0 == nil }.count == 1)
                #expect(codes.compactMap(\.self) == [.taskClosed])
                let kept = try await platform.application(stored.id, for: world.applicant)
                #expect(kept.state.completions.count == 1)
                // One task waits, that of whichever came first.
                let next = try #require(try await world.waiting(stored.id)).0.task
                #expect(next.work == (kept.state.stage == nil ? .sign : .stage))
            }
        }
    }

    /// Does the same for each at the same time: how each was refused, nil for who was not.
    private func together<Value: Sendable, Answer: Sendable>(
        _ values: [Value], _ work: @escaping @Sendable (Value) async throws -> Answer
    ) async throws -> [ProblemCode?] {
        try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
            for value in values {
                group.addTask { try await refusal { try await work(value) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
