import FoodVouchers
import Kernel
import Store

/// Something whose sums do not agree (use case 32).
package struct LedgerFault: Hashable, Sendable {
    /// What was compared.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A voucher's balance with its steps.
        case balance
        /// What a voucher has reserved with the parts of the open reservations.
        case held
        /// What a voucher spent or got back in a shop with the receipts of that shop.
        case receipts
        /// A receipt's sums with its parts, its lines and its returns.
        case receipt
        /// A voucher's step with the journal entry that stands behind it.
        case journal
        /// The sums of an hour with its rows.
        case hour
    }

    /// What was compared.
    package let kind: Kind
    /// The voucher, for ``Kind/receipt`` the redemption, for ``Kind/hour`` its beginning.
    package let name: String
    /// The pilot.
    package let pilot: String
}

/// Looks for sums that do not agree: balances, steps, reservations, receipts, journal entries, hours.
///
/// Each of the five is written by the same transaction as the others, in a table of its own: whoever
/// changes one or two of them behind the platform's back is found by the rest.
package enum LedgerCheck {
    private static let faultsMax = 20

    /// Which summed hours are reckoned anew.
    package enum Hours: Sendable {
        /// Every one.
        case all
        /// The newest, and as many older ones, others at every moment: a check that runs each hour
        /// costs no more at a pilot's end than at its beginning.
        case some(at: Instant)
    }

    /// The first few faults of each kind; none when all is well.
    package static func faults(
        hours: Hours = .all, in transaction: any Transaction
    ) throws -> [LedgerFault] {
        try named(.balance, balances, in: transaction)
            + named(.held, reservations, in: transaction)
            + named(.receipts, spentInShops, in: transaction)
            + named(.receipts, returnedInShops, in: transaction)
            + named(.receipt, receipts, in: transaction)
            + journalFaults(atMost: faultsMax, in: transaction)
            + hourFaults(hours, atMost: faultsMax, in: transaction)
    }

    private static func named(
        _ kind: LedgerFault.Kind, _ query: SQL, in transaction: any Transaction
    ) throws -> [LedgerFault] {
        try transaction.rows("\(query) LIMIT \(faultsMax)").map {
            LedgerFault(kind: kind, name: try $0.text(0), pilot: try $0.text(1))
        }
    }

    /// Vouchers that are not what their steps say, or have no step, or were given out twice.
    private static let balances: SQL = """
        SELECT v.id, v.pilot FROM voucher v LEFT JOIN (
            SELECT voucher_id, COUNT(*) AS steps,
                SUM(CASE WHEN kind = 'issued' THEN 1 ELSE 0 END) AS issues,
                CAST(SUM(CASE WHEN kind = 'issued' THEN amount ELSE 0 END) AS BIGINT)
                    AS issued,
                CAST(SUM(CASE WHEN kind IN ('issued', 'released', 'returned', 'restored')
                    THEN amount WHEN kind IN ('held', 'spent', 'expired', 'removed')
                    THEN -amount ELSE 0 END) AS BIGINT) AS available,
                CAST(SUM(CASE WHEN kind = 'held' THEN amount
                    WHEN kind IN ('released', 'spentHeld') THEN -amount ELSE 0 END) AS BIGINT)
                    AS held,
                CAST(SUM(CASE WHEN kind IN ('spent', 'spentHeld') THEN amount
                    WHEN kind = 'returned' THEN -amount ELSE 0 END) AS BIGINT) AS spent,
                CAST(SUM(CASE WHEN kind = 'expired' THEN amount ELSE 0 END) AS BIGINT)
                    AS expired,
                CAST(SUM(CASE WHEN kind = 'removed' THEN amount
                    WHEN kind = 'restored' THEN -amount ELSE 0 END) AS BIGINT) AS removed
            FROM voucher_movement GROUP BY voucher_id
        ) m ON m.voucher_id = v.id
        WHERE m.steps IS NULL OR v.movements <> m.steps OR m.issues <> 1
            OR v.issued <> m.issued OR v.available <> m.available OR v.held <> m.held
            OR v.spent <> m.spent OR v.expired <> m.expired OR v.removed <> m.removed
        ORDER BY v.id
        """

    private static let reservations: SQL = """
        SELECT v.id, v.pilot FROM voucher v LEFT JOIN (
            SELECT p.voucher_id, CAST(SUM(p.amount) AS BIGINT) AS held
            FROM voucher_hold h JOIN voucher_hold_part p ON p.hold_id = h.id
            WHERE h.ended_at IS NULL GROUP BY p.voucher_id
        ) o ON o.voucher_id = v.id
        WHERE v.held <> COALESCE(o.held, 0) ORDER BY v.id
        """
}

// MARK: - Shops and receipts

extension LedgerCheck {
    /// Receipt by receipt, and so shop by shop, month by month and pilot by pilot: what vouchers
    /// spent by their steps is what they paid by the receipts.
    fileprivate static let spentInShops: SQL = """
        SELECT s.voucher_id, MIN(s.pilot) FROM (
            SELECT voucher_id, pilot, shop_id, entry_id, amount FROM voucher_movement
            WHERE kind IN ('spent', 'spentHeld')
            UNION ALL
            SELECT p.voucher_id, r.pilot, r.shop_id, r.entry_id, -p.amount
            FROM voucher_redemption r JOIN voucher_redemption_part p ON p.redemption_id = r.id
        ) s GROUP BY s.voucher_id, s.pilot, s.shop_id, s.entry_id HAVING SUM(s.amount) <> 0
        ORDER BY s.voucher_id
        """

    fileprivate static let returnedInShops: SQL = """
        SELECT s.voucher_id, MIN(s.pilot) FROM (
            SELECT voucher_id, pilot, shop_id, amount FROM voucher_movement
            WHERE kind = 'returned'
            UNION ALL
            SELECT p.voucher_id, r.pilot, r.shop_id, -p.returned
            FROM voucher_redemption r JOIN voucher_redemption_part p ON p.redemption_id = r.id
        ) s GROUP BY s.voucher_id, s.pilot, s.shop_id HAVING SUM(s.amount) <> 0
        ORDER BY s.voucher_id
        """

    fileprivate static let receipts: SQL = """
        SELECT r.id, r.pilot FROM voucher_redemption r
        LEFT JOIN (
            SELECT redemption_id, CAST(SUM(amount) AS BIGINT) AS paid,
                CAST(SUM(returned) AS BIGINT) AS returned
            FROM voucher_redemption_part GROUP BY redemption_id
        ) p ON p.redemption_id = r.id
        LEFT JOIN (
            SELECT redemption_id, CAST(SUM(total) AS BIGINT) AS total
            FROM voucher_line GROUP BY redemption_id
        ) l ON l.redemption_id = r.id
        LEFT JOIN (
            SELECT redemption_id, CAST(SUM(by_voucher) AS BIGINT) AS by_voucher,
                CAST(SUM(otherwise) AS BIGINT) AS otherwise
            FROM voucher_return GROUP BY redemption_id
        ) b ON b.redemption_id = r.id
        WHERE r.by_voucher <> COALESCE(p.paid, 0)
            OR r.returned_by_voucher <> COALESCE(p.returned, 0)
            OR r.total <> COALESCE(l.total, 0)
            OR r.returned_by_voucher <> COALESCE(b.by_voucher, 0)
            OR r.returned_otherwise <> COALESCE(b.otherwise, 0)
        ORDER BY r.id
        """
}
