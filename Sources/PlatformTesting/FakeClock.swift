import Kernel
import Synchronization

/// A clock that stands still until a test moves it.
package final class FakeClock: Sendable {
    private let state: Mutex<Instant>

    /// A clock that shows this moment.
    package init(_ now: Instant) {
        self.state = Mutex(now)
    }

    /// The moment that it shows.
    package var now: Instant {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    /// Moves it forward.
    package func advance(seconds: Int64) {
        state.withLock { $0 = $0.adding(seconds: seconds) }
    }

    /// The port that the platform reads.
    package var clock: Clock { Clock { self.now } }
}
