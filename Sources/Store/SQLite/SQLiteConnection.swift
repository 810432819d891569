import CSQLite
import Glibc
import Kernel

/// One connection to the file, with its prepared statements.
///
/// Unchecked: a connection is used by one thread at a time. The store opens it and hands it to
/// the one thread that uses and closes it.
@safe final class SQLiteConnection: @unchecked Sendable {
    enum Mode { case write, read }

    private let handle: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    private let statementsMax: Int
    private let log = LogLength()

    /// Opens the file; a writer creates it, readable and writable by its owner alone.
    init(path: String, mode: Mode, limits: SQLiteLimits) throws(StoreError) {
        if mode == .write {
            try createFile(path)
        }
        _ = isConfigured
        var opened: OpaquePointer?
        let access = mode == .write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let status = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard status == SQLITE_OK, let connection = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw .unavailable
        }
        unsafe handle = connection
        statementsMax = limits.statementsMax
        unsafe sqlite3_busy_timeout(connection, limits.busyMilliseconds)
        if mode == .write {
            try script(limits.writerSettings)
        }
        try script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")
    }

    deinit {
        statements.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs a statement and gives its rows.
    func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        try each(sql) { row throws(StoreError) in rows.append(row) }
        return rows
    }

    /// Runs a statement and says how many rows it changed.
    func change(_ sql: SQL) throws(StoreError) -> Int {
        try each(sql) { _ throws(StoreError) in }
        return Int(unsafe sqlite3_changes64(handle))
    }

    /// Runs a statement and calls the closure with each of its rows, one at a time.
    private func each(
        _ sql: SQL, _ body: (Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(sql.values)
        while try step(statement, sql) { try body(try statement.row()) }
    }

    /// Runs a statement and gives its rows one at a time to a closure that may throw anything.
    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(sql.values)
        while try step(statement, sql) { try body(try statement.row()) }
    }

    /// Runs a text of several statements without parameters.
    func script(_ text: String) throws(StoreError) {
        if unsafe sqlite3_exec(handle, text, nil, nil, nil) != SQLITE_OK { throw failure(in: text) }
    }

    /// Leaves the log as it is from now on: ``SQLiteCheckpointer`` copies it.
    func leaveLog() {
        let context = unsafe Unmanaged.passUnretained(log).toOpaque()
        unsafe sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                if let context = unsafe context {
                    unsafe Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue()
                        .pages = Int(pages)
                }
                return SQLITE_OK
            }, context)
    }

    /// Pages in the log after the last commit, once the log is left to others.
    var logPages: Int { log.pages }

    /// How many prepared statements are kept now.
    var statementsKept: Int { statements.count }

    /// Whether a transaction is open; some errors (disk full, input and output) end it.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    private func step(_ statement: SQLiteStatement, _ sql: SQL) throws(StoreError) -> Bool {
        switch statement.step() {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure(in: sql.text)
        }
    }

    private func prepared(_ sql: SQL) throws(StoreError) -> SQLiteStatement {
        if let statement = statements[sql.text] { return statement }
        try sql.checkParameters()
        if statements.count >= statementsMax { statements.removeAll() }
        guard let statement = unsafe SQLiteStatement(sql.text, on: handle) else {
            throw failure(in: sql.text)
        }
        statements[sql.text] = statement
        return statement
    }

    private func failure(in text: String) -> StoreError {
        let code = unsafe sqlite3_extended_errcode(handle)
        let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? ""
        return storeError(code: code, message: message, statement: text)
    }
}

/// Made once in a process, before its first connection.
private let isConfigured = qyzmet_sqlite_count_no_memory() == SQLITE_OK

/// Where SQLite says how long the log is.
private final class LogLength {
    var pages = 0
}

/// Creates the file, readable and writable by its owner alone, if there is none.
///
/// The files beside it (-wal, -shm) take its permissions. A file that exists is not even opened:
/// closing it would drop every lock that this process holds on it (POSIX locks belong to the
/// process), and another process could then delete the log from under the writer.
private func createFile(_ path: String) throws(StoreError) {
    let file = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if file >= 0 {
        close(file)
    } else if errno != EEXIST {
        throw .unavailable
    }
}
