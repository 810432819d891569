import Foundation
import Kernel
import QyzmetTesting
import Testing

@testable import Store

/// The engines that every conformance test runs on.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }
}

/// One cluster for the whole run; its shell stops it when this process ends.
private let server = Result { try PostgresServer() }

/// An empty database of an engine that goes with the test.
final class TestDatabase: Sendable {
    let engine: Engine
    let location: StoreLocation
    private let folder: String

    init(_ engine: Engine) throws {
        self.engine = engine
        folder = NSTemporaryDirectory() + "qyzmet-store-" + UUID().uuidString
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

    /// A store with small limits: tests need few threads.
    func open(waitingMax: Int = 8192) throws -> any Store {
        switch location {
        case .sqlite(let path):
            var limits = SQLiteLimits()
            limits.readers = 2
            limits.waitingWritesMax = waitingMax
            limits.waitingReadsMax = waitingMax
            return try SQLiteStore(path: path, limits: limits)
        case .postgres(let url):
            var limits = PostgresLimits()
            limits.connections = 4
            limits.waitingMax = waitingMax
            return try PostgresStore(url: url, limits: limits)
        }
    }

    /// Runs statements in the cluster's own shell, past the store.
    static func psql(_ sql: String) throws -> String {
        try server.get().run(sql)
    }
}

/// Opens an empty database with the sample schema, runs the closure, closes.
func withStore(
    _ engine: Engine, waitingMax: Int = 8192,
    _ body: (any Store, TestDatabase) async throws -> Void
) async throws {
    let database = try TestDatabase(engine)
    let store = try database.open(waitingMax: waitingMax)
    defer { store.close() }
    try await store.migrate(sampleMigrations)
    try await body(store, database)
}

/// A schema that uses the whole portable subset.
let sampleMigrations = [
    Migration(
        number: 1, name: "sample",
        sql: """
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                photo BYTEA,
                born BIGINT,
                number BIGINT NOT NULL DEFAULT 0 CHECK (number >= 0)
            );
            CREATE UNIQUE INDEX person_named ON person (name) WHERE number > 0;
            CREATE TABLE share (
                id TEXT PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES person (id),
                parent_id TEXT REFERENCES share (id),
                state TEXT NOT NULL CHECK (state IN ('open; TEXT', 'used')),
                uses BIGINT NOT NULL, -- how often; BIGINT stays in this comment
                UNIQUE (person_id, uses)
            );
            CREATE INDEX share_open ON share (person_id) WHERE state = 'open; TEXT';
            """),
    Migration(
        number: 2, name: "counter",
        sql: """
            CREATE TABLE counter (id TEXT PRIMARY KEY, value BIGINT NOT NULL);
            INSERT INTO counter (id, value) VALUES ('one', 0);
            """),
]

/// An error of a closure's own.
struct Stop: Error, Equatable {}
