import CSQLite
import Kernel
import Signatures
import Store

/// The raw limit on SQLite: the recorded statements on one connection, prepared once, with the
/// settings of the server's writer, and nothing around them.
///
/// Only for the thread that made it.
@safe final class RawSQLite {
    private let handle: OpaquePointer
    private var statements: [Statement] = []
    // Computed beforehand: the limit is SQLite's work, not the making of names.
    private let names: [[String]]
    private let freshCount: Int
    private var next = 0
    // Above every use that the seeding spent.
    private var use: Int64 = 1_000

    @safe private struct Statement {
        let handle: OpaquePointer
        let parameters: [Parameter]
    }

    private struct Parameter {
        let index: Int32
        let value: SQLValue
        let role: RecordedTransaction.Role
    }

    /// Opens a copy of a seeded database; `names` are those of one thing to work on after another.
    init(path: String, _ transaction: RecordedTransaction, names: [[String]]) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard unsafe sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK,
            let connection = unsafe opened
        else { throw Command.Fault(description: "cannot open \(path)") }
        unsafe handle = connection
        self.names = names
        freshCount = transaction.freshCount
        try run(SQLiteLimits().writerSettings + "PRAGMA foreign_keys = ON;")
        for statement in transaction.statements {
            var prepared: OpaquePointer?
            unsafe sqlite3_prepare_v3(
                handle, statement.sql.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
            guard let pointer = unsafe prepared else {
                throw Command.Fault(description: "refused: \(statement.sql.text)")
            }
            let parameters = statement.sql.values.enumerated().map { offset, value in
                Parameter(
                    index: Int32(offset + 1), value: value,
                    role: transaction.role(of: offset, in: statement))
            }
            statements.append(unsafe Statement(handle: pointer, parameters: parameters))
        }
    }

    deinit {
        for statement in statements { unsafe sqlite3_finalize(statement.handle) }
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs the transaction so many times and commits all of them together.
    func commit(_ count: Int) throws -> Int {
        try run("BEGIN IMMEDIATE")
        for _ in 0..<count { try runOnce() }
        try run("COMMIT")
        return count
    }

    private func runOnce() throws {
        let own = names[next]
        next = (next + 1) % names.count
        let fresh = (0..<freshCount).map { _ in randomIdentifierText(.system) }
        use += 1
        for statement in statements {
            for parameter in statement.parameters {
                let index = parameter.index
                switch parameter.role {
                case .name(let place): unsafe bindRaw(statement.handle, index, own[place])
                case .fresh(let place): unsafe bindRaw(statement.handle, index, fresh[place])
                case .number: unsafe sqlite3_bind_int64(statement.handle, index, use)
                case .constant: unsafe bindRaw(statement.handle, index, parameter.value)
                }
            }
            var status = SQLITE_ROW
            while status == SQLITE_ROW { status = unsafe sqlite3_step(statement.handle) }
            unsafe sqlite3_reset(statement.handle)
            guard status == SQLITE_DONE else {
                throw Command.Fault(description: "raw SQLite: error \(status)")
            }
        }
    }

    private func run(_ text: String) throws {
        guard unsafe sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else {
            throw Command.Fault(description: "raw SQLite: \(text)")
        }
    }
}

/// Binds a text as the store does.
func bindRaw(_ statement: OpaquePointer, _ index: Int32, _ text: String) {
    _ = unsafe text.withCString { start in
        unsafe qyzmet_sqlite_bind_text(statement, index, start, UInt64(text.utf8.count))
    }
}

/// Binds a value as the store does.
func bindRaw(_ statement: OpaquePointer, _ index: Int32, _ value: SQLValue) {
    switch value {
    case .text(let text?): unsafe bindRaw(statement, index, text)
    case .integer(let number?): unsafe sqlite3_bind_int64(statement, index, number)
    case .bytes(let bytes?):
        _ = unsafe bytes.withUnsafeBytes { buffer in
            unsafe qyzmet_sqlite_bind_bytes(
                statement, index, buffer.baseAddress, UInt64(buffer.count))
        }
    case .text(nil), .integer(nil), .bytes(nil): unsafe sqlite3_bind_null(statement, index)
    }
}
