import Kernel

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
