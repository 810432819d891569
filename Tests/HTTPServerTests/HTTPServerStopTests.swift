import Testing

@testable import HTTPServer

@Suite(.timeLimit(.minutes(3)))
struct HTTPServerStopTests {
    @Test func `a stop finishes what is in hand and takes nothing new`() async throws {
        let server = try HTTPServer { request in
            try? await Task.sleep(for: .milliseconds(400))
            return await echo(request)
        }
        try server.start()
        let client = try RawClient(port: server.port)
        let idle = try RawClient(port: server.port)
        await idle.send("GET /idle HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await idle.response()?.status == 200)
        await client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await eventually { server.statistics.requestsInHand == 1 })

        async let stopped: Void = server.stop(graceMilliseconds: 5_000)
        try? await Task.sleep(for: .milliseconds(100))
        #expect(throws: (any Error).self) { try RawClient(port: server.port) }
        await idle.send("GET /late HTTP/1.1\r\nHost: h\r\n\r\n")
        let late = try #require(await idle.response())
        #expect(late.status == 503)
        #expect(late.header("Retry-After") == "1")
        let response = try #require(await client.response())
        #expect(response.text == "GET /slow [] 0")
        #expect(response.header("Connection")?.lowercased() == "close")
        await stopped
        #expect(server.statistics.connectionsOpen == 0)
    }

    @Test func `handlers that outlast the grace are cancelled and answered for`() async throws {
        let server = try HTTPServer { request in
            // Deaf to cancellation.
            await Task.detached { try? await Task.sleep(for: .seconds(60)) }.value
            return await echo(request)
        }
        try server.start()
        let client = try RawClient(port: server.port)
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await eventually { server.statistics.requestsInHand == 1 })
        let began = ContinuousClock.now
        await server.stop(graceMilliseconds: 100)
        #expect(ContinuousClock.now - began < .seconds(20))
        #expect(await client.response()?.status == 503)
        #expect(server.statistics.requestsInHand == 0)
        #expect(server.statistics.connectionsOpen == 0)
    }

    @Test func `a handler that hears of its cancellation gives its own answer`() async throws {
        let server = try HTTPServer { _ in
            try? await Task.sleep(for: .seconds(20))
            return HTTPResponse(status: Task.isCancelled ? 202 : 200)
        }
        try server.start()
        let client = try RawClient(port: server.port)
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await eventually { server.statistics.requestsInHand == 1 })
        await server.stop(graceMilliseconds: 50)
        #expect(await client.response()?.status == 202)
    }

    @Test func `a stop under load ends and leaves nothing open`() async throws {
        for _ in 0..<10 {
            let server = try HTTPServer(handler: echo)
            try server.start()
            let clients = try (0..<20).map { _ in try RawClient(port: server.port) }
            for client in clients {
                await client.send(
                    "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
            }
            await server.stop(graceMilliseconds: 1_000)
            #expect(server.statistics.requestsInHand == 0)
            #expect(server.statistics.connectionsOpen == 0)
        }
    }

    @Test func `a server forgotten without a stop ends by itself`() async throws {
        var server: HTTPServer? = try HTTPServer(handler: echo)
        try server?.start()
        let port = try #require(server?.port)
        let client = try RawClient(port: port)
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(await client.response()?.status == 200)
        server = nil
        #expect(await client.isClosed(within: 15_000))
    }
}
