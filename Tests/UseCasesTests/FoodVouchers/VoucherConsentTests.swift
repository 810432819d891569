import AccessControl
import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Consent to processing on record in access control (FV-O.5.2), and what its withdrawal stops.
@Suite(.timeLimit(.minutes(3)))
struct VoucherConsentTests {
    private let page = PageRequest(limit: 10, cursor: nil)

    @Test(.clause("FV-O.5.2a"), arguments: Engine.allCases)
    func `one answer puts both consents on record, and the person finds the second among all`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2)
            try await test.say("21*1", from: families[0].phone)
            try await test.say("21*2", from: families[1].phone)
            let given = try await test.platform.consents(
                of: test.person(families[0].recipient), page: page)
            let consent = try #require(given.items.first)
            #expect(given.items.count == 1 && consent.status == .granted)
            #expect(consent.request.terms.purpose == "foodVouchers")
            #expect(consent.consent?.expiresAt == at("2025-08-01T00:00:00"))
            let refused = try await test.platform.consents(
                of: test.person(families[1].recipient), page: page)
            #expect(refused.items.map(\.status) == [.refused])
            let kinds = try await test.log(of: families[0].recipient).map(\.kind)
            #expect(kinds.contains(.voucherConsentGiven) && kinds.contains(.consentGiven))
        }
    }

    @Test(.clause("FV-O.5.2a"), arguments: Engine.allCases)
    func `the consent of a minor is the minor's, given by the representative`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let orphan = TestFamily(
                recipient: TestPeople.child, members: [TestPeople.child],
                phone: TestPeople.holderPhone)
            try await test.bring([orphan], month: july)
            test.clock.now = at("2025-07-05T09:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.say("21*1", from: TestPeople.holderPhone) == .granted)
            let own = try await test.platform.consents(
                of: test.person(TestPeople.child), page: page)
            #expect(own.items.map(\.status) == [.granted])
        }
    }

    @Test(.clause("FV-O.5.2a"), arguments: Engine.allCases)
    func `the representative takes the minor's consent back, while still the representative`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let orphan = TestFamily(
                recipient: TestPeople.child, members: [TestPeople.child],
                phone: TestPeople.holderPhone)
            let own = test.addFamilies(1)[0]
            try await test.bring([orphan, own], month: july)
            test.clock.now = at("2025-07-05T09:00:00")
            try await test.platform.runVoucherMonth()
            try await test.say("21*1", from: TestPeople.holderPhone)
            try await test.say("21*1", from: own.phone)
            let family = try #require(try await test.wallet(TestPeople.holder).first).family
            func takeBack(_ family: String, _ iin: IIN) async throws -> ProblemCode? {
                try await refusal {
                    try await test.platform.withdrawForRepresented(
                        family: family, by: test.person(iin), once: .unkeyed)
                }
            }
            // Neither a stranger, nor the minor by this way, nor for the own family.
            #expect(try await takeBack(family, TestPeople.stranger) == .notFound)
            #expect(try await takeBack(family, TestPeople.child) == .notFound)
            let other = try #require(try await test.wallet(own.recipient).first).family
            #expect(try await takeBack(other, own.recipient) == .notFound)
            // Not while the register is silent, and not once the representation is over.
            test.registers.change { $0.down = [.persons] }
            #expect(try await takeBack(family, TestPeople.holder) == .registerUnavailable)
            test.registers.change { $0.down = [] }
            let guardians = test.registers.world.people[TestPeople.child]?.guardians ?? []
            test.registers.change { $0.people[TestPeople.child]?.guardians = [] }
            #expect(try await takeBack(family, TestPeople.holder) == .notFound)
            test.registers.change { $0.people[TestPeople.child]?.guardians = guardians }
            #expect(try await takeBack(family, TestPeople.holder) == nil)
            #expect(try await takeBack(family, TestPeople.holder) == .alreadyWithdrawn)
            let voucher = try #require(try await test.wallet(TestPeople.holder).first)
            #expect(
                try await refusal {
                    try await test.platform.activate(
                        voucher.voucher.id, by: test.person(TestPeople.holder), once: .unkeyed)
                } == .consentNotActive)
            // Both read that it was taken back.
            for person in [TestPeople.child, TestPeople.holder] {
                let kinds = try await test.log(of: person).map(\.kind)
                #expect(kinds.contains(.consentWithdrawn))
            }
        }
    }

    @Test(.clause("FV-O.5.2a"), arguments: Engine.allCases)
    func `taken back between scan and payment, it stops activation, code, scan and payment`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let holder = test.person(family.recipient)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let vouchers = try await test.wallet(family.recipient)
            let code = try await test.qr(vouchers)
            let consent = try #require(
                try await test.platform.consents(of: holder, page: page).items.first?.consent)
            try await test.platform.withdraw(consent.id, by: holder, once: .unkeyed)
            #expect(
                try await refusal {
                    try await test.platform.activate(
                        vouchers[0].voucher.id, by: holder, once: .unkeyed)
                } == .consentNotActive)
            #expect(try await refusal { try await test.qr(vouchers) } == .consentNotActive)
            #expect(
                try await refusal { try await test.platform.openBasket(qr: code, by: till) }
                    == .consentNotActive)
            #expect(
                try await refusal {
                    try await test.platform.holdVouchers(
                        "h1", basket: basket.basket.id, amountTiyn: 1000, by: till)
                } == .consentNotActive)
            #expect(
                try await refusal {
                    try await test.platform.redeem(
                        test.draft("r1", .basket(basket.basket.id), [test.line("bread", "1")]),
                        by: till)
                } == .consentNotActive)
            let after = try await test.wallet(family.recipient)
            #expect(after.allSatisfy { $0.voucher.balance.spent == 0 })
            // Who joins the family by a corrected list gets no voucher on a consent taken back.
            let joining = test.addFamilies(1, from: 40) { _ in 0 }[0].recipient
            try await test.bring(
                rows: [family.row(july, members: family.members + [joining])], month: july)
            #expect(try await test.wallet(family.recipient).count == after.count)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-O.5.1a"), arguments: Engine.allCases)
    func `nobody is asked while a party to the consent is not registered`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node { configuration in
                configuration.pilots[0].personalData?.owner = "nobody"
            }
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(1)
            try await test.bring(families, month: july)
            test.clock.now = at("2025-07-05T08:00:00")
            #expect(
                try await refusal { try await node.platform.runVoucherMonth() } == .pilotNotReady)
            #expect(try await test.messages(to: families[0].phone).isEmpty)
        }
    }
}
