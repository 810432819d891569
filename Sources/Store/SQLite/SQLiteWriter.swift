import Kernel

/// The one writer: commits what waits together, each undone alone, and answers after the commit.
///
/// The first of a batch needs no savepoint: what it did is undone with the transaction, in which
/// nothing else has happened yet. Under a savepoint SQLite keeps a copy of every page.
///
/// A commit waits for the disk; a hundred transactions in one commit wait for it once. Callers that
/// were answered together come back one after another, so a batch much smaller than the last
/// one waits for them before its commit, at most as long as that took: without this every second
/// commit would carry a handful.
///
/// Unchecked: everything that changes is touched by the writer's own thread alone.
final class SQLiteWriter: @unchecked Sendable {
    private let connection: SQLiteConnection
    private let queue: WorkQueue<any Job>
    private let limits: SQLiteLimits
    private let checkpointer: SQLiteCheckpointer
    /// How many transactions the last batch had, and how long its commit took.
    private var last = (count: 0, commitNanoseconds: Int64(0))

    // Made once: they run for every transaction.
    private static let begin: SQL = "BEGIN IMMEDIATE"
    private static let savepoint: SQL = "SAVEPOINT job"
    private static let release: SQL = "RELEASE job"

    init(
        connection: SQLiteConnection, queue: WorkQueue<any Job>, limits: SQLiteLimits,
        checkpointer: SQLiteCheckpointer
    ) {
        self.connection = connection
        self.checkpointer = checkpointer
        connection.leaveLog()
        self.queue = queue
        self.limits = limits
    }

    /// Works until the queue is closed and empty.
    func run() {
        while true {
            let jobs = queue.take(max: limits.batchMax)
            if jobs.isEmpty { return }
            commitTogether(jobs)
        }
    }

    private func commitTogether(_ first: [any Job]) {
        var batch = Batch()
        do {
            _ = try connection.change(Self.begin)
            try run(first, in: &batch)
            // What came while the batch ran joins it.
            try run(queue.takeWaiting(max: limits.batchMax - batch.jobs.count), in: &batch)
            waitForCompany(batch.jobs.count)
            try run(queue.takeWaiting(max: limits.batchMax - batch.jobs.count), in: &batch)
            let start = ContinuousClock.now
            _ = try connection.change("COMMIT")
            last = (batch.jobs.count, (ContinuousClock.now - start).nanoseconds)
        } catch {
            rollback()
            for job in batch.jobs.isEmpty ? first : batch.jobs { job.fail(.unavailable) }
            return
        }
        for (index, job) in batch.jobs.enumerated() {
            if let failure = batch.failures[index] { job.fail(failure) } else { job.finish() }
        }
        checkpointer.tend(connection)
    }

    /// Sleeps for a moment when most of those answered last are still to come back.
    private func waitForCompany(_ count: Int) {
        let missing = min(last.count, limits.batchMax) - count
        guard missing > count else { return }
        let most = Int64(limits.companyMicroseconds) * 1000
        queue.wait(for: missing, nanosecondsMax: min(last.commitNanoseconds, most))
    }

    /// The transactions of one commit; failures by their place.
    private struct Batch {
        var jobs: [any Job] = []
        /// The errors of statements that closures swallowed.
        var failures: [Int: StoreError] = [:]
    }

    /// Runs the jobs; all of them are in the batch afterwards, even when it is lost.
    private func run(_ jobs: [any Job], in batch: inout Batch) throws(StoreError) {
        let start = batch.jobs.count
        batch.jobs += jobs
        for (offset, job) in jobs.enumerated() {
            let failure = try run(job, isFirst: start + offset == 0)
            if let failure { batch.failures[start + offset] = failure }
        }
    }

    /// Runs one transaction inside the batch.
    ///
    /// - Returns: the error of a statement that the closure swallowed.
    /// - Throws: when the whole batch is lost.
    private func run(_ job: any Job, isFirst: Bool) throws(StoreError) -> StoreError? {
        if !isFirst { _ = try connection.change(Self.savepoint) }
        let transaction = SQLiteTransaction(connection)
        let succeeded = job.run(in: transaction)
        // A full disk or a failing one ends the transaction around all savepoints.
        guard connection.isInTransaction else { throw .unavailable }
        let isLost = !succeeded || transaction.failure != nil
        if isFirst {
            if isLost {
                _ = try connection.change("ROLLBACK")
                _ = try connection.change(Self.begin)
            }
        } else {
            if isLost { _ = try connection.change("ROLLBACK TO job") }
            _ = try connection.change(Self.release)
        }
        return succeeded ? transaction.failure : nil
    }

    private func rollback() {
        guard connection.isInTransaction else { return }
        // Nothing more can be done when this fails too; the next BEGIN would say so.
        _ = try? connection.change("ROLLBACK")
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
