/// The sizes of the embedded engine.
package struct SQLiteLimits: Hashable, Sendable {
    /// Transactions committed together at most.
    package var batchMax = 512
    /// Writes that wait for the writer at most; one more is ``StoreError/overloaded``.
    package var waitingWritesMax = 8192
    /// Connections that read in parallel, each with a thread.
    package var readers = 4
    /// Reads that wait for a reader at most; one more is ``StoreError/overloaded``.
    package var waitingReadsMax = 8192
    /// Milliseconds that a lock of another process is waited for.
    package var busyMilliseconds: Int32 = 5000
    /// Prepared statements that a connection keeps; all are let go when there are more.
    package var statementsMax = 512

    /// The defaults.
    package init() {}
}
