import Foundation
import Kernel
import Testing

@testable import Store

@Suite struct SQLiteStoreTests {
    @Test func `the files are readable by their owner alone`() async throws {
        try await withStore(.sqlite) { store, database in
            try await store.write { try $0.execute("UPDATE counter SET value = 1") }
            guard case .sqlite(let path) = database.location else { return }
            for file in [path, path + "-wal", path + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func `the settings that durability rests on are in force`() async throws {
        try await withStore(.sqlite) { store, _ in
            let settings = try await store.write { transaction in
                try transaction.rows("PRAGMA journal_mode") + transaction.rows("PRAGMA synchronous")
                    + transaction.rows("PRAGMA foreign_keys")
                    + transaction.rows("PRAGMA temp_store")
            }
            // 2 is FULL, and for what a savepoint may have to put back MEMORY.
            #expect(
                settings.map(\.values)
                    == [[.text("wal")], [.integer(2)], [.integer(1)], [.integer(2)]])
        }
    }

    @Test func `what was deleted is overwritten in the file`() async throws {
        try await withStore(.sqlite) { store, database in
            guard case .sqlite(let path) = database.location else { return }
            // 1 overwrites everything; 2 would leave pages that cost more to clean.
            let mode = try await store.write { try $0.rows("PRAGMA secure_delete").map(\.values) }
            #expect(mode == [[.integer(1)]])
            let secret = String(repeating: "ЖСН 900101", count: 1000)
            try await store.write { transaction in
                try transaction.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY, text TEXT)")
                try transaction.execute("INSERT INTO kept VALUES (1, \(secret))")
            }
            try await store.write { _ = try $0.rows("SELECT 1") }
            try await store.write { try $0.execute("DELETE FROM kept") }
            // Closing brings the log into the file.
            store.close()
            let file = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(!file.isEmpty && file.range(of: Data("ЖСН 900101".utf8)) == nil)
        }
    }

    @Test func `closing leaves no log beside the file, whichever thread ends last`() async throws {
        try await withStore(.sqlite) { store, database in
            guard case .sqlite(let path) = database.location else { return }
            store.close()
            for number in 0..<40 {
                let again = try database.open()
                try await again.write { try $0.execute("UPDATE counter SET value = \(number)") }
                _ = try await again.read { try $0.rows("SELECT value FROM counter") }
                again.close()
                #expect(!FileManager.default.fileExists(atPath: path + "-wal"), "\(number)")
            }
        }
    }

    @Test func `another process that opens and closes the file leaves the log where it is`()
        async throws
    {
        try await withStore(.sqlite) { store, database in
            guard case .sqlite(let path) = database.location else { return }
            // A second writer of this process came and went, as at every start.
            try await store.migrate(sampleMigrations)
            for value in 1...2 {
                try await store.write { try $0.execute("UPDATE counter SET value = \(value)") }
                #expect(try valueSeenByAnotherProcess(path) == "\(value)")
                #expect(FileManager.default.fileExists(atPath: path + "-wal"))
            }
        }
    }

    /// Opens the file in a process of its own, reads the counter, and closes it.
    private func valueSeenByAnotherProcess(_ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            print(connection.execute("SELECT MAX(value) FROM counter").fetchone()[0])
            connection.close()
            """
        process.arguments = ["-c", script, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test func `another process's lock makes the batch unavailable, and then it works again`()
        async throws
    {
        let database = try TestDatabase(.sqlite)
        guard case .sqlite(let path) = database.location else { return }
        var limits = SQLiteLimits()
        limits.busyMilliseconds = 50
        let store = try SQLiteStore(path: path, limits: limits)
        defer { store.close() }
        try await store.migrate(sampleMigrations)
        let other = try SQLiteConnection(path: path, mode: .write, limits: limits)
        try other.script("BEGIN IMMEDIATE")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    await #expect(throws: StoreError.unavailable) {
                        try await store.write { _ in }
                    }
                }
            }
        }
        try other.script("ROLLBACK")
        let changed = try await store.write { try $0.change("UPDATE counter SET value = 1") }
        #expect(changed == 1)
    }

    @Test func `a lost transaction takes its whole batch with it, and the next one works`()
        async throws
    {
        try await withStore(.sqlite) { store, _ in
            // What a full disk does to the transaction around all savepoints, by hand.
            await #expect(throws: StoreError.unavailable) {
                try await store.write { transaction in
                    try transaction.execute("UPDATE counter SET value = 1")
                    try transaction.execute("ROLLBACK")
                }
            }
            let rows = try await store.write { try $0.rows("SELECT value FROM counter") }
            #expect(rows.map(\.values) == [[.integer(0)]])
        }
    }

    @Test func `what is no database is said to be damaged`() throws {
        let path = NSTemporaryDirectory() + "qyzmet-damaged-" + UUID().uuidString
        try String(repeating: "not a database ", count: 200)
            .write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: StoreError.damaged) { try SQLiteStore(path: path) }
        #expect(throws: StoreError.unavailable) { try SQLiteStore(path: "/nonexistent/folder/x") }
    }

    @Test func `prepared statements are let go when there are too many`() async throws {
        let database = try TestDatabase(.sqlite)
        guard case .sqlite(let path) = database.location else { return }
        var limits = SQLiteLimits()
        limits.statementsMax = 4
        let connection = try SQLiteConnection(path: path, mode: .write, limits: limits)
        for number in 0..<20 {
            let rows = try connection.rows(SQL(composed: "SELECT \(number)"))
            #expect(rows.map(\.values) == [[.integer(Int64(number))]])
        }
        #expect(connection.statementsKept <= 4)
    }
}
