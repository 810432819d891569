import Kernel

/// A transaction on a connection in pipeline mode.
///
/// `BEGIN` and what needs no answer wait for the next statement that does, or for the commit: so
/// a transaction of writes alone is one round trip, and load, decide, append is two.
final class PostgresTransaction: Transaction {
    enum Mode {
        case write, read

        var begin: SQL {
            switch self {
            case .write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            }
        }
    }

    /// How a transaction ended.
    enum End {
        case done
        case failed(StoreError)
        /// Surely nothing was committed, and the closure may run again.
        case again(StoreError)
    }

    private let connection: PostgresConnection
    private let mode: Mode
    private let statementsInFlightMax: Int
    private var pending: [SQL]
    private var hasBegun = false
    /// The first error of a statement; the transaction is lost then.
    private var failure: StoreError?

    init(_ connection: PostgresConnection, _ mode: Mode, statementsInFlightMax: Int) {
        self.connection = connection
        self.mode = mode
        self.statementsInFlightMax = statementsInFlightMax
        self.pending = [mode.begin]
    }

    func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        let result = try answer(sql)
        do {
            return try result.rows()
        } catch {
            failure = error
            throw error
        }
    }

    func lockedRows(_ sql: SQL) throws(StoreError) -> [Row] {
        try rows("\(sql) FOR UPDATE")
    }

    func execute(_ sql: SQL) throws(StoreError) {
        if let failure { throw failure }
        if pending.count >= statementsInFlightMax {
            _ = try answer(sql)
        } else {
            pending.append(sql)
        }
    }

    func change(_ sql: SQL) throws(StoreError) -> Int {
        try answer(sql).changes
    }

    func tryLock(_ lock: AdvisoryLock) throws(StoreError) -> Bool {
        let taken: SQL = """
            SELECT CASE WHEN pg_try_advisory_xact_lock(\(lock.number))
                THEN 1::bigint ELSE 0::bigint END
            """
        return try firstRow(taken)?.integer(0) == 1
    }

    func lock(_ lock: AdvisoryLock) throws(StoreError) {
        try execute("SELECT pg_advisory_xact_lock(\(lock.number))")
    }

    private func answer(_ sql: SQL) throws(StoreError) -> PostgresResult {
        if let failure { throw failure }
        do {
            return try flush(with: sql)
        } catch {
            failure = error
            throw error
        }
    }

    private func flush(with last: SQL) throws(StoreError) -> PostgresResult {
        let statements = pending + [last]
        pending.removeAll(keepingCapacity: true)
        hasBegun = true
        return try connection.exchange(statements)
    }

    // MARK: - Ending

    /// Commits when the closure returned and no statement failed; rolls back otherwise.
    func end(returned: Bool) -> End {
        if failure != nil || !returned {
            rollback()
            return abandoned(returned: returned)
        }
        // Nothing but BEGIN, or not even that.
        if !hasBegun, pending.count == 1 { return .done }
        return mode == .read ? endRead() : commit()
    }

    /// A read's answer is complete; nobody has to wait for its end.
    private func endRead() -> End {
        if !hasBegun || pending.count > 0 {
            // `execute` in a read: PostgreSQL must say that it refuses.
            return commit()
        }
        try? connection.send(["COMMIT"])
        return .done
    }

    private func commit() -> End {
        do {
            let result = try flush(with: "COMMIT")
            return result.tag == "COMMIT" ? .done : .failed(.unavailable)
        } catch .unavailable where connection.isLost {
            // The server may have committed before the connection broke.
            return mode == .read ? .again(.unavailable) : .failed(.outcomeUnknown)
        } catch {
            failure = error
            rollback()
            return abandoned(returned: true)
        }
    }

    private func rollback() {
        if hasBegun, !connection.isLost { try? connection.send(["ROLLBACK"]) }
    }

    private func abandoned(returned: Bool) -> End {
        switch failure {
        case nil: .done
        case .conflict?: .again(.conflict)
        case .unavailable? where connection.isLost: .again(.unavailable)
        // A server that became a standby: the next connection looks for the new primary.
        case .readOnly? where mode == .write: .again(.unavailable)
        case let error?: returned ? .failed(error) : .done
        }
    }
}
