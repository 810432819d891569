/// The sizes of the embedded engine.
package struct SQLiteLimits: Hashable, Sendable {
    /// Transactions committed together at most.
    package var batchMax = 512
    /// Microseconds that a batch waits for more at most, when the last one was much larger.
    package var companyMicroseconds = 1000
    /// Writes that wait for the writer at most; one more is ``StoreError/overloaded``.
    package var waitingWritesMax = 8192
    /// Connections that read in parallel, each with a thread.
    package var readers = 4
    /// Reads that wait for a reader at most; one more is ``StoreError/overloaded``.
    package var waitingReadsMax = 8192
    /// Milliseconds that a lock of another process is waited for.
    package var busyMilliseconds: Int32 = 5000
    /// Pages that the writer keeps in memory, in KiB: a page read again costs a system call.
    package var writerCacheKibibytes = 32_768
    /// Pages of 4 KiB in the log after which they are copied into the file.
    ///
    /// A page changed often is copied once for all its changes; the log stays at about 16 MiB.
    package var checkpointPages = 4000
    /// Pages that the writer itself may be left to copy, while its callers wait.
    package var checkpointRestPages = 200
    /// Prepared statements that a connection keeps; all are let go when there are more.
    package var statementsMax = 512

    /// The defaults.
    package init() {}

    /// The settings of a connection that writes.
    ///
    /// What a savepoint may have to put back stays in memory: no page of people's data goes into a
    /// temporary file, and none is written twice.
    package var writerSettings: String {
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        PRAGMA cache_size = -\(writerCacheKibibytes);
        PRAGMA wal_autocheckpoint = \(checkpointPages);
        PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
        """
    }
}
