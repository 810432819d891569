import CSQLite
import Store

/// What was recorded, run again on one connection with the values that it had: each text prepared
/// once, the settings of the server's writer, nothing around it.
///
/// Only for the thread that made it.
@safe final class RawReplay {
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    @safe private struct Statement {
        let handle: OpaquePointer
    }

    /// Opens a copy of the database on which it was recorded.
    init(path: String) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard unsafe sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK,
            let connection = unsafe opened
        else { throw Command.Fault(description: "cannot open \(path)") }
        unsafe handle = connection
        try run(SQLiteLimits().writerSettings + "PRAGMA foreign_keys = ON;")
    }

    deinit {
        for statement in statements.values { unsafe sqlite3_finalize(statement.handle) }
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs a transaction and commits it.
    func commit(_ transaction: some Sequence<RecordedStatement>) throws {
        try run("BEGIN IMMEDIATE")
        for recorded in transaction {
            let statement = unsafe try prepared(recorded.sql.text).handle
            for (offset, value) in recorded.sql.values.enumerated() {
                unsafe bindRaw(statement, Int32(offset + 1), value)
            }
            var status = SQLITE_ROW
            while status == SQLITE_ROW { status = unsafe sqlite3_step(statement) }
            unsafe sqlite3_reset(statement)
            guard status == SQLITE_DONE else {
                throw Command.Fault(description: "raw SQLite: error \(status)")
            }
        }
        try run("COMMIT")
    }

    private func prepared(_ text: String) throws -> Statement {
        if let known = statements[text] { return known }
        var prepared: OpaquePointer?
        unsafe sqlite3_prepare_v3(
            handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard let pointer = unsafe prepared else {
            throw Command.Fault(description: "refused: \(text)")
        }
        let statement = unsafe Statement(handle: pointer)
        statements[text] = statement
        return statement
    }

    private func run(_ text: String) throws {
        guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else {
            throw Command.Fault(description: "raw SQLite: \(text)")
        }
    }
}
