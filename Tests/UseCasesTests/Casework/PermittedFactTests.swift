import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// What the public register says a result is for (UC-46).
@Suite(.timeLimit(.minutes(5)))
struct PermittedFactTests {
    @Test(.clause("IS-5A.7", "IS-PAY-1"), arguments: Engine.allCases)
    func `how the fee was paid is in no register, nor in one that was entered before`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("explosives-licence")
            #expect(service.paymentFields == ["feePayment", "feeReceipt"])
            let draft = try await world.fullDraft(
                service.code, kind: "licence", fields: ["feePayment": "budget"])
            let ended = try await world.carry(
                try await world.submit(draft),
                through: ["accurate", "compliant", "granted"])
            let item = try #require(try await world.items(of: ended).first)
            #expect(item.facts?.fields["acquisition"] != nil)
            #expect(item.facts?.fields["feePayment"] == nil)
            let result = try #require(try await world.platform.result(of: ended.id))
            #expect(!String(decoding: result.statement, as: UTF8.self).contains("feePayment"))
            // So entries stood before.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE register_entry SET facts = replace(facts, '"fields":{',
                        '"fields":{"feePayment":"budget",')
                    """)
            }
            let old = try #require(try await world.items(of: ended).first)
            #expect(old.facts == item.facts)
        }
    }
}
