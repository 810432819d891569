import Foundation
import Glibc
import Kernel
import QyzmetTesting
import Testing

/// Two gigabytes for a route that takes ten mebibytes: refused, and never held in memory.
@Suite(.timeLimit(.minutes(3)))
struct LargeBodyTests {
    /// By how much the server's memory may have grown at its highest, in mebibytes.
    private static let growthMax = 48.0

    @Test(.clause("IS-1.6"))
    func `a body that says it is two gigabytes long is refused at its first line`() async throws {
        try await withServer { _, server in
            let before = try peakMebibytes(server)
            let told = try await send(
                to: server, framing: "Content-Length: \(2 << 30)", isChunked: false)
            #expect(told.answer.hasPrefix("HTTP/1.1 413 "))
            #expect(told.answer.contains("bodyTooLarge"))
            #expect(try peakMebibytes(server) - before < Self.growthMax)
            #expect(try await call("GET", server.url + "/readyz").status == 200)
        }
    }

    @Test(.clause("IS-1.6"))
    func `one that does not say so is cut off at the limit, many at once as well`() async throws {
        try await withServer { _, server in
            let before = try peakMebibytes(server)
            let told = try await send(
                to: server, framing: "Transfer-Encoding: chunked", isChunked: true)
            #expect(told.answer.hasPrefix("HTTP/1.1 413 "))
            // Neither did it go on taking bytes: the limit, and what sockets hold.
            #expect(told.sent < 64 << 20, "\(told.sent)")
            #expect(try peakMebibytes(server) - before < Self.growthMax)
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await send(
                            to: server, framing: "Transfer-Encoding: chunked", isChunked: true
                        ).answer
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(answers.count == 4 && answers.allSatisfy { $0.hasPrefix("HTTP/1.1 413 ") })
            #expect(try await call("GET", server.url + "/readyz").status == 200)
        }
    }
}

/// The most resident memory that the process ever had, in mebibytes.
private func peakMebibytes(_ server: TestServer) throws -> Double {
    let status = try String(
        contentsOfFile: "/proc/\(server.process.identifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    let kibibytes = try #require(
        line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) })
    return kibibytes / 1024
}

/// Sends zeros until the server has answered or closed, at most two gigabytes.
private func send(
    to server: TestServer, framing: String, isChunked: Bool
) async throws -> (answer: String, sent: Int) {
    let port = try #require(UInt16(server.port))
    let head =
        "POST /api/applications/\(String(repeating: "0", count: 26))/documents?document=plan "
        + "HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/pdf\r\n\(framing)"
        + "\r\n\r\n"
    return await Task.detached { stream(head, port: port, isChunked: isChunked) }.value
}

/// On a thread of its own, since it blocks.
private func stream(_ head: String, port: UInt16, isChunked: Bool) -> (answer: String, sent: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else { return ("not connected", 0) }
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
        unsafe setsockopt(
            descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    let zeros = [UInt8](repeating: 0, count: 65_536)
    let piece = isChunked ? Array("10000\r\n".utf8) + zeros + Array("\r\n".utf8) : zeros
    var sent = 0
    var waiting = Array(head.utf8)
    while sent < 2 << 30 {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&ready, 1, 0) == 1 { break }
        let count = unsafe waiting.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { break }
        sent += count
        waiting.removeFirst(count)
        if waiting.isEmpty { waiting = piece }
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while answer.count < 65_536 {
        let count = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
        }
        guard count > 0 else { break }
        answer += buffer.prefix(count)
    }
    return (String(decoding: answer, as: UTF8.self), sent)
}
