import Glibc
import Journal
import Kernel
import Signatures
import Store

/// What a restore did.
package struct RestoreSummary: Hashable, Sendable {
    /// The number of rows in the backup.
    package let rows: Int64
    /// The newest head in the backup; nil when it has none.
    package let head: SignedHead?
    /// The first head of the new log; nil when nothing is missing.
    package let newLog: SignedHead?
    /// The number of entries that are missing; nil when nothing is or nobody can say.
    package let entriesLost: Int64?
}

/// Brings a backup into an empty store of either engine (UC-11).
package struct Restore: Sendable {
    /// The keys that heads are and were signed with; they may themselves come out of the backup.
    package struct Keys: Sendable {
        /// Signs the first head of a new log.
        package let sign: SignHead
        /// Verifies the heads.
        package let keySet: KeySet

        /// Keys.
        package init(sign: @escaping SignHead, keySet: KeySet) {
            self.sign = sign
            self.keySet = keySet
        }
    }

    /// Where the files of a backup go.
    package struct Files: Sendable {
        /// Refuses what would be overwritten; asked before anything is written.
        let check: @Sendable ([BackupFile]) throws -> Void
        /// Writes what is not there yet; asked once the rows are in.
        let place: @Sendable ([BackupFile]) throws -> Void

        /// A place for files.
        package init(
            check: @escaping @Sendable ([BackupFile]) throws -> Void,
            place: @escaping @Sendable ([BackupFile]) throws -> Void
        ) {
            self.check = check
            self.place = place
        }

        /// Nowhere: the rows alone are restored.
        package static let none = Files(check: { _ in }, place: { _ in })
    }

    private let store: any Store
    private let migrations: [Migration]
    private let clock: Clock
    private let random: RandomSource
    private let files: Files
    private let keys: @Sendable (any Store) async throws -> Keys

    /// A restore into a store.
    ///
    /// - Parameters:
    ///   - migrations: all migrations of this program.
    ///   - files: where keys and configuration go.
    ///   - keys: asked once, after rows and files are in.
    package init(
        store: any Store, migrations: [Migration], clock: Clock, random: RandomSource,
        files: Files = .none, keys: @escaping @Sendable (any Store) async throws -> Keys
    ) {
        self.store = store
        self.migrations = migrations
        self.clock = clock
        self.random = random
        self.files = files
        self.keys = keys
    }

    /// Restores, verifies the journal, and starts a new log when the heads file knows a newer head.
    ///
    /// - Parameters:
    ///   - headsFile: nil only together with `withoutHeads`.
    ///   - withoutHeads: accepts that nobody can say what is missing; starts a new log in any case.
    ///   - leavingOut: tables whose rows are not restored, since what was short-lived is over.
    ///   - finish: the last words of the restore, in the transaction that records it, such as
    ///     the end of every consent when entries are missing.
    /// - Throws: ``BackupFault``. Before ``BackupFault/journalDoesNotVerify(_:)`` and
    ///   ``BackupFault/headsFileForeign`` nothing was written; after them the store is filled and
    ///   marked, so that no server opens it.
    package func run(
        from path: String, key: BackupKey, headsFile: String?, withoutHeads: Bool = false,
        leavingOut: Set<String> = [],
        finish:
            @escaping @Sendable (
                _ transaction: any Transaction, _ entriesAreMissing: Bool
            ) throws -> Void = { _, _ in }
    ) async throws -> RestoreSummary {
        guard headsFile != nil || withoutHeads else { throw BackupFault.headsFileMissing }
        let known = try headsFile.flatMap { path in
            // Opening would make the file.
            unsafe access(path, F_OK) == 0 ? try HeadsFile(path: path).last : nil
        }
        guard known != nil || withoutHeads else { throw BackupFault.headsFileMissing }
        let checked = try await onOwnThread { try check(path, key) }
        try files.check(checked.files)
        try await prepareStore(for: checked.header)
        try await load(path, checked, leavingOut)
        try await store.migrate(migrations)
        try files.place(checked.files)

        let keys = try await keys(store)
        if let known, (try? known.verifies(with: keys.keySet)) != true {
            throw BackupFault.headsFileForeign
        }
        let restart = JournalRestart(
            store: store, clock: clock, random: random, sign: keys.sign)
        let restored = try await restart.newestHead()
        let isBehind = try await verify(keys.keySet, headsFile, restored?.head)
        var newLog: SignedHead?
        if isBehind || known == nil, let previous = known ?? restored {
            newLog = try await restart.startNewLog(previousHead: previous)
        }
        let lost = isBehind ? entriesLost(known, restored) : nil
        try await record(
            checked.digest, restored, lost: lost, isMissing: newLog != nil, finish)
        return RestoreSummary(
            rows: checked.rows, head: restored, newLog: newLog, entriesLost: lost)
    }

    // MARK: - Before anything is written

    private struct Checked: Sendable {
        let header: BackupHeader
        let fileKey: SecretKey
        let files: [BackupFile]
        let rows: Int64
        let digest: SHA256Digest
    }

    /// Reads the whole file once, so that a damaged one changes nothing.
    private func check(_ path: String, _ key: BackupKey) throws -> Checked {
        var fileKey: SecretKey?
        let reader = try BackupReader(path: path) { salt throws(BackupFault) in
            let derived = try key.fileKey(salt: salt)
            fileKey = derived
            return derived
        }
        guard let fileKey else { throw BackupFault.wrongKey }
        guard reader.header.schemaVersion <= migrations.count else {
            throw BackupFault.schemaTooNew(
                backup: reader.header.schemaVersion, known: Int64(migrations.count))
        }
        var files: [BackupFile] = []
        var bytes = 0
        let (rows, digest) = try reader.forEach { record in
            guard case .file(let file) = record else { return }
            bytes += file.bytes.count
            guard bytes <= BackupFile.bytesMax else { throw BackupFault.damaged(offset: 0) }
            files.append(file)
        }
        return Checked(
            header: reader.header, fileKey: fileKey, files: files, rows: rows, digest: digest)
    }

    /// Checks that the store is empty and brings its schema to the backup's.
    private func prepareStore(for header: BackupHeader) async throws {
        let version = try await store.snapshot { snapshot in
            for table in try snapshot.tableNames() {
                do {
                    try snapshot.dump(table) { _ in throw RowFound() }
                } catch is RowFound {
                    throw BackupFault.storeNotEmpty(table: table)
                }
            }
            return try snapshot.schemaVersion()
        }
        guard version <= header.schemaVersion else {
            throw BackupFault.storeTooNew(backup: header.schemaVersion, store: version)
        }
        if version < header.schemaVersion {
            try await store.migrate(Array(migrations.prefix(Int(header.schemaVersion))))
        }
        try await store.write { transaction in
            try transaction.execute(
                "CREATE TABLE IF NOT EXISTS unfinished_restore (since BIGINT NOT NULL)")
        }
    }

    /// The table that stands from before the first row until everything was found right.
    private static let mark = "unfinished_restore"

    /// Makes sure that no restore into the store broke off or found its journal wrong.
    ///
    /// - Throws: ``BackupFault/restoreUnfinished``.
    package static func checkFinished(_ store: any Store) async throws {
        try await store.snapshot { try checkFinished($0) }
    }

    static func checkFinished(_ snapshot: any Snapshot) throws {
        if try snapshot.tableNames().contains(mark) { throw BackupFault.restoreUnfinished }
    }

    private struct RowFound: Error {}

    // MARK: - After

    private func load(
        _ path: String, _ checked: Checked, _ leavingOut: Set<String>
    ) async throws {
        try await store.load { loader in
            let reader = try BackupReader(path: path) { _ throws(BackupFault) in checked.fileKey }
            var isLeftOut = false
            let read = try reader.forEach { record in
                switch record {
                case .file: break
                case .table(let name, let columns):
                    isLeftOut = leavingOut.contains(name)
                    if !isLeftOut { try loader.begin(name, columns: columns) }
                case .row(let values):
                    if !isLeftOut { try loader.row(values) }
                }
            }
            // Another file under the same name since it was checked: rolled back.
            guard read.digest == checked.digest else { throw BackupFault.damaged(offset: 0) }
        }
    }

    /// Verifies the journal.
    ///
    /// - Returns: whether the heads file knows leaves that the store does not.
    private func verify(
        _ keySet: KeySet, _ headsFile: String?, _ restored: JournalHead?
    ) async throws -> Bool {
        let report = try await JournalVerification(
            store: store, keys: keySet, headsFile: headsFile
        ).run()
        let faults = report.findings.filter { !$0.isLostEnd(after: restored) }
        let missing = report.findings.count - faults.count
        guard report.findingsCount == missing else {
            throw BackupFault.journalDoesNotVerify(faults)
        }
        return missing > 0
    }

    private func entriesLost(_ known: SignedHead?, _ restored: SignedHead?) -> Int64? {
        guard let known, let restored, known.head.logId == restored.head.logId else { return nil }
        return known.head.size - restored.head.size
    }

    private func record(
        _ digest: SHA256Digest, _ restored: SignedHead?, lost: Int64?, isMissing: Bool,
        _ finish: @escaping @Sendable (any Transaction, Bool) throws -> Void
    ) async throws {
        let journal = Journal(random: random)
        let at = clock.now()
        try await store.write { transaction in
            try transaction.execute("DROP TABLE unfinished_restore")
            try finish(transaction, isMissing)
            try journal.append(
                .backupRestored, at: at,
                facts: [
                    "digest": .string(digest.hex),
                    "treeSize": restored.map { .integer($0.head.size) } ?? .null,
                    "lostFrom": isMissing ? JSON(restored?.head.at) : .null,
                    "lostCount": lost.map { .integer($0) } ?? .null,
                ], in: transaction)
        }
    }
}

extension LocatedFinding {
    /// Whether this is what a backup older than the heads file looks like, and nothing worse.
    fileprivate func isLostEnd(after restored: JournalHead?) -> Bool {
        switch finding {
        case .cutOff(let firstMissing, _, _, _):
            log == restored?.logId && firstMissing >= restored?.size ?? 0
        // A whole log that is younger than the backup; its signature was checked.
        case .headsFileForeign: true
        default: false
        }
    }
}
