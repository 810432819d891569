import Testing

@testable import HTTPServer

@Suite(.timeLimit(.minutes(3)))
struct RequestRefusalTests {
    private static func limits() -> HTTPServerLimits {
        var limits = HTTPServerLimits()
        limits.headerBytesMax = 2_000
        limits.targetBytesMax = 200
        limits.bodyBytesMax = { _, path in path == "/large" ? 1_000_000 : 1_000 }
        return limits
    }

    /// Sends one request and expects a refusal, the connection's end, and no handler call.
    private func expectRefused(
        _ request: String, _ reason: HTTPRefusal.Reason, head: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send(request)
            let response = await client.response(toHead: head)
            #expect(response?.status == reason.status, sourceLocation: sourceLocation)
            if !head {
                #expect(
                    response?.text == "refused: \(reason.rawValue)", sourceLocation: sourceLocation)
            }
            #expect(await client.isClosed(within: 15_000), sourceLocation: sourceLocation)
            #expect(server.statistics.refused == [reason: 1], sourceLocation: sourceLocation)
            #expect(server.statistics.requestsHandled == 0, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [
        "/%", "/%4", "/%zz", "/%00", "/a%00b", "/%0a", "/%7f", "/a%2fb", "/a%2Fb", "/a%5cb",
        "/a\\b", "/..", "/../etc", "/a/../b", "/a/%2e%2e/b", "/a/.%2E/b", "/./a", "/a/.",
        "/%ff", "/%c0%af", "/%ed%a0%80", "/caf\u{e9}", "/a#b", "/?a=%", "/?a=%zz", "/?a=%00",
        "/?a=%ff", "*", "a", "h:80", "http://other/a", "http://h", "/a b",
    ])
    func `a target that could be misread is refused`(target: String) async throws {
        try await expectRefused("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n", .malformed)
    }

    @Test(arguments: [
        ("/", "/"), ("/%41", "/A"), ("/a%2Eb", "/a.b"), ("/...", "/..."), ("/a..b", "/a..b"),
        ("//a", "//a"), ("/a//b/", "/a//b/"), ("http://h/a?b", "/a"), ("HTTP", nil),
        ("/%E2%82%B8", "/₸"), ("/a+b", "/a+b"), ("/%2B", "/+"),
        ("/?%00x".replacing("%00", with: ""), "/"),
    ])
    func `a target that can be read in one way only is taken`(
        target: String, path: String?
    ) throws {
        let parsed = RequestTarget(Array(target.utf8), method: "GET", host: "H")
        #expect(parsed?.path == path)
    }

    @Test func `an asterisk is a target for OPTIONS alone`() {
        #expect(RequestTarget([42], method: "OPTIONS", host: "h")?.path == "*")
        #expect(RequestTarget([42], method: "GET", host: "h") == nil)
    }

    @Test(arguments: [
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Content-Length: 3\r\nContent-Length: 3",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length : 3",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Host: other",
        "X-Bell: a\u{7}b",
        "X Space: a",
    ])
    func `headers that two readers could understand differently are refused`(
        headers: String
    ) async throws {
        try await expectRefused(
            "POST / HTTP/1.1\r\nHost: h\r\n\(headers)\r\n\r\nabc", .malformed)
    }

    @Test(arguments: [
        "Content-Length: -3", "Content-Length: +3", "Content-Length: 3, 3", "Content-Length: 0x3",
        "Content-Length: 99999999999999999999999999", "no colon at all",
    ])
    func `headers that the library itself cannot read never reach the handler`(
        headers: String
    ) async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: h\r\n\(headers)\r\n\r\nabc")
            let status = try #require(await client.response()).status
            #expect(status == 400 || status == 413)
            #expect(await client.isClosed(within: 15_000))
            #expect(server.statistics.requestsHandled == 0)
        }
    }

    @Test func `exactly one host is asked for, save in HTTP 1 point 0`() async throws {
        try await expectRefused("GET / HTTP/1.1\r\n\r\n", .malformed)
        try await expectRefused("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .malformed)
        try await expectRefused("GET / HTTP/1.1\r\nHost:\r\n\r\n", .malformed)
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /old HTTP/1.0\r\n\r\n")
            #expect(await client.response()?.text == "GET /old [] 0")
            #expect(await client.isClosed(within: 15_000))
        }
    }

    @Test func `a target over the limit is refused`() async throws {
        let target = "/" + String(repeating: "a", count: 200)
        try await expectRefused("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n", .targetTooLong)
    }

    @Test func `headers over the limit are refused`() async throws {
        let value = String(repeating: "a", count: 2_000)
        try await expectRefused(
            "GET / HTTP/1.1\r\nHost: h\r\nX: \(value)\r\n\r\n", .headersTooLarge)
    }

    @Test func `headers that do not even fit the buffer are refused by the library`()
        async throws
    {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            let value = String(repeating: "a", count: 50_000)
            await client.send("GET / HTTP/1.1\r\nHost: h\r\nX: \(value)\r\n\r\n")
            let response = await client.response()
            #expect(response == nil || response?.status == 431 || response?.status == 413)
            #expect(await client.isClosed(within: 15_000))
            #expect(server.statistics.requestsHandled == 0)
            #expect(server.statistics.refused[.headersTooLarge] == 1)
        }
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"])
    func `a length over the limit is refused before the body is sent`(
        method: String
    ) async throws {
        try await expectRefused(
            "\(method) / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", .bodyTooLarge)
        try await expectRefused(
            "\(method) / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n",
            .bodyTooLarge)
    }

    @Test func `a refusal to HEAD has no body`() async throws {
        try await expectRefused("HEAD /.. HTTP/1.1\r\nHost: h\r\n\r\n", .malformed, head: true)
    }

    @Test func `a refusal is read even by a client that sends everything first`() async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n")
            #expect(await client.send([UInt8](repeating: 97, count: 3_000_000)))
            #expect(await client.response()?.status == 413)
        }
    }

    @Test func `a refused sender that never ends is let go of`() async throws {
        var limits = Self.limits()
        limits.lingerMilliseconds = 300
        try await withServer(limits) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n")
            #expect(await client.response()?.status == 413)
            #expect(await eventually { server.statistics.lingering == 1 })
            #expect(await eventually { server.statistics.lingering == 0 })
            #expect(server.statistics.connectionsOpen == 0)
        }
    }

    @Test func `a chunked body is refused as soon as it passes the limit`() async throws {
        let chunk = "1f4\r\n" + String(repeating: "a", count: 500) + "\r\n"
        let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await expectRefused(head + chunk + chunk + "1\r\na\r\n", .bodyTooLarge)
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send(head + chunk + chunk + "0\r\n\r\n")
            #expect(await client.response()?.text == "POST / [] 1000")
        }
    }

    @Test func `each path has its own limit`() async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
            await client.send([UInt8](repeating: 97, count: 1_000_000))
            #expect(await client.response()?.text == "POST /large [] 1000000")
        }
    }

    @Test func `bodies together are bounded too`() async throws {
        var limits = Self.limits()
        limits.bodyBytesTotalMax = 1_500
        try await withServer(limits) { server in
            let first = try RawClient(port: server.port)
            let second = try RawClient(port: server.port)
            let body = String(repeating: "a", count: 999)
            let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"
            await first.send(head + body)
            #expect(await eventually { server.statistics.bodyBytesInHand == 999 })
            await second.send(head + body)
            let refused = try #require(await second.response())
            #expect(refused.status == 503)
            #expect(refused.header("Retry-After") == "1")
            await first.send("a")
            #expect(await first.response()?.text == "POST / [] 1000")
        }
    }

    @Test func `above the limit in hand the answer is 503 with Retry-After`() async throws {
        var limits = Self.limits()
        limits.requestsInHandMax = 2
        limits.retryAfterSeconds = 7
        let gate = Gate()
        try await withServer(
            limits,
            handler: { request in
                await gate.wait()
                return await echo(request)
            }
        ) { server in
            let clients = try (0..<3).map { _ in try RawClient(port: server.port) }
            for client in clients.prefix(2) {
                await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            }
            #expect(await eventually { server.statistics.requestsInHand == 2 })
            await clients[2].send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let refused = try #require(await clients[2].response())
            #expect(refused.status == 503)
            #expect(refused.header("Retry-After") == "7")
            await gate.open()
            for client in clients.prefix(2) { #expect(await client.response()?.status == 200) }
            await clients[2].send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await clients[2].response()?.status == 200)
        }
    }
}

/// Holds handlers until a test lets them go.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
