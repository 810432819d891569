/// What the runner needs of an engine: one connection of its own, outside any pool.
protocol MigrationConnection {
    /// Begins a transaction that no other runner can begin until it ends.
    func beginAlone() throws(StoreError)
    func rows(_ sql: SQL) throws(StoreError) -> [Row]
    /// Runs a text of several statements, translated for the engine.
    func migrationScript(_ text: String) throws(StoreError)
    func commit() throws(StoreError)
    func rollback()
}

/// Applies what is missing, one transaction a migration.
struct MigrationRunner {
    /// How many migrations the database may be ahead of the program.
    static let versionsAheadMax: Int64 = 1

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL
        );
        """

    let connection: any MigrationConnection
    let migrations: [Migration]

    func run() throws {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw MigrationFault.notConsecutive(number: migration.number)
        }
        // Each turn applies one; the history is read again under the lock, since another node may
        // have been quicker.
        var isCurrent = false
        while !isCurrent {
            try connection.beginAlone()
            do {
                isCurrent = try step()
                try connection.commit()
            } catch {
                connection.rollback()
                throw error
            }
        }
    }

    /// Applies the next migration; true when there is none left.
    private func step() throws -> Bool {
        try connection.migrationScript(MigrationRunner.table)
        let applied = try connection.rows(
            "SELECT number, checksum FROM schema_migration ORDER BY number")
        for (index, row) in applied.enumerated() {
            let number = try row.integer(0)
            guard number == index + 1 else { throw MigrationFault.gap(number: Int64(index + 1)) }
            guard index < migrations.count else { continue }
            guard try row.text(1) == migrations[index].checksum else {
                throw MigrationFault.edited(number: number)
            }
        }
        let version = Int64(applied.count)
        if version > Int64(migrations.count) + MigrationRunner.versionsAheadMax {
            throw MigrationFault.databaseTooNew(version: version)
        }
        guard applied.count < migrations.count else { return true }
        let migration = migrations[applied.count]
        try connection.migrationScript(migration.sql)
        _ = try connection.rows(
            """
            INSERT INTO schema_migration (number, name, checksum)
            VALUES (\(migration.number), \(migration.name), \(migration.checksum))
            """)
        return false
    }
}
