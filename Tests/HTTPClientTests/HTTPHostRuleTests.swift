import HTTPServer
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(3)))
struct HTTPHostRuleTests {
    @Test(arguments: [
        "http://192.0.2.1/", "https://192.0.2.1/", "http://0.0.0.0/", "http://[2001:db8::1]/",
        "http://3221225985/", "http://0xc0000201/", "http://[::ffff:192.0.2.1]/", "http://10.1/",
    ])
    func `an address that is not allowed is refused before connecting`(url: String) async throws {
        await #expect(throws: HTTPClientError.notAllowed) {
            try await HTTPClient(hosts: .loopback).send(OutgoingRequest(url: url))
        }
    }

    @Test func `a name is judged by the address that it stands for`() async throws {
        try await withPeer { peer, base in
            let named = "http://localhost:\(peer.port)/count"
            let response = try await HTTPClient(hosts: .loopback).send(OutgoingRequest(url: named))
            #expect(response.status == 200)
            let elsewhere = HTTPHostRule(
                allowsHost: { _, _ in true }, allowsAddress: { _ in false })
            for url in [named, base + "/count"] {
                await #expect(throws: HTTPClientError.notAllowed) {
                    try await HTTPClient(hosts: elsewhere).send(OutgoingRequest(url: url))
                }
            }
            #expect(peer.statistics.connectionsAccepted == 1)
        }
    }

    @Test func `a list of hosts allows those and no others`() async throws {
        try await withPeer { peer, base in
            let client = HTTPClient(hosts: .hosts(["localhost"]))
            let response = try await client.send(
                OutgoingRequest(url: "http://LOCALHOST:\(peer.port)/count"))
            #expect(response.status == 200)
            await #expect(throws: HTTPClientError.notAllowed) {
                try await client.send(OutgoingRequest(url: base + "/count"))
            }
        }
    }
}
