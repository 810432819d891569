import Kernel
import Synchronization
import Testing

@testable import Store

@Suite struct PostgresStoreTests {
    @Test func `a connection killed while it rests is replaced without a word`() async throws {
        try await withStore(.postgres) { store, _ in
            for number in 1...5 {
                try kill(try await backend(store))
                try await store.write { try $0.execute("UPDATE counter SET value = \(number)") }
                let value = try await store.read { try $0.rows("SELECT value FROM counter") }
                #expect(value.map(\.values) == [[.integer(Int64(number))]])
            }
        }
    }

    @Test func `a connection killed in a transaction runs the closure again`() async throws {
        try await withStore(.postgres) { store, _ in
            let runs = Counter()
            try await store.write { transaction in
                let number = try transaction.rows("SELECT pg_backend_pid()")[0].integer(0)
                try transaction.execute("UPDATE counter SET value = value + 1")
                if runs.increment() == 1 { try kill(number) }
                _ = try transaction.rows("SELECT value FROM counter")
            }
            #expect(runs.count == 2)
            let value = try await store.read { try $0.rows("SELECT value FROM counter") }
            #expect(value.map(\.values) == [[.integer(1)]])
        }
    }

    @Test func `a connection killed before the commit's answer leaves the outcome open`()
        async throws
    {
        try await withStore(.postgres) { store, _ in
            let runs = Counter()
            await #expect(throws: StoreError.outcomeUnknown) {
                try await store.write { transaction in
                    runs.increment()
                    let number = try transaction.rows("SELECT pg_backend_pid()")[0].integer(0)
                    try transaction.execute("UPDATE counter SET value = value + 1")
                    try kill(number)
                }
            }
            // Never repeated by itself: it might have happened.
            #expect(runs.count == 1)
            let rows = try await store.read { try $0.rows("SELECT value FROM counter") }
            #expect(rows.map(\.values) == [[.integer(0)]])
        }
    }

    @Test func `writes alone are one round trip; load, decide, append are two; a read is one`()
        async throws
    {
        try await withStore(.postgres) { _, database in
            guard case .postgres(let url) = database.location else { return }
            let connection = try PostgresConnection(url: url, limits: PostgresLimits())
            func begin(_ mode: PostgresTransaction.Mode) -> PostgresTransaction {
                PostgresTransaction(connection, mode, statementsInFlightMax: 100)
            }
            func end(_ transaction: PostgresTransaction) -> Bool {
                defer { connection.settle() }
                return if case .done = transaction.end(returned: true) { true } else { false }
            }
            let increase: SQL = "UPDATE counter SET value = value + 1"
            let writes = begin(.write)
            for _ in 0..<5 { try writes.execute(increase) }
            #expect(end(writes) && connection.exchanges == 1)

            let decided = begin(.write)
            let value = try decided.lockedRows("SELECT value FROM counter")[0].integer(0)
            for _ in 0..<5 { try decided.execute(increase) }
            #expect(value == 5 && end(decided) && connection.exchanges == 3)

            let read = begin(.read)
            #expect(try read.rows("SELECT value FROM counter")[0].integer(0) == 10)
            #expect(end(read) && connection.exchanges == 4)
        }
    }

    @Test func `a server that cannot be reached makes the store unavailable`() async throws {
        let store = try PostgresStore(url: "postgresql://postgres@127.0.0.1:1/none")
        defer { store.close() }
        await #expect(throws: StoreError.unavailable) { try await store.write { _ in } }
        await #expect(throws: StoreError.unavailable) {
            try await store.read { try $0.rows("SELECT 1") }
        }
    }

    @Test func `a deadlock is resolved by running the closure again`() async throws {
        try await withStore(.postgres) { store, _ in
            try await store.write { try $0.execute("INSERT INTO counter VALUES ('two', 0)") }
            let runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [["one", "two"], ["two", "one"]] {
                    group.addTask {
                        try await store.write { transaction in
                            runs.increment()
                            for id in order {
                                _ = try transaction.change(
                                    "UPDATE counter SET value = value + 1 WHERE id = \(id)")
                                _ = try transaction.rows("SELECT pg_sleep(0.2)::text")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.count >= 3)
            let values = try await store.read { try $0.rows("SELECT value FROM counter") }
            #expect(values.map(\.values) == [[.integer(2)], [.integer(2)]])
        }
    }

    @Test func `a conflict that never ends is reported after three repeats`() async throws {
        try await withStore(.postgres) { store, _ in
            let runs = Counter()
            await #expect(throws: StoreError.conflict) {
                try await store.write { transaction in
                    runs.increment()
                    try transaction.execute(
                        "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(runs.count == 4)
        }
    }

    @Test func `an error amid a pipeline is the first one and leaves the connection usable`()
        async throws
    {
        let database = try TestDatabase(.postgres)
        guard case .postgres(let url) = database.location else { return }
        var limits = PostgresLimits()
        limits.connections = 1
        limits.statementsInFlightMax = 8
        let store = try PostgresStore(url: url, limits: limits)
        defer { store.close() }
        try await store.migrate(sampleMigrations)
        let before = try await backend(store)
        for failing in [0, 3, 9, 30] {
            await #expect(throws: StoreError.checkViolation(table: "person")) {
                try await store.write { transaction in
                    for number in 0..<40 {
                        let id = "p\(number)"
                        let value = number == failing ? -1 : number
                        try transaction.execute(
                            """
                            INSERT INTO person (id, name, number)
                            VALUES (\(id), \(id), \(value))
                            """)
                    }
                    try transaction.execute("INSERT INTO counter VALUES ('one', 1)")
                }
            }
        }
        let rows = try await store.read { try $0.rows("SELECT id FROM person") }
        #expect(rows.isEmpty)
        #expect(try await backend(store) == before)
    }

    @Test func `a statement that takes too long is ended`() async throws {
        let database = try TestDatabase(.postgres)
        guard case .postgres(let url) = database.location else { return }
        var limits = PostgresLimits()
        limits.connections = 2
        limits.statementMilliseconds = 300
        let store = try PostgresStore(url: url, limits: limits)
        defer { store.close() }
        await #expect(throws: StoreError.timedOut) {
            try await store.write { try $0.rows("SELECT pg_sleep(10)::text") }
        }
    }

    @Test func `prepared statements are let go when there are too many`() async throws {
        let database = try TestDatabase(.postgres)
        guard case .postgres(let url) = database.location else { return }
        var limits = PostgresLimits()
        limits.connections = 1
        limits.statementsMax = 4
        let store = try PostgresStore(url: url, limits: limits)
        defer { store.close() }
        for number in 0..<20 {
            let sql = SQL(composed: "SELECT \(number)")
            _ = try await store.read { try $0.rows(sql) }
            _ = try await store.read { try $0.rows(sql) }
        }
        let rows = try await store.read {
            try $0.rows("SELECT COUNT(*) FROM pg_prepared_statements")
        }
        #expect(try rows[0].integer(0) < 10)
    }

    @Test func `a location hides user and password`() throws {
        let location = try StoreLocation(url: "postgresql://user:p@ss@db.example:5432/q?sslmode=x")
        #expect(location.description == "postgresql://db.example:5432/q")
        #expect(throws: StoreError.invalidURL) { try StoreLocation(url: "mysql://x") }
        #expect(throws: StoreError.invalidURL) { try StoreLocation(url: "sqlite:") }
        #expect(throws: StoreError.invalidURL) {
            try StoreLocation.postgres(url: "postgresql://[bad").open()
        }
    }

    private func backend(_ store: any Store) async throws -> Int64 {
        try await store.read { try $0.rows("SELECT pg_backend_pid()")[0].integer(0) }
    }
}

/// Ends a backend and waits until it is gone.
private func kill(_ backend: Int64) throws {
    _ = try TestDatabase.psql("SELECT pg_terminate_backend(\(backend), 5000)")
}

/// Counts how often a closure ran.
private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    @discardableResult
    func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
