import FoodVouchers
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

/// Use case 31: what a photograph, a reservation made over and over, and a name used twice can do.
@Suite(.timeLimit(.minutes(3)))
struct VoucherScanTests {
    @Test(.clause("FV-25a"), arguments: Engine.allCases)
    func `a photograph of the code before pays nothing once a later one was scanned`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let (first, second) = (
                try await test.addTill("till-1"), try await test.addTill("till-2")
            )
            let vouchers = try await test.wallet(family.recipient)
            let photographed = try await test.qr(vouchers)
            let shown = try await test.qr(vouchers)
            let basket = try await test.platform.openBasket(qr: shown, by: first)
            for till in [first, second] {
                #expect(
                    try await refusal {
                        try await test.platform.openBasket(qr: photographed, by: till)
                    } == .qrExpired)
                #expect(
                    try await refusal {
                        try await test.platform.redeem(
                            test.draft("p", .qr(photographed), [test.line("bread", "1")]), by: till)
                    } == .qrExpired)
            }
            // The screen moves on while the customer is at the till: the code before still opens.
            let next = try await test.qr(vouchers)
            _ = try await test.qr(vouchers)
            _ = try await test.platform.openBasket(qr: next, by: second)
            _ = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("bread", "1")]), by: first)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-25a"), arguments: Engine.allCases)
    func `one code shown to many tills at once opens one basket`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            var tills: [ClientSystem] = []
            for number in 1...6 { tills.append(try await test.addTill("till-\(number)")) }
            let vouchers = try await test.wallet(family.recipient)
            let codes = [try await test.qr(vouchers), try await test.qr(vouchers)]
            let opened = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
                for (index, till) in tills.enumerated() {
                    group.addTask {
                        try await refusal {
                            try await test.platform.openBasket(qr: codes[index % 2], by: till)
                        }
                    }
                }
                return try await group.reduce(into: [ProblemCode?]()) { $0.append($1) }
            }
            // Two, where the older code came first; never two of one code, and never the older last.
            let count = opened.count { $0 == nil }
            #expect(count == 1 || count == 2)
            #expect(opened.allSatisfy { [nil, .qrUsed, .qrExpired].contains($0) })
        }
    }

    @Test(.clause("FV-26a"), arguments: Engine.allCases)
    func `however often a till reserves, one scan binds the money for twenty minutes`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let end = test.clock.now.adding(seconds: 1200)
            var number = 0
            func hold() async throws -> VoucherHold {
                number += 1
                return try await test.platform.holdVouchers(
                    "h\(number)", basket: basket.basket.id, amountTiyn: 1000, by: till)
            }
            for _ in 0..<2 {
                let hold = try await hold()
                #expect(hold.expiresAt <= end)
                test.clock.now = hold.expiresAt.adding(seconds: -1)
            }
            let last = try await hold()
            #expect(last.expiresAt == end)
            test.clock.now = end
            #expect(try await refusal { try await hold() } == .basketClosed)
            try await test.platform.endVoucherHolds()
            #expect(try await test.wallet(family.recipient)[0].voucher.balance.held == 0)
        }
    }

    @Test(.clause("FV-2.14a"), arguments: Engine.allCases)
    func `each till names its returns for itself`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let (first, second) = (
                try await test.addTill("till-1"), try await test.addTill("till-2")
            )
            let basket = try await test.scan(family, at: first)
            let paid = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("milk", "4")]), by: first)
            func back(at till: ClientSystem) async throws -> ReturnRecord {
                try await test.platform.returnGoods(
                    ReturnDraft(returnId: "1", lines: [(1, try #require(Quantity("1")))]),
                    of: paid.id, by: till)
            }
            let one = try await back(at: first)
            #expect(try await back(at: first).entry == one.entry)
            #expect(try await back(at: second).entry != one.entry)
            #expect(
                try await test.wallet(family.recipient)[0].voucher.balance.spent == 2 * 41_000)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}
