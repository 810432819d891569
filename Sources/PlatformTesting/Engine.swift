import Foundation
import QyzmetTesting
import Store
import Testing

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

/// An empty database of an engine that goes with the test.
final class TestDatabase: Sendable {
    let engine: Engine
    private let location: StoreLocation
    private let folder: String

    init(_ engine: Engine) throws {
        self.engine = engine
        folder = NSTemporaryDirectory() + "qyzmet-platform-" + UUID().uuidString
        switch engine {
        case .sqlite:
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            location = .sqlite(path: folder + "/test.db")
        case .postgres:
            location = .postgres(url: try server.get().makeDatabase())
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
