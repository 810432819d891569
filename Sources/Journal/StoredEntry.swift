import Kernel
import Signatures
import Store

/// An entry as its rows hold it: the leaf for ever, the personal fields until they are erased.
struct StoredEntry: Hashable, Sendable {
    /// Where a numbered entry stands.
    struct Place: Hashable, Sendable {
        let log: Int64
        let index: Int64
    }

    /// The row of the erasable table.
    struct Personal: Hashable, Sendable {
        let salt: [UInt8]
        /// JSON text, members in the order in which they were written.
        let fields: String
        let at: Instant
        let retentionClass: String
        let subject: String?
        let counterpart: String?
    }

    /// What records that the personal fields were erased.
    struct Erasure: Hashable, Sendable {
        let entry: Identifier<JournalEntry>
        let leaf: [UInt8]
    }

    let id: Identifier<JournalEntry>
    let kind: String
    let at: Instant
    let leaf: [UInt8]
    let place: Place?
    let personal: Personal?
    let erasure: Erasure?

    /// The columns and tables that ``init(_:)`` reads; the caller adds WHERE and ORDER BY.
    static let selection: SQL = """
        SELECT entry.id, entry.kind, entry.at, entry.leaf, entry.log, entry.leaf_index,
            personal.salt, personal.fields, personal.at, personal.retention_class,
            personal.subject_iin, personal.counterpart_iin, erasure.erased_by, eraser.leaf
        FROM journal_entry AS entry
        LEFT JOIN journal_personal AS personal ON personal.entry_id = entry.id
        LEFT JOIN journal_erasure AS erasure ON erasure.entry_id = entry.id
        LEFT JOIN journal_entry AS eraser ON eraser.id = erasure.erased_by
        """

    init(_ row: Row) throws(StoreError) {
        id = try row.identifier(0)
        kind = try row.text(1)
        at = try row.instant(2)
        leaf = try row.bytes(3)
        if let log = try row.integerIfPresent(4) {
            place = Place(log: log, index: try row.integer(5))
        } else {
            place = nil
        }
        if let salt = try row.bytesIfPresent(6) {
            personal = Personal(
                salt: salt, fields: try row.text(7), at: try row.instant(8),
                retentionClass: try row.text(9), subject: try row.textIfPresent(10),
                counterpart: try row.textIfPresent(11))
        } else {
            personal = nil
        }
        if let erasedBy: Identifier<JournalEntry> = try row.identifierIfPresent(12) {
            erasure = Erasure(entry: erasedBy, leaf: try row.bytes(13))
        } else {
            erasure = nil
        }
    }

    static func find(
        _ id: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws -> StoredEntry? {
        try transaction.firstRow("\(selection) WHERE entry.id = \(id)").map(StoredEntry.init)
    }
}
