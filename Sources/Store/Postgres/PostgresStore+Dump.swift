import Kernel

extension PostgresStore {
    /// Reads on a connection of its own, so that a long copy holds none of the pool.
    package func snapshot<T: Sendable>(
        _ body: @escaping @Sendable (any Snapshot) throws -> T
    ) async throws -> T {
        try await onOwnThread { [url, limits] in
            let connection = try PostgresPlainConnection(url: url, limits: limits.withoutTimeouts)
            try connection.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            defer { connection.rollback() }
            return try body(PostgresSnapshot(connection))
        }
    }

    /// Takes the foreign keys away and sets them again at the end, all in one transaction.
    package func load(_ body: @escaping @Sendable (any Loader) throws -> Void) async throws {
        try await onOwnThread { [url, limits] in
            let connection = try PostgresPlainConnection(url: url, limits: limits.withoutTimeouts)
            try connection.script("BEGIN")
            defer { connection.rollback() }
            let keys = try connection.foreignKeys()
            for key in keys { try connection.script(key.removal) }
            try body(PostgresLoader(connection))
            for key in keys { try connection.script(key.addition) }
            try connection.commit()
        }
    }
}

/// A read-only transaction; everything read in it is one state.
private final class PostgresSnapshot: Snapshot {
    private let connection: PostgresPlainConnection

    init(_ connection: PostgresPlainConnection) {
        self.connection = connection
    }

    func schemaVersion() throws(StoreError) -> Int64 {
        try connection.schemaVersion()
    }

    func tableNames() throws(StoreError) -> [String] {
        let rows = try connection.rows(
            """
            SELECT relname::text FROM pg_class
            WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
                AND NOT relispartition AND relname <> 'schema_migration'
            ORDER BY relname::text COLLATE "C"
            """)
        return try rows.map { row throws(StoreError) in try row.text(0) }
    }

    func columns(of table: String) throws(StoreError) -> [Column] {
        try connection.columns(of: table)
    }

    func dump(_ table: String, _ row: ([StoredValue]) throws -> Void) throws {
        let names = try columns(of: table).map { quotedName($0.name) }.joined(separator: ", ")
        let keys = try connection.rows(
            """
            SELECT attribute.attname::text FROM pg_index AS chosen
            CROSS JOIN LATERAL unnest(chosen.indkey) WITH ORDINALITY AS key(number, place)
            JOIN pg_attribute AS attribute
                ON attribute.attrelid = chosen.indrelid AND attribute.attnum = key.number
            WHERE chosen.indrelid = to_regclass(\(quotedName(table))) AND chosen.indisprimary
            ORDER BY key.place
            """
        ).map { key throws(StoreError) in quotedName(try key.text(0)) }
        let order = keys.isEmpty ? "" : " ORDER BY " + keys.joined(separator: ", ")
        let sql = SQL(composed: "SELECT \(names) FROM \(quotedName(table))\(order)")
        try connection.stream(sql) { found in try row(found.values) }
    }
}

/// A write transaction without foreign keys until its end.
private final class PostgresLoader: Loader {
    private let connection: PostgresPlainConnection
    private var target: LoadTarget?

    init(_ connection: PostgresPlainConnection) {
        self.connection = connection
    }

    func schemaVersion() throws(StoreError) -> Int64 {
        try connection.schemaVersion()
    }

    func begin(_ table: String, columns: [String]) throws {
        let next = try LoadTarget(
            table: table, columns: columns, schema: connection.columns(of: table))
        _ = try connection.rows(next.deletion)
        target = next
    }

    func row(_ values: [StoredValue]) throws {
        guard let target else { throw LoadFault.noTableBegun }
        _ = try connection.rows(target.insertion(values))
    }
}

/// A foreign key as the statements that take it away and set it again.
private struct ForeignKey {
    let removal: String
    let addition: String
}

extension PostgresPlainConnection {
    fileprivate func schemaVersion() throws(StoreError) -> Int64 {
        let exists = try rows("SELECT 1 WHERE to_regclass('schema_migration') IS NOT NULL")
        if exists.isEmpty { return 0 }
        return try rows("SELECT COUNT(*) FROM schema_migration").first?.integer(0) ?? 0
    }

    fileprivate func columns(of table: String) throws(StoreError) -> [Column] {
        let found = try rows(
            """
            SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = to_regclass(\(quotedName(table)))
                AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
            """)
        return try found.map { row throws(StoreError) in
            Column(name: try row.text(0), type: try columnType(row.text(1)))
        }
    }

    private func columnType(_ declared: String) throws(StoreError) -> ColumnType {
        switch declared {
        case "text": .text
        case "bigint": .integer
        case "bytea": .bytes
        default: throw .statementRefused(code: "type", message: declared)
        }
    }

    fileprivate func foreignKeys() throws(StoreError) -> [ForeignKey] {
        let found = try rows(
            """
            SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
                AND conparentid = 0
            """)
        return try found.map { row throws(StoreError) in
            let name = quotedName(try row.text(1))
            let table = try row.text(0)
            let definition = try row.text(2)
            return ForeignKey(
                removal: "ALTER TABLE \(table) DROP CONSTRAINT \(name)",
                addition: "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition)")
        }
    }
}
