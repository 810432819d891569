import Kernel
import Store
import Synchronization

/// A statement as the use case ran it.
struct RecordedStatement: Sendable {
    /// The statement with its parameters.
    let sql: SQL
    /// Whether its rows were locked.
    let isLocking: Bool
}

/// The statements of one transaction, taken from the use case itself, so that the raw limits cannot
/// drift from what the server does.
struct RecordedTransaction: Sendable {
    /// What takes the place of a recorded parameter when the statements run again.
    enum Role: Hashable, Sendable {
        /// A name of the thing that is worked on, by its place among the names.
        case name(Int)
        /// A random name that is new each time, by its place among them.
        case fresh(Int)
        /// A number that is new each time.
        case number
        /// As it was recorded.
        case constant
    }

    /// The statements in their order.
    let statements: [RecordedStatement]
    /// The texts of the recorded run that are something else in another.
    let roles: [String: Role]

    /// How many new names a run needs.
    var freshCount: Int {
        roles.values.count { if case .fresh = $0 { true } else { false } }
    }

    /// The role of the parameter at an offset of a statement.
    func role(of offset: Int, in statement: RecordedStatement) -> Role {
        // One row a use: each repetition needs a number of its own.
        if statement.sql.text.contains("INSERT INTO consent_use"), offset == 2 { return .number }
        guard case .text(let text?) = statement.sql.values[offset] else { return .constant }
        return roles[text] ?? .constant
    }
}

/// A store that notes every statement of its write transactions.
final class RecordingStore: Store {
    private let store: any Store
    private let noted = Mutex<[RecordedStatement]>([])
    private let ends = Mutex<[Int]>([])

    init(_ store: any Store) { self.store = store }

    /// What was noted so far.
    var statements: [RecordedStatement] { noted.withLock { $0 } }

    /// The same, a list for each transaction; only where one writer runs them one after another.
    var transactions: [ArraySlice<RecordedStatement>] {
        let (all, ends) = (statements, ends.withLock { $0 })
        return zip([0] + ends, ends).map { all[$0..<$1] }
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await store.write { [self] transaction in
            defer { ends.withLock { $0.append(statements.count) } }
            return try body(RecordingTransaction(transaction, note: note))
        }
    }

    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await store.read(body)
    }

    func migrate(_ migrations: [Migration]) async throws { try await store.migrate(migrations) }
    func explain(_ sql: SQL) async throws -> String { try await store.explain(sql) }
    func snapshot<T: Sendable>(
        _ body: @escaping @Sendable (any Snapshot) throws -> T
    ) async throws -> T {
        try await store.snapshot(body)
    }
    func load(_ body: @escaping @Sendable (any Loader) throws -> Void) async throws {
        try await store.load(body)
    }
    func close() { store.close() }

    private func note(_ statement: RecordedStatement) {
        noted.withLock { $0.append(statement) }
    }
}

/// Notes each statement, then runs it.
private final class RecordingTransaction: Transaction {
    private let transaction: any Transaction
    private let note: (RecordedStatement) -> Void

    init(_ transaction: any Transaction, note: @escaping (RecordedStatement) -> Void) {
        self.transaction = transaction
        self.note = note
    }

    func rows(_ sql: SQL) throws(StoreError) -> [Row] {
        note(RecordedStatement(sql: sql, isLocking: false))
        return try transaction.rows(sql)
    }

    func lockedRows(_ sql: SQL) throws(StoreError) -> [Row] {
        note(RecordedStatement(sql: sql, isLocking: true))
        return try transaction.lockedRows(sql)
    }

    func execute(_ sql: SQL) throws(StoreError) {
        note(RecordedStatement(sql: sql, isLocking: false))
        try transaction.execute(sql)
    }

    func tryLock(_ lock: AdvisoryLock) throws(StoreError) -> Bool {
        try transaction.tryLock(lock)
    }

    func lock(_ lock: AdvisoryLock) throws(StoreError) {
        try transaction.lock(lock)
    }

    func change(_ sql: SQL) throws(StoreError) -> Int {
        note(RecordedStatement(sql: sql, isLocking: false))
        return try transaction.change(sql)
    }
}
