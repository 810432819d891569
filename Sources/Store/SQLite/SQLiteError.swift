import CSQLite

/// The meaning of an extended result code.
///
/// - Parameters:
///   - message: SQLite's own text; it names the table of a unique or null violation.
///   - statement: the SQL text; it names the table where the message does not.
func storeError(code: Int32, message: String, statement: String) -> StoreError {
    switch Int(code) {
    case SQLITE_CONSTRAINT_UNIQUE_CODE, SQLITE_CONSTRAINT_PRIMARYKEY_CODE,
        SQLITE_CONSTRAINT_ROWID_CODE:
        return .uniqueViolation(table: table(inMessage: message) ?? writtenTable(statement))
    case SQLITE_CONSTRAINT_NOTNULL_CODE:
        return .notNullViolation(table: table(inMessage: message) ?? writtenTable(statement))
    case SQLITE_CONSTRAINT_CHECK_CODE:
        return .checkViolation(table: writtenTable(statement))
    case SQLITE_CONSTRAINT_FOREIGNKEY_CODE:
        return .foreignKeyViolation
    default: break
    }
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_CANTOPEN,
        SQLITE_PERM:
        return .unavailable
    case SQLITE_READONLY: return .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: return .damaged
    case SQLITE_INTERRUPT: return .timedOut
    default: return .statementRefused(code: String(code), message: message)
    }
}

/// "UNIQUE constraint failed: table.column, …" and "NOT NULL constraint failed: table.column".
private func table(inMessage message: String) -> String? {
    guard let names = message.split(separator: ":").dropFirst().first,
        let point = names.firstIndex(of: ".")
    else { return nil }
    return String(names[..<point].drop { $0 == " " })
}

/// The table that a statement writes: the word after INTO, UPDATE or FROM of its first verb.
private func writtenTable(_ statement: String) -> String {
    let words = statement.split { $0 == " " || $0.isNewline || $0 == "(" || $0 == "\"" }
    for (index, word) in words.enumerated() where index + 1 < words.count {
        if word == "INTO" || word == "UPDATE" && words[index + 1] != "SET" {
            return String(words[index + 1])
        }
    }
    return ""
}
