import Testing

@testable import HTTPServer

/// Clients that drip, half-close, fall silent, leave or never read hold nothing for long.
@Suite(.timeLimit(.minutes(3)))
struct BadClientTests {
    private static func limits() -> HTTPServerLimits {
        var limits = HTTPServerLimits()
        limits.requestReadMilliseconds = 600
        limits.idleMilliseconds = 600
        limits.responseWriteMilliseconds = 600
        return limits
    }

    /// Sends a byte every 50 ms until the connection ends; how long that took.
    private func drip(_ text: String, _ client: RawClient) async -> Duration {
        let began = ContinuousClock.now
        for byte in text.utf8 {
            guard await client.send([byte]), await !client.isClosed(within: 50) else { break }
        }
        return ContinuousClock.now - began
    }

    private func dripForEver(after head: String, _ tail: String) async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send(head)
            let lasted = await drip(String(repeating: tail, count: 600), client)
            #expect(lasted > .milliseconds(400))
            #expect(lasted < .milliseconds(15_000))
            #expect(server.statistics.requestsHandled == 0)
            #expect(server.statistics.swept == [.requestNotRead: 1])
            #expect(await eventually { server.statistics.connectionsOpen == 0 })
        }
    }

    @Test func `dripping headers is cut off`() async throws {
        try await dripForEver(after: "GET / HTTP/1.1\r\nHost: h\r\n", "X: 1\r\n")
    }

    @Test func `dripping the request line is cut off`() async throws {
        try await dripForEver(after: "GET /", "a")
    }

    @Test func `dripping a body is cut off and its bytes are forgotten`() async throws {
        try await dripForEver(
            after: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n", "a")
    }

    @Test func `dripping chunks is cut off`() async throws {
        try await dripForEver(
            after: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n")
    }

    @Test func `a connection that says nothing is cut off`() async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            #expect(await !client.isClosed(within: 300))
            #expect(await client.isClosed(within: 15_000))
            #expect(server.statistics.swept == [.requestNotRead: 1])
        }
    }

    @Test func `dripping a later request on a kept connection is cut off`() async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.response()?.status == 200)
            await client.send("GET / HTTP/1.1\r\n")
            let lasted = await drip(String(repeating: "X: 1\r\n", count: 600), client)
            #expect(lasted < .milliseconds(15_000))
            #expect(server.statistics.swept == [.requestNotRead: 1])
        }
    }

    @Test func `an idle connection is kept for its time and no longer`() async throws {
        try await withServer(Self.limits()) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<4 {
                try? await Task.sleep(for: .milliseconds(250))
                await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(await client.response()?.status == 200)
            }
            #expect(await client.isClosed(within: 15_000))
            #expect(server.statistics.swept == [.idle: 1])
        }
    }

    @Test func `half-closing in the middle of a request ends the connection`() async throws {
        for request in [
            "GET / HTT", "GET / HTTP/1.1\r\nHost: h\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc",
        ] {
            try await withServer(Self.limits()) { server in
                let client = try RawClient(port: server.port)
                await client.send(request)
                client.finishSending()
                #expect(await client.isClosed(within: 15_000))
                #expect(server.statistics.requestsHandled == 0)
            }
        }
    }

    @Test func `half-closing after a whole request still gets the answer`() async throws {
        try await withServer(handler: { request in
            try? await Task.sleep(for: .milliseconds(300))
            return await echo(request)
        }) { server in
            for request in [
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc",
            ] {
                let client = try RawClient(port: server.port)
                await client.send(request)
                client.finishSending()
                #expect(await client.response()?.status == 200)
                #expect(await client.isClosed(within: 15_000))
            }
        }
    }

    @Test func `a client that never reads a big answer is cut off`() async throws {
        try await withServer(
            Self.limits(),
            handler: { _ in
                HTTPResponse(status: 200, body: [UInt8](repeating: 97, count: 30_000_000))
            }
        ) { server in
            let client = try RawClient(port: server.port, receiveBufferBytes: 4_096)
            await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await eventually { server.statistics.swept == [.responseNotTaken: 1] })
            #expect(await eventually { server.statistics.connectionsOpen == 0 })
        }
    }

    @Test func `a client that leaves while its handler works leaves nothing behind`()
        async throws
    {
        let gate = Gate()
        try await withServer(
            Self.limits(),
            handler: { request in
                await gate.wait()
                return await echo(request)
            }
        ) { server in
            do {
                let clients = try (0..<50).map { _ in try RawClient(port: server.port) }
                for client in clients {
                    await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")
                }
                #expect(await eventually { server.statistics.requestsInHand == 50 })
                #expect(server.statistics.bodyBytesInHand == 150)
            }
            // The handler is never swept, however long it takes.
            try? await Task.sleep(for: .milliseconds(900))
            #expect(server.statistics.requestsInHand == 50)
            await gate.open()
            #expect(
                await eventually {
                    let now = server.statistics
                    return now.requestsInHand == 0 && now.bodyBytesInHand == 0
                        && now.connectionsOpen == 0
                })
        }
    }

    @Test func `an address with too many connections gets no more`() async throws {
        var limits = HTTPServerLimits()
        limits.connectionsPerAddressMax = 5
        try await withServer(limits) { server in
            var clients = try (0..<5).map { _ in try RawClient(port: server.port) }
            #expect(await eventually { server.statistics.connectionsOpen == 5 })
            let sixth = try RawClient(port: server.port)
            #expect(await sixth.isClosed(within: 15_000))
            #expect(server.statistics.connectionsRefused == 1)
            clients.removeFirst()
            #expect(await eventually { server.statistics.connectionsOpen == 4 })
            let seventh = try RawClient(port: server.port)
            await seventh.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await seventh.response()?.status == 200)
        }
        limits.exemptAddresses = ["127.0.0.1"]
        try await withServer(limits) { server in
            let clients = try (0..<8).map { _ in try RawClient(port: server.port) }
            for client in clients {
                await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(await client.response()?.status == 200)
            }
        }
    }

    @Test func `1000 idle connections give way to those who have something to say`()
        async throws
    {
        var limits = HTTPServerLimits()
        limits.connectionsMax = 1_000
        limits.connectionsPerAddressMax = 5_000
        limits.requestsInHandMax = 1_000
        try await withServer(limits) { server in
            let idle = try (0..<1_000).map { _ in try RawClient(port: server.port) }
            for client in idle { await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }
            var answered = 0
            for client in idle where await client.response()?.status == 200 { answered += 1 }
            #expect(answered == 1_000)
            #expect(server.statistics.connectionsAccepted >= 1_000)
            let newcomer = try RawClient(port: server.port)
            await newcomer.send("GET /new HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await newcomer.response()?.text == "GET /new [] 0")
            #expect(server.statistics.swept[.madeRoom] ?? 0 > 0)
            #expect(server.statistics.connectionsOpen <= 1_000)
        }
    }

    @Test func `silent connections at the limit are swept and the rest are served`()
        async throws
    {
        var limits = Self.limits()
        limits.connectionsMax = 20
        try await withServer(limits) { server in
            let silent = try (0..<40).map { _ in try RawClient(port: server.port) }
            #expect(await eventually { server.statistics.connectionsOpen == 20 })
            let newcomer = try RawClient(port: server.port)
            await newcomer.send("GET /new HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await newcomer.response()?.text == "GET /new [] 0")
            for client in silent { #expect(await client.isClosed(within: 15_000)) }
        }
    }
}
