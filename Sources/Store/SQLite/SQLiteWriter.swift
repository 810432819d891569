import Kernel

/// The one writer: commits what waits together, a savepoint each, and answers after the commit.
///
/// A commit waits for the disk; a hundred transactions in one commit wait for it once.
struct SQLiteWriter {
    let connection: SQLiteConnection
    let queue: WorkQueue<any Job>
    let batchMax: Int

    /// Works until the queue is closed and empty.
    func run() {
        while true {
            let jobs = queue.take(max: batchMax)
            if jobs.isEmpty { return }
            commitTogether(jobs)
        }
    }

    private func commitTogether(_ first: [any Job]) {
        var taken: [any Job] = []
        var jobs = first
        var failures: [Int: StoreError] = [:]
        do {
            _ = try connection.change("BEGIN IMMEDIATE")
            // What came while the batch ran joins it.
            while !jobs.isEmpty {
                for (index, job) in jobs.enumerated() {
                    taken.append(job)
                    do {
                        if let failure = try run(job) { failures[taken.count - 1] = failure }
                    } catch {
                        taken += jobs[(index + 1)...]
                        throw error
                    }
                }
                jobs = queue.takeWaiting(max: batchMax - taken.count)
            }
            _ = try connection.change("COMMIT")
        } catch {
            rollback()
            for job in taken.isEmpty ? first : taken { job.fail(.unavailable) }
            return
        }
        for (index, job) in taken.enumerated() {
            if let failure = failures[index] { job.fail(failure) } else { job.finish() }
        }
    }

    /// Runs one transaction inside the batch.
    ///
    /// - Returns: the error of a statement that the closure swallowed.
    /// - Throws: when the whole batch is lost.
    private func run(_ job: any Job) throws(StoreError) -> StoreError? {
        _ = try connection.change("SAVEPOINT job")
        let transaction = SQLiteTransaction(connection)
        let succeeded = job.run(in: transaction)
        // A full disk or a failing one ends the transaction around all savepoints.
        guard connection.isInTransaction else { throw .unavailable }
        if !succeeded || transaction.failure != nil {
            _ = try connection.change("ROLLBACK TO job")
        }
        _ = try connection.change("RELEASE job")
        return succeeded ? transaction.failure : nil
    }

    private func rollback() {
        guard connection.isInTransaction else { return }
        // Nothing more can be done when this fails too; the next BEGIN would say so.
        _ = try? connection.change("ROLLBACK")
    }
}

/// One of the readers: each read is one snapshot.
struct SQLiteReader {
    let connection: SQLiteConnection
    let queue: WorkQueue<any Job>

    /// Works until the queue is closed and empty.
    func run() {
        while let job = queue.take(max: 1).first { answer(job) }
    }

    private func answer(_ job: any Job) {
        let transaction = SQLiteTransaction(connection)
        do {
            _ = try connection.change("BEGIN")
            let succeeded = job.run(in: transaction)
            _ = try connection.change("COMMIT")
            if succeeded, let failure = transaction.failure {
                job.fail(failure)
            } else {
                job.finish()
            }
        } catch {
            if connection.isInTransaction { _ = try? connection.change("ROLLBACK") }
            job.fail(.unavailable)
        }
    }
}
