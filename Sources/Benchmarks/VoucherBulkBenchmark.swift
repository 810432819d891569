import Assembly
import FoodVouchers
import Foundation
import Journal
import Kernel
import Sandbox
import Store
import UseCases

/// What comes in bulk: the report of a day, and the list of a month.
struct VoucherBulkBenchmark {
    private static let isLarge = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == "1"
    private static let redemptions: Int64 = isLarge ? 1_000_000 : 50_000

    /// What is measured.
    enum Part: String, CaseIterable { case report, list }

    let folder: String

    /// Measures and shows the figures.
    func run(_ parts: [Part] = Part.allCases) async throws {
        let data = folder + "/vouchers-bulk"
        let installation = try await Installation.start(
            try Configuration(environment: [
                "QYZMET_ADDRESS": "127.0.0.1:0", "QYZMET_DATABASE_URL": "sqlite:\(data)/qyzmet.db",
                "QYZMET_DATA": data,
            ]), log: .silent)
        let platform = installation.platform
        guard let pilot = platform.configuration.pilots.first(where: \.isSynthetic) else {
            throw Command.Fault(description: "the sandbox has no pilot")
        }
        let world = installation.sandbox?.world
        // Nothing else works on the store: the installation's own services would make the report.
        await installation.stop()
        guard let world else { throw Command.Fault(description: "there is no sandbox") }
        if parts.contains(.report) { try await report(platform, pilot, data) }
        guard parts.contains(.list) else { return }
        try await VoucherListBenchmark(folder: data, old: platform, pilot: pilot, world: world)
            .run()
    }

    /// The report of yesterday over so many purchases: from the hours that were summed as they
    /// ended, and from the rows alone, with the same bytes.
    private func report(_ old: Platform, _ pilot: Pilot, _ data: String) async throws {
        let store = try StoreLocation(url: "sqlite:\(data)/qyzmet.db").open()
        defer { store.close() }
        let platform = Platform(
            configuration: old.configuration, store: store, clock: old.clock,
            machineClock: old.clock, random: old.random, secrets: old.secrets, keys: old.keys,
            directory: old.directory, gatewaySecret: nil)
        let yesterday = platform.clock.today.adding(days: -1)
        try await fill(platform, pilot, yesterday)
        try await JournalSequencer(
            store: store, clock: old.clock, random: old.random, heads: nil,
            sign: { try old.keys.sign(payload: $0, type: $1) }
        ).sequence()
        let (rows, slow) = try await measure(platform, pilot, yesterday)
        try await store.write { try $0.execute("DELETE FROM voucher_report") }
        let start = ContinuousClock.now
        var hours = 0
        while case let more = try await platform.sumVoucherHours(), more > 0 { hours += more }
        let summing = (ContinuousClock.now - start).inSeconds
        let (added, fast) = try await measure(platform, pilot, yesterday)
        guard rows == added else {
            throw Command.Fault(description: "hours and rows make two different reports")
        }
        Figure(
            name: "daily report over \(Self.redemptions) redemptions", value: fast, unit: "s",
            against: "aim 1 s for 1,000,000", ratio: fast, store: "sqlite"
        ).show()
        Figure(
            name: "the same from the rows alone", value: slow, unit: "s", store: "sqlite"
        ).show()
        Figure(
            name: "\(hours) hours of them summed, together", value: summing, unit: "s",
            store: "sqlite"
        ).show()
    }

    private func measure(
        _ platform: Platform, _ pilot: Pilot, _ day: Day
    ) async throws -> (bytes: [UInt8], seconds: Double) {
        let start = ContinuousClock.now
        let report = try await platform.dailyReport(of: pilot.id, on: day)
        let seconds = (ContinuousClock.now - start).inSeconds
        guard report.signed != nil, report.payload["purchases"]?.integer == Self.redemptions else {
            throw Command.Fault(description: "the report is open or counts other purchases")
        }
        return (report.payload.canonicalBytes, seconds)
    }

    private func fill(_ platform: Platform, _ pilot: Pilot, _ day: Day) async throws {
        // From eight to eighteen, evenly.
        let opening = day.start.adding(seconds: 28_800)
        let step = 36_000_000 / Self.redemptions
        let (family, list) = ("00000000000000000000000fam", "0000000000000000000000list")
        let voucher = "00000000000000000000000vou"
        let month = CalendarMonth(of: day)
        let till = SandboxSystems.tills[0]
        try await platform.store.write { [journal = platform.journal] transaction in
            let entry = try journal.append(
                .vouchersFormed, at: opening, facts: ["pilot": .string(pilot.id)], in: transaction)
            let statements: [SQL] = [
                """
                INSERT INTO voucher_list (id, pilot, month, version, client_id, taken_at, is_late,
                    row_count) VALUES (\(list), \(pilot.id), \(month.number), 1000,
                    \(SandboxSystems.feed), \(opening), 0, 1)
                """,
                """
                INSERT INTO voucher_family (id, pilot, month, recipient_iin, list_id, state,
                    holder_iin, phone, listed_at, asked_at, answered_at, ends_at)
                VALUES (\(family), \(pilot.id), \(month.number), '000000000001', \(list),
                    'consented', '000000000001', '+70000000001', \(opening), \(opening), \(opening),
                    \(pilot.end(of: month)))
                """,
                """
                INSERT INTO voucher (id, pilot, month, family_id, member_iin, holder_iin, status,
                    issued, available, held, spent, expired, removed, movements, opens_at,
                    valid_until, formed_at, activated_at)
                VALUES (\(voucher), \(pilot.id), \(month.number), \(family), '000000000001',
                    '000000000001', 'active', \(Self.redemptions * 100), 0, 0,
                    \(Self.redemptions * 100), 0, 0, \(Self.redemptions + 1),
                    \(month.firstDay.start), \(pilot.end(of: month)), \(opening), \(opening))
                """,
                """
                INSERT INTO voucher_movement (voucher_id, number, pilot, kind, amount, at, entry_id)
                VALUES (\(voucher), 1, \(pilot.id), 'issued', \(Self.redemptions * 100), \(opening),
                    \(entry))
                """,
                """
                INSERT INTO voucher_basket
                    (id, qr_id, till_id, holder_iin, vouchers, opened_at, expires_at)
                VALUES (\(voucher), \(voucher), \(till), '000000000001', \(voucher), \(opening),
                    \(opening.adding(seconds: 600)))
                """,
                """
                WITH RECURSIVE n (i) AS
                    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.redemptions))
                INSERT INTO voucher_redemption (id, pilot, till_id, redemption_id, shop_id,
                    basket_id, presented, status, total, by_voucher, otherwise, remaining, at,
                    entry_id)
                SELECT printf('%026d', i), \(pilot.id), \(till), 'b' || i, t.shop_id, \(voucher),
                    'x', 'paid', 100, 100, 0, 0, \(opening) + i * \(step), \(entry)
                FROM n JOIN voucher_till t ON t.client_id = \(till)
                """,
                """
                WITH RECURSIVE n (i) AS
                    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.redemptions))
                INSERT INTO voucher_movement
                    (voucher_id, number, pilot, kind, amount, shop_id, at, entry_id)
                SELECT \(voucher), i + 1, \(pilot.id), 'spent', 100, t.shop_id,
                    \(opening) + i * \(step), \(entry)
                FROM n JOIN voucher_till t ON t.client_id = \(till)
                """,
                """
                WITH RECURSIVE n (i) AS
                    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.redemptions))
                INSERT INTO voucher_line (redemption_id, number, product, good, name, quantity,
                    shelf_tiyn, unit_tiyn, total)
                SELECT printf('%026d', i), 1, '0200999000016', 'bread', 'x', 1000, 120, 100, 100
                FROM n
                """,
            ]
            for statement in statements { try transaction.execute(statement) }
        }
    }
}
