import Journal
import Kernel
import Store

/// A row of the journal as the person whom it is about reads it.
package struct LogRow: Sendable {
    /// The entry's name, by which its proof is found.
    package let id: Identifier<JournalEntry>
    /// What happened.
    package let kind: JournalKind
    /// When.
    package let at: Instant
    /// What the leaf says to anyone.
    package let facts: JSON
    /// The reader's own personal fields; null once they were erased.
    package let personal: JSON
    /// Its place in the tree; nil until the next head.
    package let leafIndex: Int64?
}

extension Platform {
    /// Everything in the journal about the person, newest first (use case 05).
    package func accessLog(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<LogRow> {
        let (at, id) = page.position
        let (iin, limit) = (person.iin.digits, page.limit + 1)
        let found = try await store.read { transaction in
            let own = try transaction.rows(
                """
                SELECT e.id, e.kind, e.at, e.leaf, p.fields, e.leaf_index
                FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
                WHERE p.subject_iin = \(iin) AND (p.at, p.entry_id) < (\(at), \(id))
                ORDER BY p.at DESC, p.entry_id DESC LIMIT \(limit)
                """)
            let others = try transaction.rows(
                """
                SELECT e.id, e.kind, e.at, e.leaf, p.fields, e.leaf_index
                FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
                WHERE p.counterpart_iin = \(iin) AND (p.at, p.entry_id) < (\(at), \(id))
                ORDER BY p.at DESC, p.entry_id DESC LIMIT \(limit)
                """)
            return try (own + others).map { try LogRow(row: $0, reader: person.iin) }
        }
        let sorted = found.sorted { ($0.at, $0.id.text) > ($1.at, $1.id.text) }
        return ListPage(Array(sorted.prefix(limit)), limit: page.limit) { ($0.at, $0.id.text) }
    }
}

extension LogRow {
    /// Reads a row of id, kind, at, leaf, personal fields, leaf index.
    ///
    /// - Parameter reader: whose own fields come with it; without one, none.
    init(row: Row, reader: IIN? = nil) throws {
        id = Identifier(stored: try row.text(0))
        kind = JournalKind(rawValue: try row.text(1)) ?? .logStarted
        at = try row.instant(2)
        facts = try JSON.parse(try row.bytes(3))["facts"] ?? .null
        personal =
            try row.textIfPresent(4).map { text in
                let fields = try JSON.parse(Array(text.utf8))
                return .object(reader.map { OwnFields.members(of: fields, for: $0) } ?? [])
            } ?? .null
        leafIndex = try row.integerIfPresent(5)
    }
}
