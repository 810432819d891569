import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

/// Use case 31 where the voucher pays the difference to the shelf price, and with a producer's goods.
@Suite(.timeLimit(.minutes(3)))
struct VoucherDiscountTests {
    private func official(_ good: String) throws -> Int64 {
        let day = try #require(Day("2025-07-06"))
        let found = TestPilots.akkol.goods.first { $0.code == good }
        return try #require(found?.officialPrices.inForce(on: day))
    }

    private func line(_ test: TestPlatform, _ good: String, _ quantity: String, shelf: Int64)
        -> ReceiptLine
    {
        var line = test.line(good, quantity)
        line.shelfUnitPriceTiyn = shelf
        return line
    }

    private func back(
        _ id: String, _ quantity: String, of redemption: RedemptionRecord,
        _ platform: Platform, _ till: ClientSystem
    ) async throws -> ReturnRecord {
        try await platform.returnGoods(
            ReturnDraft(returnId: id, lines: [(1, try #require(Quantity(quantity)))]),
            of: redemption.id, by: till)
    }

    @Test(.clause("FV-13a", "FV-2.1a"), arguments: Engine.allCases)
    func `a shop is paid no difference to a shelf price above the official value`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let node = try test.node { $0.pilots[0].pays = .discount }
            let basket = try await test.scan(family, at: till).basket.id
            let most = try official("milk")
            do {
                _ = try await node.platform.redeem(
                    test.draft(
                        "r1", .basket(basket), [line(test, "milk", "1", shelf: most + 1)]),
                    by: till)
                Issue.record("any difference is paid")
            } catch let refusal as Refusal {
                #expect(refusal.code == .linesRefused && refusal.clause == "FV-13")
                #expect(refusal.detail?.en.contains("official market price") == true)
            }
            let paid = try await node.platform.redeem(
                test.draft("r1", .basket(basket), [line(test, "milk", "3", shelf: most)]),
                by: till)
            #expect(paid.byVoucherTiyn == 3 * (most - 41_000))
            let vouchers = try await test.wallet(family.recipient)
            #expect(vouchers.map(\.voucher.balance.spent).sum == 3 * (most - 41_000))
        }
    }

    @Test(.clause("FV-2.14a"), arguments: Engine.allCases)
    func `goods come back at what was paid for them, whatever the pilot pays by then`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let node = try test.node { $0.pilots[0].pays = .discount }
            let basket = try await test.scan(family, at: till).basket.id
            let most = try official("beef")
            let lines = [line(test, "beef", "1.333", shelf: most)]
            let paid = try await node.platform.redeem(
                test.draft("r1", .basket(basket), lines), by: till)
            let atShelf = lines[0].quantity.cost(unitPriceTiyn: most)
            #expect(paid.byVoucherTiyn == atShelf - lines[0].totalTiyn && paid.byVoucherTiyn > 0)
            // Today the pilot pays the whole price: that was not paid here.
            var given: Int64 = 0
            let parts = [("b1", "0.333"), ("b2", "0.501"), ("b3", "0.498"), ("b4", "0.001")]
            for (id, quantity) in parts {
                let record = try await back(id, quantity, of: paid, test.platform, till)
                #expect(record.otherwiseTiyn == 0)
                given += record.byVoucherTiyn
            }
            // No tiyn is lost or made by the parts.
            #expect(given == paid.byVoucherTiyn)
            #expect(
                try await refusal { try await back("b5", "0.001", of: paid, test.platform, till) }
                    == .returnTooLarge)
            let vouchers = try await test.wallet(family.recipient)
            #expect(vouchers.map(\.voucher.balance.spent) == [0])
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-13b"), arguments: Engine.allCases)
    func `a producer's goods are paid a tenth below the official value, and come back so`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let product = TestPilots.product("potatoes")
            _ = try await test.platform.enterGoods(
                [
                    ShopGood(
                        product: product, supply: .producer, purchasePriceTiyn: 15_000,
                        from: Day(at: test.clock.now))
                ], by: till)
            let value = try official("potatoes")
            var one = line(test, "potatoes", "2", shelf: value)
            one.unitPriceTiyn = value * 9 / 10
            var dear = one
            dear.unitPriceTiyn += 1
            for (pays, price) in [
                (Pilot.Pays.fullPrice, one.unitPriceTiyn), (.discount, value - one.unitPriceTiyn),
            ] {
                let node = try test.node { $0.pilots[0].pays = pays }
                let basket = RedemptionDraft.Presented.basket(
                    try await test.scan(family, at: till).basket.id)
                let name = pays.rawValue
                #expect(
                    try await refusal {
                        try await node.platform.redeem(test.draft(name, basket, [dear]), by: till)
                    } == .linesRefused)
                let paid = try await node.platform.redeem(
                    test.draft(name, basket, [one]), by: till)
                #expect(paid.byVoucherTiyn == 2 * price)
                let half = try await back("b1", "1", of: paid, node.platform, till)
                let rest = try await back("b2", "1", of: paid, node.platform, till)
                #expect(half.byVoucherTiyn + rest.byVoucherTiyn == 2 * price)
            }
            #expect(try await test.wallet(family.recipient)[0].voucher.balance.spent == 0)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}
