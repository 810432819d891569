import Synchronization

/// How often keys were used while something was done: a signature of the NCA's keys costs about a
/// millisecond, which is most of what a request costs that carries one.
///
/// Counted is what runs in the task that asks for it and in its child tasks; without one nothing is.
package final class SignatureTally: Sendable {
    /// The numbers.
    package struct Counts: Hashable, Sendable {
        /// Signatures that were checked by arithmetic, good or not.
        package var checked = 0
        /// Signatures that were made.
        package var made = 0

        /// So many of each.
        package init(checked: Int = 0, made: Int = 0) {
            self.checked = checked
            self.made = made
        }
    }

    @TaskLocal private static var current: SignatureTally?
    private let state = Mutex(Counts())

    private init() {}

    /// Runs the body and counts.
    package static func count(
        _ body: () async throws -> Void
    ) async rethrows -> Counts {
        let tally = SignatureTally()
        try await $current.withValue(tally, operation: body)
        return tally.state.withLock { $0 }
    }

    static func noteCheck() { current?.state.withLock { $0.checked += 1 } }
    static func noteMaking() { current?.state.withLock { $0.made += 1 } }
}
