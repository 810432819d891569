import CSQLite
import Glibc
import Kernel

/// A prepared statement of one connection.
@safe final class SQLiteStatement {
    private let handle: OpaquePointer
    private let columns: Int32
    private var parameters = Parameters()

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

    /// Binds the parameters in their order; they lie in the statement's own memory until ``reset()``.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        parameters.reserve(
            values.reduce(0) { size, value in
                switch value {
                case .text(let text?): size + text.utf8.count
                case .bytes(let bytes?): size + bytes.count
                case .text(nil), .bytes(nil), .integer: size
                }
            })
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            switch value {
            case .text(let text?): try bind(text, at: index)
            case .integer(let number?): unsafe sqlite3_bind_int64(handle, index, number)
            case .bytes(let bytes?):
                let start = unsafe bytes.withUnsafeBytes { unsafe parameters.keep($0) }
                _ = unsafe qyzmet_sqlite_bind_kept_bytes(
                    handle, index, start, UInt64(bytes.count))
            case .text(nil), .integer(nil), .bytes(nil): unsafe sqlite3_bind_null(handle, index)
            }
        }
    }

    private func bind(_ text: String, at index: Int32) throws(StoreError) {
        var text = text
        let count = text.utf8.count
        let start = text.withUTF8 { unsafe parameters.keep(UnsafeRawBufferPointer($0)) }
        if unsafe memchr(start, 0, count) != nil { throw .textWithNullCharacter }
        let status = unsafe qyzmet_sqlite_bind_kept_text(
            handle, index, start.assumingMemoryBound(to: CChar.self), UInt64(count))
        if status != SQLITE_OK { throw .unavailable }
    }

    /// One step; SQLITE_ROW, SQLITE_DONE or an error.
    func step() -> Int32 {
        unsafe sqlite3_step(handle)
    }

    /// Makes the statement ready for its next use; keeps nothing of the parameters.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        parameters.shrink()
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

/// The memory in which the texts and bytes of a statement's parameters lie while it runs.
@safe private struct Parameters: ~Copyable {
    private static let least = 256
    /// What a statement keeps between its runs, in bytes: a file went through it once.
    private static let keptMax = 65_536

    private var start: UnsafeMutableRawPointer
    private var size: Int
    private var used = 0

    init() {
        size = Self.least
        unsafe start = .allocate(byteCount: size, alignment: 1)
    }

    deinit { unsafe start.deallocate() }

    /// Makes room for so many bytes; what was kept before is gone.
    mutating func reserve(_ count: Int) {
        used = 0
        if count > size { resize(to: max(count, size * 2)) }
    }

    /// Gives back what only a large value needed.
    mutating func shrink() {
        if size > Self.keptMax { resize(to: Self.least) }
    }

    private mutating func resize(to count: Int) {
        unsafe start.deallocate()
        size = count
        unsafe start = .allocate(byteCount: size, alignment: 1)
    }

    /// Copies the bytes behind those that were kept before, and says where they lie; an address also
    /// where there are none: a null pointer would bind NULL.
    mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
        precondition(bytes.count <= size - used)
        let place = unsafe start + used
        if let first = bytes.baseAddress {
            unsafe place.copyMemory(from: first, byteCount: bytes.count)
        }
        used += bytes.count
        return unsafe place
    }
}
