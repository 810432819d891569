import FoodVouchers
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// What a till may send over HTTP and does not get, each with its code, and nothing changed.
@Suite(.timeLimit(.minutes(5)))
struct VoucherTillWebTests {
    @Test(.clause("FV-13a", "FV-6a", "FV-2.17a"), arguments: Engine.allCases)
    func `wrong goods, prices and sums are refused by their names`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await Till(test, "till-1")
            let basket = try await till.scan(family)
            let bread = Till.item("bread")
            let half = Till.item("bread", quantity: "0.5")
            let dear = Till.item("milk", price: 41_001)
            let vodka = Till.item("milk", product: "0200009461097")
            for (items, part) in [
                ([bread, dear], "FV-13"), ([bread, vodka], "FV-6"), ([half, bread], "line 1"),
            ] {
                let answer = await till.redeem("r1", basket: basket, items)
                #expect(answer.code == "linesRefused" && answer.clause?.hasPrefix("FV-") == true)
                #expect(answer.detail.contains(part), "\(answer.detail)")
            }
            // More than the vouchers hold, and not said to be paid otherwise.
            let feast = Till.item("beef", quantity: "4")
            #expect(
                await till.redeem("r1", basket: basket, [feast]).code == "notEnoughOnVoucher")
            let failed = [
                Till.item("bread", quantity: "-1"), Till.item("bread", quantity: "1,5"),
                Till.item("bread", quantity: "0"), Till.item("bread", price: 0),
                Till.item("bread", product: "12"), "bread", [:],
            ]
            for item in failed {
                #expect(
                    await till.redeem("r1", basket: basket, [item]).code == "invalidField",
                    "\(item.text)")
            }
            #expect(await till.redeem("r1", basket: basket, []).code == "invalidField")
            #expect(await till.redeem("", basket: basket, [bread]).code == "invalidField")
            #expect(
                await till.redeem("r1", basket: "0123456789abcdefghjkmnpqrs", [bread]).code
                    == "basketClosed")
            try await till.expectUntouched(family)
            // The name and the basket are still free for what is right.
            #expect(await till.redeem("r1", basket: basket, [bread]).status == 200)
        }
    }

    @Test(.clause("FV-7a", "FV-8a", "FV-2.23a"), arguments: Engine.allCases)
    func `a code of another time, another till or another's is refused`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let (till, other) = (try await Till(test, "till-1"), try await Till(test, "till-2"))
            let vouchers = try await test.wallet(family.recipient)
            let code = try await test.qr(vouchers)
            let basket = try #require(await till.open(code).body["basketId"]?.string)
            // Replayed at another till; unknown; another till's basket.
            #expect(await other.open(code).code == "qrUsed")
            #expect(await other.open("QZV1.x").code == "qrUnknown")
            let bread = Till.item("bread")
            #expect(await other.redeem("r1", basket: basket, [bread]).code == "basketClosed")
            // Too late by the server's clock, whatever the till's own says.
            let late = try await test.qr(vouchers)
            test.clock.advance(seconds: VoucherQR.lifetimeSeconds)
            #expect(await other.open(late).code == "qrExpired")
            try await till.expectUntouched(family)
            // The month is over between scan and payment.
            test.clock.now = at("2025-07-31T23:59:30")
            try await till.renew()
            let last = try await till.scan(family)
            test.clock.now = at("2025-08-01T00:00:00")
            #expect(await till.redeem("r2", basket: last, [bread]).code == "voucherExpired")
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the same purchase sent twice is one, and another under its name is none`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await Till(test, "till-1")
            let basket = try await till.scan(family)
            let first = await till.redeem("r1", basket: basket, [Till.item("bread")])
            let again = await till.redeem("r1", basket: basket, [Till.item("bread")])
            #expect(first.status == 200 && again.body == first.body)
            let changed = await till.redeem("r1", basket: basket, [Till.item("milk")])
            #expect(changed.code == "redemptionDiffers" && changed.status == 409)
            let spent = try await test.wallet(family.recipient).map(\.voucher.balance.spent)
            #expect(spent.reduce(0, +) == 17_000)
        }
    }
}
