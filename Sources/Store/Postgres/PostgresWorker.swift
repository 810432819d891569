import Kernel

/// A transaction that waits for a connection.
struct PostgresJob: Sendable {
    let job: any Job
    let mode: PostgresTransaction.Mode
}

/// One thread of the pool, with its connection.
///
/// Unchecked: everything that changes is touched by the worker's own thread alone, from `run` on.
final class PostgresWorker: @unchecked Sendable {
    private let url: String
    private let limits: PostgresLimits
    private let queue: WorkQueue<PostgresJob>
    private var connection: PostgresConnection?

    init(url: String, limits: PostgresLimits, queue: WorkQueue<PostgresJob>) {
        self.url = url
        self.limits = limits
        self.queue = queue
    }

    /// Works until the queue is closed and empty.
    func run() {
        while let next = nextJob() { run(next) }
        connection = nil
    }

    private func nextJob() -> PostgresJob? {
        if let next = queue.takeWaiting(max: 1).first {
            // One that never rests would otherwise keep every statement it has ever prepared.
            if connection?.holdsTooMuch == true { connection?.settle() }
            return next
        }
        // About to rest: read the answers nobody waited for.
        connection?.settle()
        return queue.take(max: 1).first
    }

    private func run(_ next: PostgresJob) {
        var last = StoreError.unavailable
        for _ in 0...limits.repeatsMax {
            let connection: PostgresConnection
            do {
                connection = try usableConnection()
            } catch {
                next.job.fail(error)
                return
            }
            let transaction = PostgresTransaction(
                connection, next.mode, statementsInFlightMax: limits.statementsInFlightMax)
            let returned = next.job.run(in: transaction)
            switch transaction.end(returned: returned) {
            case .done:
                next.job.finish()
                return
            case .failed(let error):
                next.job.fail(error)
                return
            case .again(let error):
                last = error
                if error == .unavailable { self.connection = nil }
            }
        }
        next.job.fail(last)
    }

    private func usableConnection() throws(StoreError) -> PostgresConnection {
        connection?.checkAfterRest()
        if let connection, !connection.isLost { return connection }
        connection = nil
        let opened = try PostgresConnection(url: url, limits: limits)
        connection = opened
        return opened
    }
}
