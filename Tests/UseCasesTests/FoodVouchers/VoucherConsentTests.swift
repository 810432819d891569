import AccessControl
import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
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
                    try await test.platform.redeem(
                        test.draft("r1", .basket(basket.basket.id), [test.line("bread", "1")]),
                        by: till)
                } == .consentNotActive)
            let after = try await test.wallet(family.recipient)
            #expect(after.allSatisfy { $0.voucher.balance.spent == 0 })
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
