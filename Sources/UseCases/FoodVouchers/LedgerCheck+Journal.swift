import FoodVouchers
import Kernel
import Store

extension LedgerCheck {
    /// Steps that are looked up in the journal at a time.
    private static let pageMax = 1000

    /// Vouchers with a step that does not stand in the facts of its journal entry.
    ///
    /// Entries are under signed heads: a step and a balance that were changed together, so that they
    /// agree with each other, do not agree with them.
    static func journalFaults(
        atMost limit: Int, in transaction: any Transaction
    ) throws -> [LedgerFault] {
        var faults: [LedgerFault] = []
        var place = (voucher: "", number: Int64(0))
        while faults.count < limit {
            let rows = try transaction.rows(
                """
                SELECT m.voucher_id, m.number, m.pilot, m.kind, m.amount, m.entry_id, e.leaf
                FROM voucher_movement m LEFT JOIN journal_entry e ON e.id = m.entry_id
                WHERE (m.voucher_id, m.number) > (\(place.voucher), \(place.number))
                ORDER BY m.voucher_id, m.number LIMIT \(pageMax)
                """)
            guard let last = rows.last else { break }
            place = (try last.text(0), try last.integer(1))
            var entries: [String: EntrySteps] = [:]
            for row in rows {
                let entry = try row.text(5)
                let step = RecordedStep(
                    voucher: try row.text(0), kind: try row.text(3), amount: try row.integer(4))
                if entries[entry] == nil { entries[entry] = EntrySteps(leaf: try row.bytes(6)) }
                guard entries[entry]?.take(step) == false, faults.last?.name != step.voucher
                else { continue }
                faults.append(
                    LedgerFault(kind: .journal, name: step.voucher, pilot: try row.text(2)))
            }
        }
        return faults
    }
}

private struct RecordedStep: Hashable {
    let voucher: String
    let kind: String
    let amount: Int64
}

/// The steps that an entry names, each of which stands behind one row.
private struct EntrySteps {
    private var left: [RecordedStep: Int] = [:]

    init(leaf: [UInt8]) {
        let facts = (try? JSON.parse(leaf))?["facts"]
        for item in facts?["movements"]?.array ?? [] {
            guard let voucher = item["voucher"]?.string, let kind = item["kind"]?.string,
                let amount = item["amountTiyn"]?.integer
            else { continue }
            left[RecordedStep(voucher: voucher, kind: kind, amount: amount), default: 0] += 1
        }
    }

    /// Whether the entry names the step; each time that it does counts once.
    mutating func take(_ step: RecordedStep) -> Bool {
        guard let count = left[step], count > 0 else { return false }
        left[step] = count - 1
        return true
    }
}
