import Store

/// All rows of a small database.
struct DatabaseCopy: Sendable {
    private let tables: [(name: String, columns: [String], rows: [[StoredValue]])]

    init(of store: any Store) async throws {
        tables = try await store.snapshot { snapshot in
            try snapshot.tableNames().map { table in
                var rows: [[StoredValue]] = []
                try snapshot.dump(table) { rows.append($0) }
                return (table, try snapshot.columns(of: table).map(\.name), rows)
            }
        }
    }

    func load(into store: any Store) async throws {
        try await store.load { loader in
            for table in tables {
                try loader.begin(table.name, columns: table.columns)
                for row in table.rows { try loader.row(row) }
            }
        }
    }
}
