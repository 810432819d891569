/// One step of the schema, forward only, in one transaction, never edited once shipped.
///
/// The text is written for PostgreSQL within the portable subset (``Store``) with the types TEXT,
/// BIGINT and BYTEA; several statements end with `;` each. What it became is stored in the table
/// `schema_migration` with a checksum of the text. Two neighbouring versions of the program share
/// a database during an upgrade: a database exactly one migration ahead of the program is taken
/// as it is, so a migration must leave what the version before needs. A step that cannot be undone
/// says in its comment what repairs it.
package struct Migration: Hashable, Sendable {
    /// The number; the first is 1, each next one more.
    package let number: Int64
    /// What it does, in a few words.
    package let name: String
    /// The statements.
    package let sql: String
    /// FNV-1a of 64 bits over number, name and text, as 16 hexadecimal digits.
    ///
    /// It finds an edit made by mistake; it is no protection against an attacker, who could change
    /// the stored checksum as well.
    package let checksum: String

    /// A migration whose text stands in source code.
    package init(number: Int64, name: StaticString, sql: StaticString) {
        self.number = number
        self.name = name.description
        self.sql = sql.description
        checksum = Self.checksum(number, name.description, sql.description)
    }

    private static func checksum(_ number: Int64, _ name: String, _ sql: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(number)\n\(name)\n\(sql)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Why the schema is not brought up to date.
package enum MigrationFault: Error, Hashable, Sendable {
    /// The program's own list is not numbered 1, 2, 3, ….
    case notConsecutive(number: Int64)
    /// An applied migration has another text now than when it was applied.
    case edited(number: Int64)
    /// The database misses a migration before its last one.
    case gap(number: Int64)
    /// The database is more than one migration ahead: the program is too old for it.
    case databaseTooNew(version: Int64)
}
