import Synchronization

/// How long the answers of signing in take, so that their time says nothing (design rule 9).
enum SteadyTime {
    /// Every answer to who asks for a password, and every refusal of one, leaves after this.
    static let answer: Duration = .milliseconds(250)
    /// How long the registers are waited for before that; what comes later is worked on beside.
    static let registers: Duration = .milliseconds(200)
}

/// The task's value if it is there by the moment; nil otherwise, and the work goes on.
func value<Value: Sendable>(
    of task: Task<Value, Never>, by moment: ContinuousClock.Instant
) async -> Value? {
    let word = FirstWord<Value>()
    return await withCheckedContinuation { continuation in
        word.hear(continuation)
        let alarm = Task<Void, Never> {
            try? await Task<Never, Never>.sleep(until: moment, clock: .continuous)
            word.say(nil)
        }
        _ = Task<Void, Never> {
            word.say(await task.value)
            alarm.cancel()
        }
    }
}

/// Passes on what is said first and no more.
private final class FirstWord<Value: Sendable>: Sendable {
    private let listener = Mutex<CheckedContinuation<Value?, Never>?>(nil)

    func hear(_ continuation: CheckedContinuation<Value?, Never>) {
        listener.withLock { $0 = continuation }
    }

    func say(_ value: Value?) {
        let continuation = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        continuation?.resume(returning: value)
    }
}
