import FoodVouchers
import Journal
import Kernel
import Store

/// A voucher as it lies in the store.
package struct VoucherRow: Sendable {
    /// The voucher.
    package internal(set) var voucher: Voucher
    /// The pilot.
    package let pilot: String
    /// The family in its month.
    package let family: String
    /// The member for whom it is.
    package let member: IIN
    /// The person who activates and presents it.
    package let holder: IIN
    /// When it was activated.
    package let activatedAt: Instant?
    /// Steps of its money so far.
    var movements: Int64

    /// The columns that ``init(row:)`` reads, in order.
    static let columns: SQL = """
        id, pilot, month, family_id, member_iin, holder_iin, status, issued, available, held, spent,
        expired, removed, movements, opens_at, valid_until, activated_at
        """

    init(row: Row) throws {
        pilot = try row.text(1)
        family = try row.text(3)
        member = try row.iin(4)
        holder = try row.iin(5)
        movements = try row.integer(13)
        activatedAt = try row.instantIfPresent(16)
        guard let status = Voucher.Status(rawValue: try row.text(6)) else {
            throw StoreError.columnMismatch(column: 6, expected: .text)
        }
        voucher = Voucher(
            id: try row.identifier(0), month: CalendarMonth(number: try row.integer(2)),
            status: status, opensAt: try row.instant(14), validUntil: try row.instant(15),
            balance: Balance(
                issued: try row.integer(7), available: try row.integer(8),
                held: try row.integer(9), spent: try row.integer(10),
                expired: try row.integer(11), removed: try row.integer(12)))
    }

    /// The vouchers with these names, locked in the order of their names, given in the order asked.
    static func locked(
        _ ids: [String], in transaction: any Transaction
    ) throws -> [VoucherRow] {
        var found: [String: VoucherRow] = [:]
        for id in ids.sorted() {
            let rows = try transaction.lockedRows(
                "SELECT \(columns) FROM voucher WHERE id = \(id)")
            if let row = rows.first { found[id] = try VoucherRow(row: row) }
        }
        return ids.compactMap { found[$0] }
    }
}

/// A step of one voucher's money, as the journal names it.
struct VoucherStep: Sendable {
    let voucher: Identifier<Voucher>
    let movement: Movement

    var json: JSON {
        [
            "voucher": .string(voucher.text), "kind": .string(movement.kind.rawValue),
            "amountTiyn": .integer(movement.amountTiyn),
        ]
    }
}

extension [VoucherStep] {
    /// The steps as they stand in an entry, from which anyone can reckon every balance.
    var json: JSON { .array(map(\.json)) }
}

/// A step that would lose or make money: a fault of ours, found before the store refuses it.
struct UnsoundMovement: Error, Sendable {}

extension VoucherRow {
    /// Takes a step: the balance changes, and the step stands in the ledger with its entry.
    ///
    /// The row is locked or new. The step's number is the row's own next one, so that a step taken
    /// at the same moment by anyone else makes this transaction fail.
    mutating func move(
        _ movement: Movement, at now: Instant, shop: String? = nil,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        guard let after = voucher.balance.applying(movement) else { throw UnsoundMovement() }
        let number = movements + 1
        try transaction.execute(
            """
            UPDATE voucher SET available = \(after.available), held = \(after.held),
                spent = \(after.spent), expired = \(after.expired), removed = \(after.removed),
                status = \(voucher.status.rawValue), movements = \(number)
            WHERE id = \(voucher.id) AND movements = \(movements)
            """)
        try recordStep(movement, number, at: now, shop: shop, entry: entry, in: transaction)
        voucher.balance = after
        movements = number
    }

    func recordStep(
        _ movement: Movement, _ number: Int64, at now: Instant, shop: String?,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO voucher_movement
                (voucher_id, number, pilot, kind, amount, shop_id, at, entry_id)
            VALUES (\(voucher.id), \(number), \(pilot), \(movement.kind.rawValue),
                \(movement.amountTiyn), \(shop), \(now), \(entry))
            """)
    }
}
