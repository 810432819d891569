import CLibPQ
import Kernel

/// A connection outside pipeline mode, for scripts of several statements and for long streams.
@safe final class PostgresPlainConnection {
    private let handle: OpaquePointer

    init(url: String, limits: PostgresLimits) throws(StoreError) {
        unsafe handle = try unsafe PostgresSession.open(url: url, limits: limits)
    }

    deinit { unsafe PQfinish(handle) }

    /// Runs a text of several statements without parameters.
    func script(_ text: String) throws(StoreError) {
        guard let result = unsafe next(PQexec(handle, text)) else { throw .unavailable }
        try check(result)
    }

    /// Runs a statement and gives its rows.
    func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        try send(sql)
        var rows: [Row] = []
        var failure: StoreError?
        while let result = unsafe next(PQgetResult(handle)) {
            do {
                try check(result)
                rows += try result.rows()
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return rows
    }

    /// Runs a statement and gives its rows one at a time, never holding more than one.
    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try send(sql)
        unsafe PQsetSingleRowMode(handle)
        // After an error the rest is read and dropped, so that the connection stays usable.
        var failure: (any Error)?
        while let result = unsafe next(PQgetResult(handle)) {
            guard failure == nil else { continue }
            do {
                try check(result)
                for row in try result.rows() { try body(row) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func send(_ sql: SQL) throws(StoreError) {
        let parameters = try PostgresParameters(sql.values)
        let text = try sql.numberedText()
        let formats = [Int32](repeating: 1, count: parameters.types.count)
        let sent = unsafe parameters.withAddresses { addresses in
            unsafe PQsendQueryParams(
                handle, text, Int32(formats.count), parameters.types, addresses,
                parameters.lengths, formats, 1)
        }
        if sent != 1 { throw .unavailable }
    }

    private func next(_ result: OpaquePointer?) -> PostgresResult? {
        unsafe result.map { unsafe PostgresResult($0) }
    }

    private func check(_ result: PostgresResult) throws(StoreError) {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: return
        default: throw PostgresFailure(result).error
        }
    }
}

extension PostgresPlainConnection: MigrationConnection {
    /// The key of the advisory lock: "qyzmet" as a number.
    private static let lockKey: Int64 = 0x7179_7a6d_6574

    func beginAlone() throws(StoreError) {
        try script("BEGIN; SELECT pg_advisory_xact_lock(\(PostgresPlainConnection.lockKey))")
    }

    func migrationScript(_ text: String) throws(StoreError) {
        try script(SchemaDialect.postgres.translate(text))
    }

    func commit() throws(StoreError) { try script("COMMIT") }

    func rollback() { try? script("ROLLBACK") }
}
