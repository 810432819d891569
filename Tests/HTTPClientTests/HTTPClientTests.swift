import HTTPServer
import Synchronization
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(3)))
struct HTTPClientTests {
    @Test func `method, path, headers and body arrive and the answer comes back whole`()
        async throws
    {
        try await withPeer { peer, base in
            let client = HTTPClient(hosts: .loopback)
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "BREW"] {
                for body in ["", "қ body"] {
                    let response = try await client.send(
                        OutgoingRequest(
                            method: method, url: base + "/echo?a=1%20b",
                            headers: [.init("X-Sent", "yes"), .init("Content-Type", "text/x")],
                            body: Array(body.utf8)))
                    #expect(response.status == 200)
                    #expect(
                        String(decoding: response.body, as: UTF8.self)
                            == "\(method) /echo a=1 b yes text/x \(body.utf8.count)")
                    #expect(response.header("x-ANSWERED") == "a: b")
                }
            }
            // Only the requests that may not arrive twice asked for a connection of their own.
            #expect(peer.statistics.connectionsAccepted <= 8)
        }
    }

    @Test func `a larger body arrives without waiting for 100 Continue`() async throws {
        try await withPeer { _, base in
            let client = HTTPClient(hosts: .loopback)
            let response = try await client.send(
                OutgoingRequest(
                    method: "POST", url: base + "/expect",
                    body: [UInt8](repeating: 97, count: 2_000_000)))
            #expect(String(decoding: response.body, as: UTF8.self) == "none 2000000")
        }
    }

    @Test func `HEAD has no body and no media type is made up`() async throws {
        try await withPeer { _, base in
            let client = HTTPClient(hosts: .loopback)
            let head = try await client.send(OutgoingRequest(method: "HEAD", url: base + "/count"))
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let post = try await client.send(
                OutgoingRequest(method: "POST", url: base + "/echo", body: [1]))
            #expect(String(decoding: post.body, as: UTF8.self) == "POST /echo  - - 1")
        }
    }

    @Test func `404 is an answer like any other`() async throws {
        try await withPeer { _, base in
            let response = try await HTTPClient(hosts: .loopback)
                .send(OutgoingRequest(url: base + "/nothing"))
            #expect(response.status == 404)
            #expect(String(decoding: response.body, as: UTF8.self) == "nothing here")
        }
    }

    @Test func `a redirect is shown, not followed`() async throws {
        try await withPeer { peer, base in
            let response = try await HTTPClient(hosts: .loopback)
                .send(OutgoingRequest(url: base + "/redirect"))
            #expect(response.status == 302)
            #expect(response.header("Location") == "/count")
            #expect(peer.statistics.requestsHandled == 1)
        }
    }

    @Test func `a slow answer is a timeout, by the client's time or the request's own`()
        async throws
    {
        try await withPeer { _, base in
            var limits = HTTPClientLimits()
            limits.totalTimeoutMilliseconds = 200
            let client = HTTPClient(limits: limits, hosts: .loopback)
            let began = ContinuousClock.now
            await #expect(throws: HTTPClientError.timeout) {
                try await client.send(OutgoingRequest(url: base + "/slow"))
            }
            #expect(ContinuousClock.now - began < .milliseconds(1_900))
            let patient = try await client.send(
                OutgoingRequest(url: base + "/slow", timeoutMilliseconds: 30_000))
            #expect(patient.status == 200)
        }
    }

    @Test func `an answer over the limit is refused, announced or not`() async throws {
        try await withPeer { _, base in
            var limits = HTTPClientLimits()
            limits.responseBytesMax = 1_000
            limits.responseHeaderBytesMax = 2_000
            let client = HTTPClient(limits: limits, hosts: .loopback)
            let fits = try await client.send(OutgoingRequest(url: base + "/bytes?1000"))
            #expect(fits.body.count == 1_000)
            await #expect(throws: HTTPClientError.tooLarge) {
                try await client.send(OutgoingRequest(url: base + "/bytes?1001"))
            }
            await #expect(throws: HTTPClientError.tooLarge) {
                try await client.send(OutgoingRequest(url: base + "/headers"))
            }
        }
        var limits = HTTPClientLimits()
        limits.responseBytesMax = 1_000
        let client = HTTPClient(limits: limits, hosts: .loopback)
        let endless = try OneAnswer(
            "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 9_000))
        await #expect(throws: HTTPClientError.tooLarge) {
            try await client.send(OutgoingRequest(url: endless.url))
        }
    }

    @Test func `nobody listening is unreachable, and surely not received`() async throws {
        let server = try HTTPServer { _ in HTTPResponse(status: 200) }
        try server.start()
        let url = "http://127.0.0.1:\(server.port)/"
        await server.stop(graceMilliseconds: 0)
        await #expect(throws: HTTPClientError.unreachable) {
            try await HTTPClient(hosts: .loopback).send(OutgoingRequest(url: url))
        }
        #expect(!HTTPClientError.unreachable.mayHaveBeenReceived)
        #expect(HTTPClientError.timeout.mayHaveBeenReceived)
    }

    @Test(arguments: [
        ("not http at all\r\n\r\n", HTTPClientError.malformed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .interrupted),
        ("", .interrupted),
    ])
    func `a broken answer is told apart`(answer: String, error: HTTPClientError) async throws {
        let peer = try OneAnswer(answer)
        await #expect(throws: error) {
            try await HTTPClient(hosts: .loopback).send(
                OutgoingRequest(method: "POST", url: peer.url))
        }
    }

    @Test func `an interim answer is passed over`() async throws {
        let peer = try OneAnswer(
            "HTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\nY: 2\r\nContent-Length: 1\r\n\r\na"
        )
        let response = try await HTTPClient(hosts: .loopback).send(OutgoingRequest(url: peer.url))
        #expect(response.status == 200)
        #expect(response.header("X") == nil)
        #expect(response.header("Y") == "2")
    }

    @Test func `plain HTTP where TLS was asked for is an error of TLS`() async throws {
        try await withPeer { peer, _ in
            await #expect(throws: HTTPClientError.tls) {
                try await HTTPClient(hosts: .loopback).send(
                    OutgoingRequest(url: "https://127.0.0.1:\(peer.port)/"))
            }
        }
    }

    @Test(arguments: [
        "", "x", "/path", "ftp://127.0.0.1/", "file:///etc/passwd", "http://",
        "http://u:p@127.0.0.1/",
        "http://127.0.0.1:99999/", "http://127.0.0.1/ b", "http://127.0.0.1/\u{0}",
        "gopher://127.0.0.1/",
        "http://127.0.0.1/\r\nX: 1",
    ])
    func `a URL that is none of ours is malformed`(url: String) async throws {
        await #expect(throws: HTTPClientError.malformed) {
            try await HTTPClient(hosts: .loopback).send(OutgoingRequest(url: url))
        }
    }

    @Test func `header fields cannot smuggle further ones`() async throws {
        try await withPeer { peer, base in
            let client = HTTPClient(hosts: .loopback)
            for request in [
                OutgoingRequest(url: base + "/", headers: [.init("A", "b\r\nC: d")]),
                OutgoingRequest(url: base + "/", headers: [.init("A: b\r\nC", "d")]),
                OutgoingRequest(method: "GET / HTTP/1.1\r\nX: y\r\n", url: base + "/"),
            ] {
                await #expect(throws: HTTPClientError.malformed) { try await client.send(request) }
            }
            #expect(peer.statistics.requestsHandled == 0)
        }
    }

    @Test func `200 requests at once share the threads and are all answered`() async throws {
        try await withPeer { peer, base in
            let client = HTTPClient(hosts: .loopback)
            let answered = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let response = try? await client.send(
                            OutgoingRequest(url: base + "/bytes?\(number)"))
                        return response?.body.count == number
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(answered == 200)
            #expect(peer.statistics.connectionsAccepted <= 16)
        }
    }

    @Test func `above the limit of waiting requests the answer is overloaded`() async throws {
        try await withPeer { peer, base in
            var limits = HTTPClientLimits()
            limits.concurrentRequestsMax = 1
            limits.waitingRequestsMax = 1
            let client = HTTPClient(limits: limits, hosts: .loopback)
            async let first = client.send(OutgoingRequest(url: base + "/slow"))
            #expect(await eventually { peer.statistics.requestsInHand == 1 })
            let second = Task { try await client.send(OutgoingRequest(url: base + "/count")) }
            try? await Task.sleep(for: .milliseconds(100))
            await #expect(throws: HTTPClientError.overloaded) {
                try await client.send(OutgoingRequest(url: base + "/count"))
            }
            let answers = try await (first, second.value)
            #expect(answers.0.status == 200)
            #expect(answers.1.status == 200)
        }
    }

    @Test func `cancelling the task ends the wait at once and frees the thread soon`()
        async throws
    {
        try await withPeer { peer, base in
            var limits = HTTPClientLimits()
            limits.concurrentRequestsMax = 1
            let client = HTTPClient(limits: limits, hosts: .loopback)
            let task = Task {
                try await client.send(
                    OutgoingRequest(url: base + "/never", timeoutMilliseconds: 30_000))
            }
            #expect(await eventually { peer.statistics.requestsInHand == 1 })
            let began = ContinuousClock.now
            task.cancel()
            let result = await task.result
            #expect(ContinuousClock.now - began < .seconds(20))
            #expect(throws: HTTPClientError.cancelled) { try result.get() }
            let next = try await client.send(
                OutgoingRequest(url: base + "/count", timeoutMilliseconds: 20_000))
            #expect(next.status == 200)
        }
    }
}
