import Foundation
import QyzmetTesting
import Store
import Testing
import UseCases

/// The engines that every use case is tested on.
package enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// The embedded engine, with a file.
    case sqlite
    /// PostgreSQL, with a database of its own in one cluster for the whole run.
    case postgres

    /// The engine's name.
    package var testDescription: String { rawValue }
}

/// One cluster for the whole run; its shell stops it when this process ends.
private let server = Result { try PostgresServer() }

/// A database of an engine, with the schema of today, that goes with the test.
final class TestDatabase: Sendable {
    let engine: Engine
    private let location: StoreLocation
    private let folder: String

    init(_ engine: Engine) async throws {
        self.engine = engine
        folder = NSTemporaryDirectory() + "qyzmet-platform-" + UUID().uuidString
        switch engine {
        case .sqlite:
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let path = folder + "/test.db"
            try await MigratedSchema.copy(to: path)
            location = .sqlite(path: path)
        case .postgres:
            let template = try await MigratedSchema.postgres.value
            location = .postgres(url: try server.get().makeDatabase(from: template))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A store with few threads.
    func open() throws -> any Store {
        switch location {
        case .sqlite(let path):
            var limits = SQLiteLimits()
            limits.readers = 2
            return try SQLiteStore(path: path, limits: limits)
        case .postgres(let url):
            var limits = PostgresLimits()
            limits.connections = 4
            return try PostgresStore(url: url, limits: limits)
        }
    }
}

/// The schema of today on each engine, made once in a run.
///
/// A copy is far quicker than all the migrations. The tests of the migrations themselves begin with nothing.
package enum MigratedSchema {
    /// Puts a copy for SQLite at the path, where nothing is yet.
    package static func copy(to path: String) async throws {
        try await sqlite.value.write(to: URL(fileURLWithPath: path))
    }

    /// The bytes of a database of SQLite.
    private static let sqlite = Task { () throws -> Data in
        let folder = NSTemporaryDirectory() + "qyzmet-schema-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore(path: folder + "/schema.db")
        do {
            try await store.migrate(Migration.all)
        } catch {
            store.close()
            throw error
        }
        // The last one who closes moves the log into the file.
        store.close()
        return try Data(contentsOf: URL(fileURLWithPath: folder + "/schema.db"))
    }

    /// The name of a database of the run's cluster.
    fileprivate static let postgres = Task { () throws -> String in
        let url = try server.get().makeDatabase()
        let store = try PostgresStore(url: url)
        defer { store.close() }
        try await store.migrate(Migration.all)
        return String(url.split(separator: "/").last ?? "")
    }
}
