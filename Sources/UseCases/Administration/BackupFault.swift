import Journal

/// Why a backup is not made or not restored.
package enum BackupFault: Error, Hashable, Sendable {
    /// A file cannot be read or written; the number is `errno`.
    case file(path: String, errno: Int32)
    /// There is a file of that name; nothing is overwritten.
    case alreadyExists(path: String)
    /// What was written does not read back as it was; it was deleted.
    case notReadBack
    /// The passphrase is shorter than 12 bytes.
    case passphraseTooShort
    /// The file is no backup of ours.
    case notABackup
    /// A format of a later program.
    case formatTooNew(found: Int64, known: Int64)
    /// The passphrase or key is another one, or the file's beginning was changed.
    case wrongKey
    /// The file was changed or cut, at or behind this byte.
    case damaged(offset: Int)
    /// The backup is of a later program: update the program first.
    case schemaTooNew(backup: Int64, known: Int64)
    /// The store was migrated beyond the backup: restore into a new database, it is migrated after.
    case storeTooNew(backup: Int64, store: Int64)
    /// The store holds rows; nothing is overwritten.
    case storeNotEmpty(table: String)
    /// Another key lies where one of the backup belongs; nothing is overwritten.
    case keysDiffer(path: String)
    /// A restore into this store did not come to its end.
    case restoreUnfinished
    /// There is no heads file; nobody can say what was cut off unless that is accepted in words.
    case headsFileMissing
    /// The newest head of the heads file was signed by none of the installation's keys.
    case headsFileForeign
    /// The restored journal does not verify; the server must not start on it.
    case journalDoesNotVerify([LocatedFinding])
}

extension BackupFault: CustomStringConvertible {
    /// One line for the operator.
    package var description: String {
        switch self {
        case .file(let path, let errno): "\(path): cannot be used (errno \(errno))"
        case .alreadyExists(let path): "\(path): exists already; nothing is overwritten"
        case .notReadBack: "the backup did not read back as it was written; it was deleted"
        case .passphraseTooShort: "the passphrase needs 12 bytes or more"
        case .notABackup: "this is no backup file"
        case .formatTooNew(let found, let known):
            "backup format \(found); this program reads up to \(known): update the program"
        case .wrongKey: "wrong passphrase or key, or the file's beginning was changed"
        case .damaged(let offset): "the file was changed or cut, at or behind byte \(offset)"
        case .schemaTooNew(let backup, let known):
            "the backup has schema \(backup), this program knows \(known): update the program"
        case .storeTooNew(let backup, let store):
            "the store has schema \(store), the backup \(backup): restore into a new database"
        case .storeNotEmpty(let table): "the store is not empty (table \(table))"
        case .keysDiffer(let path):
            "\(path): another key lies here; nothing is overwritten: give QYZMET_DATA a folder of its own"
        case .restoreUnfinished:
            "a restore into this store did not come to its end: restore into an empty database"
        case .headsFileMissing:
            "no heads file: give it, or accept with --without-heads that nobody can say what is missing"
        case .headsFileForeign: "the heads file is not of this installation"
        case .journalDoesNotVerify(let findings):
            "the restored journal does not verify: "
                + findings.prefix(10).map(\.finding.description).joined(separator: "; ")
        }
    }
}
