/// One transaction: what its statements do happens as a whole or not at all.
///
/// Statements run on a thread of the engine, synchronously. The first statement that fails ends the
/// transaction: every later one throws the same error, and a closure that swallows the error
/// still ends with it. What may be refused in the normal course is written so that it is
/// no error: `ON CONFLICT DO NOTHING`, or a conditional `UPDATE` whose count is looked at.
package protocol Transaction: AnyObject {
    /// Runs a statement and gives its rows, of `RETURNING` too.
    func rows(_ sql: SQL) throws(StoreError) -> [Row]

    /// Runs a `SELECT` and keeps the rows it gives from changing until the transaction ends.
    ///
    /// PostgreSQL appends `FOR UPDATE`, so the text must allow that at its end (no `GROUP BY`, no
    /// `UNION`); SQLite's one writer needs no lock.
    func lockedRows(_ sql: SQL) throws(StoreError) -> [Row]

    /// Runs a statement whose answer nobody needs.
    ///
    /// PostgreSQL gets it together with the next statement that needs an answer, or with the commit;
    /// so its error may surface there, and always fails the whole transaction.
    func execute(_ sql: SQL) throws(StoreError)

    /// Runs a statement and says how many rows it inserted, updated or deleted.
    func change(_ sql: SQL) throws(StoreError) -> Int

    /// Takes the lock until the transaction ends; false when another transaction holds it.
    ///
    /// What the statements after it read includes all that the holder before committed. SQLite's
    /// one writer holds every lock already.
    func tryLock(_ lock: AdvisoryLock) throws(StoreError) -> Bool

    /// Waits for the lock and keeps it until the transaction ends.
    ///
    /// For what is counted before it is added to: the statements after it read all that the holders
    /// before committed, so a limit holds exactly. It costs no round trip of its own. Who takes
    /// several takes them in one order everywhere, and before any row.
    func lock(_ lock: AdvisoryLock) throws(StoreError)
}

extension Transaction {
    /// The first row of the answer; nil when there is none.
    package func firstRow(_ sql: SQL) throws(StoreError) -> Row? {
        try rows(sql).first
    }
}
