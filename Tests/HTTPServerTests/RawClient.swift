import Glibc

/// A client made of a bare socket, so that a test can behave as badly as it likes.
///
/// It never blocks a thread: it looks at its socket and sleeps, so that handlers can run meanwhile.
final class RawClient {
    struct Response: Equatable {
        var status: Int
        var headers: [(name: String, value: String)]
        var body: [UInt8]

        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        var text: String { String(decoding: body, as: UTF8.self) }

        static func == (left: Response, right: Response) -> Bool {
            left.status == right.status && left.body == right.body
        }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []
    private(set) var ended = false

    /// Connects to the port at 127.0.0.1.
    init(port: UInt16, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var bytes = receiveBufferBytes {
            unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status != 0 { throw Failure.connect(errno) }
    }

    enum Failure: Error {
        case connect(Int32)
    }

    deinit { close(descriptor) }

    /// Sends the bytes; false once the other side takes no more.
    @discardableResult
    func send(_ bytes: [UInt8], milliseconds: Int = 20_000) async -> Bool {
        var sent = 0
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN, ContinuousClock.now < end {
                try? await Task.sleep(for: .milliseconds(2))
            } else {
                return false
            }
        }
        return true
    }

    @discardableResult
    func send(_ text: String) async -> Bool {
        await send(Array(text.utf8))
    }

    /// Closes the sending side only.
    func finishSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next whole response; nil when the connection ends or the time is up before.
    func response(toHead: Bool = false, milliseconds: Int = 20_000) async -> Response? {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            if let response = takeResponse(toHead: toHead) { return response }
            if ended || ContinuousClock.now > end { return nil }
            if !receive() { try? await Task.sleep(for: .milliseconds(2)) }
        }
    }

    /// Whether the other side ends the connection within the time; what comes before is kept.
    func isClosed(within milliseconds: Int) async -> Bool {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while !ended, ContinuousClock.now < end {
            if !receive() { try? await Task.sleep(for: .milliseconds(2)) }
        }
        return ended
    }

    /// Everything received and not yet taken.
    var pending: String { String(decoding: received, as: UTF8.self) }

    private func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            received += buffer[..<count]
            return true
        }
        if count == 0 || errno != EAGAIN { ended = true }
        return false
    }

    private func takeResponse(toHead: Bool) -> Response? {
        let blank: [UInt8] = [13, 10, 13, 10]
        guard
            let end = received.indices.first(where: { received[$0...].starts(with: blank) })
        else { return nil }
        let lines = String(decoding: received[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else {
            return nil
        }
        var response = Response(status: status, headers: [], body: [])
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            response.headers.append((String(parts[0]), String(parts[1].drop { $0 == " " })))
        }
        let length = toHead || status < 200 ? 0 : Int(response.header("Content-Length") ?? "0") ?? 0
        let bodyStart = end + 4
        guard received.count >= bodyStart + length else { return nil }
        response.body = Array(received[bodyStart..<(bodyStart + length)])
        received.removeFirst(bodyStart + length)
        return response
    }
}
