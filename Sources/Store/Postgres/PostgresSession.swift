import CLibPQ
import Kernel

/// How every connection begins, whatever it is used for.
enum PostgresSession {
    /// Connects with the program's own settings and time-outs.
    ///
    /// - Returns: libpq's connection, which the caller must finish.
    /// - Throws: ``StoreError/unavailable``.
    static func open(url: String, limits: PostgresLimits) throws(StoreError) -> OpaquePointer {
        // A later parameter overrides the URL, an earlier one is overridden by it.
        let parameters: [(String, String)] = [
            ("application_name", "qyzmet"),
            ("connect_timeout", "\(limits.connectSeconds)"),
            ("tcp_user_timeout", "\(limits.deadPeerMilliseconds)"),
            ("keepalives_idle", "10"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("target_session_attrs", "read-write"),
            ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
        let opened = unsafe withCStrings(parameters.map(\.0)) { names in
            unsafe withCStrings(parameters.map(\.1)) { values in
                unsafe PQconnectdbParams(names, values, 1)
            }
        }
        guard let handle = unsafe opened else { throw .unavailable }
        // Notices go nowhere: they could quote data into the log.
        unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let settings = """
            SET statement_timeout = \(limits.statementMilliseconds);
            SET lock_timeout = \(limits.lockMilliseconds);
            SET idle_in_transaction_session_timeout = \(limits.idleInTransactionMilliseconds);
            """
        guard unsafe PQstatus(handle) == CONNECTION_OK, unsafe run(settings, on: handle) else {
            unsafe PQfinish(handle)
            throw .unavailable
        }
        return unsafe handle
    }

    private static func run(_ text: String, on handle: OpaquePointer) -> Bool {
        guard let result = unsafe PQexec(handle, text) else { return false }
        return unsafe PostgresResult(result).status == PGRES_COMMAND_OK
    }

    /// Calls the closure with a null-terminated list of the texts; it holds only within the closure.
    private static func withCStrings<T>(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
    ) -> T {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
        }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var addresses = unsafe starts.map { start in
                unsafe buffer.baseAddress.map { unsafe $0 + start }
            }
            unsafe addresses.append(nil)
            return unsafe addresses.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
