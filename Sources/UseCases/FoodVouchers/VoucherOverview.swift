import FoodVouchers
import Kernel
import Store

/// One month of a pilot at a glance: how far families got, and where the money went (FV-O.3.2).
package struct VoucherOverview: Sendable, Hashable {
    /// A step on the way from the list to the shop.
    package enum Step: String, Sendable, Hashable, CaseIterable {
        /// Families on the list (FV-14).
        case listed
        /// With a number (FV-16).
        case reachable
        /// Asked by SMS (FV-20).
        case asked
        /// Consented (FV-22).
        case consented
        /// With an active voucher (FV-7).
        case activated
        /// Bought something (FV-27).
        case used
    }

    /// A day or a shop with its purchases.
    package struct Sales: Sendable, Hashable {
        /// Purchases that were paid.
        package var purchases: Int64 = 0
        /// What vouchers paid, in tiyn, before returns.
        package var paidTiyn: Int64 = 0
        /// What came back on them, in tiyn.
        package var returnedTiyn: Int64 = 0
        /// Vouchers activated on the day; of a shop, those of them that were first used there
        /// (Q-FV-33).
        package var activations: Int64 = 0
        /// Families new on the list; of a day only.
        package var listed: Int64 = 0
        /// Families whose number was found; of a day only.
        package var reachable: Int64 = 0
        /// Families asked by SMS for the first time; of a day only.
        package var asked: Int64 = 0
        /// Families that consented; of a day only.
        package var consented: Int64 = 0
        /// Families that bought; of a shop only.
        package var families: Int64 = 0

        /// Nothing sold.
        package init() {}
    }

    /// Families at each step.
    package let families: [Step: Int64]
    /// The days of the month, from the first on, on which anything happened.
    package let days: [Day: Sales]
    /// The shops that sold, by their names in rows.
    package let shops: [String: Sales]
    /// Vouchers that were activated and not yet used in any shop.
    package var unused: Int64 {
        func sum(_ sales: some Collection<Sales>) -> Int64 {
            sales.map(\.activations).reduce(0, +)
        }
        return sum(days.values) - sum(shops.values)
    }
    /// A number that is another one as soon as any figure is.
    package var version: String {
        let parts =
            VoucherOverview.Step.allCases.map { families[$0] ?? 0 }
            + days.values.reduce(into: [0, 0, 0, 0, 0]) { sums, day in
                sums[0] += day.purchases
                sums[1] += day.paidTiyn
                sums[2] += day.returnedTiyn
                sums[3] += day.activations
                sums[4] += day.listed + day.reachable + day.asked + day.consented
            }
        return parts.map(String.init).joined(separator: "-")
    }
}

extension Platform {
    /// The figures of a month, reckoned from rows as they are now (use case 35).
    package func voucherOverview(
        of pilot: String, month: CalendarMonth
    ) async throws -> VoucherOverview {
        let pilot = try pilotInForce(pilot)
        return try await store.read { transaction in
            VoucherOverview(
                families: try families(of: pilot, month: month, in: transaction),
                days: try days(of: pilot, month: month, in: transaction),
                shops: try shops(of: pilot, month: month, in: transaction))
        }
    }
}

private func families(
    of pilot: Pilot, month: CalendarMonth, in transaction: any Transaction
) throws -> [VoucherOverview.Step: Int64] {
    let row = try transaction.firstRow(
        """
        SELECT COUNT(*), COUNT(phone), COUNT(asked_at),
            CAST(COALESCE(SUM(CASE WHEN state = 'consented' THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM voucher_family WHERE pilot = \(pilot.id) AND month = \(month.number)
            AND state <> 'delisted'
        """)
    let vouchers = try transaction.firstRow(
        """
        SELECT COUNT(DISTINCT CASE WHEN activated_at IS NOT NULL THEN family_id END),
            COUNT(DISTINCT CASE WHEN spent > 0 THEN family_id END)
        FROM voucher WHERE pilot = \(pilot.id) AND month = \(month.number)
        """)
    return [
        .listed: try row?.integer(0) ?? 0, .reachable: try row?.integer(1) ?? 0,
        .asked: try row?.integer(2) ?? 0, .consented: try row?.integer(3) ?? 0,
        .activated: try vouchers?.integer(0) ?? 0, .used: try vouchers?.integer(1) ?? 0,
    ]
}

/// Milliseconds from the epoch to Almaty's midnight are 5 hours less than to UTC's: all law days of
/// vouchers lie after 1 March 2024.
private let almatyDay: SQL = "(at + 18000000) / 86400000"

/// The steps of a family that have a moment, each with its condition and its figure.
private var familySteps: [(SQL, SQL, WritableKeyPath<VoucherOverview.Sales, Int64>)] {
    [
        ("listed_at", "listed_at IS NOT NULL", \.listed),
        ("found_at", "found_at IS NOT NULL", \.reachable),
        ("asked_at", "asked_at IS NOT NULL", \.asked),
        ("answered_at", "answered_at IS NOT NULL AND state = 'consented'", \.consented),
    ]
}

private func days(
    of pilot: Pilot, month: CalendarMonth, in transaction: any Transaction
) throws -> [Day: VoucherOverview.Sales] {
    let (start, end) = (month.firstDay.start, month.next.firstDay.start)
    var days: [Day: VoucherOverview.Sales] = [:]
    for row in try transaction.rows(
        """
        SELECT \(almatyDay) AS day, COUNT(*), CAST(SUM(by_voucher) AS BIGINT)
        FROM voucher_redemption WHERE pilot = \(pilot.id) AND status = 'paid'
            AND at >= \(start) AND at < \(end) GROUP BY 1
        """)
    {
        days[try row.day(0), default: .init()].purchases = try row.integer(1)
        days[try row.day(0), default: .init()].paidTiyn = try row.integer(2)
    }
    for row in try transaction.rows(
        """
        SELECT \(almatyDay) AS day, CAST(SUM(amount) AS BIGINT) FROM voucher_movement
        WHERE pilot = \(pilot.id) AND kind = 'returned' AND at >= \(start) AND at < \(end)
        GROUP BY 1
        """)
    {
        days[try row.day(0), default: .init()].returnedTiyn = try row.integer(1)
    }
    for row in try transaction.rows(
        """
        SELECT (activated_at + 18000000) / 86400000 AS day, COUNT(*) FROM voucher
        WHERE pilot = \(pilot.id) AND activated_at >= \(start) AND activated_at < \(end)
        GROUP BY 1
        """)
    {
        days[try row.day(0), default: .init()].activations = try row.integer(1)
    }
    for (moment, condition, figure) in familySteps {
        for row in try transaction.rows(
            """
            SELECT (\(moment) + 18000000) / 86400000 AS day, COUNT(*) FROM voucher_family
            WHERE pilot = \(pilot.id) AND month = \(month.number) AND state <> 'delisted'
                AND \(condition) GROUP BY 1
            """)
        {
            days[try row.day(0), default: .init()][keyPath: figure] = try row.integer(1)
        }
    }
    return days
}

private func shops(
    of pilot: Pilot, month: CalendarMonth, in transaction: any Transaction
) throws -> [String: VoucherOverview.Sales] {
    let (start, end) = (month.firstDay.start, month.next.firstDay.start)
    var shops: [String: VoucherOverview.Sales] = [:]
    for row in try transaction.rows(
        """
        SELECT shop_id, COUNT(*), CAST(SUM(by_voucher) AS BIGINT),
            CAST(SUM(returned_by_voucher) AS BIGINT)
        FROM voucher_redemption WHERE pilot = \(pilot.id) AND status = 'paid'
            AND at >= \(start) AND at < \(end) GROUP BY shop_id
        """)
    {
        var sales = VoucherOverview.Sales()
        sales.purchases = try row.integer(1)
        sales.paidTiyn = try row.integer(2)
        sales.returnedTiyn = try row.integer(3)
        shops[try row.text(0)] = sales
    }
    for row in try transaction.rows(
        """
        SELECT r.shop_id, COUNT(DISTINCT v.family_id) FROM voucher_redemption r
        JOIN voucher_redemption_part p ON p.redemption_id = r.id
        JOIN voucher v ON v.id = p.voucher_id
        WHERE r.pilot = \(pilot.id) AND r.status = 'paid'
            AND r.at >= \(start) AND r.at < \(end) GROUP BY r.shop_id
        """)
    {
        shops[try row.text(0), default: .init()].families = try row.integer(1)
    }
    // A voucher is activated in no shop: it counts where it was used first, so that the shops and
    // what is unused add up to all that were activated (Q-FV-33).
    for row in try transaction.rows(
        """
        SELECT m.shop_id, COUNT(*) FROM voucher v
        JOIN voucher_movement m ON m.voucher_id = v.id AND m.number = (
            SELECT MIN(f.number) FROM voucher_movement f
            WHERE f.voucher_id = v.id AND f.kind IN ('spent', 'spentHeld'))
        WHERE v.pilot = \(pilot.id) AND v.activated_at >= \(start) AND v.activated_at < \(end)
        GROUP BY m.shop_id
        """)
    {
        shops[try row.text(0), default: .init()].activations = try row.integer(1)
    }
    return shops
}
