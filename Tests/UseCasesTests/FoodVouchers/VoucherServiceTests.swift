import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use cases 33, 37 and 38: what the akimat sees of shops, ratings, complaints.
@Suite(.timeLimit(.minutes(3)))
struct VoucherServiceTests {
    private let page = PageRequest(limit: 10, cursor: nil)

    /// A family that has bought bread and milk.
    private func bought(
        _ test: TestPlatform, status: RedemptionDraft.PaymentStatus = .paid
    ) async throws -> (family: TestFamily, purchase: RedemptionRecord) {
        let family = try await test.activeFamily()
        let till = try await test.addTill("till-1")
        let basket = try await test.scan(family, at: till)
        let purchase = try await test.platform.redeem(
            test.draft(
                "r1", .basket(basket.basket.id),
                [test.line("bread", "2"), test.line("milk", "1")], status: status), by: till)
        return (family, purchase)
    }

    @Test(.clause("FV-30a"), arguments: Engine.allCases)
    func `a shop is rated by who bought there, and the last rating counts`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (family, purchase) = try await bought(test)
            let holder = test.person(family.recipient)
            for value in [Int64(2), 5] {
                try await test.platform.rateShop(
                    #require(ShopRating(value)), purchase: purchase.id, by: holder, once: .unkeyed)
            }
            let history = try await test.platform.voucherHistory(of: holder, page: page)
            #expect(history.items.first?.rating == 5)
            let shop = try #require(try await test.platform.supervisedShop("bereke")?.shop)
            #expect(shop.ratings.count == 1 && shop.ratings.sum == 5)
            #expect(
                try await refusal {
                    try await test.platform.rateShop(
                        #require(ShopRating(1)), purchase: purchase.id,
                        by: test.person(TestPeople.stranger), once: .unkeyed)
                } == .notFound)
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `a complaint goes to the akimat with its line and last day, and is answered once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (family, purchase) = try await bought(test)
            let holder = test.person(family.recipient)
            func complain(line: Int64, by person: SignedInPerson) async throws -> VoucherComplaint {
                try await test.platform.complain(
                    "Бағасы қымбат", line: line, purchase: purchase.id, by: person, once: .unkeyed)
            }
            let made = try await complain(line: 2, by: holder)
            // 15 working days from Sunday 6 July 2025; the 7th, for Capital Day, is a day off.
            #expect(made.due == Day("2025-07-28"))
            #expect(try await refusal { try await complain(line: 2, by: holder) } == .complaintMade)
            #expect(try await refusal { try await complain(line: 3, by: holder) } == .notFound)
            let stranger = test.person(TestPeople.stranger)
            #expect(try await refusal { try await complain(line: 1, by: stranger) } == .notFound)

            let inbox = try await test.platform.openComplaints(
                about: "akkol-2025", page: PageRequest(limit: 50, cursor: nil)
            ).items
            let open = try #require(inbox.first)
            #expect(inbox.count == 1 && open.line.line.name == "milk" && open.shop == "bereke")
            let akimat = try await test.official(role: .akimat)
            let sent = try await test.messages(to: family.phone).count
            test.clock.advance(seconds: 86_400)
            func answer() async throws {
                try await test.platform.answerComplaint(
                    made.id, .upheld, "Баға түзетілді", by: akimat, once: .unkeyed)
            }
            try await answer()
            #expect(try await refusal(answer) == .complaintClosed)
            #expect(try await test.platform.openComplaintCount(about: "akkol-2025") == 0)
            let own = try await test.platform.complaints(of: holder, page: page)
            #expect(own.items.first?.answer == "Баға түзетілді")
            #expect(own.items.first?.outcome == .upheld)
            #expect(try await test.platform.complaints(of: stranger, page: page).items.isEmpty)
            // The SMS says that there is an answer, and nothing of what it is.
            let messages = try await test.messages(to: family.phone)
            #expect(messages.count == sent + 1)
            #expect(messages.allSatisfy { !$0.body.contains("Баға түзетілді") })
            let kinds = try await test.log(of: family.recipient).map(\.kind)
            #expect(kinds.contains(.voucherComplaintMade))
            #expect(kinds.contains(.voucherComplaintAnswered))
        }
    }

    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `nobody complains about what was not paid, and two at once are one`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (family, failed) = try await bought(test, status: .failed)
            let holder = test.person(family.recipient)
            #expect(
                try await refusal {
                    try await test.platform.complain(
                        "x", line: 1, purchase: failed.id, by: holder, once: .unkeyed)
                } == .notFound)
            let till = try #require(try await test.platform.client("till-1"))
            let basket = try await test.scan(family, at: till)
            let paid = try await test.platform.redeem(
                test.draft("r2", .basket(basket.basket.id), [test.line("bread", "1")]), by: till)
            let codes = await withTaskGroup(of: ProblemCode?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try? await refusal {
                            try await test.platform.complain(
                                "x", line: 1, purchase: paid.id, by: holder, once: .unkeyed)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .complaintMade } == 7)
            #expect(try await test.entries().count { $0 == .voucherComplaintMade } == 1)
        }
    }

    @Test(.clause("FV-O.3.1a", "FV-12a"), arguments: Engine.allCases)
    func `the akimat sees which goods a shop lacks and records what it saw there`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.addTill("till-1")
            let shop = try #require(
                try await test.platform.supervisedShops(
                    of: "akkol-2025", page: PageRequest(limit: 1, cursor: nil)
                ).items.first)
            // Four kinds have a price; the others of the list do not.
            #expect(shop.missingGoods.count == TestPilots.akkol.goods.count - 4)
            #expect(!shop.missingGoods.contains("bread") && shop.lastCheck == nil)
            let akimat = try await test.official(role: .akimat)
            try await test.platform.checkAssortment(
                AssortmentCheck(missing: ["milk"], hasStickers: false), of: "bereke", by: akimat,
                once: .unkeyed)
            let checked = try #require(try await test.platform.supervisedShop("bereke")?.shop)
            #expect(checked.lastCheck?.check.missing == ["milk"])
            #expect(checked.lastCheck?.check.hasStickers == false)
            #expect(
                try await refusal {
                    try await test.platform.checkAssortment(
                        AssortmentCheck(missing: ["caviar"], hasStickers: true), of: "bereke",
                        by: akimat, once: .unkeyed)
                } == .invalidField)
            #expect(
                try await refusal {
                    try await test.platform.checkAssortment(
                        AssortmentCheck(missing: [], hasStickers: true), of: "nowhere", by: akimat,
                        once: .unkeyed)
                } == .notFound)
            #expect(try await test.entries().count { $0 == .voucherAssortmentChecked } == 1)
        }
    }

    @Test(.clause("FV-10a", "FV-11a"), arguments: Engine.allCases)
    func `a loan stands with the shop once its agreement has every term`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            let draft = ShopDraft(
                id: "dala", bin: TestPeople.organisation,
                name: LocalizedText(kk: "Дала", ru: "Дала", en: "Dala"), address: "Ақкөл",
                isStationary: true, loan: nil)
            try await test.platform.addShop(draft, to: "akkol-2025", by: "provider")
            let akimat = try await test.official(role: .akimat)
            func lend(
                _ terms: Set<ShopDraft.Term>, amountTiyn: Int64 = 500_000_000
            ) async throws {
                try await test.platform.recordLoan(
                    WorkingCapitalLoan(
                        agreement: .init(agreement: "7", terms: terms),
                        lender: BIN(stored: "600740000110"), amountTiyn: amountTiyn,
                        repayBy: #require(Day("2026-07-01")), yearlyBasisPoints: 100),
                    to: "dala", by: akimat, once: .unkeyed)
            }
            let all = Set(ShopDraft.Term.allCases)
            #expect(
                try await refusal { try await lend(all.subtracting([.stickers])) }
                    == .shopNotAdmitted)
            #expect(try await test.platform.supervisedShop("dala")?.shop.loan == nil)
            try await lend(all)
            try await lend(all)
            #expect(try await test.platform.supervisedShop("dala")?.shop.loan == "7")
            // Another sum under the same number is refused, and the journal says nothing of it.
            #expect(
                try await refusal { try await lend(all, amountTiyn: 1_000_000) }
                    == .shopNotAdmitted)
            #expect(try await test.entries().count { $0 == .voucherLoanRecorded } == 1)
            // The provider's own words have not changed by it.
            try await test.platform.addShop(draft, to: "akkol-2025", by: "provider")
        }
    }
}
