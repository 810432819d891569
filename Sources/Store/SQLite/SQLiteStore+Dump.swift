import Kernel

extension SQLiteStore {
    /// Reads on a connection of its own, so that a long copy holds no reader.
    package func snapshot<T: Sendable>(
        _ body: @escaping @Sendable (any Snapshot) throws -> T
    ) async throws -> T {
        try await onOwnThread { [path, limits] in
            let connection = try SQLiteConnection(path: path, mode: .read, limits: limits)
            _ = try connection.change("BEGIN")
            defer { connection.rollback() }
            return try body(SQLiteSnapshot(connection))
        }
    }

    /// Takes the file's one write lock until everything is in.
    package func load(_ body: @escaping @Sendable (any Loader) throws -> Void) async throws {
        try await onOwnThread { [path, limits] in
            let connection = try SQLiteConnection(path: path, mode: .write, limits: limits)
            try connection.script("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
            defer { connection.rollback() }
            try body(SQLiteLoader(connection))
            guard try connection.rows("PRAGMA foreign_key_check").isEmpty else {
                throw StoreError.foreignKeyViolation
            }
            try connection.commit()
        }
    }
}

/// A read transaction; everything read in it is one state.
private final class SQLiteSnapshot: Snapshot {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func schemaVersion() throws(StoreError) -> Int64 {
        try connection.schemaVersion()
    }

    func tableNames() throws(StoreError) -> [String] {
        let rows = try connection.rows(
            """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'schema_migration'
            ORDER BY name
            """)
        return try rows.map { row throws(StoreError) in try row.text(0) }
    }

    func columns(of table: String) throws(StoreError) -> [Column] {
        try connection.columns(of: table)
    }

    func dump(_ table: String, _ row: ([StoredValue]) throws -> Void) throws {
        let names = try columns(of: table).map { quotedName($0.name) }.joined(separator: ", ")
        let keys = try connection.rows(
            "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk"
        ).map { key throws(StoreError) in quotedName(try key.text(0)) }
        let order = keys.isEmpty ? "" : " ORDER BY " + keys.joined(separator: ", ")
        let sql = SQL(composed: "SELECT \(names) FROM \(quotedName(table))\(order)")
        try connection.stream(sql) { found in try row(found.values) }
    }
}

/// A write transaction with foreign keys switched off until its end.
private final class SQLiteLoader: Loader {
    private let connection: SQLiteConnection
    private var target: LoadTarget?

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func schemaVersion() throws(StoreError) -> Int64 {
        try connection.schemaVersion()
    }

    func begin(_ table: String, columns: [String]) throws {
        let next = try LoadTarget(
            table: table, columns: columns, schema: connection.columns(of: table))
        _ = try connection.change(next.deletion)
        target = next
    }

    func row(_ values: [StoredValue]) throws {
        guard let target else { throw LoadFault.noTableBegun }
        _ = try connection.change(target.insertion(values))
    }
}

extension SQLiteConnection {
    fileprivate func schemaVersion() throws(StoreError) -> Int64 {
        let exists = try rows("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'")
        if exists.isEmpty { return 0 }
        return try rows("SELECT COUNT(*) FROM schema_migration").first?.integer(0) ?? 0
    }

    fileprivate func columns(of table: String) throws(StoreError) -> [Column] {
        let found = try rows("SELECT name, type FROM pragma_table_info(\(table)) ORDER BY cid")
        return try found.map { row throws(StoreError) in
            Column(name: try row.text(0), type: try columnType(row.text(1)))
        }
    }

    private func columnType(_ declared: String) throws(StoreError) -> ColumnType {
        switch declared {
        case "TEXT": .text
        case "INTEGER": .integer
        case "BLOB": .bytes
        default: throw .statementRefused(code: "type", message: declared)
        }
    }
}
