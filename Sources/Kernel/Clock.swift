/// The port through which time comes in: the sandbox can move it, production cannot.
package struct Clock: Sendable {
    /// The present moment.
    package var now: @Sendable () -> Instant

    /// A clock that reads the given function.
    package init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// The present day in Almaty.
    package var today: Day { Day(at: now()) }
}
