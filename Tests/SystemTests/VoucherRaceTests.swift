import Foundation
import Kernel
import QyzmetTesting
import Store
import Testing
import UseCases

/// Many tills at once on the same twenty vouchers, over HTTP, with kills, time-outs and retries:
/// one process on SQLite, two on one PostgreSQL.
@Suite(.serialized, .timeLimit(.minutes(isSoak ? 30 : 5)))
struct VoucherRaceTests {
    private static let tills = isSoak ? 200 : 20
    private static let kills = isSoak ? 8 : 2

    @Test(arguments: Engine.allCases)
    func `never negative, never twice, and every till's view equals the ledger`(
        _ engine: Engine
    ) async throws {
        let installation = try TestInstallation(engine)
        var first = try await installation.start(VoucherStory.settings)
        defer { first.process.destroy() }
        let url = first.url
        let story = try await VoucherStory(
            tills: Self.tills, at: url, store: installation.store)
        var joined = VoucherStory.settings
        joined["QYZMET_SANDBOX_JOIN"] = "1"
        joined["QYZMET_PUBLIC_URL"] = url
        let second =
            engine == .postgres ? try await installation.start(joined, name: "second") : nil
        defer { second?.process.destroy() }
        let urls = [url] + [second?.url].compactMap(\.self)

        // Together they want half as much again as there is.
        let vouchers = try await VoucherStory.vouchers(story.session, at: url)
        let all = vouchers.reduce(0) { $0 + ($1["availableTiyn"]?.integer ?? 0) }
        let share = all * 3 / 2 / Int64(Self.tills)
        let thousandths = share * 1000 / story.priceTiyn
        let quantity = "\(thousandths / 1000)." + "\(1000 + thousandths % 1000)".dropFirst()
        let race = Task {
            await withTaskGroup(of: VoucherStory.Outcome?.self) { group in
                for till in 0..<Self.tills {
                    // Each till asks twice at once, as one that lost patience does.
                    for _ in 0..<2 {
                        group.addTask {
                            try? await Task.sleep(for: .milliseconds(Int.random(in: 0...800)))
                            return await story.redeemAtLast(till, quantity: quantity, at: urls)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        for _ in 0..<Self.kills {
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...500)))
            first.process.signal(SIGKILL)
            #expect(try await first.process.end(within: .seconds(5)) == .killed(by: SIGKILL))
            first = try await installation.start(VoucherStory.settings, port: first.port)
        }
        let outcomes = await race.value.compactMap(\.self)
        #expect(outcomes.count == 2 * Self.tills)
        try await check(outcomes, story, total: all, quantity: quantity, at: urls)
        try await checkStore(of: installation, story)
        first.process.signal(SIGTERM)
        #expect(try await first.process.end(within: .seconds(10)) == .exited(0))
        second?.process.signal(SIGTERM)
        try await checkCommand(installation)
    }

    /// What the tills were told agrees with each other and with the wallet.
    private func check(
        _ outcomes: [VoucherStory.Outcome], _ story: VoucherStory, total: Int64, quantity: String,
        at urls: [String]
    ) async throws {
        var receipts: [Int: String] = [:]
        var told: [Int64] = []
        var spent: Int64 = 0
        var refused: Set<Int> = []
        for outcome in outcomes {
            guard outcome.status == 201 || outcome.status == 200 else {
                refused.insert(outcome.till)
                let code = outcome.json["code"]?.string ?? ""
                #expect(code == "notEnoughOnVoucher", "\(outcome.json.text)")
                continue
            }
            let id = outcome.json["id"]?.string ?? ""
            if let before = receipts.updateValue(id, forKey: outcome.till) {
                #expect(before == id, "a till was told of two purchases")
                continue
            }
            spent += outcome.json["byVoucherTiyn"]?.integer ?? 0
            told.append(outcome.json["remainingTiyn"]?.integer ?? -1)
        }
        // Nothing is given back here, and a till names both of its requests alike: one that was paid
        // was told so twice.
        #expect(refused.isDisjoint(with: receipts.keys))
        #expect(refused.count + receipts.count == Self.tills)
        #expect(!receipts.isEmpty && receipts.count < Self.tills)
        // Whatever the order was, each till was told what was true at its turn.
        let each = spent / Int64(receipts.count)
        #expect(told.sorted(by: >) == (1...receipts.count).map { total - Int64($0) * each })
        for url in urls {
            let vouchers = try await VoucherStory.vouchers(story.session, at: url)
            let left = vouchers.reduce(0) { $0 + ($1["availableTiyn"]?.integer ?? 0) }
            #expect(left == total - spent)
            #expect(vouchers.allSatisfy { ($0["availableTiyn"]?.integer ?? -1) >= 0 })
            // Asked again long after, every till is told the same; and nobody can be paid now.
            for (till, id) in receipts {
                let again = try #require(
                    await story.redeem(
                        till, quantity: quantity, at: url, withinMilliseconds: 20_000))
                #expect(again.json["id"]?.string == id)
            }
        }
    }

    private func checkStore(of installation: TestInstallation, _ story: VoucherStory) async throws {
        let store = try StoreLocation(url: installation.store).open()
        defer { store.close() }
        let (faults, doubled) = try await store.read { transaction in
            (
                try LedgerCheck.faults(in: transaction),
                try transaction.firstRow(
                    """
                    SELECT COUNT(*) FROM voucher_redemption r WHERE r.status = 'paid'
                        AND r.by_voucher <> (SELECT CAST(SUM(p.amount) AS BIGINT)
                            FROM voucher_redemption_part p WHERE p.redemption_id = r.id)
                    """)?.integer(0)
            )
        }
        #expect(faults.isEmpty && doubled == 0)
    }

    /// `qyzmet check` finds the ledger sound, and finds a voucher whose balance was changed.
    private func checkCommand(_ installation: TestInstallation) async throws {
        let sound = try await installation.run(["check"], VoucherStory.settings)
        #expect(sound.end == .exited(0), "\(sound.errors)")
        let verified = try await installation.run(["journal", "verify"], VoucherStory.settings)
        #expect(verified.end == .exited(0), "\(verified.errors)")
        let store = try StoreLocation(url: installation.store).open()
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE voucher SET available = available + 1, spent = spent - 1
                WHERE id = (SELECT MIN(id) FROM voucher WHERE spent > 0)
                """)
        }
        store.close()
        let changed = try await installation.run(["check"], VoucherStory.settings)
        #expect(changed.end != .exited(0))
        #expect((changed.output + changed.errors).contains("voucher ledger"))
    }
}
