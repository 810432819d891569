import Journal
import Kernel
import Signatures

/// What opens a backup.
package enum BackupKey: Sendable {
    /// A passphrase of 12 bytes or more; scrypt makes the key of it.
    case passphrase(String)
    /// The content of a key file.
    case key(SecretKey)

    /// The key of one file: fresh for each salt, so that chunk numbers may serve as nonces.
    func fileKey(salt: [UInt8]) throws(BackupFault) -> SecretKey {
        let master: [UInt8]
        switch self {
        case .key(let key): master = key.bytes
        case .passphrase(let passphrase):
            do throws(KeyDerivationFault) {
                master = try KeyDerivation.deriveKey(passphrase: passphrase, salt: salt).bytes
            } catch {
                throw .passphraseTooShort
            }
        }
        let code = HMACSHA256.code(key: master, message: Array("qyzmet-backup-1".utf8) + salt)
        guard let key = SecretKey(code.bytes) else { throw .wrongKey }
        return key
    }
}

/// The beginning of a backup: readable without the key, changed by nobody without it.
///
/// ```
/// "QYZMETBK"  length (4 bytes)  header (JSON)  HMAC-SHA-256 of the header (32 bytes)
/// then chunks: length (4 bytes)  AES-256-GCM of at most 65,536 bytes, tag included
/// ```
///
/// Numbers have their highest byte first. A chunk's nonce is its number from 0; its associated data
/// are the header's code and one byte, 1 for the last chunk and 0 for the others: so no chunk can be
/// changed, left out, moved or taken from another file, and the end cannot be cut off.
package struct BackupHeader: Hashable, Sendable {
    /// The newest format that is read, and the one that is written.
    package static let formatNewest: Int64 = 2
    static let magic = Array("QYZMETBK".utf8)
    static let bytesMax = 65_536

    /// The number of the last migration.
    package let schemaVersion: Int64
    /// The engine that it was made from, for the reader; any engine takes it.
    package let engine: String
    /// When it was made.
    package let at: Instant
    /// The newest head in it; nil before the first.
    package let head: SignedHead?
    let salt: [UInt8]

    var bytes: [UInt8] {
        JSON.object(
            present: ("format", .integer(BackupHeader.formatNewest)),
            ("schemaVersion", .integer(schemaVersion)), ("engine", .string(engine)),
            ("at", .integer(at.milliseconds)), ("salt", .string(salt.base64)),
            ("head", head?.head.json), ("signedHead", head.map { .string($0.signed) })
        ).canonicalBytes
    }

    init(schemaVersion: Int64, engine: String, at: Instant, head: SignedHead?, salt: [UInt8]) {
        self.schemaVersion = schemaVersion
        self.engine = engine
        self.at = at
        self.head = head
        self.salt = salt
    }

    init(bytes: [UInt8]) throws(BackupFault) {
        guard let json = try? JSON.parse(bytes), let format = json["format"]?.integer else {
            throw .notABackup
        }
        guard format <= BackupHeader.formatNewest else {
            throw .formatTooNew(found: format, known: BackupHeader.formatNewest)
        }
        guard let schemaVersion = json["schemaVersion"]?.integer,
            let engine = json["engine"]?.string, let at = json["at"]?.integer,
            let salt = json["salt"]?.string.flatMap({ [UInt8](base64: $0) }), salt.count >= 16
        else { throw .notABackup }
        let head = json["head"].flatMap { JournalHead(json: $0) }
        self.init(
            schemaVersion: schemaVersion, engine: engine, at: Instant(milliseconds: at),
            head: head.flatMap { head in
                json["signedHead"]?.string.map { SignedHead(head: head, signed: $0) }
            }, salt: salt)
    }

    /// The code over the header's bytes; nobody makes it without the key.
    static func code(_ bytes: [UInt8], _ key: SecretKey) -> [UInt8] {
        HMACSHA256.code(key: key.bytes, message: Array("header".utf8) + bytes).bytes
    }
}

/// A number as four bytes, the highest first.
func fourBytes(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
}

/// The number that bytes make, the highest first.
func number(_ bytes: some Sequence<UInt8>) -> Int64 {
    Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
}
