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

    let folder: String

    /// Measures and shows the figures.
    func run() async throws {
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
        try await report(platform, pilot)
        let world = installation.sandbox?.world
        await installation.stop()
        guard let world else { throw Command.Fault(description: "there is no sandbox") }
        try await VoucherListBenchmark(folder: data, old: platform, pilot: pilot, world: world)
            .run()
    }

    /// The report of yesterday over so many purchases.
    private func report(_ platform: Platform, _ pilot: Pilot) async throws {
        let yesterday = platform.clock.today.adding(days: -1)
        try await fill(platform, pilot, yesterday)
        let start = ContinuousClock.now
        let report = try await platform.dailyReport(of: pilot.id, on: yesterday)
        let seconds = (ContinuousClock.now - start).inSeconds
        guard report.payload["purchases"]?.integer == Self.redemptions else {
            throw Command.Fault(description: "the report counts other purchases")
        }
        Figure(
            name: "daily report over \(Self.redemptions) redemptions", value: seconds, unit: "s",
            against: "aim 1 s for 1,000,000", ratio: seconds, store: "sqlite"
        ).show()
    }

    private func fill(_ platform: Platform, _ pilot: Pilot, _ day: Day) async throws {
        let noon = day.start.adding(seconds: 43_200)
        let (family, list) = ("00000000000000000000000fam", "0000000000000000000000list")
        let voucher = "00000000000000000000000vou"
        let month = CalendarMonth(of: day)
        let till = SandboxSystems.tills[0]
        try await platform.store.write { [journal = platform.journal] transaction in
            let entry = try journal.append(
                .vouchersFormed, at: noon, facts: ["pilot": .string(pilot.id)], in: transaction)
            let statements: [SQL] = [
                """
                INSERT INTO voucher_list (id, pilot, month, version, client_id, taken_at, is_late,
                    row_count) VALUES (\(list), \(pilot.id), \(month.number), 1000,
                    \(SandboxSystems.feed), \(noon), 0, 1)
                """,
                """
                INSERT INTO voucher_family (id, pilot, month, recipient_iin, list_id, state,
                    holder_iin, phone, listed_at, asked_at, answered_at, ends_at)
                VALUES (\(family), \(pilot.id), \(month.number), '000000000001', \(list),
                    'consented', '000000000001', '+70000000001', \(noon), \(noon), \(noon),
                    \(pilot.end(of: month)))
                """,
                """
                INSERT INTO voucher (id, pilot, month, family_id, member_iin, holder_iin, status,
                    issued, available, held, spent, expired, removed, movements, opens_at,
                    valid_until, formed_at, activated_at)
                VALUES (\(voucher), \(pilot.id), \(month.number), \(family), '000000000001',
                    '000000000001', 'active', \(Self.redemptions * 100), 0, 0,
                    \(Self.redemptions * 100), 0, 0, \(Self.redemptions + 1),
                    \(month.firstDay.start), \(pilot.end(of: month)), \(noon), \(noon))
                """,
                """
                INSERT INTO voucher_movement (voucher_id, number, pilot, kind, amount, at, entry_id)
                VALUES (\(voucher), 1, \(pilot.id), 'issued', \(Self.redemptions * 100), \(noon),
                    \(entry))
                """,
                """
                INSERT INTO voucher_basket
                    (id, qr_id, till_id, holder_iin, vouchers, opened_at, expires_at)
                VALUES (\(voucher), \(voucher), \(till), '000000000001', \(voucher), \(noon),
                    \(noon.adding(seconds: 600)))
                """,
                """
                WITH RECURSIVE n (i) AS
                    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.redemptions))
                INSERT INTO voucher_redemption (id, pilot, till_id, redemption_id, shop_id,
                    basket_id, presented, status, total, by_voucher, otherwise, remaining, at,
                    entry_id)
                SELECT printf('%026d', i), \(pilot.id), \(till), 'b' || i, t.shop_id, \(voucher),
                    'x', 'paid', 100, 100, 0, 0, \(noon) + i % 3600000, \(entry)
                FROM n JOIN voucher_till t ON t.client_id = \(till)
                """,
                """
                WITH RECURSIVE n (i) AS
                    (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.redemptions))
                INSERT INTO voucher_movement
                    (voucher_id, number, pilot, kind, amount, shop_id, at, entry_id)
                SELECT \(voucher), i + 1, \(pilot.id), 'spent', 100, t.shop_id,
                    \(noon) + i % 3600000, \(entry)
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
