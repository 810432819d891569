import Kernel
import Testing

@testable import Store

@Suite struct MigrationTests {
    private let first = Migration(
        number: 1, name: "first", sql: "CREATE TABLE a (id TEXT PRIMARY KEY);")
    private let second = Migration(
        number: 2, name: "second",
        sql: "CREATE TABLE b (id BIGINT PRIMARY KEY); INSERT INTO b VALUES (1)")
    private let third = Migration(number: 3, name: "third", sql: "CREATE TABLE c (id TEXT)")

    @Test(arguments: Engine.allCases)
    func `an empty database gets all, a later run what is new`(_ engine: Engine) async throws {
        try await withEmptyStore(engine) { store in
            try await store.migrate([first])
            try await store.migrate([first, second])
            try await store.migrate([first, second])
            let version = try await store.snapshot { try ($0.schemaVersion(), $0.tableNames()) }
            #expect(version.0 == 2)
            #expect(version.1 == ["a", "b"])
            let rows = try await store.read { try $0.rows("SELECT id FROM b") }
            #expect(rows.map(\.values) == [[.integer(1)]])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an applied migration that was edited is refused`(_ engine: Engine) async throws {
        try await withEmptyStore(engine) { store in
            try await store.migrate([first, second])
            let edited = Migration(
                number: 1, name: "first", sql: "CREATE TABLE a (id TEXT PRIMARY  KEY);")
            await #expect(throws: MigrationFault.edited(number: 1)) {
                try await store.migrate([edited, second, third])
            }
            let tables = try await store.snapshot { try $0.tableNames() }
            #expect(tables == ["a", "b"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a database one ahead is shared, two ahead is refused`(_ engine: Engine) async throws {
        try await withEmptyStore(engine) { store in
            try await store.migrate([first, second, third])
            try await store.migrate([first, second])
            await #expect(throws: MigrationFault.databaseTooNew(version: 3)) {
                try await store.migrate([first])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a migration that fails leaves nothing of itself`(_ engine: Engine) async throws {
        try await withEmptyStore(engine) { store in
            let broken = Migration(
                number: 2, name: "broken", sql: "CREATE TABLE b (id TEXT); CREATE TABLE a (x TEXT);"
            )
            await #expect(throws: StoreError.self) { try await store.migrate([first, broken]) }
            let state = try await store.snapshot { try ($0.schemaVersion(), $0.tableNames()) }
            #expect(state.0 == 1)
            #expect(state.1 == ["a"])
            try await store.migrate([first, second])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a list that is not numbered 1, 2, 3 and a gap are refused`(
        _ engine: Engine
    ) async throws {
        try await withEmptyStore(engine) { store in
            await #expect(throws: MigrationFault.notConsecutive(number: 3)) {
                try await store.migrate([first, third])
            }
            try await store.migrate([first, second, third])
            try await store.write {
                try $0.execute("DELETE FROM schema_migration WHERE number = 2")
            }
            await #expect(throws: MigrationFault.gap(number: 2)) {
                try await store.migrate([first, second, third])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `nodes that start at once apply each migration once`(_ engine: Engine) async throws {
        let database = try TestDatabase(engine)
        let nodes = try (0..<3).map { _ in try database.open() }
        defer { for node in nodes { node.close() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in nodes {
                group.addTask { try await node.migrate([first, second, third]) }
            }
            try await group.waitForAll()
        }
        let rows = try await nodes[0].read { try $0.rows("SELECT id FROM b") }
        #expect(rows.count == 1)
    }

    private func withEmptyStore(
        _ engine: Engine, _ body: (any Store) async throws -> Void
    ) async throws {
        let database = try TestDatabase(engine)
        let store = try database.open()
        defer { store.close() }
        try await body(store)
    }
}

@Suite struct SchemaDialectTests {
    private let text = """
        CREATE TABLE a (b TEXT NOT NULL, c BIGINT, d BYTEA DEFAULT 'BYTEA', -- BIGINT; TEXT
            "TEXT" BIGINT CHECK (CAST(c AS TEXT) <> 'it''s; BIGINT'));
        CREATE INDEX i ON a (b);
        ALTER TABLE a ADD COLUMN e TEXT;
        """

    @Test func `SQLite gets its own type names and strict tables`() {
        #expect(
            SchemaDialect.sqlite.translate(text) == """
                CREATE TABLE a (b TEXT NOT NULL, c INTEGER, d BLOB DEFAULT 'BYTEA', -- BIGINT; TEXT
                    "TEXT" INTEGER CHECK (CAST(c AS TEXT) <> 'it''s; BIGINT')) STRICT;
                CREATE INDEX i ON a (b);
                ALTER TABLE a ADD COLUMN e TEXT;
                """)
    }

    @Test func `PostgreSQL gets texts that sort by their bytes`() {
        #expect(
            SchemaDialect.postgres.translate(text) == """
                CREATE TABLE a (b TEXT COLLATE "C" NOT NULL, c BIGINT, d BYTEA DEFAULT 'BYTEA', \
                -- BIGINT; TEXT
                    "TEXT" BIGINT CHECK (CAST(c AS TEXT) <> 'it''s; BIGINT'));
                CREATE INDEX i ON a (b);
                ALTER TABLE a ADD COLUMN e TEXT COLLATE "C";
                """)
    }

    @Test func `a table without a final semicolon is strict too`() {
        #expect(
            SchemaDialect.sqlite.translate("create table a (b BYTEA) -- end")
                == "create table a (b BLOB) -- end\nSTRICT")
    }

    @Test func `a checksum is FNV-1a and differs with each part`() {
        let migration = Migration(number: 1, name: "a", sql: "b")
        #expect(migration.checksum.utf8.count == 16)
        #expect(migration.checksum != Migration(number: 2, name: "a", sql: "b").checksum)
        #expect(migration.checksum != Migration(number: 1, name: "b", sql: "b").checksum)
        #expect(migration.checksum != Migration(number: 1, name: "a", sql: "c").checksum)
    }
}
