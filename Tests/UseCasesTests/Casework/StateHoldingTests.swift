import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// What the state holds is found while drafting, said with its source, and looked up again (UC-74).
@Suite(.timeLimit(.minutes(5)))
struct StateHoldingTests {
    private let bin = TestPeople.organisation

    private func hold(_ world: CaseworkWorld, changedOn: Day?, until: Day? = nil) {
        let today = Day(at: world.test.clock.now)
        world.test.registers.change { registers in
            registers.organisations[bin] = OrganisationRecord(
                bin: bin, changedOn: changedOn,
                licences: [
                    .init(
                        code: "mining:mineralBlasting", number: "M-1",
                        from: today.adding(days: -100), until: until)
                ])
        }
    }

    @Test(.clause("IS-SRC-1", "IS-5A.7"), arguments: Engine.allCases)
    func `a document that the state holds is not asked for, and is when nobody answers`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let draft = try await world.fullDraft("explosives-licence", kind: "reissue")
            let bare = try await platform.detachFile(
                "changes", from: draft.id, by: world.applicant, once: .unkeyed)
            // The register has nothing: the file is needed.
            var look = try await platform.lookedUp(bare)
            #expect(platform.completeness(of: look.stored).faults.map(\.code) == ["changes"])
            #expect(look.held?.isUnavailable == false && look.held?.data.isEmpty == true)
            hold(world, changedOn: today.adding(days: -3))
            look = try await platform.lookedUp(bare)
            #expect(platform.completeness(of: look.stored).isComplete)
            let item = try #require(look.held?.data.first)
            #expect(item.code == "changes" && item.source == .organisations)
            #expect(item.day == today.adding(days: -3))
            // Down: said so, and the file is asked for; at the submission as well.
            world.test.registers.change { $0.down = [.organisations] }
            look = try await platform.lookedUp(bare)
            #expect(look.held?.isUnavailable == true)
            #expect(platform.completeness(of: look.stored).faults.map(\.code) == ["changes"])
            #expect(
                try await refusal { try await world.submit(bare) } == .applicationIncomplete)
            world.test.registers.change { $0.down = [] }
            let submitted = try await world.submit(bare)
            #expect(submitted.state.content.heldByState == ["changes"])
            #expect(submitted.events.contains { $0.event.name == "lookedUp" })
        }
    }

    @Test(.clause("IS-A3.10", "IS-A3.10-v1"), arguments: Engine.allCases)
    func `licences of others and our own are found in force, each with its source`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let licence = try await world.submit(
                world.fullDraft("explosives-licence", kind: "licence"))
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"],
                fields: ["purpose": "minerals"])
            func missing() async throws -> Bool {
                let look = try await platform.lookedUp(draft)
                return platform.completeness(of: look.stored).findings.contains {
                    $0.subject == .holding && $0.verdict != .present
                }
            }
            // A licence for storage alone shows no acquisition.
            let partial = try await world.submit(
                world.fullDraft(
                    "explosives-licence", kind: "licence", fields: ["acquisition": "no"]))
            hold(world, changedOn: nil)
            #expect(try await missing(), "the licence for explosives is not given yet")
            let way = try #require(
                CaseWay.all(of: licence.definition, refusing: false)
                    .first { $0.kind == "licence" })
            _ = try await world.carry(partial, through: way.outcomes)
            #expect(try await missing())
            let half = try #require(try await platform.lookedUp(draft).held)
            #expect(half.holdings.contains("explosives:storage"))
            #expect(!half.holdings.contains("explosives:acquisition"))
            _ = try await world.carry(licence, through: way.outcomes)
            #expect(try await !missing())
            // One from before sub-activities were named says neither.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE register_entry SET facts = '{"variants":[],"fields":{}}'
                    WHERE register = 'explosives-licences'
                    """)
            }
            #expect(try await missing())
            let anew = try await world.submit(
                world.fullDraft("explosives-licence", kind: "licence"))
            _ = try await world.carry(anew, through: way.outcomes)
            #expect(try await !missing())
            let held = try #require(try await platform.lookedUp(draft).held)
            #expect(
                Set(held.licences.map(\.source)) == [
                    .organisations, .own(register: "explosives-licences"),
                ])
            #expect(held.licences.allSatisfy { $0.number != nil })
            // One that ended yesterday is none.
            hold(world, changedOn: nil, until: today.adding(days: -1))
            #expect(try await missing())
            hold(world, changedOn: nil, until: today)
            let submitted = try await world.submit(draft)
            #expect(submitted.state.content.holdings.contains("mining:mineralBlasting"))
            #expect(submitted.state.content.holdings.contains("explosives:storage"))
        }
    }
}
