import Glibc

extension SigningKey {
    /// Reads the key from a PEM file that its owner alone can open.
    ///
    /// - Throws: ``KeyFault/fileOpenToOthers(path:mode:)`` when group or others have any right to
    ///   it: such a key must be taken as known to them.
    package init(contentsOfFile path: String) throws(KeyFault) {
        try self.init(pem: readPrivateFile(path))
    }

    /// Writes the key to a new file of mode 0600 and waits until it is on the disk.
    ///
    /// - Throws: ``KeyFault/file(path:errno:)`` with `EEXIST` when there is a file: no key is ever
    ///   overwritten.
    package func save(toFile path: String) throws(KeyFault) {
        let pem: String
        do throws(LibraryFault) { pem = try exportPEM() } catch { throw .library(error) }
        var bytes = Array(pem.utf8)
        defer { unsafe explicit_bzero(&bytes, bytes.count) }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
        defer { close(descriptor) }
        // The creation mask may have taken rights away; it must not leave others any.
        guard fchmod(descriptor, 0o600) == 0, writeAll(bytes, to: descriptor),
            fsync(descriptor) == 0
        else {
            let reason = errno
            unsafe unlink(path)
            throw .file(path: path, errno: reason)
        }
    }
}

/// The text of a regular file of at most 64 KiB that its owner alone can open.
///
/// - Throws: ``KeyFault/fileOpenToOthers(path:mode:)`` when group or others have any right to it.
package func readPrivateFile(_ path: String) throws(KeyFault) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, errno: errno) }
    defer { close(descriptor) }
    // Asked of the open file, so that it cannot be exchanged between check and use.
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .file(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    guard status.st_mode & 0o077 == 0 else {
        throw .fileOpenToOthers(path: path, mode: UInt32(status.st_mode & 0o777))
    }
    guard status.st_size <= 65_536 else { throw .malformed }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    defer { unsafe explicit_bzero(&bytes, bytes.count) }
    var filled = 0
    while filled < bytes.count {
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe read(
                descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw .file(path: path, errno: count == 0 ? EIO : errno) }
        filled += count
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe write(
                descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
    }
    return true
}
