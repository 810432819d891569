import FoodVouchers
import Foundation
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use case 35: the month at a glance, down to the receipt's line.
@Suite(.timeLimit(.minutes(3)))
struct VoucherOverviewTests {
    @Test(.clause("FV-O.3.2a", "FV-29a"), arguments: Engine.allCases)
    func `the glance agrees with the daily reports and leads down to every line`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(4) { _ in 1 }
            test.registers.change { $0.phones[families[3].recipient] = nil }
            try await test.bring(families, month: july)
            test.clock.now = at("2025-07-05T08:00:00")
            try await test.platform.runVoucherMonth()
            try await test.say("21*1", from: families[0].phone)
            try await test.say("21*1", from: families[1].phone)
            try await test.say("21*2", from: families[2].phone)
            test.clock.now = at("2025-07-06T23:59:59")
            for family in families.prefix(2) {
                for voucher in try await test.wallet(family.recipient) {
                    _ = try await test.platform.activate(
                        voucher.voucher.id, by: test.person(family.recipient), once: .unkeyed)
                }
            }
            let before = try await test.platform.voucherOverview(of: "akkol-2025", month: july)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(families[0], at: till)
            let paid = try await test.platform.redeem(
                test.draft(
                    "r1", .basket(basket.basket.id),
                    [test.line("bread", "2"), test.line("beef", "0.345")]), by: till)
            // The return falls on the next day.
            test.clock.now = at("2025-07-07T00:00:00")
            _ = try await test.platform.returnGoods(
                ReturnDraft(returnId: "b", lines: [(1, try #require(Quantity("1")))]),
                of: paid.id, by: till)

            let overview = try await test.platform.voucherOverview(of: "akkol-2025", month: july)
            #expect(overview.version != before.version)
            #expect(
                VoucherOverview.Step.allCases.map { overview.families[$0] } == [4, 3, 3, 2, 2, 1])
            let (sunday, monday) = (
                try #require(Day("2025-07-06")), try #require(Day("2025-07-07"))
            )
            // Day by day from the list to the purchase.
            let (listed, asked) = (
                try #require(Day("2025-07-03")), try #require(Day("2025-07-05"))
            )
            #expect(overview.days.keys.sorted() == [listed, asked, sunday, monday])
            #expect(overview.days[listed]?.listed == 4 && overview.days[listed]?.asked == 0)
            #expect(overview.days[asked]?.reachable == 3 && overview.days[listed]?.reachable == 0)
            #expect(overview.days[asked]?.asked == 3)
            // Of the four activated vouchers the first has paid, and counts where it did.
            #expect(before.shops.isEmpty && before.unused == 4)
            #expect(overview.shops["bereke"]?.activations == 1 && overview.unused == 3)
            #expect(overview.days.values.map(\.consented).reduce(0, +) == 2)
            #expect(overview.shops["bereke"]?.families == 1)
            #expect(overview.days[sunday]?.activations == 4)
            #expect(overview.days[sunday]?.paidTiyn == paid.byVoucherTiyn)
            #expect(overview.days[monday]?.returnedTiyn == 17_000)
            #expect(overview.shops["bereke"]?.purchases == 1)
            #expect(overview.shops["bereke"]?.returnedTiyn == 17_000)
            for day in [sunday, monday] {
                let report = try await test.platform.dailyReport(of: "akkol-2025", on: day).payload
                let shop = report["shops"]?.array?.first
                #expect(shop?["paidTiyn"]?.integer == overview.days[day]?.paidTiyn)
                #expect(shop?["returnedTiyn"]?.integer == overview.days[day]?.returnedTiyn)
            }

            let page = PageRequest(limit: 10, cursor: nil)
            let receipts = try await test.platform.voucherReceipts(
                of: "akkol-2025", on: sunday...sunday, shop: "bereke", page: page)
            #expect(receipts.items.map(\.record.id) == [paid.id])
            #expect(receipts.items.first?.lines.map(\.good) == ["bread", "beef"])
            let others = try await test.platform.voucherReceipts(
                of: "akkol-2025", on: sunday...sunday, shop: "other", page: page)
            #expect(others.items.isEmpty)
            let next = try await test.platform.voucherReceipts(
                of: "akkol-2025", on: monday...monday, shop: nil, page: page)
            #expect(next.items.isEmpty)
            let month = try await test.platform.voucherReceipts(
                of: "akkol-2025", on: july.firstDay...july.lastDay, shop: "bereke", page: page)
            #expect(month.items.map(\.record.id) == [paid.id])
            #expect(
                try await refusal {
                    try await test.platform.voucherOverview(of: "nowhere", month: july)
                } == .notFound)
        }
    }

    @Test(.clause("FV-23b"), arguments: Engine.allCases)
    func `the personal link opens for the person alone to whom it was sent`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.openJuly(1)[0]
            try await test.say("21*1", from: family.phone)
            let texts = try await test.messages(to: family.phone).map(\.body)
            let parts = texts.compactMap {
                $0.components(separatedBy: "/wallet/").dropFirst().first
            }
            let name = String(try #require(parts.first).prefix(26))
            let own = try await test.platform.vouchers(
                of: test.person(family.recipient), family: name)
            #expect(own.count == family.members.count)
            let other = try await test.platform.vouchers(
                of: test.person(TestPeople.stranger), family: name)
            #expect(other.isEmpty)
        }
    }
}
