import CSQLite
import Glibc
import Kernel

/// A prepared statement of one connection.
@safe final class SQLiteStatement {
    private let handle: OpaquePointer
    private let columns: Int32

    /// Prepares the text; nil when SQLite refuses it.
    init?(_ text: String, on connection: OpaquePointer) {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let status = unsafe sqlite3_prepare_v3(connection, text, -1, flags, &prepared, nil)
        guard status == SQLITE_OK, let statement = unsafe prepared else { return nil }
        unsafe handle = statement
        unsafe columns = sqlite3_column_count(statement)
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Binds the parameters in their order.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            switch value {
            case .text(let text?): try bind(text, at: index)
            case .integer(let number?): unsafe sqlite3_bind_int64(handle, index, number)
            case .bytes(let bytes?):
                _ = unsafe bytes.withUnsafeBytes { buffer in
                    unsafe qyzmet_sqlite_bind_bytes(
                        handle, index, buffer.baseAddress, UInt64(buffer.count))
                }
            case .text(nil), .integer(nil), .bytes(nil): unsafe sqlite3_bind_null(handle, index)
            }
        }
    }

    private func bind(_ text: String, at index: Int32) throws(StoreError) {
        var text = text
        let isBound = text.withUTF8 { buffer -> Bool? in
            if let start = buffer.baseAddress, unsafe memchr(start, 0, buffer.count) != nil {
                return nil
            }
            return unsafe buffer.withMemoryRebound(to: CChar.self) { signs in
                unsafe qyzmet_sqlite_bind_text(
                    handle, index, signs.baseAddress ?? emptyText, UInt64(signs.count))
                    == SQLITE_OK
            }
        }
        guard let isBound else { throw .textWithNullCharacter }
        if !isBound { throw .unavailable }
    }

    /// One step; SQLITE_ROW, SQLITE_DONE or an error.
    func step() -> Int32 {
        unsafe sqlite3_step(handle)
    }

    /// Makes the statement ready for its next use; keeps nothing of the parameters.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    /// The values of the row that the last step gave.
    func row() throws(StoreError) -> Row {
        var values: [StoredValue] = []
        values.reserveCapacity(Int(columns))
        for column in 0..<columns { values.append(try value(column)) }
        return Row(values: values)
    }

    private func value(_ column: Int32) throws(StoreError) -> StoredValue {
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(handle, column))
        case SQLITE_NULL: return .null
        case SQLITE_TEXT:
            let start = unsafe sqlite3_column_text(handle, column)
            let count = Int(unsafe sqlite3_column_bytes(handle, column))
            let signs = unsafe UnsafeBufferPointer(start: start, count: count)
            return .text(unsafe String(decoding: signs, as: UTF8.self))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(handle, column)
            let count = Int(unsafe sqlite3_column_bytes(handle, column))
            return .bytes(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: throw .columnMismatch(column: Int(column), expected: .integer)
        }
    }
}

/// An address for a text of length 0: a null pointer would bind NULL.
nonisolated(unsafe) private let emptyText: UnsafePointer<CChar> = {
    let sign = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    unsafe sign.initialize(to: 0)
    return unsafe UnsafePointer(sign)
}()
