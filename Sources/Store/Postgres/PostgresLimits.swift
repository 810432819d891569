/// The sizes and times of the PostgreSQL engine.
package struct PostgresLimits: Hashable, Sendable {
    /// Connections, each with a thread; opened when first needed.
    package var connections = 16
    /// Transactions that wait for a connection at most; one more is ``StoreError/overloaded``.
    package var waitingMax = 8192
    /// How often a closure runs again after a conflict or a connection lost before the commit.
    package var repeatsMax = 3
    /// Statements sent in one flush at most; more wait for the answers of these first.
    package var statementsInFlightMax = 256
    /// Prepared statements that a connection keeps; all are let go when there are more.
    package var statementsMax = 512
    /// Seconds to wait for a new connection.
    package var connectSeconds = 5
    /// Milliseconds a statement may take.
    package var statementMilliseconds = 10_000
    /// Milliseconds a statement may wait for a lock.
    package var lockMilliseconds = 5000
    /// Milliseconds a transaction may stand open without a statement.
    package var idleInTransactionMilliseconds = 15_000
    /// Milliseconds after which unanswered bytes mean a dead peer.
    package var deadPeerMilliseconds = 15_000

    /// The defaults.
    package init() {}
}
