import Synchronization

/// What is known of one open connection: shared by its thread, the sweeper and the stop.
final class ConnectionRecord: Sendable {
    /// What the connection is doing.
    enum Phase: UInt64 {
        /// Waiting for a whole request. Can transition to: inHand, writing, shut.
        case reading
        /// The handler has the request. Can transition to: writing.
        case inHand
        /// An answer is on its way. Can transition to: idle, shut.
        case writing
        /// An answer has left, no further request has begun. Can transition to: reading, shut.
        case idle
        /// The sweeper has shut the socket; the connection's thread has yet to notice.
        case shut
    }

    /// The request that the handler has, and the task in which it runs.
    struct InHand {
        let context: RequestContext
        let resumable: Resumable
        let task: Task<Void, Never>
    }

    let descriptor: Int32
    let remoteAddress: String
    /// Set when the connection is refused in the middle of a request.
    let lingers = Atomic<Bool>(false)
    let inHand = Mutex<InHand?>(nil)
    /// The phase in the low three bits, the millisecond of its beginning above them: one word, so
    /// that nobody sees the one without the other.
    private let state: Atomic<UInt64>

    init(descriptor: Int32, remoteAddress: String, now: UInt64) {
        self.descriptor = descriptor
        self.remoteAddress = remoteAddress
        self.state = Atomic(now << 3 | Phase.reading.rawValue)
    }

    /// The phase and the millisecond at which it began.
    var phase: (phase: Phase, since: UInt64) {
        let word = state.load(ordering: .acquiring)
        return (Phase(rawValue: word & 7) ?? .shut, word >> 3)
    }

    /// Enters a phase now.
    func enter(_ phase: Phase) {
        state.store(monotonicMilliseconds() << 3 | phase.rawValue, ordering: .releasing)
    }

    /// Goes from the phase seen to `shut`, unless the connection has moved on meanwhile.
    func markShut(seen phase: Phase, since: UInt64) -> Bool {
        state.compareExchange(
            expected: since << 3 | phase.rawValue, desired: since << 3 | Phase.shut.rawValue,
            ordering: .acquiringAndReleasing
        ).exchanged
    }
}
