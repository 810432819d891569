import FoodVouchers
import Foundation
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// Many tills at once on the same vouchers.
@Suite(.timeLimit(.minutes(10)))
struct VoucherRaceTests {
    /// 20 tills; 200 in the soak run.
    private var tillCount: Int {
        ProcessInfo.processInfo.environment["QYZMET_SOAK"] == nil ? 20 : 200
    }

    @Test(arguments: Engine.allCases)
    func `tills at once on the same vouchers never spend anything twice`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            // One family with 20 vouchers of 3932.00 each, and every till with a basket of all of them.
            let family = try await test.activeFamily(children: 19)
            var work: [(till: ClientSystem, basket: String)] = []
            for number in 0..<tillCount {
                let till = try await test.addTill("till-\(number)")
                work.append((till, try await test.scan(family, at: till).basket.id))
            }
            let second = try test.node()
            let nodes = [test.platform, second.platform]
            // Together they want more than there is: 20 × 5600.00 of 78,640.00.
            let lines = [test.line("beef", "2")]
            let outcomes = await withTaskGroup(of: Outcome.self) { group in
                for (number, item) in work.enumerated() {
                    // Every request is sent three times at once, by both nodes: retries of a lost answer.
                    for attempt in 0..<3 {
                        let node = nodes[(number + attempt) % 2]
                        group.addTask {
                            let draft = test.draft("r", .basket(item.basket), lines)
                            return await outcome(of: item.till.id) {
                                try await node.redeem(draft, by: item.till)
                            }
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            var records: [String: RedemptionRecord] = [:]
            // With nothing given back, who could not be paid once could not be paid at all.
            let refused = Set(outcomes.filter { $0.value == nil }.map(\.till))
            for outcome in outcomes {
                guard let record = outcome.value else {
                    #expect(outcome.code == .notEnoughOnVoucher)
                    continue
                }
                // Whoever asked again was told the same.
                #expect(!refused.contains(outcome.till))
                let before = records.updateValue(record, forKey: outcome.till)
                #expect(before == nil || before?.id == record.id)
                #expect(before == nil || before?.remainingTiyn == record.remainingTiyn)
            }
            let most = 20 * 393_200 / 560_000
            #expect(records.count == min(most, tillCount))
            #expect(Set(records.values.map(\.id)).count == records.count)
            let vouchers = try await test.wallet(family.recipient)
            #expect(vouchers.allSatisfy { $0.voucher.balance.isSound })
            let spent = vouchers.map(\.voucher.balance.spent).reduce(0, +)
            #expect(spent == Int64(records.count) * 560_000)
            #expect(spent == records.values.map(\.byVoucherTiyn).reduce(0, +))
            // Whatever the order, what each till was told was true at its turn.
            let told = records.values.map(\.remainingTiyn).sorted(by: >)
            let all: Int64 = 20 * 393_200
            let expected = (1...records.count).map { all - Int64($0) * 560_000 }
            #expect(told == expected)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func
        `one payment by a code, sent several times at once, pays once and is told as paid each time`(
            _ engine: Engine
        ) async throws
    {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            let till = try await test.addTill("till-1")
            let second = try test.node()
            let nodes = [test.platform, second.platform]
            let lines = [test.line("bread", "1")]
            for round in 0..<10 {
                let code = try await test.qr(try await test.wallet(family.recipient))
                let draft = test.draft("r\(round)", .qr(code), lines)
                let outcomes = await withTaskGroup(of: Outcome.self) { group in
                    for attempt in 0..<6 {
                        group.addTask {
                            await outcome(of: till.id) {
                                try await nodes[attempt % 2].redeem(draft, by: till)
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.map(\.code) == Array(repeating: nil, count: 6))
                #expect(Set(outcomes.compactMap(\.value?.id)).count == 1)
                // Another purchase from the same code is none.
                let other = test.draft("other\(round)", .qr(code), lines)
                #expect(
                    try await refusal { try await test.platform.redeem(other, by: till) }
                        == .basketClosed)
            }
            let vouchers = try await test.wallet(family.recipient)
            #expect(vouchers.map(\.voucher.balance.spent).sum == 170_000)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a code that many tills scan at once opens one basket`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            var tills: [ClientSystem] = []
            for number in 0..<8 { tills.append(try await test.addTill("till-\(number)")) }
            let code = try await test.qr(try await test.wallet(family.recipient))
            let second = try test.node()
            let nodes = [test.platform, second.platform]
            let codes = await withTaskGroup(of: ProblemCode?.self) { group in
                for (number, till) in tills.enumerated() {
                    let node = nodes[number % 2]
                    group.addTask {
                        do {
                            return try await refusal {
                                try await node.openBasket(qr: code, by: till)
                            }
                        } catch {
                            return .internalError
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.allSatisfy { $0 == nil || $0 == .qrUsed })
        }
    }

    @Test(arguments: Engine.allCases)
    func `holding, paying, returning and the month's end at once lose nothing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 3)
            let till = try await test.addTill("till-1")
            var baskets: [String] = []
            for _ in 0..<12 { baskets.append(try await test.scan(family, at: till).basket.id) }
            let first = try await test.platform.redeem(
                test.draft("r-first", .basket(baskets[0]), [test.line("milk", "9")]), by: till)
            let done = await withTaskGroup(of: [String].self) { group in
                for (number, basket) in baskets.enumerated().dropFirst() {
                    group.addTask {
                        let hold = try? await test.platform.holdVouchers(
                            "h\(number)", basket: basket, amountTiyn: 90_000, by: till)
                        let paid = try? await test.platform.redeem(
                            test.draft(
                                "r\(number)", .basket(basket), [test.line("milk", "2")],
                                hold: number % 3 == 0 ? nil : "h\(number)",
                                status: number % 4 == 0 ? .failed : .paid), by: till)
                        return [hold.map { _ in "held" }, paid?.status.rawValue].compactMap { $0 }
                    }
                    group.addTask {
                        guard let one = Quantity("1") else { return [] }
                        let back = try? await test.platform.returnGoods(
                            ReturnDraft(returnId: "b\(number)", lines: [(1, one)]), of: first.id,
                            by: till)
                        return back == nil ? [] : ["returned"]
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            for kind in ["held", "paid", "failed", "returned"] {
                #expect(done.contains(kind), "\(kind)")
            }
            #expect(try await test.ledgerFaults().isEmpty)
            test.clock.now = at("2025-08-01T00:00:00")
            let second = try test.node()
            async let here: Void = test.platform.runVoucherMonth()
            async let there: Void = second.platform.runVoucherMonth()
            _ = try await (here, there)
            for voucher in try await test.wallet(family.recipient) {
                #expect(voucher.voucher.status == .expired)
                let balance = voucher.voucher.balance
                #expect(balance.available == 0 && balance.held == 0 && balance.isSound)
            }
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}

/// What one request came to.
private struct Outcome: Sendable {
    let till: String
    var value: RedemptionRecord?
    var code: ProblemCode?
}

private func outcome(
    of till: String, _ body: () async throws -> RedemptionRecord
) async -> Outcome {
    do {
        return Outcome(till: till, value: try await body())
    } catch let refusal as Refusal {
        return Outcome(till: till, code: refusal.code)
    } catch {
        return Outcome(till: till, code: .internalError)
    }
}
