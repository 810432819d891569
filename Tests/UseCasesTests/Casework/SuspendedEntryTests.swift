import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// A re-issue washes nothing away, and a head decides nothing about their own (UC-46 6b, 4a).
@Suite(.timeLimit(.minutes(5)))
struct SuspendedEntryTests {
    private func change(
        _ item: RegisterItem, to state: RegisterItem.State, after days: Int = 0,
        by head: SignedInOfficial? = nil, in world: CaseworkWorld
    ) async throws -> ProblemCode? {
        let head = try head ?? world.head(item.body)
        return try await refusal {
            try await world.platform.changeRegister(
                item.id,
                RegisterChangeDraft(
                    state: state, from: Day(at: world.test.clock.now).adding(days: days),
                    clause: "IS-5A.7", reasons: "R"), by: head, once: .unkeyed)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `what is suspended, or is to be withdrawn on a day to come, is not issued anew`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("explosives-licence")
            let ways: [(RegisterItem.State, Int, Bool)] = [
                (.suspended, 0, true), (.suspended, 30, true),
                (.withdrawn, 30, false),
            ]
            for (state, days, isOpenAgain) in ways {
                let item = try #require(
                    try await world.items(of: try await world.grant(of: service)).first)
                func draft() async throws -> StoredCase {
                    try await world.fullDraft(
                        service.code, kind: "reissue", fields: ["entry": item.number])
                }
                let submitted = try await world.submit(try await draft())
                #expect(try await change(item, to: state, after: days, in: world) == nil)
                // Neither the one on its way nor a new one.
                #expect(
                    try await refusal {
                        try await world.carry(submitted, through: ["granted"])
                    } == .caseNotInState)
                let (hand, head) = try #require(try await world.waiting(submitted.id))
                let shown = try #require(try await world.platform.entryToEnd(of: hand.stored))
                #expect(shown.item.id == item.id && shown.changes.map(\.state) == [state])
                #expect(shown.item.state == (days == 0 ? state : .inForce))
                if isOpenAgain {
                    #expect(try await change(item, to: .inForce, after: days, in: world) == nil)
                    let given = try await world.carry(submitted, through: [])
                    #expect(try await world.platform.entryToEnd(of: given) == nil)
                    #expect(try await world.items(of: given).map(\.state) == [.inForce])
                } else {
                    _ = try await world.platform.completeTask(
                        hand.task.id,
                        TaskAnswer(
                            outcome: TaskAnswer.returning, reasons: CaseworkWorld.reasons),
                        by: head, once: .unkeyed)
                    _ = try await world.carry(
                        submitted, through: ["refuse"], grounds: ["incomplete"])
                    let again = try await draft()
                    #expect(try await refusal { try await world.submit(again) } == .invalidField)
                    #expect(
                        try await world.platform.registerChanges(of: item.id).map(\.state)
                            == [state])
                }
            }
        }
    }

    @Test(.clause("IS-7.2"), arguments: Engine.allCases)
    func `what is suspended is deregistered all the same`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("facility-registration")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            #expect(try await change(item, to: .suspended, in: world) == nil)
            _ = try await world.carry(
                try await world.submit(
                    try await world.fullDraft(
                        service.code, kind: "deregister", fields: ["entry": item.number])),
                through: ["granted"])
            #expect(
                try await world.platform.registerItem(
                    item.id, on: Day(at: world.test.clock.now)
                ).state == .deregistered)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a head who acted for the holder, or is a head no more, decides nothing about it`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("facility-registration")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            // Who began the application has become a head of the body since.
            let own = try await world.hire(
                "territorialHead", at: item.body, as: world.applicant.iin)
            #expect(
                try await change(item, to: .suspended, by: own, in: world) == .roleNotAllowed)
            let head = try world.head(item.body)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    "UPDATE official SET disabled_at = 1 WHERE iin = \(head.person.iin)")
            }
            #expect(
                try await change(item, to: .suspended, by: head, in: world) == .roleNotAllowed)
            #expect(try await world.platform.registerChanges(of: item.id).isEmpty)
        }
    }
}
