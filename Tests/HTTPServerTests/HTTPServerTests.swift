import Testing

@testable import HTTPServer

@Suite(.timeLimit(.minutes(3)))
struct HTTPServerTests {
    @Test func `a request is understood and answered with its length`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "POST /a%20b/%D2%9B?x=1&y=a+b%26&x=2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
            )
            let response = try #require(await client.response())
            #expect(response.status == 200)
            #expect(response.text == "POST /a b/қ [x=1,y=a b&,x=2] 3")
            #expect(response.header("Content-Length") == "\(response.body.count)")
            #expect(response.header("Content-Type") == "text/plain")
        }
    }

    @Test func `headers, cookies and the address reach the handler`() async throws {
        try await withServer(handler: { request in
            let text = [
                request.headers["x-one"] ?? "",
                request.headers.values("X-Two").joined(separator: "|"),
                request.cookie("session") ?? "", request.cookie("none") ?? "-",
                request.remoteAddress,
            ]
            return HTTPResponse(
                status: 201, headers: ["Set-Cookie": "a=1", "set-cookie": "b=2"],
                body: Array(text.joined(separator: " ").utf8))
        }) { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "GET / HTTP/1.1\r\nHost: h\r\nX-ONE: 1\r\nX-Two: a\r\nx-two: b\r\nCookie: q=0; session=s=1\r\n\r\n"
            )
            let response = try #require(await client.response())
            #expect(response.status == 201)
            #expect(response.text == "1 a|b s=1 - 127.0.0.1")
            #expect(
                response.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
                    == ["a=1", "b=2"])
        }
    }

    @Test func `a connection is kept alive and pipelined requests are answered in order`()
        async throws
    {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            let requests = (1...20).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }
            await client.send(requests.joined())
            for number in 1...20 {
                #expect(await client.response()?.text == "GET /\(number) [] 0")
            }
            await client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.response()?.text == "GET /later [] 0")
            #expect(server.statistics.connectionsAccepted == 1)
            #expect(server.statistics.requestsHandled == 21)
        }
    }

    @Test func `bytes after the announced length are the next request`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nabGET /b HTTP/1.1\r\nHost: h\r\n\r\n"
            )
            #expect(await client.response()?.text == "POST /a [] 2")
            #expect(await client.response()?.text == "GET /b [] 0")
        }
    }

    @Test func `HEAD gets the length without the body`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n")
            let head = try #require(await client.response(toHead: true))
            #expect(head.header("Content-Length") == "\("HEAD /a [] 0".count)")
            #expect(await client.response()?.text == "GET /b [] 0")
        }
    }

    @Test func `a client that waits for 100 Continue is told to go on`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(await client.response()?.status == 100)
            await client.send("abc")
            #expect(await client.response()?.text == "PUT /a [] 3")
        }
    }

    @Test func `a chunked body arrives whole`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "PATCH /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
            )
            #expect(await client.response()?.text == "PATCH /a [] 7")
        }
    }

    @Test func `an unknown method reaches the handler`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            await client.send("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(await client.response()?.text == "BREW /pot [] 0")
        }
    }

    @Test func `500 requests at once are all answered`() async throws {
        var limits = HTTPServerLimits()
        limits.connectionsPerAddressMax = 600
        limits.requestsInHandMax = 600
        try await withServer(
            limits,
            handler: { request in
                try? await Task.sleep(for: .milliseconds(50))
                return await echo(request)
            }
        ) { server in
            let clients = try (0..<500).map { _ in try RawClient(port: server.port) }
            for (number, client) in clients.enumerated() {
                await client.send("GET /\(number) HTTP/1.1\r\nHost: h\r\n\r\n")
            }
            for (number, client) in clients.enumerated() {
                #expect(await client.response()?.text == "GET /\(number) [] 0")
            }
        }
    }

    @Test func `an answer that HTTP does not allow becomes an error, not a split header`()
        async throws
    {
        try await withServer(handler: { _ in
            HTTPResponse(status: 200, headers: ["X": "a\r\nSet-Cookie: stolen=1"])
        }) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let response = try #require(await client.response())
            #expect(response.status == 500)
            #expect(response.header("Set-Cookie") == nil)
            #expect(server.statistics.refused[.invalidResponse] == 1)
        }
    }

    @Test func `a second server on the same port is refused with the reason`() async throws {
        try await withServer { server in
            let second = try HTTPServer(port: server.port, handler: echo)
            #expect(throws: HTTPServerStartError.addressInUse) { try second.start() }
            #expect(throws: HTTPServerStartError.invalidAddress("localhost")) {
                try HTTPServer(address: "localhost", handler: echo).start()
            }
            #expect(throws: HTTPServerStartError.alreadyStarted) { try server.start() }
        }
    }
}
