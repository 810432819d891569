import Synchronization

/// One request on its way, from `send` to its answer: shared by the caller and a pool thread.
final class Transfer: Sendable {
    typealias Outcome = Result<IncomingResponse, HTTPClientError>

    private enum State {
        /// Can transition to: waiting, finished.
        case new
        /// Can transition to: finished.
        case waiting(CheckedContinuation<Outcome, Never>)
        /// Nobody has asked for the outcome yet. Can transition to: finished.
        case early(Outcome)
        case finished
    }

    let request: OutgoingRequest
    let deadline: ContinuousClock.Instant
    private let cancelled = Atomic<Bool>(false)
    private let state = Mutex(State.new)

    init(_ request: OutgoingRequest, deadline: ContinuousClock.Instant) {
        self.request = request
        self.deadline = deadline
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Milliseconds left; zero or less when the time is up.
    var millisecondsLeft: Int {
        let left = ContinuousClock.now.duration(to: deadline).components
        return Int(left.seconds) * 1_000 + Int(left.attoseconds / 1_000_000_000_000_000)
    }

    /// Gives the caller's continuation, to be resumed exactly once.
    func wait(with continuation: CheckedContinuation<Outcome, Never>) {
        let early = state.withLock { state -> Outcome? in
            if case .early(let outcome) = state {
                state = .finished
                return outcome
            }
            state = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(returning: early) }
    }

    /// Ends the wait with the first outcome; later ones are dropped.
    func finish(_ outcome: Outcome) {
        let continuation = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            switch state {
            case .new:
                state = .early(outcome)
                return nil
            case .waiting(let continuation):
                state = .finished
                return continuation
            case .early, .finished:
                return nil
            }
        }
        continuation?.resume(returning: outcome)
    }

    /// Ends the wait at once; a thread that has the transfer gives it up when it next looks.
    func cancel() {
        cancelled.store(true, ordering: .relaxed)
        finish(.failure(.cancelled))
    }
}
