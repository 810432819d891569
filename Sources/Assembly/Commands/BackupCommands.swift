import Foundation
import Journal
import Kernel
import Signatures
import Store
import UseCases

extension CommandLineInterface.Command {
    /// `qyzmet backup FILE`.
    static let backup = Self(
        name: "backup",
        help: "writes an encrypted backup of the store, the keys and the configuration, reads it "
            + "back, and says its digest\n"
            + "backup FILE; the key: QYZMET_BACKUP_KEY_FILE (64 hex digits) or "
            + "QYZMET_BACKUP_PASSPHRASE (12 characters or more)"
    ) { arguments in
        guard let path = arguments.first else {
            throw CommandLineInterface.UsageFault(description: "usage: qyzmet backup FILE")
        }
        try await withStore { store, configuration in
            let backup = Backup(
                store: store, journal: Journal(random: .system), clock: .machine, random: .system,
                files: {
                    try KeyFiles(dataFolder: configuration.dataFolder).backup()
                        + ConfigurationFiles(configuration: configuration).backup()
                })
            let summary = try await backup.write(to: path, key: try backupKey())
            CommandLineInterface.say(
                "\(summary.rows) rows in \(path), read back; SHA-256 \(summary.digest.hex)")
        }
    }

    /// `qyzmet restore FILE`.
    static let restore = Self(
        name: "restore",
        help: "restores a backup into an empty store, its keys into QYZMET_DATA, and verifies the "
            + "journal\n"
            + "restore FILE [--without-heads]; the key as for backup"
    ) { arguments in
        guard let path = arguments.first(where: { !$0.hasPrefix("--") }) else {
            throw CommandLineInterface.UsageFault(
                description: "usage: qyzmet restore FILE [--without-heads]")
        }
        try await withStore { store, configuration in
            let restore = Restore(
                store: store, migrations: Migration.all, clock: .machine, random: .system,
                files: place(of: configuration)
            ) { _ in
                let ring = try ring(configuration)
                return Restore.Keys(
                    sign: { payload, type in try ring.sign(payload: payload, type: type) },
                    keySet: ring.headKeys)
            }
            let summary = try await restore.run(
                from: path, key: try backupKey(),
                headsFile: configuration.headsFile,
                withoutHeads: arguments.contains("--without-heads"),
                leavingOut: Platform.shortLivedTables,
                finish: {
                    try Platform.endAccessAfterRestore(
                        $0, entriesAreMissing: $1, journal: Journal(random: .system),
                        at: Clock.machine.now())
                })
            CommandLineInterface.say("\(summary.rows) rows restored; the journal verifies")
            if let lost = summary.entriesLost {
                CommandLineInterface.say(
                    "\(lost) newer entries are missing: a new log begins, every consent is ended")
            }
        }
    }

    /// `qyzmet journal verify`.
    static let journal = Self(
        name: "journal",
        help: "recomputes the whole journal and names whatever was changed, removed or moved\n"
            + "journal verify [--heads FILE]; by default the file of heads in the data folder"
    ) { arguments in
        guard arguments.first == "verify" else {
            throw CommandLineInterface.UsageFault(
                description: "usage: qyzmet journal verify [--heads FILE]")
        }
        try await withStore { store, configuration in
            let report = try await JournalVerification(
                store: store, keys: try ring(configuration).headKeys,
                headsFile: headsFile(arguments, configuration)
            ).run()
            CommandLineInterface.say(
                "\(report.entries) entries, \(report.heads) heads, \(report.headsOfFile) heads of "
                    + "the file, \(report.erased) erased, \(report.unnumbered) not numbered yet")
            for located in report.findings {
                CommandLineInterface.say("fault: \(located.finding)")
            }
            guard report.holds else {
                throw JournalFault(count: report.findingsCount)
            }
            CommandLineInterface.say("the journal holds")
        }
    }

    /// The journal does not hold.
    private struct JournalFault: Error, CustomStringConvertible {
        let count: Int
        var description: String { "\(count) faults; the journal does not hold" }
    }
}

private func withStore(
    _ body: (any Store, Configuration) async throws -> Void
) async throws {
    let configuration = try CommandLineInterface.configuration()
    let store = try StoreLocation(url: configuration.databaseURL).open()
    defer { store.close() }
    try await body(store, configuration)
}

private func ring(_ configuration: Configuration) throws -> KeyRing {
    let files = try KeyFiles(configuration)
    return KeyRing(
        try files.ring(clock: .machine), retired: try files.retired(), clock: .machine)
}

/// The data folder, as a restore fills it.
private func place(of configuration: Configuration) -> Restore.Files {
    let keys = KeyFiles(dataFolder: configuration.dataFolder)
    return Restore.Files(
        check: { try keys.check($0) },
        place: { files in
            try keys.place(files)
            let folder = try ConfigurationFiles(configuration: configuration).place(files)
            CommandLineInterface.say("the configuration of the backup lies in \(folder)")
        })
}

private func headsFile(_ arguments: [String], _ configuration: Configuration) -> String? {
    if let flag = arguments.firstIndex(of: "--heads"), arguments.count > flag + 1 {
        return arguments[flag + 1]
    }
    let path = configuration.headsFile
    return FileManager.default.fileExists(atPath: path) ? path : nil
}

private func backupKey() throws -> BackupKey {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["QYZMET_BACKUP_KEY_FILE"] {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        guard let bytes = [UInt8](hex: String(decoding: data, as: UTF8.self).trimmed),
            let key = SecretKey(bytes)
        else {
            throw Configuration.Problem(
                setting: "QYZMET_BACKUP_KEY_FILE", explanation: "must hold 64 hex digits")
        }
        return .key(key)
    }
    guard let passphrase = environment["QYZMET_BACKUP_PASSPHRASE"] else {
        throw Configuration.Problem(
            setting: "QYZMET_BACKUP_KEY_FILE or QYZMET_BACKUP_PASSPHRASE",
            explanation: "must be set: a backup is always encrypted")
    }
    return .passphrase(passphrase)
}
