import CLibPQ
import Kernel

/// One result of libpq's, cleared when it is let go.
@safe final class PostgresResult {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit { unsafe PQclear(handle) }

    var status: ExecStatusType { unsafe PQresultStatus(handle) }

    /// The rows; none for a statement without an answer.
    func rows() throws(StoreError) -> [Row] {
        let columns = unsafe PQnfields(handle)
        var rows: [Row] = []
        for row in 0..<(unsafe PQntuples(handle)) {
            var values: [StoredValue] = []
            values.reserveCapacity(Int(columns))
            for column in 0..<columns { values.append(try value(row, column)) }
            rows.append(Row(values: values))
        }
        return rows
    }

    /// How many rows the statement inserted, updated or deleted.
    var changes: Int {
        unsafe PQcmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }

    /// The command tag, for example `COMMIT`.
    var tag: String {
        unsafe PQcmdStatus(handle).map { unsafe String(cString: $0) } ?? ""
    }

    /// A field of the error report; nil when absent.
    func field(_ code: Int) -> String? {
        unsafe PQresultErrorField(handle, Int32(code)).map { unsafe String(cString: $0) }
    }

    private func value(_ row: Int32, _ column: Int32) throws(StoreError) -> StoredValue {
        if unsafe PQgetisnull(handle, row, column) == 1 { return .null }
        let count = Int(unsafe PQgetlength(handle, row, column))
        let bytes = unsafe UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: count)
        switch unsafe PQftype(handle, column) {
        case PostgresParameters.TypeID.text, PostgresParameters.TypeID.varchar,
            PostgresParameters.TypeID.name:
            return .text(unsafe String(decoding: bytes, as: UTF8.self))
        case PostgresParameters.TypeID.bytea: return .bytes(unsafe Array(bytes))
        case PostgresParameters.TypeID.int8, PostgresParameters.TypeID.int4,
            PostgresParameters.TypeID.int2:
            return .integer(unsafe signedNumber(bytes))
        case PostgresParameters.TypeID.bool: return .integer(unsafe bytes.first == 1 ? 1 : 0)
        default: throw .columnMismatch(column: Int(column), expected: .integer)
        }
    }

    /// Big-endian two's complement of 2, 4 or 8 bytes.
    private func signedNumber(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let sign: Int64 = unsafe (bytes.first ?? 0) >= 0x80 ? -1 : 0
        return unsafe bytes.reduce(sign) { $0 << 8 | Int64($1) }
    }
}
