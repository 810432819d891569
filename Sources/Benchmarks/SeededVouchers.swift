import Assembly
import FoodVouchers
import Foundation
import Journal
import Kernel
import Sandbox
import Signatures
import Store
import UseCases

/// A data folder with active vouchers, each with a basket that a till has opened.
struct SeededVouchers {
    /// The settings with which to start a server on it.
    let environment: [String: String]
    /// The vouchers, from number 1 on; the first was spent to record the statements.
    let count: Int
    /// The till's access token.
    let accessToken: String
    /// The statements of one redemption of two lines.
    let statements: RecordedTransaction
    private let lines: [ReceiptLine]

    /// The till of the sandbox's shop.
    private static let till = SandboxSystems.tills[0]
    /// Vouchers inserted in one transaction.
    private static let batch = 1_000

    /// Voucher, basket, holder, what is presented, and the till's name for the purchase.
    static func names(_ number: Int) -> [String] {
        let (voucher, basket) = (hashed("v\(number)"), hashed("b\(number)"))
        let holder = String(String(1_000_000_000_000 + number).dropFirst())
        return [voucher, basket, holder, "basket:" + basket, "r\(number)"]
    }

    /// The same for pgbench, from its variable `number`.
    static let expressions = [
        "substr(encode(sha256(('v' || :number::text)::bytea), 'hex'), 1, 26)",
        "substr(encode(sha256(('b' || :number::text)::bytea), 'hex'), 1, 26)",
        "lpad(:number::text, 12, '0')",
        "('basket:' || substr(encode(sha256(('b' || :number::text)::bytea), 'hex'), 1, 26))",
        "('r' || :number::text)",
    ]

    private static func hashed(_ text: String) -> String {
        String(SHA256.hash(text).bytes.hex.prefix(26))
    }

    /// Makes an installation in the folder, fills it, spends the first voucher, and stops it.
    static func make(
        folder: String, databaseURL: String, count: Int
    ) async throws -> SeededVouchers {
        let (installation, environment) = try await Installation.start(
            in: folder, databaseURL: databaseURL)
        let platform = installation.platform
        try await insert(count, into: platform)
        let lines = try await goods(of: platform)
        let statements = try await recordRedemption(lines, on: platform)
        let token = try await installation.accessToken(of: till)
        await installation.stop()
        return SeededVouchers(
            environment: environment, count: count, accessToken: token, statements: statements,
            lines: lines)
    }

    private static func insert(_ count: Int, into platform: Platform) async throws {
        guard let pilot = platform.configuration.pilots.first(where: \.isSynthetic) else {
            throw Command.Fault(description: "the sandbox has no pilot")
        }
        let now = platform.clock.now()
        let month = CalendarMonth(of: Day(at: now))
        let (list, family) = (hashed("list"), hashed("family"))
        let entry = try await platform.store.write { [journal = platform.journal] transaction in
            try transaction.execute(
                """
                INSERT INTO voucher_list (id, pilot, month, version, client_id, taken_at, is_late,
                    row_count) VALUES (\(list), \(pilot.id), \(month.number), 1000,
                    \(SandboxSystems.feed), \(now), 0, 1)
                """)
            try transaction.execute(
                """
                INSERT INTO voucher_family (id, pilot, month, recipient_iin, list_id, state,
                    holder_iin, phone, listed_at, asked_at, answered_at, ends_at)
                VALUES (\(family), \(pilot.id), \(month.number), '000000000000', \(list),
                    'consented', '000000000000', '+70000000000', \(now), \(now), \(now),
                    \(pilot.end(of: month)))
                """)
            return try journal.append(
                .vouchersFormed, at: now, facts: ["pilot": .string(pilot.id)], in: transaction)
        }
        for start in stride(from: 1, through: count, by: batch) {
            try await platform.store.write { transaction in
                for number in start..<min(start + batch, count + 1) {
                    try insert(
                        names(number), family: family, pilot: pilot, month: month, at: now,
                        entry: entry, in: transaction)
                }
            }
        }
    }

    private static func insert(
        _ names: [String], family: String, pilot: Pilot, month: CalendarMonth, at now: Instant,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        let (voucher, basket, holder) = (names[0], names[1], names[2])
        try transaction.execute(
            """
            INSERT INTO voucher (id, pilot, month, family_id, member_iin, holder_iin, status,
                issued, available, held, spent, expired, removed, movements, opens_at,
                valid_until, formed_at, activated_at)
            VALUES (\(voucher), \(pilot.id), \(month.number), \(family), \(holder), \(holder),
                'active', 400000, 400000, 0, 0, 0, 0, 1, \(month.firstDay.start),
                \(pilot.end(of: month)), \(now), \(now))
            """)
        try transaction.execute(
            """
            INSERT INTO voucher_movement (voucher_id, number, pilot, kind, amount, at, entry_id)
            VALUES (\(voucher), 1, \(pilot.id), 'issued', 400000, \(now), \(entry))
            """)
        try transaction.execute(
            """
            INSERT INTO voucher_basket
                (id, qr_id, till_id, holder_iin, vouchers, opened_at, expires_at)
            VALUES (\(basket), \(basket), \(till), \(holder), \(voucher), \(now),
                \(now.adding(seconds: 86_400)))
            """)
    }

    /// Two lines at the shop's own purchase prices.
    private static func goods(of platform: Platform) async throws -> [ReceiptLine] {
        try await platform.store.read { transaction in
            try transaction.rows(
                """
                SELECT g.product, g.purchase_tiyn FROM voucher_goods g
                JOIN voucher_till t ON t.shop_id = g.shop_id WHERE t.client_id = \(till)
                ORDER BY g.purchase_tiyn LIMIT 2
                """
            ).map { row in
                ReceiptLine(
                    product: ProductCode(stored: try row.text(0)), name: "x",
                    quantity: Quantity(stored: 1000),
                    shelfUnitPriceTiyn: try row.integer(1) + 1000,
                    unitPriceTiyn: try row.integer(1))
            }
        }
    }

    private static func recordRedemption(
        _ lines: [ReceiptLine], on platform: Platform
    ) async throws -> RecordedTransaction {
        let recorder = RecordingStore(platform.store)
        let recorded = platform.noted(by: recorder)
        guard let client = try await platform.client(till) else {
            throw Command.Fault(description: "\(till) is not registered")
        }
        let own = names(1)
        let receipt = try await recorded.redeem(
            RedemptionDraft(redemptionId: own[4], presented: .basket(own[1]), lines: lines),
            by: client)
        var roles: [String: RecordedTransaction.Role] = [
            receipt.id: .fresh(0), receipt.entry: .fresh(1),
        ]
        for (place, name) in own.enumerated() { roles[name] = .name(place) }
        return RecordedTransaction(statements: recorder.statements, roles: roles)
    }
}

extension SeededVouchers {
    /// Redeems over HTTP for so many seconds, each voucher of the numbers once.
    ///
    /// - Throws: when any was refused, or when there were not vouchers enough: a repetition costs less
    ///   than a redemption, and its rate would say nothing.
    func redeem(
        _ numbers: Range<Int>, on server: ServerProcess, with load: LoadGenerator, seconds: Int,
        folder: String, pause: Int = 0
    ) async throws -> LoadGenerator.Outcome {
        let bodies = folder + "/redemptions.jsonl"
        try numbers.map { body($0).text }.joined(separator: "\n")
            .write(toFile: bodies, atomically: true, encoding: .utf8)
        let before = try await redemptions()
        let outcome = try load.run(
            server.url + "/api/pos/redemptions", seconds: seconds,
            headers: ["Authorization: Bearer " + accessToken], bodies: bodies, pause: pause)
        let made = try await redemptions() - before
        guard outcome.failures == 0, made >= outcome.answers else {
            throw Command.Fault(
                description: "of \(outcome.answers) redemptions \(made) were made, "
                    + "\(outcome.failures) failed; \(numbers.count) vouchers were there")
        }
        return outcome
    }

    private func body(_ number: Int) -> JSON {
        let names = Self.names(number)
        return [
            "redemptionId": .string(names[4]), "basketId": .string(names[1]),
            "paymentStatus": "paid",
            "items": .array(
                lines.map { line in
                    [
                        "ntin": .string(line.product.digits), "name": .string(line.name),
                        "quantity": .string(line.quantity.description),
                        "shelfUnitPriceTiyn": .integer(line.shelfUnitPriceTiyn),
                        "unitPriceTiyn": .integer(line.unitPriceTiyn),
                    ]
                }),
        ]
    }

    private func redemptions() async throws -> Int {
        let store = try StoreLocation(url: environment["QYZMET_DATABASE_URL"] ?? "").open()
        defer { store.close() }
        return try await store.read { transaction in
            Int(
                try transaction.firstRow(
                    "SELECT COUNT(*) FROM voucher_redemption WHERE status = 'paid'")?
                    .integer(0) ?? 0)
        }
    }
}
