import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

@testable import Web

/// Two shops over HTTP, and a till whose key is replaced (use cases 31, 33 and 80).
@Suite(.timeLimit(.minutes(5)))
struct VoucherShopWebTests {
    @Test(.clause("FV-27a"), arguments: Engine.allCases)
    func `a till goes on under its new key, and the old one ends with its tokens`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await Till(test, "till-1")
            let basket = try await till.scan(family)
            let bread = [Till.item("bread")]
            let first = await till.redeem("r1", basket: basket, bread)
            #expect(first.status == 200)
            let (old, new) = (till.key, try SigningKey.generateES256())
            let both: JSON = ["keys": [old.publicKey.jwk, new.publicKey.jwk]]
            try await test.apply(.setClientKeys(client: "till-1", keys: both))
            // While both work, the till changes over with nothing standing still.
            #expect(await till.redeem("r1", basket: basket, bread).body == first.body)
            try await till.renew()
            try await test.apply(
                .setClientKeys(client: "till-1", keys: ["keys": [new.publicKey.jwk]]))
            let late = await till.redeem("r1", basket: basket, bread)
            #expect(late.status == 401 && late.code == "invalidToken")
            await #expect(throws: Refusal.self) { try await till.renew() }
            // The sale whose answer was lost is sent again under the new key: the same answer.
            till.key = new
            try await till.renew()
            #expect(await till.redeem("r1", basket: basket, bread).body == first.body)
            let other = await till.redeem("r1", basket: basket, [Till.item("milk")])
            #expect(other.code == "redemptionDiffers")
            let spent = try await test.wallet(family.recipient).map(\.voucher.balance.spent)
            #expect(spent.reduce(0, +) == 17_000)
            // Nobody is let in under a name that nobody has.
            await #expect(throws: AdministrativeChange.FileFault.self) {
                try await test.apply(.setClientKeys(client: "nobody", keys: both))
            }
            #expect(try await test.entries().count { $0 == .clientChanged } == 2)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-27a", "FV-2.14a", "FV-29a"), arguments: Engine.allCases)
    func `a shop does nothing under another's receipt, and the shops add up to the pilot`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 1 }
            test.clock.now = at("2025-07-06T10:00:00")
            for family in families {
                try await test.say("21*1", from: family.phone)
                for voucher in try await test.wallet(family.recipient) {
                    _ = try await test.platform.activate(
                        voucher.voucher.id, by: test.person(family.recipient), once: .unkeyed)
                }
            }
            let own = try await Till(test, "till-a")
            let beside = try await Till(test, "till-a2")
            let stranger = try await Till(test, "till-b", shop: "second")
            let (basket, others) = (
                try await own.scan(families[0]), try await stranger.scan(families[1])
            )
            let (bread, milk) = ([Till.item("bread")], [Till.item("milk", quantity: "2")])
            // Another shop pays from no basket that it did not scan, nor under another's name.
            #expect(await stranger.redeem("r1", basket: basket, bread).code == "basketClosed")
            let sold = await own.redeem("r1", basket: basket, bread)
            let receipt = try #require(sold.body["id"]?.string)
            let same = await stranger.redeem("r1", basket: others, milk)
            #expect(same.status == 200 && same.body["byVoucherTiyn"]?.integer == 82_000)
            // Goods come back to the shop that sold them, at any of its tills; not to another.
            let wrong = await stranger.bringBack(receipt, as: "b1")
            #expect(wrong.status == 404 && wrong.code == "notFound")
            let back = await beside.bringBack(receipt, as: "b1")
            #expect(back.body["byVoucherTiyn"]?.integer == 17_000, "\(back.body.text)")
            #expect(await beside.bringBack(receipt, as: "b1").body == back.body)
            #expect(await beside.bringBack(receipt, as: "b2").code == "returnTooLarge")

            let overview = try await test.platform.voucherOverview(of: "akkol-2025", month: july)
            #expect(Set(overview.shops.keys) == ["bereke", "second"])
            let day = try #require(overview.days.values.first { $0.purchases > 0 })
            #expect(overview.shops.values.map(\.paidTiyn).reduce(0, +) == day.paidTiyn)
            #expect(overview.shops.values.map(\.returnedTiyn).reduce(0, +) == day.returnedTiyn)
            #expect(overview.shops.values.map(\.activations).reduce(0, +) == 2)
            let report = try await test.platform.dailyReport(
                of: "akkol-2025", on: test.platform.clock.today
            ).payload
            let shops = try #require(report["shops"]?.array)
            func sum(_ name: String) -> Int64 {
                shops.compactMap { $0[name]?.integer }.reduce(0, +)
            }
            #expect(shops.count == 2)
            #expect(sum("paidTiyn") == 99_000 && sum("returnedTiyn") == 17_000)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}
