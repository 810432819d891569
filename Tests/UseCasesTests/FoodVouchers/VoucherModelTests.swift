import FoodVouchers
import Foundation
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The whole month of July 2025, against a model in another language over the journal alone.
@Suite(.timeLimit(.minutes(20)))
struct VoucherModelTests {
    /// 300 families; 3,000 in the soak run.
    private var familyCount: Int {
        ProcessInfo.processInfo.environment["QYZMET_SOAK"] == nil ? 300 : 3000
    }

    @Test(
        .clause(
            "FV-14a", "FV-16a", "FV-18a", "FV-20a", "FV-21a", "FV-21b", "FV-22a", "FV-24a", "FV-7a",
            "FV-8a", "FV-19a", "FV-26a", "FV-27a"), arguments: Engine.allCases)
    func `the figures of a whole month equal those reckoned from the journal alone`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await play(test)
            #expect(try await test.ledgerFaults().isEmpty)
            let model = try await model(of: test)
            try await compareLedger(of: test, with: model)
            try await compareFunnel(of: test, with: model, families: families)
            try await compareShops(of: test, with: model)
        }
    }

    /// Plays July, day by day, up to the first moment of August.
    private func play(_ test: TestPlatform) async throws -> [TestFamily] {
        test.clock.now = at("2025-07-02T09:00:00")
        try await test.makeReady()
        let families = test.addFamilies(familyCount)
        // One family in 20 has no number.
        let unreachable = families.enumerated().filter { $0.offset % 20 == 7 }.map(\.element)
        test.registers.change { world in
            for family in unreachable { world.phones[family.recipient] = nil }
        }
        try await test.bring(families, month: july)
        let first = try await test.addTill("till-1")
        let second = try await test.addTill("till-2", shop: "other")
        for day in 2...31 {
            test.clock.now = at("2025-07-\(day < 10 ? "0" : "")\(day)T08:00:00")
            try await test.platform.runVoucherMonth()
            try await correct(families, on: day, test)
            try await answer(families, on: day, test)
            try await shop(families, on: day, at: [first, second], test)
        }
        test.clock.now = at("2025-08-01T00:00:00")
        try await test.platform.runVoucherMonth()
        return families
    }

    /// Families that leave the list on the 10th; every second of them is back on the 15th.
    private func leaves(_ index: Int) -> Bool { index % 13 == 4 && index % 20 != 7 }

    /// Corrected lists: families that leave, families with a member less, families that are back.
    private func correct(
        _ families: [TestFamily], on day: Int, _ test: TestPlatform
    ) async throws {
        guard day == 10 || day == 15 else { return }
        let rows = families.enumerated().compactMap { index, family -> String? in
            if leaves(index), day == 10 || index % 2 == 0 { return nil }
            let isSmaller = index % 17 == 2 && family.members.count > 1
            return family.row(july, members: isSmaller ? family.members.dropLast() : nil)
        }
        let list = try await test.bring(rows: rows, month: july)
        #expect(list.faults.isEmpty && list.delisted > 0 || day == 15)
        #expect(day == 10 || list.changed > 0)
    }

    private func compareLedger(of test: TestPlatform, with model: JSON) async throws {
        let totals = try await test.platform.ledgerTotals(of: "akkol-2025")
        #expect(model["vouchers"]?.integer == totals.vouchers)
        #expect(model["issuedTiyn"]?.integer == totals.balance.issued)
        #expect(model["availableTiyn"]?.integer == 0)
        #expect(totals.balance.available == 0)
        #expect(model["heldTiyn"]?.integer == 0)
        #expect(totals.balance.held == 0)
        #expect(model["spentTiyn"]?.integer == totals.balance.spent)
        #expect(model["expiredTiyn"]?.integer == totals.balance.expired)
        #expect(model["removedTiyn"]?.integer == totals.balance.removed)
        #expect(totals.balance.removed > 0)
        #expect(totals.balance.spent > 0)
        #expect(totals.balance.expired > 0)
    }

    private func compareFunnel(
        of test: TestPlatform, with model: JSON, families: [TestFamily]
    ) async throws {
        let results = try await test.platform.pilotResults(of: "akkol-2025").months[0]
        let kinds = model["kinds"]
        #expect(model["consented"]?.integer == results.families[.consented])
        #expect(model["refused"]?.integer == results.families[.refused])
        #expect(model["delisted"]?.integer == results.families[.delisted])
        let gone = families.indices.count { leaves($0) && $0 % 2 == 0 }
        #expect(results.families[.delisted] == Int64(gone))
        #expect((kinds?["voucherConsentGiven"]?.integer ?? 0) > results.families[.consented] ?? 0)
        #expect(kinds?["voucherActivationRemoved"]?.integer == results.families[.removed])
        #expect(kinds?["voucherNumberMissing"]?.integer == results.families[.terminated])
        #expect(kinds?["voucherNumberMissing"]?.integer == Int64(families.count / 20))
        #expect(kinds?["voucherActivated"]?.integer == results.activated)
    }

    /// Every shop sold what the daily reports say, day by day.
    private func compareShops(of test: TestPlatform, with model: JSON) async throws {
        var paid: [String: Int64] = [:]
        for day in 2...31 {
            let date = try #require(Day("2025-07-\(day < 10 ? "0" : "")\(day)"))
            let report = try await test.platform.dailyReport(of: "akkol-2025", on: date)
            for shop in report.payload["shops"]?.array ?? [] {
                let sum = (shop["paidTiyn"]?.integer ?? 0) - (shop["returnedTiyn"]?.integer ?? 0)
                paid[shop["shop"]?.string ?? "", default: 0] += sum
            }
        }
        for (shop, sum) in paid { #expect(model["shops"]?[shop]?.integer == sum) }
        let spent = try await test.platform.ledgerTotals(of: "akkol-2025").balance.spent
        #expect(paid.values.reduce(0, +) == spent)
    }

    /// Two in three consent at once, one in nine after the repetition, one in nine refuses.
    private func answer(
        _ families: [TestFamily], on day: Int, _ test: TestPlatform
    ) async throws {
        for (index, family) in families.enumerated() {
            switch (day, index % 9) {
            case (5, 0...5), (12, 6): try await test.say("21*1", from: family.phone)
            case (6, 7): try await test.say("21*2", from: family.phone)
            default: continue
            }
        }
    }

    /// Each family that has vouchers activates them on a day of its own and buys on two later ones.
    private func shop(
        _ families: [TestFamily], on day: Int, at tills: [ClientSystem], _ test: TestPlatform
    ) async throws {
        for (index, family) in families.enumerated() {
            let first = 6 + index % 20
            guard day == first || day == first + 1 || day == first + 5, index % 7 != 3 else {
                continue
            }
            let vouchers = try await test.wallet(family.recipient)
            guard !vouchers.isEmpty else { continue }
            if day == first {
                for voucher in vouchers where voucher.voucher.status == .formed {
                    _ = try await test.platform.activate(
                        voucher.voucher.id, by: test.person(family.recipient), once: .unkeyed)
                }
                continue
            }
            let active = vouchers.filter { $0.voucher.status == .active }
            guard !active.isEmpty else { continue }
            let till = tills[index % 2]
            let basket = try await test.platform.openBasket(qr: try await test.qr(active), by: till)
            if index % 3 == 0 {
                _ = try? await test.platform.holdVouchers(
                    "h\(index)-\(day)", basket: basket.basket.id, amountTiyn: 60_000, by: till)
            }
            // One reservation in two is what the purchase is paid from, the other ends by itself.
            let hold = index % 6 == 1 ? "p\(index)-\(day)" : nil
            if let hold {
                _ = try await test.platform.holdVouchers(
                    hold, basket: basket.basket.id, amountTiyn: 120_000, by: till)
            }
            let paid = try await test.platform.redeem(
                test.draft(
                    "r\(index)-\(day)", .basket(basket.basket.id),
                    [test.line("bread", "\(1 + index % 3)"), test.line("beef", "0.\(100 + day)")],
                    hold: hold, status: index % 11 == 5 ? .failed : .paid), by: till)
            if index % 10 == 2, paid.status == .paid {
                _ = try await test.platform.returnGoods(
                    ReturnDraft(
                        returnId: "b", lines: [(1, try #require(Quantity("1")))]), of: paid.id,
                    by: till)
            }
        }
    }

    /// Gives the journal's public fields to the model.
    private func model(of test: TestPlatform) async throws -> JSON {
        let leaves = try await test.store.read { transaction in
            try transaction.rows("SELECT leaf FROM journal_entry").map { try $0.bytes(0) }
        }
        let lines = leaves.compactMap { leaf -> String? in
            guard let json = try? JSON.parse(leaf) else { return nil }
            let entry: JSON = [
                "at": json["at"] ?? .null, "kind": json["kind"] ?? .null,
                "facts": json["facts"] ?? .null,
            ]
            return entry.text
        }
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appending(path: "journal-\(UUID().uuidString).ndjson")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", SourceTree.root + "/Tests/Peers/vouchers/model.py"]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSON.parse(Array(answer))
    }
}
