import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use cases 33 and 35: shops and reports.
@Suite(.timeLimit(.minutes(3)))
struct VoucherReportTests {
    @Test(arguments: Engine.allCases)
    func `a day long before any pilot has an empty report`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            for text in ["1969-12-31", "1970-01-01", "0137-10-09", "0001-01-01"] {
                let day = try #require(Day(text))
                let report = try await test.platform.dailyReport(of: "akkol-2025", on: day)
                #expect(report.payload["purchases"] == 0 && report.payload["day"] == JSON(day))
            }
        }
    }

    @Test(.clause("FV-29a"), arguments: Engine.allCases)
    func `a past day's report is the same to the byte, signed, and agrees with the ledger`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            let paid = try await test.platform.redeem(
                test.draft("r1", .basket(basket.basket.id), [test.line("milk", "3")]), by: till)
            let day = Day(at: test.clock.now)
            let open = try await test.platform.dailyReport(of: "akkol-2025", on: day)
            #expect(open.signed == nil && open.payload["purchases"] == 1)
            #expect(
                try await refusal {
                    try await test.platform.dailyReport(
                        of: "akkol-2025", on: day.adding(days: 1))
                } == .invalidField)
            // The next day brings a return; the day before stays what it was.
            test.clock.now = at("2025-07-07T09:00:00")
            // Nothing is signed before the day's entries stand under a head.
            try await test.platform.makeDailyReports()
            #expect(
                try await test.platform.dailyReport(of: "akkol-2025", on: day).signed == nil)
            try await test.sequence()
            try await test.platform.makeDailyReports()
            _ = try await test.platform.returnGoods(
                ReturnDraft(returnId: "b1", lines: [(1, try #require(Quantity("1")))]),
                of: paid.id, by: till)
            let made = try await test.platform.dailyReport(of: "akkol-2025", on: day)
            let figures = (made.payload.members ?? []).filter { $0.name != "journal" }
            #expect(JSON.object(figures).canonicalBytes == open.payload.canonicalBytes)
            #expect(made.payload["vouchersActivated"] == 2 && made.payload["purchases"] == 1)
            #expect(made.payload["ledger"]?["spentTiyn"] == 123_000)
            #expect(made.payload["ledger"]?["issuedTiyn"] == 786_400)
            #expect(made.payload["ledger"]?["availableTiyn"] == 663_400)
            #expect(made.payload["shops"]?.array?.first?["paidTiyn"] == 123_000)
            // Reckoned anew from the rows, the same bytes again, under the same head.
            try await test.sequence()
            try await test.store.write { try $0.execute("DELETE FROM voucher_report") }
            let again = try await test.platform.dailyReport(of: "akkol-2025", on: day)
            #expect(again.payload.canonicalBytes == made.payload.canonicalBytes)
            // Anyone with the published key can check the signature.
            let signed = try #require(again.signed)
            let parts = signed.split(separator: ".").map(String.init)
            #expect([UInt8](base64URL: parts[1]) == again.payload.canonicalBytes)
            let next = try await test.platform.dailyReport(
                of: "akkol-2025", on: day.adding(days: 1))
            #expect(next.payload["journal"] == nil)
            #expect(next.payload["ledger"]?["spentTiyn"] == 82_000)
        }
    }

    @Test(.clause("FV-29a"), arguments: Engine.allCases)
    func `after an outage every day that it lasted gets its report, once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            // The list came on the 3rd; nothing ran from the 6th to the 12th.
            _ = try await test.activeFamily(children: 0)
            test.clock.now = at("2025-07-12T00:30:00")
            try await test.sequence()
            try await test.platform.makeDailyReports()
            try await test.platform.makeDailyReports()
            let days = try await test.store.read { transaction in
                try transaction.rows(
                    "SELECT day FROM voucher_report WHERE pilot = 'akkol-2025' ORDER BY day"
                ).map { try $0.day(0).description }
            }
            #expect(days == (3...11).map { "2025-07-" + ($0 < 10 ? "0" : "") + "\($0)" })
            #expect(try await test.entries().count { $0 == .voucherReportMade } == 9)
        }
    }

    @Test(.clause("FV-29a", "FV-8a"), arguments: Engine.allCases)
    func `the day on which the last vouchers expire is reported too, and no day after it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-09-03T09:00:00")
            try await test.makeReady()
            let september = july.next.next
            let family = test.addFamilies(1) { _ in 0 }[0]
            try await test.bring([family], month: september)
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-09-05T08:00:00")
            try await test.platform.runVoucherMonth()
            try await test.say("21*1", from: family.phone)
            test.clock.now = at("2025-09-27T00:00:05")
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-10-02T00:30:00")
            try await test.sequence()
            try await test.platform.sumVoucherHours()
            try await test.platform.makeDailyReports()
            let last = try await test.store.read { transaction in
                try transaction.firstRow(
                    "SELECT MAX(day) FROM voucher_report WHERE pilot = 'akkol-2025'"
                )?.day(0)
            }
            #expect(last == Day("2025-09-27"))
            let report = try await test.platform.dailyReport(
                of: "akkol-2025", on: #require(Day("2025-09-27")))
            #expect(report.payload["ledger"]?["availableTiyn"]?.integer == 0)
            #expect(report.payload["ledger"]?["expiredTiyn"]?.integer == 393_200)
        }
    }

    @Test(.clause("FV-O.3.2a"), arguments: Engine.allCases)
    func `the results count vouchers issued and used, and what was sold`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(4) { _ in 0 }
            try await test.say("21*1", from: families[0].phone)
            try await test.say("21*1", from: families[1].phone)
            try await test.say("21*2", from: families[2].phone)
            let till = try await test.addTill("till-1")
            let voucher = try await test.wallet(families[0].recipient)[0]
            _ = try await test.platform.activate(
                voucher.voucher.id, by: test.person(families[0].recipient), once: .unkeyed)
            let basket = try await test.scan(families[0], at: till)
            _ = try await test.platform.redeem(
                test.draft(
                    "r1", .basket(basket.basket.id),
                    [test.line("beef", "0.345"), test.line("milk", "2")]), by: till)
            test.clock.now = at("2025-09-27T09:00:00")
            try await test.platform.runVoucherMonth()
            let results = try await test.platform.pilotResults(of: "akkol-2025")
            #expect(results.phase == .ended && results.months.count == 1)
            let month = try #require(results.months.first)
            #expect(month.issued == 2 && month.activated == 1 && month.used == 1)
            #expect(month.families == [.consented: 2, .refused: 1, .removed: 1])
            #expect(month.balance.isSound && month.balance.available == 0)
            #expect(results.sold.map(\.good) == ["beef", "milk"])
            #expect(results.sold.map(\.quantityThousandths) == [345, 2000])
        }
    }

    @Test(.clause("FV-2.7a", "FV-12a"), arguments: Engine.allCases)
    func `a shop joins once, on its terms; a till stays with its shop`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            let till = try await test.addTill("till-1")
            var kiosk = ShopDraft(
                id: "kiosk", bin: TestPeople.organisation,
                name: LocalizedText(kk: "Дүңгіршек", ru: "Киоск", en: "Kiosk"), address: "Ақкөл",
                isStationary: false, loan: nil)
            func add() async throws -> ProblemCode? {
                let shop = kiosk
                return try await refusal {
                    try await test.platform.addShop(shop, to: "akkol-2025", by: "provider")
                }
            }
            #expect(try await add() == .shopNotAdmitted)
            kiosk.isStationary = true
            kiosk.loan = .init(agreement: "2", terms: [.repayable])
            #expect(try await add() == .shopNotAdmitted)
            kiosk.loan = nil
            #expect(try await add() == nil)
            #expect(try await add() == nil)
            #expect(
                try await refusal {
                    try await test.platform.addTill(
                        till.id, name: "x", to: "kiosk", by: "provider")
                } == .shopNotAdmitted)
            #expect(
                try await refusal {
                    try await test.platform.addTill("shop", name: "x", to: "kiosk", by: "provider")
                } == .notFound)
        }
    }

    @Test(.clause("FV-2.17a", "FV-12a"), arguments: Engine.allCases)
    func `a purchase price holds from its day and is not changed behind`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily()
            let till = try await test.addTill("till-1")
            func enter(_ price: Int64, from day: String, _ product: ProductCode? = nil) async throws
                -> ProblemCode?
            {
                let good = ShopGood(
                    product: product ?? TestPilots.product("milk"), supply: .stock,
                    purchasePriceTiyn: price, from: try #require(Day(day)))
                return try await refusal { try await test.platform.enterGoods([good], by: till) }
            }
            #expect(try await enter(43_000, from: "2025-07-10") == nil)
            #expect(try await enter(43_000, from: "2025-07-10") == nil)
            #expect(try await enter(44_000, from: "2025-07-10") == .invalidField)
            let other = try #require(ProductCode("0200009461097"))
            #expect(try await enter(1000, from: "2025-07-10", other) == .invalidField)
            func buy(_ id: String, at price: Int64) async throws -> ProblemCode? {
                let basket = try await test.scan(family, at: till)
                var line = test.line("milk", "1")
                line.unitPriceTiyn = price
                line.shelfUnitPriceTiyn = 50_000
                let draft = test.draft(id, .basket(basket.basket.id), [line])
                return try await refusal { try await test.platform.redeem(draft, by: till) }
            }
            #expect(try await buy("r1", at: 43_000) == .linesRefused)
            #expect(try await buy("r2", at: 41_000) == nil)
            test.clock.now = at("2025-07-10T00:00:00")
            #expect(try await buy("r3", at: 41_000) == .linesRefused)
            #expect(try await buy("r4", at: 43_000) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the schema refuses a voucher whose sums do not agree`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            let id = try await test.wallet(family.recipient)[0].voucher.id
            let wrong: [SQL] = [
                "UPDATE voucher SET available = available - 1 WHERE id = \(id)",
                "UPDATE voucher SET available = -1, spent = issued + 1 WHERE id = \(id)",
                "UPDATE voucher SET status = 'expired' WHERE id = \(id)",
                "UPDATE voucher SET activated_at = valid_until WHERE id = \(id)",
                """
                INSERT INTO voucher_movement (voucher_id, number, pilot, kind, amount, at, entry_id)
                SELECT voucher_id, number, pilot, kind, amount, at, entry_id FROM voucher_movement
                WHERE voucher_id = \(id)
                """,
            ]
            for sql in wrong {
                await #expect(throws: StoreError.self) {
                    try await test.store.write { try $0.execute(sql) }
                }
            }
            #expect(try await test.ledgerFaults().isEmpty)
            // A balance that was changed past the ledger is found.
            try await test.store.write {
                try $0.execute(
                    "UPDATE voucher SET available = 0, spent = issued WHERE id = \(id)")
            }
            #expect(try await test.ledgerFaults() == [id.text])
        }
    }
}
