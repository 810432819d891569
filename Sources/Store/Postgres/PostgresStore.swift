import CLibPQ
import Kernel
import Synchronization

/// The distributed engine: PostgreSQL 15 or later through libpq, a bounded pool of connections.
///
/// Several nodes share one database. Transactions run in parallel, one connection each.
package final class PostgresStore: Store {
    let url: String
    let limits: PostgresLimits
    private let queue: WorkQueue<PostgresJob>
    private let threads = Mutex<[WorkThread]>([])

    /// Prepares the pool; connections are made when they are needed first.
    ///
    /// - Throws: ``StoreError/invalidURL`` when libpq does not understand the URL.
    package init(
        url: String, limits: PostgresLimits = PostgresLimits()
    ) throws(StoreError) {
        guard let options = unsafe PQconninfoParse(url, nil) else { throw .invalidURL }
        unsafe PQconninfoFree(options)
        self.url = url
        self.limits = limits
        self.queue = WorkQueue(limit: limits.waitingMax)
        for _ in 0..<limits.connections {
            let worker = PostgresWorker(url: url, limits: limits, queue: queue)
            let thread = try WorkThread(worker.run)
            threads.withLock { $0.append(thread) }
        }
    }

    deinit { close() }

    /// Runs the closure in a transaction at READ COMMITTED.
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await submit(body, .write)
    }

    /// Runs the closure on a snapshot: REPEATABLE READ, READ ONLY.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await submit(body, .read)
    }

    private func submit<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T, _ mode: PostgresTransaction.Mode
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = TransactionJob(body, continuation)
            switch queue.push(PostgresJob(job: job, mode: mode)) {
            case nil: break
            case .full: job.fail(.overloaded)
            case .closed: job.fail(.closed)
            }
        }
    }

    /// Brings the schema up to date on a connection of its own, under an advisory lock.
    package func migrate(_ migrations: [Migration]) async throws {
        try await onOwnThread { [url, limits] in
            let connection = try PostgresPlainConnection(url: url, limits: limits.withoutTimeouts)
            try MigrationRunner(connection: connection, migrations: migrations).run()
        }
    }

    /// `EXPLAIN` with sequential scans switched off.
    package func explain(_ sql: SQL) async throws -> String {
        try await read { transaction in
            try transaction.execute("SET LOCAL enable_seqscan = off")
            return try transaction.rows("EXPLAIN \(sql)")
                .map { row in try row.text(0) }.joined(separator: "\n")
        }
    }

    /// Finishes what waits, then closes the connections.
    package func close() {
        queue.close()
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in running { thread.join() }
    }
}

extension PostgresLimits {
    /// For work that may take long: migrations and copies.
    var withoutTimeouts: PostgresLimits {
        var limits = self
        limits.statementMilliseconds = 0
        limits.idleInTransactionMilliseconds = 0
        return limits
    }
}
