import CMicroHTTPD
import Glibc
import Synchronization

/// Sockets of senders that were refused in the middle of a body.
///
/// Closing a socket while bytes wait unread resets the connection, and the reset can overtake the
/// refusal. So the sending side is closed and what still comes is read and thrown away, for a short
/// time and a bounded number of bytes (RFC 9112 section 9.6).
final class LingeringSockets: Sendable {
    private struct Entry {
        let descriptor: Int32
        let since: UInt64
        var bytes = 0
    }

    private let entries = Mutex<[Entry]>([])
    private let limits: HTTPServerLimits
    /// An event descriptor by which the sweeper is woken.
    private let wakeDescriptor: Int32

    init(_ limits: HTTPServerLimits) throws(HTTPServerStartError) {
        self.limits = limits
        self.wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wakeDescriptor >= 0 else { throw .system(call: "eventfd", errno: errno) }
    }

    deinit {
        closeAll()
        close(wakeDescriptor)
    }

    var count: Int { entries.withLock { $0.count } }

    /// Takes a duplicate of a socket that the library is about to close.
    func adopt(_ descriptor: Int32) {
        let now = monotonicMilliseconds()
        let adopted = entries.withLock { entries in
            guard entries.count < limits.lingeringMax else { return false }
            let copy = dup(descriptor)
            guard copy >= 0 else { return false }
            _ = shutdown(copy, Int32(SHUT_WR))
            entries.append(Entry(descriptor: copy, since: now))
            return true
        }
        if adopted { wake() }
    }

    /// Makes the next or present wait end at once.
    func wake() {
        var one: UInt64 = 1
        unsafe write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Waits for bytes, a wake or the time-out, then reads what came and closes what has ended.
    func wait(milliseconds: Int32) {
        var polled = [pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)]
        polled += entries.withLock { entries in
            entries.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        }
        unsafe poll(&polled, nfds_t(polled.count), milliseconds)
        var ignored: UInt64 = 0
        unsafe read(wakeDescriptor, &ignored, MemoryLayout<UInt64>.size)
        let now = monotonicMilliseconds()
        entries.withLock { entries in
            for index in entries.indices.reversed() {
                let ended = drain(&entries[index])
                let lasted = Int(now - min(now, entries[index].since))
                guard
                    ended || lasted > limits.lingerMilliseconds
                        || entries[index].bytes > limits.lingerBytesMax
                else { continue }
                close(entries[index].descriptor)
                entries.remove(at: index)
            }
        }
    }

    /// Closes all of them at once.
    func closeAll() {
        entries.withLock { entries in
            for entry in entries { close(entry.descriptor) }
            entries.removeAll()
        }
    }

    /// Reads what has come; true when the other side has finished.
    private func drain(_ entry: inout Entry) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while entry.bytes <= limits.lingerBytesMax {
            let count = unsafe recv(
                entry.descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count == 0 { return true }
            if count < 0 { return errno != EAGAIN && errno != EINTR }
            entry.bytes += count
        }
        return false
    }
}
