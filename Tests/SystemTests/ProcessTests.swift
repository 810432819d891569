import Foundation
import Kernel
import QyzmetTesting
import Testing

/// The manners of the process (`contract.md`, Process).
@Suite(.timeLimit(.minutes(3)))
struct ProcessTests {
    @Test func `ready is the last line on standard output and names where it serves`() async throws
    {
        try await withServer { _, server in
            #expect(server.url.hasPrefix("http://127.0.0.1:"))
            let readiness = try await call("GET", server.url + "/readyz")
            #expect(readiness.status == 200)
            #expect(server.process.output == "ready \(server.url)\n")
        }
    }

    @Test func `SIGTERM lets requests in hand finish and exits 0 within ten seconds`() async throws
    {
        try await withServer { _, server in
            // The register takes its time, so the answer is still on its way when the signal comes.
            let slow: JSON = ["registers": ["persons": ["delayMilliseconds": 1500]]]
            _ = try await call("PUT", server.url + "/sandbox/faults", slow).expect(200)
            let people = try await call("GET", server.url + "/sandbox/people?limit=1").expect(200)
            let iin = try #require(people["items"]?.array?.first?["iin"])
            async let answer = call("POST", server.url + "/auth/otp", ["iin": iin])
            try await Task.sleep(for: .milliseconds(400))
            let began = ContinuousClock.now
            server.process.signal(SIGTERM)
            #expect(try await server.process.end(within: .seconds(10)) == .exited(0))
            #expect(ContinuousClock.now - began > .milliseconds(300), "it waited for the answer")
            let status = try await answer.status
            #expect(status == 201)
            #expect(server.process.output == "ready \(server.url)\n")
        }
    }

    @Test func `SIGTERM does not wait for a long poll beyond ten seconds`() async throws {
        try await withServer { _, server in
            let bank = try #require(try await TestSystem.all(at: server.url)["dala-bank"])
            let headers = try await bank.headers(at: server.url)
            let people = try await TestPerson.all(at: server.url, with: "DriverLicense")
            var body = bank.example
            body = body.setting("subjectIin", .string(try #require(people.first).iin))
            let path = server.url + "/api/kdp/access-requests"
            let made = try await call("POST", path, body, headers: headers).expect(201)
            let id = try #require(made["id"]?.string)
            async let poll = call("GET", "\(path)/\(id)?wait=30", headers: headers)
            try await Task.sleep(for: .milliseconds(400))
            server.process.signal(SIGTERM)
            #expect(try await server.process.end(within: .seconds(10)) == .exited(0))
            let status = try await poll.status
            #expect([200, 503].contains(status))
        }
    }

    @Test func `what was acknowledged before SIGTERM is there after the next start`() async throws {
        let installation = try TestInstallation(.sqlite)
        let first = try await installation.start()
        let clock = try await call(
            "PUT", first.url + "/sandbox/clock", ["advanceSeconds": 86_400]
        ).expect(200)
        first.process.signal(SIGTERM)
        #expect(try await first.process.end(within: .seconds(10)) == .exited(0))
        let second = try await installation.start(port: first.port)
        defer { second.process.destroy() }
        let later = try await call("GET", second.url + "/sandbox/clock").expect(200)
        let (before, after) = (clock["now"]?.string ?? "", later["now"]?.string ?? "")
        #expect(!before.isEmpty && after >= before)
    }

    @Test func `a port that is taken ends the start with an error`() async throws {
        try await withServer { _, server in
            let other = try TestInstallation(.sqlite)
            let result = try await other.run(
                ["serve"], ["QYZMET_ADDRESS": "127.0.0.1:\(server.port)"])
            #expect(result.end == .exited(1))
            #expect(!result.output.contains("ready"))
            #expect(!result.errors.isEmpty)
        }
    }
}

extension JSON {
    /// The object with one member set.
    func setting(_ name: String, _ value: JSON) -> JSON {
        .object((members ?? []).filter { $0.name != name } + [Member(name, value)])
    }
}
