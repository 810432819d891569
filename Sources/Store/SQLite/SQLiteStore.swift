import Kernel
import Synchronization

/// The embedded engine: one file, one writer thread, several reader threads.
///
/// WAL with `synchronous=FULL`: what was answered survives a loss of power.
package final class SQLiteStore: Store {
    let path: String
    let limits: SQLiteLimits
    private let writes: WorkQueue<any Job>
    private let reads: WorkQueue<any Job>
    private let checkpointer: SQLiteCheckpointer
    private let threads = Mutex<[WorkThread]>([])
    /// The writer's connection, let go after every other: only the last one that can write folds
    /// the log into the file.
    private let lastConnection: Mutex<SQLiteConnection?>

    /// Opens the file, creating it (mode 0600) when there is none; its folder must exist.
    ///
    /// - Throws: ``StoreError/unavailable`` or ``StoreError/damaged``.
    package init(path: String, limits: SQLiteLimits = SQLiteLimits()) throws(StoreError) {
        self.path = path
        self.limits = limits
        self.writes = WorkQueue(limit: limits.waitingWritesMax)
        self.reads = WorkQueue(limit: limits.waitingReadsMax)
        self.checkpointer = SQLiteCheckpointer(limits: limits)
        let connection = try SQLiteConnection(path: path, mode: .write, limits: limits)
        self.lastConnection = Mutex(connection)
        let writer = SQLiteWriter(
            connection: connection, queue: writes, limits: limits, checkpointer: checkpointer)
        try start(writer.run)
        let copier = try SQLiteConnection(path: path, mode: .write, limits: limits)
        try start { [checkpointer] in checkpointer.run(on: copier) }
        for _ in 0..<limits.readers {
            let reader = SQLiteReader(
                connection: try SQLiteConnection(path: path, mode: .read, limits: limits),
                queue: reads)
            try start(reader.run)
        }
    }

    deinit { close() }

    private func start(_ run: @escaping @Sendable () -> Void) throws(StoreError) {
        let thread = try WorkThread(run)
        threads.withLock { $0.append(thread) }
    }

    /// Runs the closure inside the writer's next batch; answers after its commit.
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await writes.submit(body)
    }

    /// Runs the closure on a reader.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await reads.submit(body)
    }

    /// Brings the schema up to date on a connection of its own.
    package func migrate(_ migrations: [Migration]) async throws {
        try await onOwnThread { [path, limits] in
            let connection = try SQLiteConnection(path: path, mode: .write, limits: limits)
            try MigrationRunner(connection: connection, migrations: migrations).run()
        }
    }

    /// `EXPLAIN QUERY PLAN`.
    package func explain(_ sql: SQL) async throws -> String {
        try await read { transaction in
            try transaction.rows("EXPLAIN QUERY PLAN \(sql)")
                .map { row in try row.text(3) }.joined(separator: "\n")
        }
    }

    /// Finishes what waits, then lets the file go: all of it, without a log beside it.
    package func close() {
        writes.close()
        reads.close()
        checkpointer.close()
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in running { thread.join() }
        lastConnection.withLock { $0 = nil }
    }
}

extension SQLiteConnection: MigrationConnection {
    func migrationScript(_ text: String) throws(StoreError) {
        try script(SchemaDialect.sqlite.translate(text))
    }

    func beginAlone() throws(StoreError) { try script("BEGIN IMMEDIATE") }
    func commit() throws(StoreError) { try script("COMMIT") }
    func rollback() { if isInTransaction { _ = try? change("ROLLBACK") } }
}
