import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Verdicts on fields and documents, and what differs between two submissions (UC-68).
@Suite(.timeLimit(.minutes(5)))
struct JudgementTests {
    typealias Given = (subject: Completeness.Subject, code: String, reason: String?)
    private static let reason = "Подпись под расчётами не читается."

    private func submitted(
        _ world: CaseworkWorld, fields: [String: String] = [:], file: [UInt8]? = nil
    ) async throws -> StoredCase {
        let draft = try await world.fullDraft(
            "blasting-permit", kind: "permit", variants: ["surface"], fields: fields)
        if let file {
            let parts = draft.definition.document("calculations")?.parts.map(\.code) ?? []
            _ = try await world.platform.attachFile(
                file, as: "calculations", parts: parts, to: draft.id, by: world.applicant,
                once: .unkeyed)
        }
        return try await world.submit(
            try await world.platform.application(draft.id, for: world.applicant))
    }

    private func judge(
        _ world: CaseworkWorld, _ hand: TaskInHand, _ given: [Given], by official: SignedInOfficial
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.judgeApplication(
                hand.task.id, given, by: official, once: .unkeyed)
        }
    }

    @Test(.clause("IS-A3.9-v1", "IS-REF-1"), arguments: Engine.allCases)
    func `what is not accepted is seen by the applicant and stands in the signed refusal`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await submitted(world)
            let (hand, official) = try #require(try await world.taken(stored))
            let given: [Given] = [
                (.document, "calculations", Self.reason), (.field, "place", nil),
            ]
            #expect(try await judge(world, hand, given, by: official) == nil)
            // The same again changes nothing.
            #expect(try await judge(world, hand, given, by: official) == nil)
            let seen = try await world.platform.application(stored.id, for: world.applicant)
            #expect(seen.events.filter { $0.event.name == "judged" }.count == 1)
            let verdict = try #require(seen.state.verdict(on: .document, "calculations"))
            #expect(verdict.reason == Self.reason)
            #expect(verdict.digest == seen.state.digests["calculations"])
            #expect(seen.state.verdict(on: .field, "place")?.isAccepted == true)
            // Nobody grants what they do not accept, and nothing was lost by the try.
            let contrary = await #expect(throws: Refusal.self) {
                try await world.platform.completeTask(
                    hand.task.id, TaskAnswer(outcome: "granted"), by: official, once: .unkeyed)
            }
            #expect(contrary?.code == .caseNotInState)
            let refuse = TaskAnswer(
                outcome: "refuse", grounds: ["1"], reasons: CaseworkWorld.reasons)
            _ = try await world.platform.completeTask(
                hand.task.id, refuse, by: official, once: .unkeyed)
            let (signing, head) = try #require(try await world.waiting(stored.id))
            let draft = try await world.draft(of: signing, as: .head, by: head)
            let statement = try JSON.parse(draft.statement)
            let items = statement["notAccepted"]?.array ?? []
            #expect(items.map { $0["code"]?.string } == ["calculations"])
            #expect(items.map { $0["reason"]?.string } == [Self.reason])
            let ended = try await world.carry(stored, through: [])
            let told = try #require(ended.state.refusal(of: ended.definition))
            #expect(told.notAccepted.map(\.verdict.reason) == [Self.reason])
            #expect(told.notAccepted.first?.clause != nil)
        }
    }

    @Test(.clause("IS-A3.9-v1"), arguments: Engine.allCases)
    func `a verdict is taken from who has the case, about what is in it, with a reason`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await submitted(world)
            let (accepting, registrar) = try #require(try await world.waiting(stored.id))
            let good: [Given] = [(.field, "place", nil)]
            #expect(try await judge(world, accepting, good, by: registrar) == .caseNotInState)
            let (hand, official) = try #require(try await world.taken(stored))
            let colleague = try await world.hire(
                "territorialExecutor", at: official.body, as: IIN(stored: "800101100098"))
            #expect(try await judge(world, hand, good, by: colleague) == .taskTaken)
            let outsider = try world.worker(CaseworkWorld.committee)
            #expect(try await judge(world, hand, good, by: outsider) == .notFound)
            for (wrong, code): (Given, ProblemCode) in [
                ((.field, "nothing", nil), .invalidField),
                ((.document, "workingsPlan", nil), .invalidField),
                ((.holding, "place", nil), .invalidField),
                ((.field, "place", ""), .refusalIncomplete),
                ((.field, "place", "bad"), .refusalIncomplete),
            ] {
                // One wrong among good ones keeps none of them.
                #expect(
                    try await judge(world, hand, good + [wrong], by: official) == code,
                    "\(wrong)")
            }
            let kept = try await world.platform.application(stored.id, for: world.applicant)
            #expect(kept.state.verdicts.isEmpty)
            // A verdict is taken back by another one.
            let bad: [Given] = [(.field, "place", Self.reason)]
            #expect(try await judge(world, hand, bad, by: official) == nil)
            #expect(try await judge(world, hand, good, by: official) == nil)
            let ended = try await world.carry(stored, through: ["granted"])
            #expect(ended.state.phase.end == "permitted")
            #expect(try await judge(world, hand, good, by: official) == .taskClosed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a document that is sent again has to be judged again`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine, library: try .stopping()) { world in
            let stored = try await submitted(world)
            let (hand, official) = try #require(try await world.taken(stored))
            let bad: [Given] = [(.document, "calculations", Self.reason)]
            #expect(try await judge(world, hand, bad, by: official) == nil)
            _ = try await world.platform.stopClock(
                hand.task.id, ClockStopDraft(ground: "calculations", reasons: Self.reason),
                by: official, once: .unkeyed)
            #expect(try await judge(world, hand, bad, by: official) == .caseNotInState)
            let parts = stored.definition.document("calculations")?.parts.map(\.code) ?? []
            let supplied = try await world.platform.supplyFile(
                CaseworkWorld.file + [0x0A], as: "calculations", parts: parts, to: stored.id,
                by: world.applicant, once: .unkeyed)
            #expect(supplied.state.verdicts.isEmpty)
        }
    }

    @Test(.clause("IS-A3.9-v1"), arguments: Engine.allCases)
    func `the executor sees what was added, changed and removed since the submission before`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let first = try await submitted(world, fields: ["purpose": "other"])
            _ = try await world.carry(first, through: ["refuse"], grounds: ["1"])
            world.test.clock.advance(seconds: 60)
            let again = CaseworkWorld.file + [0x0A]
            let second = try await submitted(
                world, fields: ["purpose": "minerals"], file: again)
            let (hand, official) = try #require(try await world.taken(second))
            let before = try await world.platform.earlierSubmission(
                of: hand.stored, for: official)
            let earlier = try #require(before)
            #expect(earlier.id == first.id)
            let lines = SubmissionDifference(
                from: earlier.state, of: earlier.definition, to: hand.stored.state,
                of: hand.stored.definition
            ).lines
            #expect(lines.map(\.code) == ["purpose", "calculations"])
            #expect(lines.allSatisfy { $0.change == .changed })
            #expect(lines[0].before == .text("other") && lines[0].after == .text("minerals"))
            #expect(
                lines[1].after == hand.stored.state.digests["calculations"].map { .text($0) })
            // The first has none before it; a name that is none of them is not found.
            let none = try await world.platform.earlierSubmission(of: earlier, for: official)
            #expect(none == nil)
            #expect(
                try await refusal {
                    try await world.platform.earlierSubmission(
                        of: hand.stored, named: second.id, for: official)
                } == .notFound)
            // A body that never worked on the earlier one does not see it.
            let stranger = try world.worker(CaseworkWorld.akimat)
            let hidden = try await world.platform.earlierSubmission(
                of: hand.stored, for: stranger)
            #expect(hidden == nil)
        }
    }

    @Test(.clause("IS-3.9-v1"), arguments: Engine.allCases)
    func `a place without a department is found before anything is submitted`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft("attestation", kind: "attestation")
            let all = try world.platform.configuration.settings[OpenPoints.caseworkAuthorities]
            let limited = all.map { body in
                guard body.kind == .territorialDepartment else { return body }
                return CaseworkAuthority(
                    body.kind, body.bin, territory: "750000000", name: body.name, city: body.city)
            }
            let node = try world.test.node(casework: .installed) { configuration in
                #expect(
                    configuration.settings.enter([
                        OpenPoints.caseworkAuthorities.declaration.key:
                            .array(limited.map(\.setting))
                    ]).isEmpty)
            }
            let moved = world.moved(to: node.platform)
            let shown = try await node.platform.application(draft.id, for: world.applicant)
            #expect(node.platform.isDepartmentMissing(for: shown))
            #expect(!world.platform.isDepartmentMissing(for: draft))
            let refused = await #expect(throws: Refusal.self) { try await moved.submit(shown) }
            #expect(refused?.code == .serviceClosed && refused?.clause == "IS-3.9.2")
            let kept = try await node.platform.application(draft.id, for: world.applicant)
            #expect(kept.state.phase == .draft)
            withExtendedLifetime(node) {}
        }
    }
}
