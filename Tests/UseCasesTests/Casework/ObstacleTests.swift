import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Fees and decisions of courts stand against a grant (UC-69, UC-76).
@Suite(.timeLimit(.minutes(5)))
struct ObstacleTests {
    private static let receipt = "SYN-PAY-1"

    private func payment(
        _ world: CaseworkWorld, _ receipt: String = receipt, by payer: String? = nil,
        refundedOn: Day? = nil
    ) -> FeePayment {
        FeePayment(
            receipt: receipt, payer: payer ?? world.applicant.bin?.digits ?? "",
            amountTiyn: 392_500, paidOn: world.platform.clock.today, refundedOn: refundedOn)
    }

    private func pay(_ world: CaseworkWorld, _ payment: FeePayment) {
        world.test.registers.change { $0.payments[payment.receipt] = payment }
    }

    private func draft(
        _ world: CaseworkWorld, _ receipt: String = receipt
    ) async throws -> StoredCase {
        try await world.fullDraft(
            "explosives-licence", kind: "licence",
            fields: ["feePayment": "gateway", "feeReceipt": receipt])
    }

    private func forbid(
        _ world: CaseworkWorld, _ kind: CourtRestriction.Kind, until: Day? = nil
    ) {
        let today = world.platform.clock.today
        world.test.registers.change { registers in
            registers.restrictions[world.applicant.bin?.digits ?? ""] = [
                CourtRestriction(
                    number: "C-1", kind: kind, from: today.adding(days: -3), until: until)
            ]
        }
    }

    /// Ends the stage that waits with an outcome.
    private func end(
        _ world: CaseworkWorld, _ stored: StoredCase, _ outcome: String, grounds: [String] = []
    ) async throws -> Refusal? {
        var (hand, official) = try #require(try await world.waiting(stored.id))
        if hand.task.work == .accept {
            _ = try await world.platform.completeTask(
                hand.task.id, TaskAnswer(), by: official, once: .unkeyed)
            (hand, official) = try #require(try await world.waiting(stored.id))
        }
        _ = try await world.platform.takeTask(hand.task.id, by: official, once: .unkeyed)
        if hand.stored.definition.stage(hand.task.stage ?? "")?.isConclusion == true {
            try await world.conclude(hand.task.id, outcome, by: official)
            return nil
        }
        do {
            _ = try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(
                    outcome: outcome, grounds: grounds,
                    reasons: grounds.isEmpty ? "" : CaseworkWorld.reasons), by: official,
                once: .unkeyed)
            return nil
        } catch let refusal as Refusal { return refusal }
    }

    private func sign(_ world: CaseworkWorld, _ stored: StoredCase) async throws -> ProblemCode? {
        let (hand, head) = try #require(try await world.waiting(stored.id))
        let draft = try await world.draft(of: hand, as: .head, by: head)
        let cms = try world.sign(draft.content, by: head.person.iin)
        return try await refusal {
            try await world.platform.signResult(
                hand.task.id, seen: draft.name, cms: cms, by: head, once: .unkeyed)
        }
    }

    @Test(.clause("IS-PAY-1", "IS-5A.7"), arguments: Engine.allCases)
    func `a receipt is looked up at the gateway and serves one application`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let first = try await draft(world)
            #expect(try await refusal { try await world.submit(first) } == .feeNotEvidenced)
            #expect(try await world.platform.obstacles(of: first).fee?.verdict == .unknown)
            pay(world, payment(world, by: "610640002024"))
            #expect(try await refusal { try await world.submit(first) } == .feeNotEvidenced)
            #expect(try await world.platform.obstacles(of: first).fee?.verdict == .otherPayer)
            world.test.registers.change { $0.down = [.payments] }
            #expect(try await refusal { try await world.submit(first) } == .registerUnavailable)
            #expect(try await world.platform.obstacles(of: first).isUnavailable)
            world.test.registers.change { $0.down = [] }
            pay(world, payment(world))
            // Two with one receipt at the same moment: one of them has it.
            let second = try await draft(world, " syn-pay-1")
            async let one = refusal { try await world.submit(first) }
            async let other = refusal { try await world.submit(second) }
            let outcomes = [try await one, try await other]
            #expect(outcomes.filter { $0 == nil }.count == 1, "\(outcomes)")
            #expect(outcomes.contains(.feeNotEvidenced))
            let third = try await draft(world)
            #expect(try await world.platform.obstacles(of: third).fee?.verdict == .used)
            let refused = await #expect(throws: Refusal.self) { try await world.submit(third) }
            #expect(refused?.clause == "IS-5A.7.1" && refused?.detail != nil)
            // A withdrawn application keeps its receipt.
            let kept = outcomes[0] == nil ? first : second
            _ = try await world.platform.withdrawApplication(
                kept.id, by: world.applicant, once: .unkeyed)
            #expect(try await refusal { try await world.submit(third) } == .feeNotEvidenced)
        }
    }

    @Test(.clause("IS-PAY-1"), arguments: Engine.allCases)
    func `a payment that is given back before the decision or the signature is seen there`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            pay(world, payment(world))
            let submitted = try await world.submit(try await draft(world))
            #expect(try await end(world, submitted, "accurate") == nil)
            #expect(try await end(world, submitted, "compliant") == nil)
            let today = world.platform.clock.today
            pay(world, payment(world, refundedOn: today))
            let refused = try await end(world, submitted, "granted")
            #expect(refused?.code == .feeNotEvidenced && refused?.clause == "IS-5A.7.1")
            #expect(
                try await world.platform.obstacles(of: submitted).fee?.verdict
                    == .refunded(on: today))
            pay(world, payment(world))
            #expect(try await end(world, submitted, "granted") == nil)
            pay(world, payment(world, refundedOn: today))
            #expect(try await sign(world, submitted) == .feeNotEvidenced)
            pay(world, payment(world))
            #expect(try await sign(world, submitted) == nil)
        }
    }

    @Test(.clause("IS-A3.9-v4"), arguments: Engine.allCases)
    func `a prohibition stops the grant and not the refusal, and lifted the case goes on`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            func permit() async throws -> StoredCase {
                try await world.submit(
                    world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            }
            let stored = try await permit()
            // What these rules do not name stands against nothing.
            forbid(world, .suspension)
            #expect(try await world.platform.obstacles(of: stored).restrictions.isEmpty)
            forbid(world, .prohibition)
            let refused = try await end(world, stored, "granted")
            #expect(refused?.code == .courtRestriction && refused?.clause == "IS-A3.9.4")
            let shown = try await world.platform.obstacles(of: stored)
            #expect(shown.restrictions.map(\.decision.number) == ["C-1"])
            world.test.registers.change { $0.down = [.restrictions] }
            #expect(try await end(world, stored, "granted")?.code == .registerUnavailable)
            #expect(try await world.platform.obstacles(of: stored).isUnavailable)
            world.test.registers.change { $0.down = [] }
            // Lifted yesterday: it goes on, until another comes before the signature.
            forbid(world, .prohibition, until: world.platform.clock.today.adding(days: -1))
            #expect(try await end(world, stored, "granted") == nil)
            forbid(world, .prohibition)
            #expect(try await sign(world, stored) == .courtRestriction)
            world.test.registers.change { $0.restrictions = [:] }
            #expect(try await sign(world, stored) == nil)
            #expect(try await world.platform.obstacles(of: stored) == CaseObstacles())
            // Refused on the ground that the list has for it, whatever the register says.
            let other = try await permit()
            forbid(world, .prohibition)
            #expect(try await end(world, other, "refuse", grounds: ["4"]) == nil)
            #expect(try await sign(world, other) == nil)
        }
    }

    @Test(.clause("IS-5A.A5.9-v6", "IS-5A.A5.9-v7"), arguments: CourtRestriction.Kind.allCases)
    func `a licence is stopped under the ground of each kind of decision`(
        _ kind: CourtRestriction.Kind
    ) async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let stored = try await world.fullDraft("explosives-licence", kind: "licence")
            forbid(world, kind)
            let found = try await world.platform.obstacles(of: stored).restrictions
            let ground = kind == .issuanceBan ? "7" : "6"
            #expect(found.map(\.ground.code) == [ground])
        }
    }
}
