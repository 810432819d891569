import Glibc
import Kernel
import Synchronization

/// Why the heads file cannot be used.
package enum HeadsFileFault: Error, Hashable, Sendable {
    /// It cannot be opened, made, read or written; the number is `errno`.
    case file(path: String, errno: Int32)
    /// It is no regular file of our own.
    case notOurRegularFile(path: String)
    /// Group or others may write it: what stands in it proves nothing.
    case writableByOthers(path: String)
    /// Another process of ours writes it.
    case inUse(path: String)
    /// Its last whole line is no head.
    case malformed(path: String)
}

/// The file outside the database to which every signed head is appended, one JSON line each.
///
/// It is what tells a journal that was cut off from one that never was longer. It belongs on
/// another disk than the database, and copies of it belong outside the house.
package final class HeadsFile: Sendable {
    private struct State {
        var last: SignedHead?
        var length: Int
    }

    /// Where it is.
    package let path: String
    /// The bytes of a line that a crash cut short; they were taken away when the file was opened.
    ///
    /// Nothing is lost with them: the store has that head and it is copied again.
    package let tornBytesDropped: Int
    private let descriptor: Int32
    private let state: Mutex<State>

    /// The newest head in the file.
    package var last: SignedHead? { state.withLock { $0.last } }

    /// Opens the file for appending; makes it (0600) and its folder (0700) when they are missing.
    ///
    /// A link is not followed; a second writer is refused.
    package init(path: String) throws(HeadsFileFault) {
        let folder = parentFolder(of: path)
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw .file(path: folder, errno: errno)
        }
        let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC
        let opened = unsafe open(path, flags, 0o600)
        guard opened >= 0 else { throw .file(path: path, errno: errno) }
        do throws(HeadsFileFault) {
            let size = try checkOwnFile(opened, path)
            let (last, whole) = try readLast(opened, path, size)
            if whole < size, ftruncate(opened, whole) != 0 {
                throw .file(path: path, errno: errno)
            }
            try makeDurable(opened, folder, path)
            self.path = path
            self.descriptor = opened
            self.tornBytesDropped = size - whole
            self.state = Mutex(State(last: last, length: whole))
        } catch {
            close(opened)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Appends heads and waits until they are on the disk; blocks.
    ///
    /// When writing fails, the file is cut back to its last whole line and can be tried again.
    ///
    /// - Parameter previous: ``last`` as the caller saw it; when another task has appended since,
    ///   nothing is written.
    package func append(
        _ heads: [SignedHead], after previous: SignedHead?
    ) throws(HeadsFileFault) {
        guard let last = heads.last else { return }
        let bytes = heads.flatMap { $0.line }
        let written = state.withLock { state in
            if state.last != previous { return 0 as Int32 }
            guard writeAll(descriptor, bytes), fdatasync(descriptor) == 0 else {
                let reason = errno
                ftruncate(descriptor, state.length)
                return reason
            }
            state = State(last: last, length: state.length + bytes.count)
            return 0
        }
        if written != 0 { throw .file(path: path, errno: written) }
    }
}

extension SignedHead {
    /// The head as a line of the heads file.
    var line: [UInt8] {
        let members = (head.json.members ?? []) + [JSON.Member("signed", .string(signed))]
        return JSON.object(members).canonicalBytes + [UInt8(ascii: "\n")]
    }

    /// Reads a line without its end; nil when it is no head.
    init?(line: some Sequence<UInt8>) {
        guard let json = try? JSON.parse(Array(line)), let head = JournalHead(json: json),
            let signed = json["signed"]?.string
        else { return nil }
        self.init(head: head, signed: signed)
    }
}

// MARK: - Opening

private func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func checkOwnFile(_ descriptor: Int32, _ path: String) throws(HeadsFileFault) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .file(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
        throw .notOurRegularFile(path: path)
    }
    guard status.st_mode & 0o022 == 0 else { throw .writableByOthers(path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: path) }
    return status.st_size
}

/// The last whole line and the length of the file up to its end.
private func readLast(
    _ descriptor: Int32, _ path: String, _ size: Int
) throws(HeadsFileFault) -> (SignedHead?, Int) {
    let start = max(0, size - 2 * HeadsFileReader.lineBytesMax)
    var tail = [UInt8](repeating: 0, count: size - start)
    var count = 0
    while count < tail.count {
        let got = unsafe tail.withUnsafeMutableBytes { buffer in
            unsafe pread(
                descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count,
                start + count)
        }
        guard got > 0 else { throw .file(path: path, errno: got == 0 ? EIO : errno) }
        count += got
    }
    let newline = UInt8(ascii: "\n")
    guard let end = tail.lastIndex(of: newline) else {
        // Only a first line can be cut short without a line before it.
        guard start == 0 else { throw .malformed(path: path) }
        return (nil, 0)
    }
    let begin = tail[..<end].lastIndex(of: newline).map { $0 + 1 } ?? 0
    guard let head = SignedHead(line: tail[begin..<end]) else { throw .malformed(path: path) }
    return (head, start + end + 1)
}

private func makeDurable(
    _ descriptor: Int32, _ folder: String, _ path: String
) throws(HeadsFileFault) {
    let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .file(path: folder, errno: errno) }
    defer { close(directory) }
    guard fsync(descriptor) == 0, fsync(directory) == 0 else {
        throw .file(path: path, errno: errno)
    }
}

/// Writes all bytes; false with `errno` set when the system takes no more.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
        var sent = 0
        while sent < buffer.count {
            let count = unsafe write(
                descriptor, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }
}
