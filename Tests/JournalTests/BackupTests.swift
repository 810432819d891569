import Foundation
import Kernel
import Signatures
import Store
import Synchronization
import Testing
import UseCases

@testable import Journal

/// Backups of either engine into either engine, and files that are not to be trusted.
@Suite struct BackupTests {
    private let key = BackupKey.key(SecretKey(random: .system))

    private func backup(of test: JournalUnderTest) -> Backup {
        Backup(store: test.store, journal: test.journal, clock: test.clock, random: .system)
    }

    private func restore(of source: JournalUnderTest, into store: any Store) -> Restore {
        Restore(
            store: store, migrations: journalMigrations, clock: source.clock, random: .system
        ) { [sign = source.sign, key = source.key] _ in
            Restore.Keys(sign: sign, keySet: KeySet([key.publicKey]))
        }
    }

    private func rows(_ store: any Store) async throws -> [String: [[StoredValue]]] {
        try await store.snapshot { snapshot in
            var all: [String: [[StoredValue]]] = [:]
            for table in try snapshot.tableNames() {
                all[table] = []
                try snapshot.dump(table) { all[table]?.append($0) }
            }
            return all
        }
    }

    /// A journal of some hundred entries with a heads file, and its backup.
    private func prepare(
        _ engine: Engine, entries: Int = 300
    ) async throws -> (JournalUnderTest, String) {
        let test = try await JournalUnderTest(engine)
        let heads = try HeadsFile(path: test.headsPath)
        try await test.append(entries)
        try await test.sequencer(heads: heads).sequence()
        try await test.append(5)
        let path = test.folder + "/backup"
        let summary = try await backup(of: test).write(to: path, key: key)
        #expect(summary.head == heads.last)
        #expect(
            SHA256.hash([UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))) == summary.digest
        )
        return (test, path)
    }

    @Test(arguments: Engine.allCases, Engine.allCases)
    func `a backup of one engine restores into the other`(
        _ from: Engine, _ into: Engine
    ) async throws {
        let (test, path) = try await prepare(from)
        let target = try into.open(in: test.folder)
        defer { target.close() }
        try await target.migrate(journalMigrations)
        let before = try await rows(test.store)
        let summary = try await restore(of: test, into: target).run(
            from: path, key: key, headsFile: test.headsPath)
        #expect(summary.newLog == nil)
        #expect(summary.entriesLost == nil)
        #expect(summary.head?.head.size == 301)
        let after = try await rows(target)
        // The original has the entry of the backup more, the copy that of the restore.
        for table in [
            "journal_log", "journal_head", "journal_tile", "journal_node", "journal_personal",
        ] {
            #expect(before[table] == after[table] && before[table]?.isEmpty == false, "\(table)")
        }
        #expect(before["journal_entry"]?.count == after["journal_entry"]?.count)
        let report = try await JournalVerification(
            store: target, keys: KeySet([test.key.publicKey]), headsFile: test.headsPath
        ).run()
        #expect(report.findings.isEmpty)
        #expect(report.unnumbered == 6)
    }

    @Test(arguments: Engine.allCases)
    func `a backup older than the heads file starts a new log`(_ engine: Engine) async throws {
        let (test, path) = try await prepare(engine)
        try await test.append(50)
        try await test.sequencer(heads: try HeadsFile(path: test.headsPath)).sequence()
        let known = try await test.reader.head().head
        let target = try engine.open(in: test.folder)
        defer { target.close() }
        let told = Mutex<Bool?>(nil)
        let summary = try await restore(of: test, into: target).run(
            from: path, key: key, headsFile: test.headsPath,
            finish: { _, entriesAreMissing in told.withLock { $0 = entriesAreMissing } })
        #expect(told.withLock { $0 } == true)
        // 50, the five that waited, and the entry of the backup.
        #expect(summary.entriesLost == 56)
        #expect(known.size == 357)
        let newLog = try #require(summary.newLog)
        #expect(newLog.head.size == 1 && newLog.head.logId != known.logId)
        let sequencer = JournalSequencer(
            store: target, clock: test.clock, random: .system,
            heads: try HeadsFile(path: test.headsPath), sign: test.sign)
        try await sequencer.checkHeadsFile()
        try await sequencer.sequence()
        let report = try await JournalVerification(
            store: target, keys: KeySet([test.key.publicKey]), headsFile: test.headsPath
        ).run()
        #expect(report.findings.isEmpty)
        #expect(report.losses.map(\.count) == [56])
    }

    @Test func `without a heads file it must be said, and a new log starts`() async throws {
        let (test, path) = try await prepare(.sqlite, entries: 20)
        let target = try Engine.sqlite.open(in: test.folder)
        defer { target.close() }
        let restore = restore(of: test, into: target)
        await #expect(throws: BackupFault.headsFileMissing) {
            try await restore.run(from: path, key: key, headsFile: nil)
        }
        await #expect(throws: BackupFault.headsFileMissing) {
            try await restore.run(from: path, key: key, headsFile: test.folder + "/none")
        }
        #expect(!FileManager.default.fileExists(atPath: test.folder + "/none"))
        let summary = try await restore.run(
            from: path, key: key, headsFile: nil, withoutHeads: true)
        #expect(summary.newLog != nil)
        #expect(summary.entriesLost == nil)
    }

    @Test func `every cut and every changed byte is refused, and nothing is written`() async throws
    {
        let (test, path) = try await prepare(.sqlite, entries: 700)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(whole.count > 3 * 65_536, "several chunks")
        let target = try Engine.sqlite.open(in: test.folder)
        defer { target.close() }
        try await target.migrate(journalMigrations)
        let restore = restore(of: test, into: target)
        let wrong = test.folder + "/wrong"
        func refuses(_ data: Data, _ name: String) async throws {
            try data.write(to: URL(fileURLWithPath: wrong))
            await #expect(throws: BackupFault.self, "\(name)") {
                try await restore.run(from: wrong, key: key, headsFile: test.headsPath)
            }
        }
        let headerEnd = whole.count % 65_536
        for cut in [0, 1, 7, 11, 40, 700, headerEnd, 65_536, 131_072, whole.count - 1] {
            try await refuses(whole.prefix(cut), "cut at \(cut)")
        }
        // Cut exactly between chunks: the last one is missing.
        let ends = try chunkEnds(whole)
        for end in ends.dropLast() { try await refuses(whole.prefix(end), "chunks up to \(end)") }
        // Two chunks exchanged.
        var exchanged = whole.prefix(ends[0])
        exchanged += whole[ends[1]..<ends[2]] + whole[ends[0]..<ends[1]] + whole[ends[2]...]
        #expect(exchanged.count == whole.count)
        try await refuses(exchanged, "exchanged")
        try await refuses(whole + [0], "longer")
        var random = SplitMix(state: 7)
        for _ in 0..<40 {
            var flipped = whole
            let place = Int(random.next() % UInt64(whole.count))
            flipped[place] ^= 1 << UInt8(random.next() % 8)
            try await refuses(flipped, "byte \(place)")
        }
        for place in 0..<60 {
            var flipped = whole
            flipped[place * 12] ^= 0x10
            try await refuses(flipped, "byte \(place * 12)")
        }
        #expect(try await rows(target).values.allSatisfy(\.isEmpty))
        _ = try await restore.run(from: path, key: key, headsFile: test.headsPath)
    }

    /// Where the header and each chunk end.
    private func chunkEnds(_ file: Data) throws -> [Int] {
        func length(_ place: Int) -> Int {
            file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        var ends = [12 + length(8) + 32]
        while let end = ends.last, end < file.count { ends.append(end + 4 + length(end)) }
        return ends
    }

    @Test func `the wrong key, a later format and a later schema are told apart`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let heads = try HeadsFile(path: test.headsPath)
        try await test.sequencer(heads: heads).sequence()
        let path = test.folder + "/backup"
        await #expect(throws: BackupFault.passphraseTooShort) {
            try await backup(of: test).write(to: path, key: .passphrase("short"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        let passphrase = BackupKey.passphrase("correct horse battery")
        _ = try await backup(of: test).write(to: path, key: passphrase)
        await #expect(throws: BackupFault.alreadyExists(path: path)) {
            try await backup(of: test).write(to: path, key: key)
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: test.folder).allSatisfy {
                !$0.contains("partial")
            })
        let target = try Engine.sqlite.open(in: test.folder)
        defer { target.close() }
        func run(_ path: String, _ key: BackupKey, _ migrations: [Migration]) async throws {
            _ = try await Restore(
                store: target, migrations: migrations, clock: test.clock, random: .system
            ) { _ in
                Restore.Keys(sign: test.sign, keySet: KeySet([test.key.publicKey]))
            }.run(from: path, key: key, headsFile: nil, withoutHeads: true)
        }
        await #expect(throws: BackupFault.wrongKey) {
            try await run(path, .passphrase("correct horse buttery"), journalMigrations)
        }
        await #expect(throws: BackupFault.schemaTooNew(backup: 1, known: 0)) {
            try await run(path, passphrase, [])
        }
        let later = Data("QYZMETBK".utf8) + Data([0, 0, 0, 12]) + Data(#"{"format":3}"#.utf8)
        try later.write(to: URL(fileURLWithPath: test.folder + "/later"))
        await #expect(throws: BackupFault.formatTooNew(found: 3, known: 2)) {
            try await run(test.folder + "/later", key, journalMigrations)
        }
        await #expect(throws: BackupFault.notABackup) {
            try await run(test.headsPath, key, journalMigrations)
        }
        await #expect(throws: BackupFault.file(path: test.folder + "/none", errno: ENOENT)) {
            try await run(test.folder + "/none", key, journalMigrations)
        }
        try await run(path, passphrase, journalMigrations)
        await #expect(throws: BackupFault.storeNotEmpty(table: "journal_entry")) {
            try await run(path, passphrase, journalMigrations)
        }
    }

    @Test func `a backup of the version before is migrated after it is in`() async throws {
        let (test, path) = try await prepare(.sqlite, entries: 20)
        let next =
            journalMigrations + [
                Migration(number: 2, name: "next", sql: "CREATE TABLE next (id TEXT PRIMARY KEY);")
            ]
        func restore(_ store: any Store) -> Restore {
            Restore(store: store, migrations: next, clock: test.clock, random: .system) { _ in
                Restore.Keys(sign: test.sign, keySet: KeySet([test.key.publicKey]))
            }
        }
        let fresh = try Engine.sqlite.open(in: test.folder)
        defer { fresh.close() }
        _ = try await restore(fresh).run(from: path, key: key, headsFile: test.headsPath)
        #expect(try await fresh.snapshot { try $0.schemaVersion() } == 2)
        let migrated = try Engine.sqlite.open(in: test.folder)
        defer { migrated.close() }
        try await migrated.migrate(next)
        await #expect(throws: BackupFault.storeTooNew(backup: 1, store: 2)) {
            try await restore(migrated).run(from: path, key: key, headsFile: test.headsPath)
        }
    }

    @Test func `a backup of a changed journal is named as such`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let ids = try await test.append(20)
        try await test.sequencer(heads: try HeadsFile(path: test.headsPath)).sequence()
        let index = try await test.reader.evidence(of: ids[4]).index
        try await test.run("UPDATE journal_entry SET leaf = \([1, 2]) WHERE id = \(ids[4])")
        let path = test.folder + "/backup"
        _ = try await backup(of: test).write(to: path, key: key)
        let target = try Engine.sqlite.open(in: test.folder)
        defer { target.close() }
        let fault = await #expect(throws: BackupFault.self) {
            try await restore(of: test, into: target).run(
                from: path, key: key, headsFile: test.headsPath)
        }
        guard case .journalDoesNotVerify(let findings) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(findings.map(\.finding) == [.changed(ids[4], index: index)])
        // The rows are in; no server may work on them, and no second backup take them as good.
        await #expect(throws: BackupFault.restoreUnfinished) {
            try await Restore.checkFinished(target)
        }
        let copy = Backup(store: target, journal: test.journal, clock: test.clock, random: .system)
        await #expect(throws: BackupFault.restoreUnfinished) {
            _ = try await copy.write(to: test.folder + "/second", key: key)
        }
    }

    @Test func `tables of short-lived things are left out`() async throws {
        let (test, path) = try await prepare(.sqlite, entries: 20)
        let target = try Engine.sqlite.open(in: test.folder)
        defer { target.close() }
        let fault = await #expect(throws: BackupFault.self) {
            try await restore(of: test, into: target).run(
                from: path, key: key, headsFile: test.headsPath,
                leavingOut: ["journal_personal"])
        }
        guard case .journalDoesNotVerify(let findings) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        // Left out here where it must not be, so that it is seen.
        #expect(findings.count == 10 + 2)
    }

    @Test(arguments: Engine.allCases)
    func `files go with the rows, are asked about before them and placed once`(
        _ engine: Engine
    ) async throws {
        let test = try await JournalUnderTest(engine)
        try await test.sequencer(heads: try HeadsFile(path: test.headsPath)).sequence()
        let files = [
            BackupFile(name: "keys/root.secret", bytes: Array("secret".utf8)),
            BackupFile(name: "settings.txt", bytes: (0..<200_000).map { UInt8($0 & 0xFF) }),
        ]
        let path = test.folder + "/backup"
        _ = try await Backup(
            store: test.store, journal: test.journal, clock: test.clock, random: .system,
            files: { files }
        ).write(to: path, key: key)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.range(of: Data("root.secret".utf8)) == nil, "sealed like the rows")
        let target = try engine.open(in: test.folder)
        defer { target.close() }
        let placed = Mutex<[[BackupFile]]>([])
        let isRefused = Mutex(true)
        let restore = Restore(
            store: target, migrations: journalMigrations, clock: test.clock, random: .system,
            files: Restore.Files(
                check: { _ in
                    if isRefused.withLock({ $0 }) { throw BackupFault.keysDiffer(path: "keys") }
                },
                place: { files in placed.withLock { $0.append(files) } })
        ) { [sign = test.sign, key = test.key] _ in
            let count = placed.withLock { $0.count }
            #expect(count == 1, "before the keys are asked for")
            return Restore.Keys(sign: sign, keySet: KeySet([key.publicKey]))
        }
        await #expect(throws: BackupFault.keysDiffer(path: "keys")) {
            try await restore.run(from: path, key: key, headsFile: test.headsPath)
        }
        let before = placed.withLock { $0 }
        #expect(before.isEmpty)
        #expect(try await rows(target).values.allSatisfy(\.isEmpty))
        try await Restore.checkFinished(target)
        isRefused.withLock { $0 = false }
        _ = try await restore.run(from: path, key: key, headsFile: test.headsPath)
        let after = placed.withLock { $0 }
        #expect(after == [files])
        try await Restore.checkFinished(target)
    }
}
