import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 39: what holders without a smartphone learn by SMS.
@Suite(.timeLimit(.minutes(3)))
struct VoucherInquiryTests {
    private func replies(_ family: TestFamily, _ test: TestPlatform) async throws -> [String] {
        try await test.messages(to: family.phone).map(\.body).filter {
            $0.contains("21*3") || $0.contains("21*4")
        }
    }

    @Test(.clause("FV-26a", "FV-28a"), arguments: Engine.allCases)
    func `what is left and what was bought come by SMS to the holder's own number`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            #expect(try await test.say("21*3", from: family.phone) == .told)
            #expect(
                try await replies(family, test).last
                    == "Ваучер за 2025-07: осталось 7864,00 тенге, действует по 31.07.2025. "
                    + "Не активировано: 0. Последние покупки: 21*4")
            #expect(try await test.say("история", from: family.phone) == .told)
            #expect(
                try await replies(family, test).contains { $0.contains("ещё ничего не куплено") })
            let till = try await test.addTill("till-1")
            for (name, good) in [("r1", "milk"), ("r2", "bread")] {
                let basket = try await test.scan(family, at: till)
                _ = try await test.platform.redeem(
                    test.draft(name, .basket(basket.basket.id), [test.line(good, "1")]), by: till)
                test.clock.now = test.clock.now.adding(seconds: 3600)
            }
            test.registers.change { $0.people[family.recipient]?.language = .kk }
            #expect(try await test.say("Қалдық", from: family.phone) == .told)
            let balance = try await replies(family, test).last
            #expect(balance?.hasPrefix("2025-07 ваучері: 7284,00 теңге қалды") == true)
            #expect(try await test.say(" 21 4 ", from: family.phone) == .told)
            #expect(
                try await replies(family, test).contains {
                    $0.contains("06.07 Береке 170,00; 06.07 Береке 410,00")
                })
            // The person finds each of them in the own log.
            let told = try await test.log(of: family.recipient).filter {
                $0.kind == .voucherInquiryAnswered
            }
            #expect(told.count == 4)
        }
    }

    @Test(.clause("FV-26a"), arguments: Engine.allCases)
    func `nobody else is told anything, nor anyone without a voucher`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(3) { _ in 0 }
            // Asked, but not yet consented.
            #expect(try await test.say("21*3", from: families[0].phone) == .noSuchRequest)
            // A number of nobody, and one of somebody without vouchers.
            let unknown = PhoneNumber(stored: "+77000000009")
            #expect(try await test.say("21*3", from: unknown) == .noSuchRequest)
            #expect(try await test.say("21*3", from: TestPeople.strangerPhone) == .noSuchRequest)
            for family in families { try await test.say("21*1", from: family.phone) }
            // A number that went to somebody else, or is two people's, learns nothing.
            test.registers.change { world in
                world.phones[families[0].recipient] = nil
                world.phones[TestPeople.stranger] = families[0].phone
                world.phones[TestPeople.verifier] = families[1].phone
            }
            for family in families.prefix(2) {
                #expect(try await test.say("21*3", from: family.phone) == .noSuchRequest)
                #expect(try await replies(family, test).isEmpty)
            }
            // The dead ask nothing, and without the register nothing is said.
            test.registers.change {
                $0.people[families[2].recipient]?.deathDate = Day("2025-07-05")
            }
            #expect(try await test.say("21*3", from: families[2].phone) == .noSuchRequest)
            test.registers.change { $0.down = [.phones] }
            #expect(
                try await refusal { try await test.say("21*3", from: families[2].phone) }
                    == .registerUnavailable)
            #expect(try await !test.entries().contains(.voucherInquiryAnswered))
        }
    }

    @Test(.clause("FV-28a"), arguments: Engine.allCases)
    func `a message counts once, and a day has its number of replies`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let message = IncomingMessage(gatewayId: "g1", sender: family.phone, text: "21*3")
            #expect(try await test.platform.receive(message) == .told)
            #expect(try await test.platform.receive(message) == .repeated)
            let outcomes = try await withThrowingTaskGroup(of: AnswerOutcome.self) { group in
                for _ in 0..<9 {
                    group.addTask { try await test.say("21*3", from: family.phone) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .told } == 4)
            #expect(outcomes.count { $0 == .paused } == 5)
            #expect(try await replies(family, test).count == 5)
            test.clock.now = test.clock.now.adding(seconds: 86_401)
            #expect(try await test.say("21*3", from: family.phone) == .told)
            // The month is over: there is nothing to tell.
            test.clock.now = at("2025-08-01T00:00:00")
            #expect(try await test.say("21*3", from: family.phone) == .noSuchRequest)
        }
    }
}
