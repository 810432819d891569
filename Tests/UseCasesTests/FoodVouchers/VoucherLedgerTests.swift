import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use case 32: a balance that is not what its steps say is found; and transfers are on record.
@Suite(.timeLimit(.minutes(3)))
struct VoucherLedgerTests {
    @Test(.clause("FV-33a"), arguments: Engine.allCases)
    func `a voucher whose balance was changed behind the ledger is named`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 2)
            #expect(try await test.ledgerFaults().isEmpty)
            let names = try await test.wallet(family.recipient).map(\.voucher.id.text).sorted()
            // The sums agree with each other, so that the schema lets it pass; the steps do not.
            try await test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE voucher SET available = available - 1, removed = removed + 1
                    WHERE id = \(names[1])
                    """)
            }
            #expect(try await test.ledgerFaults() == [names[1]])
            // Sums that do not agree cannot be stored at all.
            await #expect(throws: StoreError.self) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        "UPDATE voucher SET available = available + 1 WHERE id = \(names[0])")
                }
            }
        }
    }

    @Test(.clause("FV-33a"), arguments: Engine.allCases)
    func `sums that were changed together are found by the receipts or by the journal`(
        _ engine: Engine
    ) async throws {
        let tampering: [(kind: LedgerFault.Kind, changes: [SQL])] = [
            // A voucher and its step, so that they agree with each other.
            (
                .journal,
                [
                    """
                    UPDATE voucher SET issued = issued + 100, available = available + 100
                    WHERE id = (SELECT MIN(id) FROM voucher)
                    """,
                    """
                    UPDATE voucher_movement SET amount = amount + 100
                    WHERE kind = 'issued' AND voucher_id = (SELECT MIN(id) FROM voucher)
                    """,
                ]
            ),
            // A purchase in all its tables: only its entry knows.
            (
                .journal,
                [
                    "UPDATE voucher SET available = available + 1, spent = spent - 1 WHERE spent > 0",
                    "UPDATE voucher_movement SET amount = amount - 1 WHERE kind = 'spent'",
                    "UPDATE voucher_redemption_part SET amount = amount - 1",
                    """
                    UPDATE voucher_redemption SET total = total - 1, by_voucher = by_voucher - 1
                    """,
                    "UPDATE voucher_line SET total = total - 1",
                ]
            ),
            (
                .receipts,
                ["UPDATE voucher_movement SET shop_id = 'other-shop' WHERE kind = 'spent'"]
            ),
            (.receipts, ["UPDATE voucher_redemption_part SET amount = amount - 1"]),
            (.receipts, ["UPDATE voucher_redemption SET pilot = 'synthetic'"]),
            (.receipt, ["UPDATE voucher_line SET total = total + 1"]),
            (.receipt, ["UPDATE voucher_redemption SET returned_by_voucher = 1"]),
            (.held, ["UPDATE voucher_hold_part SET amount = amount - 1"]),
            (.held, ["UPDATE voucher_hold SET ended_at = expires_at, outcome = 'released'"]),
        ]
        for (kind, changes) in tampering {
            try await TestPlatform.run(on: engine) { test in
                let family = try await test.activeFamily(children: 0)
                let till = try await test.addTill("till-1")
                try await test.addTill("till-2", shop: "other-shop")
                let first = try await test.scan(family, at: till).basket.id
                _ = try await test.platform.redeem(
                    test.draft("r1", .basket(first), [test.line("milk", "2")]), by: till)
                let second = try await test.scan(family, at: till).basket.id
                _ = try await test.platform.holdVouchers(
                    "h1", basket: second, amountTiyn: 5000, by: till)
                #expect(try await test.ledgerFaults().isEmpty)
                try await test.store.write { transaction in
                    for change in changes { try transaction.execute(change) }
                }
                let faults = try await test.store.read { try LedgerCheck.faults(in: $0) }
                #expect(faults.contains { $0.kind == kind }, "\(kind) \(changes)")
                #expect(kind != .journal || faults.allSatisfy { $0.kind == .journal })
            }
        }
    }

    @Test(.clause("FV-O.4a", "FV-15a", "FV-19a"), arguments: Engine.allCases)
    func `every transfer of a list is on record with its month, version and digest`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.makeReady()
            let families = test.addFamilies(3)
            let august = july.next
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.bring(families, month: july)
            try await test.bring(Array(families.dropLast()), month: july)
            test.clock.now = at("2025-08-04T23:59:59")
            try await test.bring(families, month: august)
            let leaves = try await test.store.read { transaction in
                try transaction.rows(
                    "SELECT leaf FROM journal_entry WHERE kind = 'voucherListTaken'"
                ).map { try JSON.parse($0.bytes(0)) }
            }
            let facts = leaves.compactMap { $0["facts"] }
            let taken = facts.map {
                "\($0["month"]?.string ?? "") \($0["version"]?.integer ?? 0)"
            }
            #expect(taken.sorted() == ["2025-07 1", "2025-07 2", "2025-08 1"])
            #expect(Set(facts.compactMap { $0["digest"]?.string }).count == 3)
            #expect(facts.allSatisfy { $0["late"]?.bool == false })
        }
    }
}
