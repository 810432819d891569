/// Why the store did not do what was asked.
package enum StoreError: Error, Hashable, Sendable {
    /// A primary key or unique constraint of the table already holds such a row.
    case uniqueViolation(table: String)
    /// A CHECK of the table refuses the row.
    case checkViolation(table: String)
    /// A column of the table must not be null.
    case notNullViolation(table: String)
    /// A row refers to none, or one that is referred to would go. SQLite does not say which table.
    case foreignKeyViolation
    /// A statement of a `read` tried to write.
    case readOnly
    /// A column holds another type than the caller reads, or null where a value is due.
    case columnMismatch(column: Int, expected: ColumnType)
    /// A text holds U+0000, which PostgreSQL cannot store.
    case textWithNullCharacter
    /// The engine refuses the statement itself: the source code must be mended.
    ///
    /// `code` is the SQLSTATE or SQLite's extended result code; `message` may quote data and so
    /// stays out of `description`.
    case statementRefused(code: String, message: String)
    /// The queue is full; nothing was done. Try again later.
    case overloaded
    /// The database cannot be reached or written now; nothing was committed. Try again later.
    case unavailable
    /// A lock or a statement took longer than its limit; nothing was committed.
    case timedOut
    /// Other transactions won on each try (SQLSTATE 40001, 40P01); nothing was committed.
    case conflict
    /// The connection broke while the commit was on its way: it may or may not have happened.
    case outcomeUnknown
    /// The store was closed.
    case closed
    /// The file is no database or a damaged one.
    case damaged
    /// The URL is neither `sqlite:PATH` nor a `postgresql://` one that libpq understands.
    case invalidURL
}

extension StoreError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The case without anything that a row could have put into it.
    package var description: String {
        switch self {
        case .uniqueViolation(let table): "unique constraint of table \(table) violated"
        case .checkViolation(let table): "check of table \(table) violated"
        case .notNullViolation(let table): "null in table \(table) where a value is due"
        case .foreignKeyViolation: "foreign key violated"
        case .readOnly: "write in a read transaction"
        case .columnMismatch(let column, let expected):
            "column \(column) is no \(expected.rawValue)"
        case .textWithNullCharacter: "text with U+0000"
        case .statementRefused(let code, _): "statement refused (\(code))"
        case .overloaded: "store overloaded"
        case .unavailable: "store unavailable"
        case .timedOut: "store timed out"
        case .conflict: "transaction conflict"
        case .outcomeUnknown: "outcome of the commit unknown"
        case .closed: "store closed"
        case .damaged: "no database or a damaged one"
        case .invalidURL: "invalid database URL"
        }
    }

    /// The case with the engine's own message; for a developer's eyes, never for a log.
    package var debugDescription: String {
        if case .statementRefused(let code, let message) = self {
            return "statement refused (\(code)): \(message)"
        }
        return description
    }
}
