import FoodVouchers
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Lists of the pilot and of the wallet go on, page by page, with nothing twice and nothing lost.
@Suite(.timeLimit(.minutes(3)))
struct VoucherPagingTests {
    /// All items, so many a page.
    private func all<Item>(
        _ limit: Int, _ read: (PageRequest) async throws -> ListPage<Item>
    ) async throws -> (items: [Item], pages: Int) {
        var (items, pages, cursor): ([Item], Int, String?) = ([], 0, nil)
        repeat {
            let page = try await read(PageRequest(limit: limit, cursor: cursor))
            #expect(page.items.count <= limit)
            items += page.items
            pages += 1
            cursor = page.nextCursor
        } while cursor != nil && pages < 50
        return (items, pages)
    }

    @Test(.clause("FV-2.4a"), arguments: Engine.allCases)
    func `a wallet's operations go on past a page, also those of one moment`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 5)
            let person = test.person(family.recipient)
            let till = try await test.addTill("till-1")
            for number in 0..<3 {
                let basket = try await test.scan(family, at: till).basket.id
                _ = try await test.platform.redeem(
                    test.draft("r\(number)", .basket(basket), [test.line("beef", "2")]), by: till)
            }
            let whole = try await test.platform.socialWallet(
                of: person, page: PageRequest(limit: 200, cursor: nil)
            ).operations.items
            // Six credits of one moment, and what each purchase took from each voucher.
            #expect(whole.count > 9 && whole.count { $0.kind == .issued } == 6)
            for limit in [1, 4] {
                let walked = try await all(limit) {
                    try await test.platform.socialWallet(of: person, page: $0).operations
                }
                #expect(walked.items == whole && walked.pages > 2)
            }
        }
    }

    @Test(.clause("FV-O.3.1a", "FV-30b"), arguments: Engine.allCases)
    func `shops and open complaints go on past a page, the most urgent complaints first`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 2)
            let till = try await test.addTill("till-1")
            for number in 1...4 {
                try await test.platform.addShop(
                    ShopDraft(
                        id: "shop-\(number)", bin: TestPeople.organisation,
                        name: LocalizedText(kk: "Дүкен", ru: "Магазин", en: "Shop"),
                        address: "Ақкөл", isStationary: true, loan: nil),
                    to: "akkol-2025", by: "provider")
            }
            let shops = try await all(2) {
                try await test.platform.supervisedShops(of: "akkol-2025", page: $0)
            }
            #expect(shops.items.map(\.id) == ["bereke"] + (1...4).map { "shop-\($0)" })
            #expect(shops.pages == 3)
            var made: [(due: Day, id: String)] = []
            for day in 0..<3 {
                let basket = try await test.scan(family, at: till).basket.id
                let paid = try await test.platform.redeem(
                    test.draft(
                        "r\(day)", .basket(basket),
                        [test.line("milk", "1"), test.line("bread", "1")]), by: till)
                for line in 1...2 {
                    let complaint = try await test.platform.complain(
                        "Line \(line)", line: Int64(line), purchase: paid.id,
                        by: test.person(family.recipient), once: .unkeyed)
                    made.append((complaint.due, complaint.id.text))
                }
                test.clock.now = test.clock.now.adding(seconds: 86_400)
            }
            made.sort { ($0.due, $0.id) < ($1.due, $1.id) }
            let open = try await all(2) {
                try await test.platform.openComplaints(about: "akkol-2025", page: $0)
            }
            #expect(open.items.map(\.complaint.id.text) == made.map(\.id))
            #expect(try await test.platform.openComplaintCount(about: "akkol-2025") == 6)
        }
    }

    @Test(.clause("FV-28a", "FV-19a"), arguments: Engine.allCases)
    func `a voucher that moved brings its past into the new holder's wallet`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 1 }
            for family in families { try await test.say("21*1", from: family.phone) }
            let (first, second) = (families[0], families[1])
            let child = try #require(first.members.last)
            let till = try await test.addTill("till-1")
            // The child's voucher alone buys.
            let voucher = try #require(
                try await test.wallet(first.recipient).first { $0.member == child })
            _ = try await test.platform.activate(
                voucher.voucher.id, by: test.person(first.recipient), once: .unkeyed)
            let code = try await test.qr(
                try await test.wallet(first.recipient).filter { $0.member == child })
            let paid = try await test.platform.redeem(
                test.draft("r1", .qr(code), [test.line("milk", "2")]), by: till)
            try await test.bring(
                [
                    TestFamily(
                        recipient: first.recipient, members: [first.recipient],
                        phone: first.phone),
                    TestFamily(
                        recipient: second.recipient, members: second.members + [child],
                        phone: second.phone),
                ], month: july)
            #expect(try await test.wallet(second.recipient).contains { $0.member == child })
            func history(_ family: TestFamily) async throws -> [VoucherPurchase] {
                try await test.platform.voucherHistory(
                    of: test.person(family.recipient), page: PageRequest(limit: 10, cursor: nil)
                ).items
            }
            let moved = try await history(second)
            #expect(moved.map(\.record.id) == [paid.id])
            #expect(moved.first?.isOwn == false && moved.first?.canRate == false)
            // The voucher's own part and the day; not where, when and what the other family bought.
            #expect(moved.first?.byVoucherTiyn == 82_000)
            #expect(moved.first?.shopName == nil && moved.first?.lines.isEmpty == true)
            #expect(moved.first?.at == at("2025-07-05T00:00:00"))
            // Page by page the same, by a name in which no moment stands.
            let pages = try await all(1) {
                try await test.platform.voucherHistory(
                    of: test.person(second.recipient), page: $0)
            }
            #expect(pages.items.map(\.record.id) == [paid.id])
            // Who bought keeps it, and alone rates and complains.
            let kept = try await history(first)
            #expect(kept.map(\.record.id) == [paid.id] && kept.first?.isOwn == true)
            #expect(
                try await refusal {
                    try await test.platform.complain(
                        "Sour", line: 1, purchase: paid.id, by: test.person(second.recipient),
                        once: .unkeyed)
                } == .notFound)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }
}
