import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases
import WorkingTime

/// Which territorial department is asked for a conclusion (UC-93).
@Suite(.timeLimit(.minutes(10)))
struct DepartmentTests {
    private static let (capital, almaty) = (CaseworkWorld.department, CaseworkWorld.akimat)
    private static let reasons = "The recipient works in Almaty; only its office is here."

    /// A case whose request the executor is about to send.
    private func asking(
        _ world: CaseworkWorld, place: String, service: String = "attestation",
        kind: String = "attestation"
    ) async throws -> (stored: StoredCase, task: TaskInHand, executor: SignedInOfficial) {
        let stored = try await world.submit(
            try await world.fullDraft(service, kind: kind, fields: ["place": place]))
        let (hand, official) = try #require(try await world.taken(stored))
        return (stored, hand, official)
    }

    private func send(
        _ world: CaseworkWorld, _ id: Identifier<CaseTask>, to department: BIN?,
        because reasons: String = reasons, outcome: String = "sent", by official: SignedInOfficial
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.completeTask(
                id,
                TaskAnswer(
                    outcome: outcome, department: department, departmentReasons: reasons),
                by: official, once: .unkeyed)
        }
    }

    private func handBack(
        _ world: CaseworkWorld, _ id: Identifier<CaseTask>, to other: BIN?,
        because reasons: String = reasons, by official: SignedInOfficial
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.handBackRequest(
                id, to: other, reasons: reasons, by: official, once: .unkeyed)
        }
    }

    private func run(
        _ engine: Engine, _ body: (CaseworkWorld) async throws -> Void
    ) async throws {
        try await CaseworkWorld.run(
            on: engine, authorities: CaseworkWorld.twoDepartments, body)
    }

    @Test(
        .clause("IS-3.9", "IS-3.9-v1"),
        arguments: [("711110000", capital), ("751110000", almaty)], Engine.allCases)
    func `the place decides who concludes, where the executor says nothing`(
        _ place: (code: String, department: BIN), _ engine: Engine
    ) async throws {
        try await run(engine) { world in
            let (stored, hand, executor) = try await asking(world, place: place.code)
            let offered = try world.platform.departments(for: hand.stored)
            #expect(offered.map(\.isOfPlace) == [true, false])
            #expect(offered.first?.bin == place.department)
            #expect(try await send(world, hand.task.id, to: nil, by: executor) == nil)
            let (request, official) = try #require(try await world.waiting(stored.id))
            #expect(request.task.work == .register && official.body == place.department)
            #expect(request.stored.state.department == nil)
            let ended = try await world.carry(stored, through: ["compliant", "granted"])
            #expect(ended.state.phase.end == "attested")
        }
    }

    @Test(.clause("IS-3.9", "IS-3.9-v1"), arguments: Engine.allCases)
    func `the executor names another one with reasons, and that one concludes`(
        _ engine: Engine
    ) async throws {
        try await run(engine) { world in
            let (stored, hand, executor) = try await asking(world, place: "711110000")
            let id = hand.task.id
            for (department, reasons, code): (BIN, String, ProblemCode) in [
                (Self.almaty, "", .refusalIncomplete), (Self.almaty, "short", .refusalIncomplete),
                (CaseworkWorld.committee, Self.reasons, .invalidField),
            ] {
                let found = try await send(
                    world, id, to: department, because: reasons, by: executor)
                #expect(found == code, "\(reasons)")
            }
            // Nothing of a try is left: the stage goes on.
            let still = try await world.platform.application(stored.id, for: world.applicant)
            #expect(still.state.stage == "request" && still.state.completions.isEmpty)
            #expect(try await send(world, id, to: Self.almaty, by: executor) == nil)
            let (request, official) = try #require(try await world.waiting(stored.id))
            #expect(official.body == Self.almaty && request.task.work == .register)
            let recorded = try #require(
                request.stored.events.last { $0.event.name == "departmentNamed" })
            guard case .departmentNamed(let named) = recorded.event else {
                Issue.record("\(recorded)")
                return
            }
            #expect(named.from == Self.capital.digits && named.to == Self.almaty.digits)
            #expect(named.reasons == Self.reasons && !named.by.isEmpty)
            let ended = try await world.carry(stored, through: ["compliant", "granted"])
            #expect(ended.state.phase.end == "attested")
            let conclusion = try #require(
                try await world.platform.conclusions(of: ended).first)
            #expect(try await paperWords(conclusion.file).contains("Алматы"))
        }
    }

    @Test(.clause("IS-3.9", "IS-3.9-v1"), arguments: Engine.allCases)
    func `a department asked by mistake hands the request back and says to whom it is`(
        _ engine: Engine
    ) async throws {
        try await run(engine) { world in
            let (stored, first, executor) = try await asking(world, place: "711110000")
            #expect(try await send(world, first.task.id, to: Self.capital, by: executor) == nil)
            let (request, official) = try #require(try await world.waiting(stored.id))
            // That of the place is asked without a word more.
            #expect(!request.stored.events.contains { $0.event.name == "departmentNamed" })
            _ = try await world.platform.completeTask(
                request.task.id, TaskAnswer(), by: official, once: .unkeyed)
            let (work, _) = try #require(try await world.waiting(stored.id))
            let id = work.task.id
            #expect(
                try await handBack(world, id, to: Self.almaty, by: official) == .taskTaken)
            _ = try await world.platform.takeTask(id, by: official, once: .unkeyed)
            _ = try await world.platform.prepareConclusion(
                id, outcome: "compliant", reasons: CaseworkWorld.reasons, by: official,
                once: .unkeyed)
            let outsider = try world.worker(Self.almaty)
            #expect(try await handBack(world, id, to: nil, by: outsider) == .notFound)
            #expect(
                try await handBack(world, id, to: Self.almaty, because: "no", by: official)
                    == .refusalIncomplete)
            for wrong in [Self.capital, CaseworkWorld.committee] {
                #expect(try await handBack(world, id, to: wrong, by: official) == .invalidField)
            }
            #expect(try await handBack(world, id, to: Self.almaty, by: official) == nil)
            #expect(
                try await handBack(world, id, to: Self.almaty, by: official) == .taskClosed)
            // What was prepared is never signed.
            let late = try await refusal { try await world.conclude(id, "compliant", by: official) }
            #expect(late == .taskClosed)
            let (again, asker) = try #require(try await world.waiting(stored.id))
            #expect(again.task.stage == "request" && asker.body == executor.body)
            #expect(again.stored.state.requestReturns.last?.to == Self.almaty.digits)
            _ = try await world.platform.takeTask(again.task.id, by: asker, once: .unkeyed)
            // It does not go back unsaid to where it came from.
            #expect(
                try await send(world, again.task.id, to: nil, by: asker) == .invalidField)
            #expect(
                try await send(world, again.task.id, to: Self.capital, because: "", by: asker)
                    == .refusalIncomplete)
            #expect(try await send(world, again.task.id, to: Self.almaty, by: asker) == nil)
            let (second, other) = try #require(try await world.waiting(stored.id))
            #expect(second.task.work == .register && other.body == Self.almaty)
            let ended = try await world.carry(stored, through: ["compliant", "granted"])
            #expect(ended.state.phase.end == "attested")
        }
    }
}
