import Glibc
import HTTPServer
import Synchronization

/// Runs a server whose paths behave as their names say.
func withPeer(_ body: (HTTPServer, String) async throws -> Void) async throws {
    var limits = HTTPServerLimits()
    limits.bodyBytesMax = { _, _ in 4_194_304 }
    let server = try HTTPServer(limits: limits, handler: peerAnswer)
    try server.start()
    do {
        try await body(server, "http://127.0.0.1:\(server.port)")
    } catch {
        await server.stop(graceMilliseconds: 0)
        throw error
    }
    await server.stop(graceMilliseconds: 0)
}

@Sendable private func peerAnswer(_ request: HTTPRequest) async -> HTTPResponse {
    switch request.path {
    case "/echo":
        let text = [
            request.method, request.path, request.query.map { "\($0.name)=\($0.value)" }.joined(),
            request.headers["X-Sent"] ?? "-", request.headers["Content-Type"] ?? "-",
            "\(request.body.count)",
        ]
        return HTTPResponse(
            status: 200, headers: ["X-Answered": "a: b"],
            body: Array(text.joined(separator: " ").utf8))
    case "/count":
        return HTTPResponse(status: 200, body: Array("\(request.body.count)".utf8))
    case "/expect":
        let expected = request.headers["Expect"] ?? "none"
        return HTTPResponse(status: 200, body: Array("\(expected) \(request.body.count)".utf8))
    case "/bytes":
        let count = Int(request.query.first?.name ?? "") ?? 0
        return HTTPResponse(status: 200, body: [UInt8](repeating: 97, count: count))
    case "/headers":
        return HTTPResponse(
            status: 200, headers: ["X": String(repeating: "a", count: 3_000)])
    case "/slow":
        try? await Task.sleep(for: .milliseconds(2_000))
        return HTTPResponse(status: 200)
    case "/never":
        try? await Task.sleep(for: .seconds(60))
        return HTTPResponse(status: 200)
    case "/redirect":
        return HTTPResponse(status: 302, headers: ["Location": "/count"])
    default:
        return HTTPResponse(status: 404, body: Array("nothing here".utf8))
    }
}

/// Listens on a free port, reads one request, writes the given bytes and closes.
final class OneAnswer: Sendable {
    let url: String

    init(_ answer: String) throws {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(listening, $0, length)
                _ = listen(listening, 1)
                _ = unsafe getsockname(listening, $0, &length)
            }
        }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
        let box = unsafe Unmanaged.passRetained(Script(listening: listening, answer: answer))
        var thread = pthread_t()
        unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Script>.fromOpaque(argument).takeRetainedValue().play()
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }
}

private final class Script: Sendable {
    let listening: Int32
    let answer: String

    init(listening: Int32, answer: String) {
        self.listening = listening
        self.answer = answer
    }

    func play() {
        let connection = accept(listening, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        _ = unsafe recv(connection, &buffer, buffer.count, 0)
        let bytes = Array(answer.utf8)
        _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        close(connection)
        close(listening)
    }
}

/// Waits until the condition holds; false when it does not within the time.
func eventually(within milliseconds: Int = 20_000, _ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while !condition() {
        if ContinuousClock.now > end { return false }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return true
}
