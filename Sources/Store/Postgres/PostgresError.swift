import CLibPQ

/// A failure of PostgreSQL's, with what it means for the connection.
struct PostgresFailure {
    let error: StoreError
    /// The connection is of no more use.
    let breaksConnection: Bool

    /// The connection broke; the server said nothing about it.
    static let lost = PostgresFailure(error: .unavailable, breaksConnection: true)

    /// The meaning of an error report (PostgreSQL documentation, appendix A).
    init(_ result: PostgresResult) {
        guard let state = result.field(QYZMET_PG_SQLSTATE) else {
            self = .lost
            return
        }
        let severity = result.field(QYZMET_PG_SEVERITY)
        let table = result.field(QYZMET_PG_TABLE) ?? ""
        let message = result.field(QYZMET_PG_MESSAGE) ?? ""
        self.error = storeError(state: state, table: table, message: message)
        // 0A000 and 26000: a prepared statement that the server forgot or that a migration made
        // useless; a new connection prepares it afresh.
        self.breaksConnection =
            severity == "FATAL" || severity == "PANIC" || state == "0A000" || state == "26000"
    }

    private init(error: StoreError, breaksConnection: Bool) {
        self.error = error
        self.breaksConnection = breaksConnection
    }
}

private func storeError(state: String, table: String, message: String) -> StoreError {
    switch state {
    case "23505": .uniqueViolation(table: table)
    case "23514": .checkViolation(table: table)
    case "23502": .notNullViolation(table: table)
    case "23503": .foreignKeyViolation
    case "25006": .readOnly
    case "40001", "40P01": .conflict
    case "55P03", "57014": .timedOut
    case "0A000", "26000": .unavailable
    case _ where state.hasPrefix("08") || state.hasPrefix("53") || state.hasPrefix("57P"):
        .unavailable
    case "25P03", "57P05", "58030": .unavailable
    default: .statementRefused(code: state, message: message)
    }
}
