import Kernel
import Testing

@testable import Store

@Suite struct ConstraintTests {
    @Test(arguments: Engine.allCases)
    func `a violated constraint says its kind and table`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            try await store.write { transaction in
                try transaction.execute(
                    "INSERT INTO person (id, name, number) VALUES ('a', 'n', 1)")
                try transaction.execute(
                    "INSERT INTO share VALUES ('s', 'a', \(String?.none), 'used', 1)")
            }
            let cases: [(SQL, StoreError)] = [
                (
                    "INSERT INTO person (id, name) VALUES ('a', 'x')",
                    .uniqueViolation(table: "person")
                ),
                (
                    "INSERT INTO person (id, name, number) VALUES ('b', 'n', 2)",
                    .uniqueViolation(table: "person")
                ),
                (
                    "INSERT INTO share VALUES ('t', 'a', 's', 'used', 1)",
                    .uniqueViolation(table: "share")
                ),
                (
                    "INSERT INTO share VALUES ('t', 'a', 's', 'lost', 2)",
                    .checkViolation(table: "share")
                ),
                (
                    "UPDATE person SET number = number - 2 WHERE id = \("a")",
                    .checkViolation(table: "person")
                ),
                (
                    "INSERT INTO share VALUES ('t', 'none', 's', 'used', 2)", .foreignKeyViolation
                ),
                ("DELETE FROM person WHERE id = 'a'", .foreignKeyViolation),
                (
                    "UPDATE person SET name = \(String?.none) WHERE id = 'a'",
                    .notNullViolation(table: "person")
                ),
            ]
            for (sql, error) in cases {
                await #expect(throws: error) { try await store.write { try $0.execute(sql) } }
                await #expect(throws: error) { try await store.write { try $0.rows(sql) } }
            }
            let count = try await store.read { try $0.rows("SELECT id FROM person").count }
            #expect(count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `types are enforced in the table`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: StoreError.self) {
                try await store.write {
                    try $0.execute("INSERT INTO counter (id, value) VALUES ('t', \("text"))")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `an upsert, a returning and a conditional update count the same`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            let counts = try await store.write { transaction in
                [
                    try transaction.change(
                        """
                        INSERT INTO counter (id, value) VALUES ('one', 5)
                        ON CONFLICT (id) DO NOTHING
                        """),
                    try transaction.change(
                        """
                        INSERT INTO counter (id, value) VALUES ('one', 5)
                        ON CONFLICT (id) DO UPDATE SET value = excluded.value
                        """),
                    try transaction.change("UPDATE counter SET value = 6 WHERE value = 5"),
                    try transaction.change("UPDATE counter SET value = 7 WHERE value = 5"),
                    Int(
                        try transaction.rows(
                            "UPDATE counter SET value = value + 1 WHERE id = 'one' RETURNING value"
                        )[0].integer(0)),
                    try transaction.change("DELETE FROM counter"),
                ]
            }
            #expect(counts == [0, 1, 1, 0, 7, 1])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a hot statement uses its partial index`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            let plan = try await store.explain(
                "SELECT id FROM share WHERE person_id = \("a") AND state = 'open; TEXT'")
            #expect(plan.contains("share_open"))
        }
    }
}
