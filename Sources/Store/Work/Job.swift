/// A transaction that waits to be run, with the task that waits for it.
protocol Job: AnyObject, Sendable {
    /// Runs the closure and keeps what it gave; true when it returned.
    func run(in transaction: any Transaction) -> Bool

    /// Answers with what the closure gave last.
    func finish()

    /// Answers with this error instead.
    func fail(_ error: StoreError)
}

/// A transaction whose closure gives a `T`.
///
/// Unchecked: `outcome` belongs to the one thread that took the job from its queue; the queue's
/// mutex orders that after the creation.
final class TransactionJob<T: Sendable>: Job, @unchecked Sendable {
    private let body: @Sendable (any Transaction) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private var outcome: Result<T, any Error> = .failure(StoreError.unavailable)

    init(
        _ body: @escaping @Sendable (any Transaction) throws -> T,
        _ continuation: CheckedContinuation<T, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: any Transaction) -> Bool {
        do {
            outcome = .success(try body(transaction))
            return true
        } catch {
            outcome = .failure(error)
            return false
        }
    }

    func finish() {
        continuation.resume(with: outcome)
    }

    func fail(_ error: StoreError) {
        continuation.resume(throwing: error)
    }
}

extension WorkQueue<any Job> {
    /// Hands a closure over as a job and waits for its answer.
    ///
    /// - Throws: what the closure throws; ``StoreError/overloaded`` at once when the queue is full.
    func submit<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = TransactionJob(body, continuation)
            switch push(job) {
            case nil: break
            case .full: job.fail(.overloaded)
            case .closed: job.fail(.closed)
            }
        }
    }
}
