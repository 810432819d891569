import FoodVouchers
import Kernel
import Store

/// What a span of time came to in a pilot: vouchers, purchases, steps by shop, goods (FV-29).
///
/// All of it is reckoned from rows that are never changed, and sums of parts are the sum of the
/// whole: hours can be summed once and added up as often as wished.
struct VoucherFigures: Sendable, Hashable {
    /// One figure of the report.
    struct Key: Sendable, Hashable, Comparable {
        /// `formed`, `activated`, `purchases`, `movement` or `good`.
        let figure: String
        /// The kind of the movement, or the good.
        var name = ""
        /// The shop of the movement; empty for one without.
        var shop = ""

        static func < (left: Key, right: Key) -> Bool {
            (left.figure, left.name, left.shop) < (right.figure, right.name, right.shop)
        }
    }

    /// A figure's number and its sum in tiyn; of goods the quantity in thousandths and the sum.
    struct Sums: Sendable, Hashable {
        var number: Int64 = 0
        var amount: Int64 = 0
    }

    private(set) var sums: [Key: Sums] = [:]

    /// An hour in milliseconds.
    static let hour: Int64 = 3_600_000

    /// Reads rows of figure, name, shop, number and amount.
    private mutating func add(_ rows: [Row]) throws {
        for row in rows {
            let key = Key(figure: try row.text(0), name: try row.text(1), shop: try row.text(2))
            sums[key, default: Sums()].number += try row.integer(3)
            sums[key, default: Sums()].amount += try row.integer(4)
        }
    }

    /// The number of a figure that has neither name nor shop.
    func number(_ figure: String) -> Int64 { sums[Key(figure: figure)]?.number ?? 0 }

    /// The sums of one figure by the part of its key, in the order of the parts.
    func by(
        _ part: KeyPath<Key, String>, of figure: String, _ take: (Key) -> Bool = { _ in true }
    ) -> [(name: String, sums: Sums)] {
        var parts: [String: Sums] = [:]
        for (key, found) in sums where key.figure == figure && take(key) {
            parts[key[keyPath: part], default: Sums()].number += found.number
            parts[key[keyPath: part], default: Sums()].amount += found.amount
        }
        return parts.map { (name: $0.key, sums: $0.value) }
            .sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    /// What one shop's steps of these kinds came to, in tiyn.
    func amount(of kinds: Set<Movement.Kind>, shop: String) -> Int64 {
        kinds.reduce(0) { sum, kind in
            sum
                + (sums[Key(figure: "movement", name: kind.rawValue, shop: shop)]?.amount ?? 0)
        }
    }
}

// MARK: - From the rows

extension VoucherFigures {
    private static func movements(of pilot: String, in span: Range<Instant>) -> SQL {
        """
        SELECT 'movement' AS figure, kind AS name, COALESCE(shop_id, '') AS shop,
            COUNT(*) AS number, CAST(SUM(amount) AS BIGINT) AS amount
        FROM voucher_movement
        WHERE pilot = \(pilot) AND at >= \(span.lowerBound) AND at < \(span.upperBound)
        GROUP BY kind, shop_id
        """
    }

    private static func all(of pilot: String, in span: Range<Instant>) -> SQL {
        let (start, end) = (span.lowerBound, span.upperBound)
        return """
            SELECT 'formed' AS figure, '' AS name, '' AS shop, COUNT(*) AS number, 0 AS amount
            FROM voucher
            WHERE pilot = \(pilot) AND formed_at >= \(start) AND formed_at < \(end)
            UNION ALL
            SELECT 'activated', '', '', COUNT(*), 0 FROM voucher
            WHERE pilot = \(pilot) AND activated_at >= \(start) AND activated_at < \(end)
            UNION ALL
            SELECT 'purchases', '', '', COUNT(*), 0 FROM voucher_redemption
            WHERE pilot = \(pilot) AND status = 'paid' AND at >= \(start) AND at < \(end)
            UNION ALL
            SELECT 'good', l.good, '', CAST(SUM(l.quantity) AS BIGINT),
                CAST(SUM(l.total) AS BIGINT)
            FROM voucher_redemption r JOIN voucher_line l ON l.redemption_id = r.id
            WHERE r.pilot = \(pilot) AND r.status = 'paid' AND r.at >= \(start) AND r.at < \(end)
            GROUP BY l.good
            UNION ALL
            \(movements(of: pilot, in: span))
            """
    }

    /// Reckons a span from the rows themselves.
    init(
        reckoning span: Range<Instant>, of pilot: String, in transaction: any Transaction
    ) throws {
        try add(try transaction.rows(Self.all(of: pilot, in: span)))
    }

    /// Adds a span up: from the hours that have been summed, and from the rows for the rest.
    ///
    /// - Parameter movementsOnly: leaves out all but the steps of the ledger.
    init(
        of pilot: String, over span: Range<Instant>, movementsOnly: Bool = false,
        in transaction: any Transaction
    ) throws {
        guard !span.isEmpty else { return }
        let last = span.upperBound.adding(milliseconds: -Self.hour)
        let inside: SQL = "pilot = \(pilot) AND hour >= \(span.lowerBound) AND hour <= \(last)"
        let hours = try transaction.rows(
            "SELECT hour FROM voucher_hour WHERE \(inside) AND figure = 'formed' ORDER BY hour"
        ).map { try $0.instant(0) }
        var begin = span.lowerBound
        for hour in hours + [span.upperBound] {
            if begin < hour {
                let rest = begin..<hour
                try add(
                    try transaction.rows(
                        movementsOnly
                            ? Self.movements(of: pilot, in: rest) : Self.all(of: pilot, in: rest)))
            }
            begin = hour.adding(milliseconds: Self.hour)
        }
        guard !hours.isEmpty else { return }
        let scope: SQL = movementsOnly ? "AND figure = 'movement'" : ""
        try add(
            try transaction.rows(
                """
                SELECT figure, name, shop, CAST(SUM(number) AS BIGINT),
                    CAST(SUM(amount) AS BIGINT)
                FROM voucher_hour WHERE \(inside) \(scope) GROUP BY figure, name, shop
                """))
    }

    /// The figures that are stored of one hour.
    init(stored hour: Instant, of pilot: String, in transaction: any Transaction) throws {
        try add(
            try transaction.rows(
                """
                SELECT figure, name, shop, number, amount FROM voucher_hour
                WHERE pilot = \(pilot) AND hour = \(hour)
                """))
    }

    /// Stores the figures of one hour, unless another node did at the same moment.
    func store(_ hour: Instant, of pilot: String, in transaction: any Transaction) throws {
        let rows = sums.sorted { $0.key < $1.key }.map { key, sums in
            [
                SQLValue(pilot), SQLValue(hour), SQLValue(key.figure), SQLValue(key.name),
                SQLValue(key.shop), SQLValue(sums.number), SQLValue(sums.amount),
            ]
        }
        try transaction.insert(
            Insertion(
                "INSERT INTO voucher_hour (pilot, hour, figure, name, shop, number, amount)", rows,
                "ON CONFLICT (pilot, hour, figure, name, shop) DO NOTHING"))
    }
}
