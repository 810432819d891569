import Foundation
import Kernel
import QyzmetTesting
import Store
import Testing

@testable import Messages

/// The engines that every test of the outbox runs on.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }
}

/// One cluster for the whole run; its shell stops it when this process ends.
private let server = Result { try PostgresServer() }

/// Opens an empty database with the outbox, runs the closure, closes.
func withStore(_ engine: Engine, _ body: (any Store) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "qyzmet-messages-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store: any Store
    switch engine {
    case .sqlite: store = try SQLiteStore(path: folder + "/test.db")
    case .postgres: store = try PostgresStore(url: try server.get().makeDatabase())
    }
    defer { store.close() }
    try await store.migrate([outboxSchema])
    try await body(store)
}

/// The tables of the platform's schema that the outbox works on.
let outboxSchema = Migration(
    number: 1, name: "outbox",
    sql: """
        CREATE TABLE outbox (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'callback')),
            recipient TEXT NOT NULL,
            body TEXT NOT NULL,
            answers TEXT,
            reference TEXT,
            created_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            next_attempt_at BIGINT NOT NULL,
            claimed_until BIGINT NOT NULL DEFAULT 0,
            give_up_at BIGINT NOT NULL,
            sent_at BIGINT,
            delivered_at BIGINT,
            failed_at BIGINT,
            failure TEXT,
            CHECK (sent_at IS NULL OR failed_at IS NULL OR sent_at <= failed_at)
        );
        CREATE INDEX outbox_waiting ON outbox (channel, recipient, created_at, id)
            WHERE sent_at IS NULL AND failed_at IS NULL;
        CREATE INDEX outbox_due ON outbox (channel, next_attempt_at)
            WHERE sent_at IS NULL AND failed_at IS NULL;
        CREATE INDEX outbox_recipient ON outbox (channel, recipient, created_at);
        CREATE INDEX outbox_personal ON outbox (created_at) WHERE recipient <> '';
        CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;
        """)
