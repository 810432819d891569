import Glibc
import Kernel
import Signatures
import Store

/// Reads a backup file, chunk by chunk; gives out nothing that is not authentic.
///
/// Blocks; used by one thread; holds one chunk and one row.
final class BackupReader {
    /// A row, a table's beginning or a file, in the order in which they stand.
    enum Record {
        case file(BackupFile)
        case table(String, columns: [String])
        case row([StoredValue])
    }

    let header: BackupHeader
    private let path: String
    private let descriptor: Int32
    private let key: SecretKey
    private let headerCode: [UInt8]
    private var offset = 0
    private var chunks: UInt64 = 0
    private var sawLast = false
    private var buffer: ArraySlice<UInt8> = []
    private var hash: SHA256? = SHA256()

    /// Opens the file and checks its header.
    ///
    /// - Parameter key: gives the file's key for the header's salt.
    init(
        path: String, key: (_ salt: [UInt8]) throws(BackupFault) -> SecretKey
    ) throws(BackupFault) {
        let opened = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .file(path: path, errno: errno) }
        self.path = path
        self.descriptor = opened
        var file = FileBytes(path: path, descriptor: opened)
        let start = BackupHeader.magic.count + 4
        guard let beginning = try file.read(start), beginning.starts(with: BackupHeader.magic)
        else { throw closing(opened, .notABackup) }
        let length = Int(number(beginning.suffix(4)))
        guard length <= BackupHeader.bytesMax, let bytes = try file.read(length) else {
            throw closing(opened, .damaged(offset: start))
        }
        do throws(BackupFault) {
            header = try BackupHeader(bytes: bytes)
            self.key = try key(header.salt)
            headerCode = BackupHeader.code(bytes, self.key)
            guard let found = try file.read(headerCode.count) else {
                throw .damaged(offset: start + length)
            }
            guard constantTimeEqual(found, headerCode) else { throw .wrongKey }
            offset = start + length + found.count
            hash?.update(beginning + bytes + found)
        } catch {
            throw closing(opened, error)
        }
    }

    deinit { close(descriptor) }

    /// Calls the closure with every record.
    ///
    /// - Returns: the number of rows and the hash of the whole file.
    /// - Throws: ``BackupFault/damaged(offset:)`` at the first byte that is not authentic; what was
    ///   given out before it was.
    func forEach(_ body: (Record) throws -> Void) throws -> (rows: Int64, digest: SHA256Digest) {
        var columns = 0
        var rows: Int64 = 0
        while true {
            switch try byte() {
            case BackupRecord.table:
                let name = try text()
                columns = try length()
                var names: [String] = []
                for _ in 0..<columns { names.append(try text()) }
                try body(.table(name, columns: names))
            case BackupRecord.file:
                let name = try text()
                try body(.file(BackupFile(name: name, bytes: Array(try take(try length())))))
            case BackupRecord.row:
                var values: [StoredValue] = []
                for _ in 0..<columns { values.append(try value()) }
                rows += 1
                try body(.row(values))
            case BackupRecord.end:
                guard try value() == .integer(rows), buffer.isEmpty, sawLast, try isAtEnd(),
                    let digest = hash.take()?.finish()
                else { throw BackupFault.damaged(offset: offset) }
                return (rows, digest)
            default: throw BackupFault.damaged(offset: offset)
            }
        }
    }

    // MARK: - Values

    private func byte() throws -> UInt8 {
        let bytes = try take(1)
        guard let byte = bytes.first else { throw BackupFault.damaged(offset: offset) }
        return byte
    }

    private func length() throws -> Int { Int(number(try take(4))) }

    private func text() throws -> String { String(decoding: try take(try length()), as: UTF8.self) }

    private func value() throws -> StoredValue {
        switch try byte() {
        case 0: .null
        case 1: .text(try text())
        case 2: .integer(number(try take(8)))
        case 3: .bytes(Array(try take(try length())))
        default: throw BackupFault.damaged(offset: offset)
        }
    }

    // MARK: - Chunks

    private func take(_ count: Int) throws -> ArraySlice<UInt8> {
        while buffer.count < count {
            guard let chunk = try nextChunk() else { throw BackupFault.damaged(offset: offset) }
            buffer = buffer.isEmpty ? chunk[...] : ArraySlice(Array(buffer) + chunk)
        }
        let taken = buffer.prefix(count)
        buffer = buffer.dropFirst(count)
        return taken
    }

    /// The next chunk, opened; nil after the last.
    private func nextChunk() throws -> [UInt8]? {
        if sawLast { return nil }
        let damaged = BackupFault.damaged(offset: offset)
        var file = FileBytes(path: path, descriptor: descriptor)
        guard let lengthBytes = try file.read(4) else { throw damaged }
        let sealedCount = Int(number(lengthBytes))
        guard sealedCount <= BackupWriter.chunkBytes + AES256GCM.tagByteCount,
            let sealed = try file.read(sealedCount)
        else { throw damaged }
        // A full chunk need not be the last, and a short one must be.
        let opened = unseal(sealed, isLast: false) ?? unseal(sealed, isLast: true)
        guard let opened else { throw damaged }
        chunks += 1
        offset += 4 + sealedCount
        hash?.update(lengthBytes + sealed)
        return opened
    }

    private func unseal(_ sealed: [UInt8], isLast: Bool) -> [UInt8]? {
        let plaintext = try? AES256GCM.open(
            sealed, key: key, nonce: AES256GCM.Nonce(counter: chunks),
            associatedData: headerCode + [isLast ? 1 : 0])
        if plaintext != nil { sawLast = isLast }
        return plaintext
    }

    private func isAtEnd() throws -> Bool {
        var file = FileBytes(path: path, descriptor: descriptor)
        return try file.read(1) == nil
    }
}

/// Closes the file that the initialiser opened, since no object will.
private func closing(_ descriptor: Int32, _ fault: BackupFault) -> BackupFault {
    close(descriptor)
    return fault
}

/// Reads exactly so many bytes from where the file stands.
private struct FileBytes {
    let path: String
    let descriptor: Int32

    /// The bytes; nil when the file ends before.
    mutating func read(_ count: Int) throws(BackupFault) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    descriptor, buffer.baseAddress.map { unsafe $0 + filled },
                    buffer.count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .file(path: path, errno: errno) }
            if got == 0 { return nil }
            filled += got
        }
        return bytes
    }
}
