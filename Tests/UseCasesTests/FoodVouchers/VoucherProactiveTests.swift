import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// What nobody has to ask for: the month begins by itself, with the numbers of the day.
@Suite(.timeLimit(.minutes(3)))
struct VoucherProactiveTests {
    private let august = CalendarMonth(number: july.number + 1)

    @Test(.clause("FV-3a", "FV-2.18a"), arguments: Engine.allCases)
    func `who is on the list is asked without applying, and nobody else gets anything by asking`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(4)
            // Whoever answers before there is a list has nothing to answer.
            #expect(try await test.say("21*1", from: families[0].phone) != .granted)
            try await test.bring(Array(families.prefix(3)), month: july)
            try await test.platform.runVoucherMonth()
            for family in families {
                #expect(try await test.messages(to: family.phone).allSatisfy { !asks($0.body) })
            }
            test.clock.now = at("2025-07-05T00:00:00")
            try await test.platform.runVoucherMonth()
            for (index, family) in families.enumerated() {
                let asked = try await test.messages(to: family.phone).count { asks($0.body) }
                #expect(asked == (index < 3 ? 1 : 0))
            }
            // Not on the list: the same words bring no voucher.
            #expect(try await test.say("21*1", from: families[3].phone) != .granted)
            #expect(try await test.wallet(families[3].recipient).isEmpty)
            // One voucher for each member whom the Digital Family Map names, and for no other.
            #expect(try await test.say("21*1", from: families[2].phone) == .granted)
            let members = try await test.wallet(families[2].recipient).map(\.member)
            #expect(Set(members) == Set(families[2].members))
            #expect(members.count == families[2].members.count)
        }
    }

    private func asks(_ body: String) -> Bool { body.contains("21*1") }

    @Test(.clause("FV-17a", "FV-18b", "FV-18c"), arguments: Engine.allCases)
    func `each month goes by the number that the base has then, right or not`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(3) { _ in 0 }
            let (changed, gone, shared) = (families[0], families[1], families[2])
            let other = PhoneNumber(stored: "+77029999999")
            test.registers.change { world in
                world.phones[changed.recipient] = other
                world.phones[gone.recipient] = nil
                world.phones[TestPeople.stranger] = shared.phone
            }
            let before = try await test.messages(to: changed.phone).count
            test.clock.now = at("2025-08-03T09:00:00")
            try await test.bring(families, month: august)
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-08-05T08:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: other).count { asks($0.body) } == 1)
            #expect(try await test.messages(to: changed.phone).count == before)
            // The old number answers for nobody any more, the new one does.
            #expect(try await test.say("21*1", from: changed.phone) != .granted)
            #expect(try await test.say("21*1", from: other) == .granted)
            let missing = try await test.platform.missingNumbers(
                of: august, pilot: "akkol-2025", after: "", limit: 10, by: test.system(.feed))
            let reasons = Dictionary(
                uniqueKeysWithValues: missing.map { ($0.recipient, $0.termination) })
            #expect(
                reasons == [gone.recipient: .noNumber, shared.recipient: .sharedNumber])
        }
    }

    @Test(.clause("FV-2.12a", "FV-33a"), arguments: Engine.allCases)
    func `the answer to consent names the application, and the wallet shows what the ledger has`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 0 }
            let (buyer, refuser) = (families[0], families[1])
            try await test.say("21*1", from: buyer.phone)
            try await test.say("21*2", from: refuser.phone)
            let told = try await test.messages(to: buyer.phone).map(\.body)
            #expect(told.contains { $0.contains("eGov Mobile") && $0.contains("http") })
            let refused = try await test.messages(to: refuser.phone).map(\.body)
            #expect(refused.allSatisfy { !$0.contains("eGov Mobile") })
            test.clock.now = at("2025-07-06T10:00:00")
            let voucher = try #require(try await test.wallet(buyer.recipient).first)
            _ = try await test.platform.activate(
                voucher.voucher.id, by: test.person(buyer.recipient), once: .unkeyed)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(buyer, at: till)
            let paid = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("bread", "2")]), by: till)
            let shown = try #require(try await test.wallet(buyer.recipient).first)
            #expect(shown.voucher.balance.spent == 34_000)
            #expect(shown.voucher.balance.available == voucher.voucher.balance.issued - 34_000)
            let history = try await test.platform.voucherHistory(
                of: test.person(buyer.recipient), page: PageRequest(limit: 10, cursor: nil))
            #expect(history.items.map(\.record.id) == [paid.id])
            #expect(try await test.wallet(refuser.recipient).isEmpty)
            #expect(try await test.ledgerFaults().isEmpty)
            // The month is over: what is left shows as ended, and the wallet still agrees.
            test.clock.now = at("2025-08-01T00:00:00")
            try await test.platform.runVoucherMonth()
            let ended = try #require(try await test.wallet(buyer.recipient).first)
            #expect(ended.voucher.status == .expired && ended.voucher.balance.available == 0)
            #expect(ended.voucher.balance.spent == 34_000)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}
