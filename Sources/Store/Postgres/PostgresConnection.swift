import CLibPQ
import Glibc
import Kernel

/// One connection in pipeline mode, with its prepared statements.
///
/// Statements are sent together and answered together: one exchange is one round trip, however many
/// statements it carries. What needs no answer (`ROLLBACK`, a read's `COMMIT`) is sent without
/// waiting, and its answer is read before the next one.
@safe final class PostgresConnection {
    private enum Expectation {
        case preparation(text: String)
        case statement
        case sync
    }

    private struct Prepared {
        let name: String
        let types: [Oid]
    }

    private let handle: OpaquePointer
    private let statementsMax: Int
    private var prepared: [String: Prepared] = [:]
    private var namesGiven = 0
    /// What the server still has to answer, oldest first.
    private var expected: [Expectation] = []
    /// How often an answer was waited for: the round trips.
    private(set) var exchanges = 0
    /// Set for good when the connection is of no more use.
    private(set) var isLost = false

    /// Connects and sets the time-outs.
    init(url: String, limits: PostgresLimits) throws(StoreError) {
        unsafe handle = try unsafe PostgresSession.open(url: url, limits: limits)
        statementsMax = limits.statementsMax
        guard unsafe PQenterPipelineMode(handle) == 1 else {
            unsafe PQfinish(handle)
            throw .unavailable
        }
    }

    deinit { unsafe PQfinish(handle) }

    /// Sends the statements in one flush and waits; gives the answer of the last.
    ///
    /// - Throws: the first error; the statements after it were not run.
    func exchange(_ statements: [SQL]) throws(StoreError) -> PostgresResult {
        exchanges += 1
        try send(statements)
        guard let last = try receive() else {
            isLost = true
            throw .unavailable
        }
        return last
    }

    /// Sends the statements in one flush and does not wait; their errors are not reported.
    func send(_ statements: [SQL]) throws(StoreError) {
        if isLost { throw .unavailable }
        do {
            for statement in statements { try enqueue(statement) }
        } catch {
            // What is in the buffer already is ended by a sync, so that the order of answers holds.
            sync()
            _ = try? receive()
            throw error
        }
        sync()
        if isLost { throw .unavailable }
    }

    /// Whether it has prepared more statements than it may keep.
    var holdsTooMuch: Bool { prepared.count >= statementsMax }

    /// Reads what is still to be answered; done before a connection rests.
    func settle() {
        if !expected.isEmpty, !isLost { _ = try? receive() }
        if holdsTooMuch, !isLost {
            prepared = [:]
            // A server that still holds them is not spoken to again: they would only grow.
            if (try? exchange(["DEALLOCATE ALL"])) == nil { isLost = true }
            prepared = [:]
        }
    }

    /// Whether the server closed the connection while it rested.
    ///
    /// A rested connection has nothing to be read; what can be read is the end or a notice.
    func checkAfterRest() {
        guard expected.isEmpty, !isLost else { return }
        var poll = unsafe pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard unsafe Glibc.poll(&poll, 1, 0) != 0 else { return }
        // The first call reads the farewell, the second the end of the stream.
        for _ in 0..<2 where unsafe PQconsumeInput(handle) == 0 { isLost = true }
        if unsafe PQstatus(handle) != CONNECTION_OK { isLost = true }
    }

    // MARK: - Sending

    private func enqueue(_ sql: SQL) throws(StoreError) {
        let parameters = try PostgresParameters(sql.values)
        let name: String
        if let known = prepared[sql.text], known.types == parameters.types {
            name = known.name
        } else {
            name = try prepare(sql, types: parameters.types)
        }
        let formats = [Int32](repeating: 1, count: parameters.types.count)
        let sent = unsafe parameters.withAddresses { addresses in
            unsafe PQsendQueryPrepared(
                handle, name, Int32(formats.count), addresses, parameters.lengths, formats, 1)
        }
        guard sent == 1 else { throw lose() }
        expected.append(.statement)
    }

    private func prepare(_ sql: SQL, types: [Oid]) throws(StoreError) -> String {
        let text = try sql.numberedText()
        namesGiven += 1
        let name = "s\(namesGiven)"
        guard unsafe PQsendPrepare(handle, name, text, Int32(types.count), types) == 1 else {
            throw lose()
        }
        expected.append(.preparation(text: sql.text))
        prepared[sql.text] = Prepared(name: name, types: types)
        return name
    }

    private func sync() {
        guard !isLost else { return }
        if unsafe PQpipelineSync(handle) == 1 { expected.append(.sync) } else { _ = lose() }
    }

    // MARK: - Receiving

    /// Reads all answers that are due; gives the last statement's.
    ///
    /// Errors of exchanges sent without waiting concern nobody: only those after the last sync but
    /// one count.
    private func receive() throws(StoreError) -> PostgresResult? {
        var last: PostgresResult?
        var failure: PostgresFailure?
        let exchangeStart =
            expected.dropLast().lastIndex { if case .sync = $0 { true } else { false } } ?? -1
        for (index, expectation) in expected.enumerated() {
            switch expectation {
            case .sync:
                guard next()?.status == PGRES_PIPELINE_SYNC else { throw lose() }
            case .preparation(let text):
                let result = try answer()
                if result.status != PGRES_COMMAND_OK { prepared[text] = nil }
                if failure == nil, index > exchangeStart { failure = fault(result) }
            case .statement:
                let result = try answer()
                if failure == nil, index > exchangeStart { failure = fault(result) }
                last = result
            }
            if failure?.breaksConnection == true { break }
        }
        expected.removeAll(keepingCapacity: true)
        if let failure {
            if failure.breaksConnection { isLost = true }
            throw failure.error
        }
        return last
    }

    /// The answer of one statement: a result, then the null that ends it.
    private func answer() throws(StoreError) -> PostgresResult {
        guard let result = next() else { throw lose() }
        while next() != nil {}
        return result
    }

    private func next() -> PostgresResult? {
        unsafe PQgetResult(handle).map { unsafe PostgresResult($0) }
    }

    private func fault(_ result: PostgresResult) -> PostgresFailure? {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: nil
        case PGRES_PIPELINE_ABORTED: nil
        default: PostgresFailure(result)
        }
    }

    private func lose() -> StoreError {
        isLost = true
        return .unavailable
    }
}
