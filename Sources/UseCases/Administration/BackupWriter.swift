import Glibc
import Kernel
import Signatures
import Store

/// Writes rows into a backup file, chunk by chunk; holds one chunk.
///
/// Blocks; used by one thread.
final class BackupWriter {
    static let chunkBytes = 65_536

    private let path: String
    private let descriptor: Int32
    private let key: SecretKey
    private let headerCode: [UInt8]
    private var buffer: [UInt8] = []
    private var chunks: UInt64 = 0
    private var rows: Int64 = 0

    /// Makes the file, which must not exist, readable by its owner alone.
    init(path: String, header: BackupHeader, key: SecretKey) throws(BackupFault) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let opened = unsafe open(path, flags, 0o600)
        guard opened >= 0 else {
            throw errno == EEXIST ? .alreadyExists(path: path) : .file(path: path, errno: errno)
        }
        self.path = path
        self.descriptor = opened
        self.key = key
        let bytes = header.bytes
        headerCode = BackupHeader.code(bytes, key)
        try write(BackupHeader.magic + fourBytes(bytes.count) + bytes + headerCode)
    }

    deinit { close(descriptor) }

    /// Adds a file; all of them come before the first table.
    func file(_ file: BackupFile) throws {
        var record: [UInt8] = [BackupRecord.file]
        BackupRecord.append(file.name, to: &record)
        record += fourBytes(file.bytes.count)
        record += file.bytes
        try add(record)
    }

    /// Begins a table.
    func table(_ name: String, columns: [String]) throws {
        var record: [UInt8] = [BackupRecord.table]
        BackupRecord.append(name, to: &record)
        record += fourBytes(columns.count)
        for column in columns { BackupRecord.append(column, to: &record) }
        try add(record)
    }

    /// Adds a row of the table begun last.
    func row(_ values: [StoredValue]) throws {
        var record: [UInt8] = [BackupRecord.row]
        for value in values { BackupRecord.append(value, to: &record) }
        rows += 1
        try add(record)
    }

    /// Ends the file and waits until it is on the disk.
    ///
    /// - Returns: the number of rows, for the comparison with what is read back.
    func finish() throws -> Int64 {
        var record = [BackupRecord.end]
        BackupRecord.append(StoredValue.integer(rows), to: &record)
        try add(record)
        try seal(buffer, isLast: true)
        guard fsync(descriptor) == 0 else { throw BackupFault.file(path: path, errno: errno) }
        return rows
    }

    private func add(_ record: [UInt8]) throws {
        buffer += record
        guard buffer.count > BackupWriter.chunkBytes else { return }
        var start = 0
        // The last bytes stay: only the end of the file may be a last chunk.
        while buffer.count - start > BackupWriter.chunkBytes {
            try seal(Array(buffer[start..<start + BackupWriter.chunkBytes]), isLast: false)
            start += BackupWriter.chunkBytes
        }
        buffer.removeFirst(start)
    }

    private func seal(_ plaintext: [UInt8], isLast: Bool) throws {
        let sealed = try AES256GCM.seal(
            plaintext, key: key, nonce: AES256GCM.Nonce(counter: chunks),
            associatedData: headerCode + [isLast ? 1 : 0])
        chunks += 1
        try write(fourBytes(sealed.count) + sealed)
    }

    private func write(_ bytes: [UInt8]) throws(BackupFault) {
        let isWritten = unsafe bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
        guard isWritten else { throw .file(path: path, errno: errno) }
    }
}

/// How rows stand in a backup.
enum BackupRecord {
    static let table = UInt8(ascii: "T")
    static let row = UInt8(ascii: "R")
    static let file = UInt8(ascii: "F")
    static let end = UInt8(ascii: "E")

    static func append(_ text: String, to record: inout [UInt8]) {
        record += fourBytes(text.utf8.count)
        record += text.utf8
    }

    static func append(_ value: StoredValue, to record: inout [UInt8]) {
        switch value {
        case .null: record.append(0)
        case .text(let text):
            record.append(1)
            append(text, to: &record)
        case .integer(let number):
            record.append(2)
            let bits = UInt64(bitPattern: number)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                record.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
        case .bytes(let bytes):
            record.append(3)
            record += fourBytes(bytes.count)
            record += bytes
        }
    }
}
