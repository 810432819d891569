import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Where a voucher's money is after every step.
struct BalanceTests {
    private func after(_ steps: [(Movement.Kind, Int64)]) -> Balance? {
        var balance: Balance? = Balance()
        for (kind, amount) in steps { balance = balance?.applying(Movement(kind, amount)) }
        return balance
    }

    @Test func `no step loses or makes money`() throws {
        let balance = try #require(
            after([
                (.issued, 1000), (.held, 400), (.spentHeld, 300), (.released, 100), (.spent, 200),
                (.returned, 50), (.removed, 10), (.restored, 10), (.expired, 550),
            ]))
        #expect(balance.isSound)
        #expect(balance.issued == 1000 && balance.spent == 450 && balance.expired == 550)
        #expect(balance.available == 0 && balance.held == 0 && balance.removed == 0)
    }

    @Test func `nothing goes below zero`() {
        let refused: [[(Movement.Kind, Int64)]] = [
            [(.issued, 0)], [(.issued, -5)], [(.spent, 1)], [(.issued, 10), (.spent, 11)],
            [(.issued, 10), (.held, 11)], [(.issued, 10), (.held, 5), (.spentHeld, 6)],
            [(.issued, 10), (.held, 5), (.spent, 6)], [(.issued, 10), (.released, 1)],
            [(.issued, 10), (.spent, 5), (.returned, 6)], [(.issued, 10), (.expired, 11)],
            [(.issued, 10), (.held, 10), (.expired, 1)], [(.issued, 10), (.restored, 1)],
        ]
        for steps in refused { #expect(after(steps) == nil, "\(steps)") }
    }

    @Test func `any order of any steps keeps the sums equal`() {
        var state: UInt64 = 42
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        for _ in 0..<200 {
            var balance = Balance().applying(Movement(.issued, 1000)) ?? Balance()
            for _ in 0..<50 {
                let kinds = Movement.Kind.allCases.filter { $0 != .issued }
                let kind = kinds[Int(next(UInt64(kinds.count)))]
                if let changed = balance.applying(Movement(kind, Int64(next(500)))) {
                    balance = changed
                }
                #expect(balance.isSound && balance.issued == 1000)
            }
        }
    }

    @Test(.clause("FV-2.14a"))
    func `money leaves a voucher for goods alone`() {
        // Every kind but a purchase moves between the voucher's own parts.
        for kind in Movement.Kind.allCases where kind != .spent && kind != .spentHeld {
            let start = Balance(
                issued: 60, available: 20, held: 20, spent: 10, expired: 0, removed: 10)
            guard let changed = start.applying(Movement(kind, 5)) else { continue }
            #expect(changed.spent <= start.spent, "\(kind)")
        }
    }

    @Test func `a basket is paid from its vouchers in order`() {
        #expect(allocate(250, over: [100, 200, 300]) == [100, 150, 0])
        #expect(allocate(600, over: [100, 200, 300]) == [100, 200, 300])
        #expect(allocate(601, over: [100, 200, 300]) == nil)
        #expect(allocate(0, over: [100]) == [0])
        #expect(allocate(1, over: []) == nil)
    }
}
