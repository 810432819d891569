import Kernel

/// A transaction on a connection of SQLite's; the writer or reader opens and ends it.
final class SQLiteTransaction: Transaction {
    private let connection: SQLiteConnection
    /// The first error of a statement; the transaction is lost then, as it is on PostgreSQL.
    private(set) var failure: StoreError?

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        try attempt { () throws(StoreError) in try connection.rows(sql) }
    }

    func lockedRows(_ sql: SQL) throws(StoreError) -> [Row] {
        try rows(sql)
    }

    func execute(_ sql: SQL) throws(StoreError) {
        _ = try change(sql)
    }

    func change(_ sql: SQL) throws(StoreError) -> Int {
        try attempt { () throws(StoreError) in try connection.change(sql) }
    }

    func tryLock(_ lock: AdvisoryLock) throws(StoreError) -> Bool {
        if let failure { throw failure }
        return true
    }

    /// The one writer holds every lock already.
    func lock(_ lock: AdvisoryLock) throws(StoreError) {
        if let failure { throw failure }
    }

    private func attempt<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
        if let failure { throw failure }
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }
}
