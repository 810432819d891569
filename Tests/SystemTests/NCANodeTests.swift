import Foundation
import Kernel
import QyzmetTesting
import Testing

/// A client that is generated from NCANode's own interface file runs every call against us (UC-28).
@Suite(.timeLimit(.minutes(8)))
struct NCANodeTests {
    @Test func `a client written for NCANode runs every call`() async throws {
        try await withServer { installation, server in
            let people = try await call("GET", server.url + "/sandbox/people?limit=1").expect(200)
            let iin = try #require(people["items"]?.array?.first?["iin"]?.string)
            let key = try await issue(iin, "valid", at: server)
            let revoked = try await issue(iin, "revoked", at: server)
            let pem = try #require(key["certificate"]?.string)
            let task: JSON = [
                "key": .string(try #require(key["p12"]?.string)),
                "revokedKey": .string(try #require(revoked["p12"]?.string)),
                "password": .string(try #require(key["password"]?.string)),
                "certificate": .string(Array(pem.utf8).base64),
            ]
            let file = installation.folder + "/ncanode.json"
            try task.text.write(toFile: file, atomically: true, encoding: .utf8)
            let result = try await Peer.run(
                "ncanode/client.py", [server.url + "/ncanode", file], in: installation.folder,
                within: .seconds(240))
            #expect(result.end == .exited(0), "\(result.output)\n\(result.errors)")
            // Neither keys nor passwords stand in the log.
            let log = server.process.errors + server.process.output
            #expect(!log.contains("Qwerty12"))
            #expect(!log.contains(String(try #require(key["p12"]?.string).prefix(64))))
        }
    }

    private func issue(
        _ iin: String, _ validity: String, at server: TestServer
    ) async throws -> JSON {
        try await call(
            "POST", server.url + "/sandbox/nca/certificates",
            ["iin": .string(iin), "validity": .string(validity)]
        ).expect(201)
    }
}
