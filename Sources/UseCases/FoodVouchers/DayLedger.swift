import FoodVouchers
import Kernel
import Store

/// Where all the money was at a moment, from the steps alone (FV-29).
struct DayLedger: Sendable, Hashable {
    /// The names of the six sums in a report, each with the steps that add to it and that take from
    /// it.
    private static let parts: [(name: String, adds: [Movement.Kind], takes: [Movement.Kind])] = [
        ("issuedTiyn", [.issued], []),
        (
            "availableTiyn", [.issued, .released, .returned, .restored],
            [.held, .spent, .expired, .removed]
        ),
        ("heldTiyn", [.held], [.released, .spentHeld]),
        ("spentTiyn", [.spent, .spentHeld], [.returned]),
        ("expiredTiyn", [.expired], []),
        ("removedTiyn", [.removed], [.restored]),
    ]

    private var sums: [String: Int64] = [:]

    /// The ledger as it stands in a report; nil unless all six sums are there.
    private init?(json: JSON?) {
        for part in Self.parts {
            guard let sum = json?[part.name]?.integer else { return nil }
            sums[part.name] = sum
        }
    }

    private init() {}

    /// The ledger after the steps that the figures count.
    func adding(_ figures: VoucherFigures) -> DayLedger {
        var after = self
        let steps = Dictionary(
            uniqueKeysWithValues: figures.by(\.name, of: "movement").map { ($0.name, $0.sums) })
        for part in Self.parts {
            func sum(_ kinds: [Movement.Kind]) -> Int64 {
                kinds.reduce(0) { $0 + (steps[$1.rawValue]?.amount ?? 0) }
            }
            after.sums[part.name, default: 0] += sum(part.adds) - sum(part.takes)
        }
        return after
    }

    /// The sums under their names.
    var json: JSON {
        .object(Self.parts.map { JSON.Member($0.name, .integer(sums[$0.name] ?? 0)) })
    }

    /// The ledger as the day began: that of the newest report before it and the steps since then,
    /// so that a day costs what happened on it; without such a report, all steps before it.
    static func opening(
        _ day: Day, of pilot: Pilot, in transaction: any Transaction
    ) throws -> DayLedger {
        let row = try transaction.firstRow(
            """
            SELECT day, payload FROM voucher_report WHERE pilot = \(pilot.id) AND day < \(day)
            ORDER BY day DESC LIMIT 1
            """)
        var (ledger, from) = (DayLedger(), Instant(milliseconds: 0))
        if let row, let known = DayLedger(json: try JSON.parse(row.bytes(1))["ledger"]) {
            ledger = known
            from = try row.day(0).adding(days: 1).start
        }
        // A day long before any pilot has nothing before it.
        guard from < day.start else { return ledger }
        return ledger.adding(
            try VoucherFigures(
                of: pilot.id, over: from..<day.start, movementsOnly: true, in: transaction))
    }
}
