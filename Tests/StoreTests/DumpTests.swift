import Kernel
import Testing

@testable import Store

/// A table as a snapshot gives it.
private struct DumpedTable: Hashable, Sendable {
    let name: String
    let columns: [Column]
    let rows: [[StoredValue]]
}

@Suite struct DumpTests {
    @Test(arguments: Engine.allCases, Engine.allCases)
    func `a copy from one engine into the other is the same`(
        _ source: Engine, _ destination: Engine
    ) async throws {
        try await withStore(source) { store, _ in
            try await fill(store)
            let dumped = try await dump(store)
            #expect(dumped.map(\.name) == ["counter", "person", "share"])
            #expect(dumped[1].rows.count == 40)
            try await withStore(destination) { copy, _ in
                try await load(dumped, into: copy)
                let again = try await dump(copy)
                #expect(again == dumped)
                // The foreign keys hold again.
                await #expect(throws: StoreError.foreignKeyViolation) {
                    try await copy.write { try $0.execute("DELETE FROM person") }
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a copy with a row that refers to none is refused as a whole`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            try await fill(store)
            let before = try await dump(store)
            let broken = before.map { table in
                table.name == "person"
                    ? DumpedTable(name: table.name, columns: table.columns, rows: []) : table
            }
            await #expect(throws: StoreError.foreignKeyViolation) {
                try await load(broken, into: store)
            }
            let after = try await dump(store)
            #expect(after == before)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an unknown table, an unknown column and a wrong value are refused`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: LoadFault.unknownTable("nothing")) {
                try await store.load { try $0.begin("nothing", columns: ["id"]) }
            }
            await #expect(throws: LoadFault.unknownColumn(table: "counter", column: "nothing")) {
                try await store.load { try $0.begin("counter", columns: ["id", "nothing"]) }
            }
            await #expect(throws: LoadFault.wrongValue(table: "counter", column: "value")) {
                try await store.load { loader in
                    try loader.begin("counter", columns: ["id", "value"])
                    try loader.row([.text("x"), .text("y")])
                }
            }
            await #expect(throws: LoadFault.noTableBegun) {
                try await store.load { try $0.row([]) }
            }
            let count = try await store.read { try $0.rows("SELECT id FROM counter").count }
            #expect(count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a snapshot is one state across tables while others write`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, database in
            let other = try database.open()
            defer { other.close() }
            let writing = Task {
                for number in 1...200 {
                    try await other.write { transaction in
                        let id = "p\(number)"
                        try transaction.execute("UPDATE counter SET value = \(number)")
                        try transaction.execute(
                            "INSERT INTO person (id, name) VALUES (\(id), \(id))")
                    }
                }
            }
            for _ in 0..<5 {
                let tables = try await dump(store)
                #expect(tables[0].rows[0][1] == .integer(Int64(tables[1].rows.count)))
            }
            try await writing.value
        }
    }

    private func fill(_ store: any Store) async throws {
        try await store.write { transaction in
            for number in 0..<40 {
                let id = "ұ\(number)"
                let photo: [UInt8]? = number % 3 == 0 ? nil : [0, UInt8(number), 255]
                try transaction.execute(
                    "INSERT INTO person (id, name, photo) VALUES (\(id), \(id), \(photo))")
                // A chain that refers to itself, backwards in the order of the key.
                let parent = number == 0 ? nil : "s\(99 - number + 1)"
                try transaction.execute(
                    """
                    INSERT INTO share (id, person_id, parent_id, state, uses)
                    VALUES (\("s\(99 - number)"), \(id), \(parent), 'used', 1)
                    """)
            }
        }
    }

    private func dump(_ store: any Store) async throws -> [DumpedTable] {
        try await store.snapshot { snapshot in
            try snapshot.tableNames().map { table in
                var rows: [[StoredValue]] = []
                try snapshot.dump(table) { rows.append($0) }
                return DumpedTable(
                    name: table, columns: try snapshot.columns(of: table), rows: rows)
            }
        }
    }

    private func load(_ tables: [DumpedTable], into store: any Store) async throws {
        try await store.load { loader in
            for table in tables {
                try loader.begin(table.name, columns: table.columns.map(\.name))
                for row in table.rows { try loader.row(row) }
            }
        }
    }
}
