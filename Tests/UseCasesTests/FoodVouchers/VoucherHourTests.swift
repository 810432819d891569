import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 35: a day's report is added up from its hours and the report before it.
@Suite(.timeLimit(.minutes(3)))
struct VoucherHourTests {
    /// Two days with purchases, a failed payment, a reservation that ends and one that pays, and a
    /// return on the second day of what was bought on the first.
    private func trade(_ test: TestPlatform) async throws {
        let family = try await test.activeFamily(children: 2)
        let tills = [try await test.addTill("till-1"), try await test.addTill("till-2")]
        func buy(
            _ id: String, _ good: String, _ till: Int, hold: String? = nil,
            status: RedemptionDraft.PaymentStatus = .paid, _ moment: String
        ) async throws -> RedemptionRecord {
            test.clock.now = at(moment)
            let basket = try await test.scan(family, at: tills[till]).basket.id
            if let hold {
                _ = try await test.platform.holdVouchers(
                    hold, basket: basket, amountTiyn: 90_000, by: tills[till])
            }
            return try await test.platform.redeem(
                test.draft(id, .basket(basket), [test.line(good, "2")], hold: hold, status: status),
                by: tills[till])
        }
        let first = try await buy("r1", "milk", 0, "2025-07-06T10:59:59.999")
        _ = try await buy("r2", "bread", 1, "2025-07-06T11:00:00")
        _ = try await buy("r3", "milk", 0, status: .failed, "2025-07-06T11:20:00")
        _ = try await buy("r4", "milk", 1, hold: "h1", "2025-07-06T23:59:59.999")
        _ = try await buy("r5", "beef", 0, "2025-07-07T00:00:00")
        test.clock.now = at("2025-07-07T15:00:00")
        _ = try await test.platform.returnGoods(
            ReturnDraft(returnId: "b1", lines: [(1, try #require(Quantity("1")))]), of: first.id,
            by: tills[0])
        let basket = try await test.scan(family, at: tills[1]).basket.id
        _ = try await test.platform.holdVouchers(
            "h2", basket: basket, amountTiyn: 50_000, by: tills[1])
    }

    private static let days = [
        "2025-07-03", "2025-07-05", "2025-07-06", "2025-07-07", "2025-07-08",
    ]

    private func report(_ test: TestPlatform, _ day: String) async throws -> [UInt8] {
        let report = try await test.platform.dailyReport(
            of: "akkol-2025", on: try #require(Day(day)))
        #expect(report.signed != nil)
        return report.payload.canonicalBytes
    }

    @Test(.clause("FV-29a"), arguments: Engine.allCases)
    func `a report from hours and the report before is the one from all rows, byte for byte`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await trade(test)
            test.clock.now = at("2025-07-09T00:05:00")
            try await test.platform.runVoucherMonth()
            try await test.sequence()
            // Nothing is stored yet: everything comes from the rows, each day from the first on.
            var whole: [[UInt8]] = []
            for day in Self.days {
                try await test.store.write { try $0.execute("DELETE FROM voucher_report") }
                whole.append(try await report(test, day))
            }
            let ledger = try JSON.parse(whole[3])["ledger"]
            #expect(ledger?["heldTiyn"] == 50_000)
            #expect(try JSON.parse(whole[2])["shops"]?.array?.isEmpty == false)
            while try await test.platform.sumVoucherHours() > 0 {}
            let hours = try await test.store.read {
                try $0.firstRow("SELECT COUNT(DISTINCT hour) FROM voucher_hour")?.integer(0)
            }
            // From 09:00 on the 3rd to the midnight before the 9th: 15 hours and five days.
            #expect(hours == 135)
            let changes: [SQL] = [
                // Hours and the reports before.
                "DELETE FROM voucher_report WHERE day > 20274",
                // Hours alone, for a day without one before it.
                "DELETE FROM voucher_report",
                // Some of the hours, some of the reports.
                "DELETE FROM voucher_hour WHERE hour % 10800000 = 0",
                "DELETE FROM voucher_report WHERE day % 2 = 0",
                // Reports alone.
                "DELETE FROM voucher_hour",
            ]
            for change in changes {
                try await test.store.write { transaction in
                    try transaction.execute(change)
                    try transaction.execute("DELETE FROM voucher_report WHERE day = 20276")
                }
                for (day, bytes) in zip(Self.days, whole) {
                    #expect(try await report(test, day) == bytes, "\(day): \(change.text)")
                }
            }
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-29a"), arguments: Engine.allCases)
    func `an hour is summed once, when it is over and under a head, by whichever node`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            #expect(try await test.platform.sumVoucherHours() == 0)
            try await trade(test)
            // No head yet, so no hour can be summed.
            #expect(try await test.platform.sumVoucherHours() == 0)
            try await test.sequence()
            let other = try test.node()
            async let here = test.platform.sumVoucherHours()
            async let there = other.platform.sumVoucherHours()
            #expect(try await here + there > 0)
            while try await test.platform.sumVoucherHours() > 0 {}
            let last = try await test.store.read {
                try $0.firstRow("SELECT MAX(hour) FROM voucher_hour")?.instant(0)
            }
            // It is 15:00: the hour that has begun is open, and the one before is not yet a minute
            // over.
            #expect(last == at("2025-07-07T13:00:00"))
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-33a"), arguments: Engine.allCases)
    func `sums of an hour that were changed are found, and name the hour`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await trade(test)
            test.clock.now = at("2025-07-08T00:05:00")
            try await test.sequence()
            while try await test.platform.sumVoucherHours() > 0 {}
            let changes: [(SQL, String)] = [
                (
                    """
                    UPDATE voucher_hour SET amount = amount + 1
                    WHERE figure = 'good' AND name = 'beef'
                    """, "2025-07-07T00:00:00"
                ),
                (
                    "DELETE FROM voucher_hour WHERE figure = 'movement' AND name = 'returned'",
                    "2025-07-07T15:00:00"
                ),
            ]
            for (change, hour) in changes {
                try await test.store.write { try $0.execute(change) }
                let faults = try await test.store.read { try LedgerCheck.faults(in: $0) }
                #expect(faults.allSatisfy { $0.kind == .hour && $0.pilot == "akkol-2025" })
                #expect(faults.contains { $0.name.hasPrefix(hour) }, "\(faults.map(\.name))")
            }
        }
    }
}
