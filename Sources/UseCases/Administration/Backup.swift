import Glibc
import Journal
import Kernel
import Signatures
import Store

/// What a backup holds.
package struct BackupSummary: Hashable, Sendable {
    /// The number of rows.
    package let rows: Int64
    /// SHA-256 of the file.
    package let digest: SHA256Digest
    /// The newest head in it.
    package let head: SignedHead?
}

/// A file outside the store that a backup holds: a key, or the configuration.
package struct BackupFile: Hashable, Sendable {
    /// Its name; keys begin with `keys/`.
    package let name: String
    /// Its content.
    package let bytes: [UInt8]

    /// A file with its content.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Bytes of all files of a backup together.
    static let bytesMax = 4_000_000
}

/// Copies the store into one encrypted file while the server runs (UC-11).
///
/// The keys and the configuration go with it: rows alone restore into a store for which nobody can
/// sign, and whose codes nobody can open.
/// What is short-lived stays out: a backup must not keep a session or a message past its end.
package struct Backup: Sendable {
    private let store: any Store
    private let journal: Journal
    private let clock: Clock
    private let random: RandomSource
    private let files: @Sendable () throws -> [BackupFile]

    /// A backup of a store.
    ///
    /// - Parameter files: the keys and the configuration.
    package init(
        store: any Store, journal: Journal, clock: Clock, random: RandomSource,
        files: @escaping @Sendable () throws -> [BackupFile] = { [] }
    ) {
        self.files = files
        self.store = store
        self.journal = journal
        self.clock = clock
        self.random = random
    }

    /// Writes the backup beside its final name, reads it back, gives it its name, records it.
    ///
    /// Holds one chunk and one row in memory, however large the store is.
    ///
    /// - Throws: ``BackupFault``; nothing is left of the file then.
    package func write(to path: String, key: BackupKey) async throws -> BackupSummary {
        let summary = try await store.snapshot { [self] snapshot in
            try writeBeside(path, key, snapshot)
        }
        let at = clock.now()
        _ = try await store.write { [journal] transaction in
            try journal.append(
                .backupMade, at: at,
                facts: [
                    "digest": .string(summary.digest.hex),
                    "treeSize": summary.head.map { .integer($0.head.size) } ?? .null,
                ], in: transaction)
        }
        return summary
    }

    private func writeBeside(
        _ path: String, _ key: BackupKey, _ snapshot: any Snapshot
    ) throws -> BackupSummary {
        guard unsafe access(path, F_OK) != 0 else { throw BackupFault.alreadyExists(path: path) }
        try Restore.checkFinished(snapshot)
        let header = BackupHeader(
            schemaVersion: try snapshot.schemaVersion(),
            engine: store is PostgresStore ? "postgresql" : "sqlite", at: clock.now(),
            head: try SignedHead.newest(in: snapshot), salt: random.bytes(32))
        let fileKey = try key.fileKey(salt: header.salt)
        let beside = path + ".partial-" + randomIdentifierText(random)
        // Gone after it got its name, too: the name is a second link.
        defer { unsafe unlink(beside) }
        let writer = try BackupWriter(path: beside, header: header, key: fileKey)
        for file in try files() { try writer.file(file) }
        for table in try snapshot.tableNames()
        where !Platform.shortLivedTables.contains(table) {
            try writer.table(table, columns: try snapshot.columns(of: table).map(\.name))
            try snapshot.dump(table) { try writer.row($0) }
        }
        let rows = try writer.finish()
        let readBack = try Backup.read(beside, fileKey, header)
        guard readBack.rows == rows else { throw BackupFault.notReadBack }
        guard unsafe link(beside, path) == 0 else {
            throw errno == EEXIST
                ? BackupFault.alreadyExists(path: path) : .file(path: path, errno: errno)
        }
        try syncFolder(of: path)
        return BackupSummary(rows: rows, digest: readBack.digest, head: header.head)
    }

    private static func read(
        _ path: String, _ key: SecretKey, _ header: BackupHeader
    ) throws -> (rows: Int64, digest: SHA256Digest) {
        do throws(BackupFault) {
            let reader = try BackupReader(path: path) { _ throws(BackupFault) in key }
            guard reader.header == header else { throw .notReadBack }
            do {
                return try reader.forEach { _ in }
            } catch {
                throw .notReadBack
            }
        } catch {
            throw BackupFault.notReadBack
        }
    }
}

private func syncFolder(of path: String) throws(BackupFault) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: folder, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .file(path: folder, errno: errno) }
}
