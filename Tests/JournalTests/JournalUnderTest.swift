import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Store
import Synchronization
import Testing

@testable import Journal

/// The engines that every test of the stored journal runs on.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }
}

extension Engine {
    /// Opens an empty database of the engine.
    func open(in folder: String) throws -> any Store {
        switch self {
        case .sqlite:
            var limits = SQLiteLimits()
            limits.readers = 2
            return try SQLiteStore(path: folder + "/\(UUID().uuidString).db", limits: limits)
        case .postgres:
            var limits = PostgresLimits()
            limits.connections = 6
            return try PostgresStore(url: server.get().makeDatabase(), limits: limits)
        }
    }
}

/// One cluster for the whole run; its shell stops it when this process ends.
private let server = Result { try PostgresServer() }

/// A journal on an empty database, with a key, a clock that stands still and a heads file.
final class JournalUnderTest: Sendable {
    let store: any Store
    let folder: String
    let journal = Journal(random: .system)
    let key: SigningKey
    private let time = Mutex(Instant(seconds: 1_795_000_000))

    init(_ engine: Engine) async throws {
        folder = NSTemporaryDirectory() + "qyzmet-journal-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try engine.open(in: folder)
        key = try SigningKey.generateES256()
        try await store.migrate(journalMigrations)
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var headsPath: String { folder + "/heads.jsonl" }

    var now: Instant { time.withLock { $0 } }

    var clock: Kernel.Clock {
        Clock(now: { [self] in now })
    }

    var sign: SignHead {
        { [key] payload, type in try JWT.sign(payload: payload, type: type, key: key) }
    }

    var reader: JournalReader {
        JournalReader(store: store, keys: { [key] in KeySet([key.publicKey]) })
    }

    var restart: JournalRestart {
        JournalRestart(store: store, clock: clock, random: .system, sign: sign)
    }

    func pass(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    func sequencer(heads: HeadsFile? = nil) -> JournalSequencer {
        JournalSequencer(store: store, clock: clock, random: .system, heads: heads, sign: sign)
    }

    /// Appends so many entries, half of them about a person, each in a transaction of ten.
    @discardableResult
    func append(_ count: Int) async throws -> [Identifier<JournalEntry>] {
        var ids: [Identifier<JournalEntry>] = []
        for start in stride(from: 0, to: count, by: 10) {
            ids += try await store.write { [self] transaction in
                try (start..<min(start + 10, count)).map { number in
                    try appendOne(number, in: transaction)
                }
            }
            pass(seconds: 1)
        }
        return ids
    }

    func appendOne(
        _ number: Int, in transaction: any Transaction
    ) throws -> Identifier<JournalEntry> {
        if number % 2 == 0 {
            return try journal.append(
                .tokenRefused, at: now, facts: ["number": .integer(Int64(number))],
                in: transaction)
        }
        return try journal.append(
            .consentGiven, at: now, facts: ["number": .integer(Int64(number))],
            personal: ["phone": "+77010000000"], subject: person, counterpart: other,
            in: transaction)
    }

    func verify(heads: Bool = false) async throws -> JournalReport {
        try await JournalVerification(
            store: store, keys: KeySet([key.publicKey]), headsFile: heads ? headsPath : nil
        ).run()
    }

    /// The leaf hashes in the order of their numbers in the present log.
    func leaves() async throws -> [SHA256Digest] {
        try await store.read { transaction in
            let log = try JournalLog.newest(in: transaction)?.number
            return try transaction.rows(
                """
                SELECT leaf FROM journal_entry WHERE log = \(log) ORDER BY leaf_index
                """
            ).map { MerkleTree.leafHash(try $0.bytes(0)) }
        }
    }

    func run(_ statements: SQL...) async throws {
        try await store.write { transaction in
            for statement in statements { try transaction.execute(statement) }
        }
    }
}

let person = IIN(stored: "600101100017")
let other = IIN(stored: "600101100025")
