import FoodVouchers
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// A pilot is managed, watched over and answered for by its own parties alone.
@Suite(.timeLimit(.minutes(3)))
struct VoucherPartyTests {
    private let stranger = BIN(stored: "610640002024")

    /// A platform on the same store in whose pilot this body and this system have no part.
    private func node(_ test: TestPlatform) throws -> TestPlatform.Node {
        try test.node { configuration in
            let own: Set = [TestPeople.organisation.digits]
            configuration.pilots[0].parties = Pilot.Parties(
                systems: ["other-provider"], akimats: own, providers: own)
        }
    }

    @Test(.clause("FV-O.3.1a", "FV-30b"), arguments: Engine.allCases)
    func `another pilot's akimat changes nothing, and is told why`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try node(test)
            defer { withExtendedLifetime(node) {} }
            let platform = node.platform
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let paid = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("milk", "1")]), by: till)
            let complaint = try await test.platform.complain(
                "Sour", line: 1, purchase: paid.id, by: test.person(family.recipient),
                once: .unkeyed)
            let other = try await test.official(role: .akimat, body: stranger)
            let entries = try await test.entries().count
            let loan = WorkingCapitalLoan(
                agreement: ShopDraft.Loan(agreement: "7", terms: Set(ShopDraft.Term.allCases)),
                lender: stranger, amountTiyn: 100, repayBy: try #require(Day("2026-01-01")),
                yearlyBasisPoints: 100)
            let refusals = [
                try await refused {
                    try await platform.answerComplaint(
                        complaint.id, .upheld, "Yes", by: other, once: .unkeyed)
                },
                try await refused {
                    try await platform.checkAssortment(
                        AssortmentCheck(missing: [], hasStickers: true), of: "bereke", by: other,
                        once: .unkeyed)
                },
                try await refused {
                    try await platform.recordLoan(loan, to: "bereke", by: other, once: .unkeyed)
                },
                try await refused {
                    _ = try await platform.reportIncident(
                        "It stands", began: test.clock.now, pilot: "akkol-2025",
                        by: .official(other), once: .unkeyed)
                },
            ]
            for refusal in refusals {
                #expect(refusal?.code == .roleNotAllowed && refusal?.clause == "FV-O.3")
                #expect(refusal?.detail?.en.contains("another body") == true)
            }
            #expect(try await test.entries().count == entries)
            let own = try await test.official(TestPeople.holder, role: .akimat)
            try await platform.answerComplaint(
                complaint.id, .upheld, "Yes", by: own, once: .unkeyed)
        }
    }

    @Test(.clause("FV-O.7a", "FV-29a"), arguments: Engine.allCases)
    func `another pilot's provider neither manages nor reads a pilot`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try node(test)
            defer { withExtendedLifetime(node) {} }
            let platform = node.platform
            let pilot = try platform.pilotInForce("akkol-2025")
            // The provider's system acts for the pilot, since its data are used for it.
            let provider = try await test.system(.provider)
            #expect(try platform.pilot("akkol-2025", managedBy: provider).id == pilot.id)
            let feed = try await test.system(.feed)
            let moment = test.clock.now
            let reading = #expect(throws: Refusal.self) {
                try platform.pilot("akkol-2025", managedBy: feed)
            }
            let evidence = await #expect(throws: Refusal.self) {
                try await platform.recordEvidence(
                    "No. 1", for: .accessControl, of: "akkol-2025", by: feed)
            }
            let incident = await #expect(throws: Refusal.self) {
                try await platform.reportIncident(
                    "It stands", began: moment, pilot: "akkol-2025", by: .system(feed),
                    once: .unkeyed)
            }
            for refusal in [reading, evidence, incident] {
                #expect(refusal?.code == .notYours && refusal?.clause == "FV-2.9")
            }
            // A file that names the system lets it act.
            #expect(pilot.isManaged(by: "other-provider") && !pilot.isManaged(by: "nobody"))
        }
    }
}

private func refused(_ body: () async throws -> Void) async throws -> Refusal? {
    do {
        try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    }
}
