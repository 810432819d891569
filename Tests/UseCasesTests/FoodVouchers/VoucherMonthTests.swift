import AccessControl
import FoodVouchers
import Journal
import Kernel
import Messages
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 30: the month, from the list to the answer.
@Suite(.timeLimit(.minutes(3)))
struct VoucherMonthTests {
    @Test(
        .clause(
            "FV-3a", "FV-15a", "FV-16a", "FV-2.13a", "FV-20a", "FV-22a", "FV-2.10a", "FV-23a",
            "FV-24a", "FV-5a", "FV-A.2a", "FV-2.18a"),
        arguments: Engine.allCases)
    func `a listed family is asked on the fifth, consents and gets a voucher for each member`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let family = test.addFamilies(1) { _ in 2 }[0]
            let list = try await test.bring([family], month: july)
            #expect(list.listed == 1 && list.version == 1 && !list.isLate && list.faults.isEmpty)
            try await test.platform.runVoucherMonth()
            #expect(try await test.state(of: family) == "numberFound")
            // Nothing is sent before the fifth, and nobody is a recipient before the answer.
            test.clock.now = at("2025-07-04T23:59:59")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: family.phone).isEmpty)
            #expect(try await test.say("21*1", from: family.phone) == .noSuchRequest)
            test.clock.now = at("2025-07-05T00:00:00")
            try await test.platform.runVoucherMonth()
            try await test.platform.runVoucherMonth()
            let request = try #require(try await test.messages(to: family.phone).first)
            #expect(try await test.messages(to: family.phone).count == 1)
            #expect(request.grant == "21*1" && request.refuse == "21*2")
            #expect(request.body == TestPilots.akkol.request.ru)
            #expect(try await test.wallet(family.recipient).isEmpty)

            #expect(try await test.say(" 21 * 1 ", from: family.phone) == .granted)
            #expect(try await test.state(of: family) == "consented")
            let vouchers = try await test.wallet(family.recipient)
            #expect(Set(vouchers.map(\.member)) == Set(family.members))
            for voucher in vouchers {
                #expect(voucher.voucher.status == .formed && voucher.holder == family.recipient)
                #expect(voucher.voucher.balance.available == 393_200)
                #expect(voucher.voucher.validUntil == at("2025-08-01T00:00:00"))
            }
            let bodies = try await test.messages(to: family.phone).map(\.body)
            #expect(bodies.contains { $0.contains("/wallet/\(vouchers[0].family)") })
            #expect(
                try await test.log(of: family.recipient).map(\.kind).sorted {
                    $0.rawValue < $1.rawValue
                }
                    == [
                        .consentGiven, .voucherConsentAsked, .voucherConsentGiven,
                        .voucherFamilyListed, .voucherWalletOpened, .vouchersFormed,
                    ])
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-21a", "FV-21b"), arguments: Engine.allCases)
    func `silence is answered with one repetition, and at the month's end by removal`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.openJuly(1)[0]
            test.clock.now = at("2025-07-09T23:59:59")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: family.phone).count == 1)
            test.clock.now = at("2025-07-10T00:00:00")
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-07-25T00:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: family.phone).count == 2)
            test.clock.now = at("2025-07-31T23:59:59")
            try await test.platform.runVoucherMonth()
            #expect(try await test.state(of: family) == "asked")
            test.clock.now = at("2025-08-01T00:00:00")
            // The answer is late even if the job has not run yet.
            #expect(try await test.say("21*1", from: family.phone) == .late)
            try await test.platform.runVoucherMonth()
            #expect(try await test.state(of: family) == "removed")
            #expect(try await test.say("21*1", from: family.phone) == .noSuchRequest)
            #expect(try await test.wallet(family.recipient).isEmpty)
            #expect(try await test.entries().contains(.voucherActivationRemoved))
        }
    }

    @Test(.clause("FV-32a"), arguments: Engine.allCases)
    func `a pilot that is not ready keeps no other pilot waiting`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            let feed = try await test.system(.feed)
            var broken = TestPilots.akkol
            broken.id = "broken"
            broken.feeds = [feed.id]
            broken.personalData?.owner = "nobody"
            let pilots = [broken, TestPilots.akkol]
            let node = try test.node { $0.pilots = pilots }
            let provider = try await test.system(.provider)
            let families = test.addFamilies(2) { _ in 0 }
            for (pilot, family) in zip(pilots, families) {
                for point in ReadinessPoint.allCases {
                    try await node.platform.recordEvidence(
                        "No. 1", for: point, of: pilot.id, by: provider)
                }
                _ = try await node.platform.takeList(
                    Array(family.row(july).utf8), form: .ndjson, month: july, pilot: pilot.id,
                    by: feed, once: .unkeyed)
            }
            for (day, messages) in [("05", 1), ("10", 2)] {
                test.clock.now = at("2025-07-\(day)T09:00:00")
                let failed = await node.platform.runVoucherJobs()
                #expect(failed.map(\.name) == ["requests of broken"])
                #expect((failed.first?.error as? Refusal)?.code == .pilotNotReady)
                #expect(try await test.messages(to: families[0].phone).isEmpty)
                #expect(try await test.messages(to: families[1].phone).count == messages)
            }
            try await test.sequence()
            try await node.platform.makeDailyReports()
            let reports = try await test.store.read {
                try $0.firstRow("SELECT COUNT(*) FROM voucher_report")?.integer(0)
            }
            // Of both pilots, from the day of the list on.
            #expect(reports == 14)
        }
    }

    @Test(.clause("FV-21c"), arguments: Engine.allCases)
    func `a refusal holds at once and for the month`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.openJuly(1)[0]
            #expect(try await test.say("21*2", from: family.phone) == .refused)
            #expect(try await test.say("21*1", from: family.phone) == .noSuchRequest)
            test.clock.now = at("2025-07-11T00:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: family.phone).count == 1)
            #expect(try await test.wallet(family.recipient).isEmpty)
            // A new month is a new question.
            test.clock.now = at("2025-08-02T00:00:00")
            try await test.bring([family], month: july.next)
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-08-05T00:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.say("21*1", from: family.phone) == .granted)
        }
    }

    @Test(.clause("FV-18a", "FV-18b", "FV-18c", "FV-17a"), arguments: Engine.allCases)
    func `without a number of their own a family's month ends, and the feed reads why`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(4)
            test.registers.change { world in
                world.phones[families[0].recipient] = nil
                world.phones[families[1].recipient] = families[2].phone
                world.people[families[3].recipient]?.deathDate = Day("2025-07-01")
            }
            try await test.bring(families, month: july)
            try await test.platform.runVoucherMonth()
            let missing = try await test.platform.missingNumbers(
                of: july, pilot: TestPilots.akkol.id, after: "", limit: 100,
                by: test.system(.feed))
            let reasons = Dictionary(
                uniqueKeysWithValues: missing.map { ($0.recipient, $0.termination) })
            #expect(
                reasons == [
                    families[0].recipient: .noNumber, families[1].recipient: .sharedNumber,
                    families[2].recipient: .sharedNumber, families[3].recipient: .unknownPerson,
                ])
            #expect(
                try await test.log(of: families[0].recipient).map(\.kind)
                    .contains(.voucherNumberMissing))
            test.clock.now = at("2025-07-06T09:00:00")
            try await test.platform.runVoucherMonth()
            for family in families {
                #expect(try await test.messages(to: family.phone).isEmpty)
            }
        }
    }

    @Test(.clause("FV-O.5.2a"), arguments: Engine.allCases)
    func `for a minor the legal representative is asked, answers and holds the voucher`(
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
            #expect(try await test.messages(to: TestPeople.holderPhone).count == 1)
            #expect(try await test.say("21*1", from: TestPeople.holderPhone) == .granted)
            let voucher = try #require(try await test.wallet(TestPeople.holder).first)
            #expect(voucher.member == TestPeople.child && voucher.holder == TestPeople.holder)
            #expect(try await test.wallet(TestPeople.child).isEmpty)
            // Both read who answered.
            for person in [TestPeople.child, TestPeople.holder] {
                let row = try await test.log(of: person).first { $0.kind == .voucherConsentGiven }
                #expect(row?.facts["by"] == "representative")
            }
        }
    }

    /// Lists two minors, each a family of its own, for whom the same person answers.
    ///
    /// - Returns: the second, whom the tests' world does not know otherwise.
    @discardableResult
    private func listTwoMinors(_ test: TestPlatform) async throws -> IIN {
        test.clock.now = at("2025-07-03T09:00:00")
        try await test.makeReady()
        let sister = test.addFamilies(1) { _ in 1 }[0].members[1]
        test.registers.change { world in
            let guardians = world.people[TestPeople.child]?.guardians ?? []
            world.people[sister]?.guardians = guardians
        }
        try await test.bring(
            [TestPeople.child, sister].map {
                TestFamily(recipient: $0, members: [$0], phone: TestPeople.holderPhone)
            }, month: july)
        return sister
    }

    @Test(.clause("FV-O.5.2a", "FV-20a"), arguments: Engine.allCases)
    func `who answers for two minors is asked about the second after the first answer`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let sister = try await listTwoMinors(test)
            test.clock.now = at("2025-07-05T09:00:00")
            for asked in 1...2 {
                try await test.platform.runVoucherMonth()
                try await test.platform.runVoucherMonth()
                #expect(try await test.messages(to: TestPeople.holderPhone).count == asked * 2 - 1)
                #expect(try await test.say("21*1", from: TestPeople.holderPhone) == .granted)
            }
            #expect(
                Set(try await test.wallet(TestPeople.holder).map(\.member))
                    == [TestPeople.child, sister])
        }
    }

    @Test(.clause("FV-18a", "FV-O.5.2a"), arguments: Engine.allCases)
    func `a representative who is silent keeps the second family waiting no longer than ten days`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await listTwoMinors(test)
            func missing() async throws -> [FamilyMonth.Termination] {
                try await test.platform.runVoucherMonth()
                return try await test.platform.missingNumbers(
                    of: july, pilot: TestPilots.akkol.id, after: "", limit: 10,
                    by: test.system(.feed)
                ).map(\.termination)
            }
            for day in ["05", "10", "14"] {
                test.clock.now = at("2025-07-\(day)T09:00:00")
                #expect(try await missing().isEmpty)
            }
            test.clock.now = at("2025-07-15T09:00:00")
            #expect(try await missing() == [.sharedNumber])
            #expect(try await test.messages(to: TestPeople.holderPhone).count == 2)
        }
    }

    @Test(.clause("FV-2.10a"), arguments: Engine.allCases)
    func `an answer counts once, from the number that was asked, and for vouchers alone`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(3)
            // Words of other requests do not touch this one, nor these another's.
            for text in ["1", "21", "21*3", "2100 1", "21*1*1", ""] {
                let outcome = try await test.say(text, from: families[0].phone)
                #expect([.unclear, .noSuchRequest].contains(outcome), "\(text)")
            }
            #expect(try await test.state(of: families[0]) == "asked")
            let request = try await test.ask()
            #expect(try await test.say("21*1", from: TestPeople.holderPhone) == .noSuchRequest)
            #expect(try await test.state(of: request).status == .awaitingSubject)

            let message = IncomingMessage(
                gatewayId: "g1", sender: families[0].phone, text: "21*1")
            #expect(try await test.platform.receive(message) == .granted)
            #expect(try await test.platform.receive(message) == .repeated)
            #expect(try await test.wallet(families[0].recipient).count == 1)
            // The number went to somebody else between question and answer.
            test.registers.change { $0.phones[families[1].recipient] = nil }
            #expect(try await test.say("21*1", from: families[1].phone) == .otherPerson)
            #expect(try await test.state(of: families[1]) == "asked")
            test.registers.change { $0.down = [.phones] }
            #expect(
                try await refusal { try await test.say("21*1", from: families[2].phone) }
                    == .registerUnavailable)
            test.registers.change { $0.down = [] }
            #expect(try await test.say("21*1", from: families[2].phone) == .granted)
        }
    }

    @Test(arguments: Engine.allCases)
    func `after an outage everything is made up for, once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(30)
            test.registers.change { $0.down = [.phones] }
            try await test.bring(families, month: july)
            try await test.platform.runVoucherMonth()
            #expect(try await test.state(of: families[0]) == "listed")
            // Nothing ran until the 12th.
            test.registers.change { $0.down = [] }
            test.clock.now = at("2025-07-12T09:00:00")
            let other = try test.node()
            async let here: Void = test.platform.runVoucherMonth()
            async let there: Void = other.platform.runVoucherMonth()
            _ = try await (here, there)
            for family in families {
                #expect(try await test.messages(to: family.phone).count == 1)
            }
            test.clock.now = at("2025-07-17T00:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: families[0].phone).count == 2)
        }
    }
}
