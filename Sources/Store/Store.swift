/// The store: one interface, two engines, the same SQL text on both.
///
/// **Choosing one.** ``StoreLocation`` opens `sqlite:PATH` or `postgresql://…`.
///
/// **Races.** SQLite runs writes one after another. PostgreSQL runs them in parallel at READ
/// COMMITTED, so a race is decided by a conditional `UPDATE … WHERE state = …` with its count, by
/// a unique constraint, or by ``Transaction/lockedRows(_:)``; never by reading first.
///
/// **The portable subset.** Types TEXT, BIGINT, BYTEA (see ``SchemaDialect``); tables with
/// `PRIMARY KEY`, `UNIQUE`, `CHECK`, `NOT NULL`, `REFERENCES` (never `DEFERRABLE`); partial and
/// expression indexes; `INSERT … ON CONFLICT (…) DO NOTHING | DO UPDATE SET x = excluded.x` (after
/// a `SELECT` as source SQLite wants `WHERE TRUE` before it), `UPDATE … FROM`, `RETURNING`, `WITH`,
/// window functions, `CASE`, `COALESCE`, `EXISTS`, `LIMIT … OFFSET`, `COUNT(*)`. Text compares and
/// sorts by its UTF-8 bytes on both. Truth is BIGINT 0 or 1. Not portable, so not used: `LIKE`,
/// `SELECT *`, `NOW()`, `lower()` beyond ASCII, `||` with null, `SUM` without
/// `CAST(SUM(x) AS BIGINT)`, division of negative numbers, `NULLS FIRST` left to the engine
/// (nulls sort first on SQLite, last on PostgreSQL), automatic numbers, `?` and a comparison of
/// a parameter with a parameter.
package protocol Store: Sendable {
    /// Runs the closure in a transaction that may write, commits, and only then gives its result.
    ///
    /// The closure runs on a thread of the engine and must not wait for anything but the store.
    /// PostgreSQL runs it again, at most 3 times, after a serialisation failure, a deadlock or
    /// a connection lost before the commit: it must have no effect but its statements. Cancelling
    /// the caller's task does not stop it.
    ///
    /// - Throws: what the closure throws (everything is rolled back then), or a ``StoreError``.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T

    /// Runs the closure on one snapshot of everything committed so far; it cannot write.
    ///
    /// The closure may run again as in ``write(_:)``.
    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T

    /// Brings the schema up to the last of the migrations; see ``Migration``.
    ///
    /// - Throws: ``MigrationFault`` or ``StoreError``.
    func migrate(_ migrations: [Migration]) async throws

    /// The engine's plan of the statement, one step a line, so that a test can pin it.
    ///
    /// On PostgreSQL sequential scans are switched off for it: small test tables show the index that
    /// large ones would use.
    func explain(_ sql: SQL) async throws -> String

    /// Runs the closure on one snapshot from which every table can be read as a stream.
    func snapshot<T: Sendable>(
        _ body: @escaping @Sendable (any Snapshot) throws -> T
    ) async throws -> T

    /// Replaces the content of tables, in one transaction; see ``Loader``.
    func load(_ body: @escaping @Sendable (any Loader) throws -> Void) async throws

    /// Finishes the transactions that were handed over, stops the threads, closes the connections.
    ///
    /// Waits for all of that; what is handed over later gets ``StoreError/closed``.
    func close()
}
