import FoodVouchers
import Journal
import Kernel
import Store

/// What a till may spend from, after a QR code was scanned (FV-25, FV-26).
package struct Basket: Sendable {
    /// The basket's random name.
    package let id: String
    /// The till that scanned.
    package let till: String
    /// The vouchers in the order in which they pay.
    package let vouchers: [String]
    /// The holder of the wallet.
    let holder: IIN
    /// When the code was scanned.
    let openedAt: Instant
    /// When it ends by itself.
    package let expiresAt: Instant
    /// When it was paid; nil until then.
    let closedAt: Instant?

    /// Seconds that a basket stays open.
    package static let lifetimeSeconds: Int64 = 600
    /// Seconds after the scan in which the last reservation ends, and the basket with it.
    static let holdsEndSeconds: Int64 = 2 * lifetimeSeconds

    static let columns: SQL = """
        id, till_id, vouchers, holder_iin, expires_at, closed_at, opened_at
        """

    init(row: Row) throws {
        id = try row.text(0)
        till = try row.text(1)
        vouchers = try row.words(2)
        holder = try row.iin(3)
        expiresAt = try row.instant(4)
        closedAt = try row.instantIfPresent(5)
        openedAt = try row.instant(6)
    }

    /// The basket, locked; nil when there is none of this till.
    static func locked(
        _ id: String, of till: Till, in transaction: any Transaction
    ) throws -> Basket? {
        try transaction.lockedRows(
            "SELECT \(columns) FROM voucher_basket WHERE id = \(id) AND till_id = \(till.id)"
        ).first.map(Basket.init(row:))
    }

    /// Makes sure that it can still be spent from.
    func checkOpen(at now: Instant) throws(Refusal) {
        guard closedAt == nil, now < expiresAt else {
            throw Refusal(.basketClosed, clause: "FV-25")
        }
    }
}

/// What a till is told about a scanned code (FV-26).
package struct BasketAnswer: Sendable {
    /// The basket.
    package let basket: Basket
    /// What its vouchers have left together, in tiyn.
    package let availableTiyn: Int64
}

extension Platform {
    /// Scans a QR code: binds it to this till and tells what is left (use case 31; FV-25, FV-26).
    ///
    /// The same till may ask again with the same code, having lost the answer, until it is paid or
    /// its time is over; any other gets `qrUsed` with the time and the till.
    /// - Throws: `qrUnknown`, `qrExpired`, `qrUsed`, `voucherNotActive`, `voucherExpired`,
    ///   `pilotNotRunning`, `shopNotAdmitted`, `consentNotActive`.
    package func openBasket(
        qr text: String, by client: ClientSystem
    ) async throws -> BasketAnswer {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let till = try Till.find(client.id, in: transaction)
            let basket = try scan(text, till: till, at: now, in: transaction)
            if let closedAt = basket.closedAt {
                throw try used(at: closedAt, by: basket.till, in: transaction)
            }
            guard now < basket.expiresAt else { throw Refusal(.qrExpired, clause: "FV-25") }
            let rows = try VoucherRow.locked(basket.vouchers, in: transaction)
            return BasketAnswer(
                basket: basket, availableTiyn: rows.map(\.voucher.balance.available).reduce(0, +))
        }
    }

    func scan(
        _ text: String, till: Till, at now: Instant, in transaction: any Transaction
    ) throws -> Basket {
        try pilotInForce(till.pilot).checkRunning(on: Day(at: now))
        guard let qr = VoucherQR(text), isGenuine(qr) else {
            throw Refusal(.qrUnknown, clause: "FV-25")
        }
        if let before = try scanned(qr, till: till, in: transaction) { return before }
        guard
            let row = try transaction.firstRow(
                """
                SELECT q.holder_iin, q.vouchers, q.expires_at, w.qr_counter FROM voucher_qr q
                JOIN voucher_wallet w ON w.holder_iin = q.holder_iin WHERE q.id = \(qr.id)
                """)
        else { throw Refusal(.qrExpired, clause: "FV-25") }
        // A photograph is of use only until the holder's screen has moved on, or a later code was
        // scanned.
        guard now < (try row.instant(2)), qr.counter >= (try row.integer(3)) - 1 else {
            throw Refusal(.qrExpired, clause: "FV-25")
        }
        let vouchers = try VoucherRow.locked(try row.words(1), in: transaction)
        for voucher in vouchers {
            try voucher.voucher.checkUse(at: now)
            guard voucher.pilot == till.pilot else { throw Refusal(.qrUnknown, clause: "FV-O.1") }
        }
        try checkProcessingConsent(ofFamilies: Set(vouchers.map(\.family)), in: transaction)
        let isNewest = try transaction.change(
            """
            UPDATE voucher_wallet SET scanned_counter = \(qr.counter)
            WHERE holder_iin = \(try row.iin(0)) AND scanned_counter < \(qr.counter)
            """)
        let basket = randomIdentifierText(random)
        let opened =
            isNewest == 0
            ? 0
            : try transaction.change(
                """
                INSERT INTO voucher_basket
                    (id, qr_id, till_id, holder_iin, vouchers, opened_at, expires_at)
                VALUES (\(basket), \(qr.id), \(till.id), \(try row.iin(0)), \(try row.text(1)), \(now),
                    \(now.adding(seconds: Basket.lifetimeSeconds)))
                ON CONFLICT (qr_id) DO NOTHING
                """)
        if opened == 1 {
            try journal.append(
                .voucherPresented, at: now,
                facts: [
                    "pilot": .string(till.pilot), "basket": .string(basket),
                    "till": .string(till.id), "shop": .string(till.shop),
                    "vouchers": .array(vouchers.map { .string($0.voucher.id.text) }),
                    "clause": "FV-25",
                ], subject: try row.iin(0), in: transaction)
        }
        guard let found = try scanned(qr, till: till, in: transaction) else {
            throw Refusal(.qrExpired, clause: "FV-25")
        }
        return found
    }

    /// The basket that the code opened at this till; nil when it opened none.
    private func scanned(
        _ qr: VoucherQR, till: Till, in transaction: any Transaction
    ) throws -> Basket? {
        guard
            let row = try transaction.lockedRows(
                "SELECT \(Basket.columns) FROM voucher_basket WHERE qr_id = \(qr.id)"
            ).first
        else { return nil }
        let basket = try Basket(row: row)
        guard basket.till == till.id else {
            throw try used(at: basket.openedAt, by: basket.till, in: transaction)
        }
        return basket
    }

    /// When and where a code was used, for the cashier who scans it again.
    private func used(
        at moment: Instant, by till: String, in transaction: any Transaction
    ) throws -> Refusal {
        let till = try Till.find(till, in: transaction)
        let at = moment.description
        return Refusal(
            .qrUsed,
            LocalizedText(
                kk: "\(at), \(till.shopName.kk), \(till.name)",
                ru: "\(at), \(till.shopName.ru), \(till.name)",
                en: "\(at), \(till.shopName.en), \(till.name)"), clause: "FV-25")
    }
}
