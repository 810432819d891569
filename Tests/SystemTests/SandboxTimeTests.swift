import Foundation
import Kernel
import QyzmetTesting
import Testing

/// The sandbox's time, through the running system (design rule 13).
@Suite(.timeLimit(.minutes(3)))
struct SandboxTimeTests {
    private func now(_ url: String) async throws -> Instant {
        let text = try await call("GET", url + "/sandbox/clock").expect(200)["now"]?.string
        return try #require(text.flatMap { Instant(rfc3339: $0) })
    }

    @Test(arguments: Engine.allCases)
    func `it begins where it is told, lives in the store and goes only forward`(
        _ engine: Engine
    ) async throws {
        let installation = try TestInstallation(engine)
        let begin = try #require(Instant(rfc3339: "2027-03-01T09:00:00+05:00"))
        let start = ["QYZMET_SANDBOX_START": begin.description]
        let first = try await installation.start(start)
        defer { first.process.destroy() }
        let told = try await now(first.url)
        #expect(begin <= told && told < begin.adding(seconds: 120))

        let back = begin.adding(seconds: -1)
        let refused = try await call(
            "PUT", first.url + "/sandbox/clock", ["now": .string(back.description)])
        #expect(refused.status == 422 && refused.code == "invalidField", "\(refused.json.text)")
        let negative = try await call(
            "PUT", first.url + "/sandbox/clock", ["advanceSeconds": -1])
        #expect(negative.status == 422)
        #expect(try await now(first.url) >= told)
        _ = try await call(
            "PUT", first.url + "/sandbox/clock", ["advanceSeconds": 86_400]
        ).expect(200)
        let moved = try await now(first.url)
        #expect(moved >= told.adding(seconds: 86_400))
        first.process.signal(SIGTERM)
        #expect(try await first.process.end(within: .seconds(15)) == .exited(0))

        // The first moment is the first moment only: time does not begin anew with the process.
        let second = try await installation.start(start)
        defer { second.process.destroy() }
        #expect(try await now(second.url) >= moved)
    }

    @Test func `client assertions go by the machine's time, whatever the sandbox's`() async throws {
        try await withServer(
            .sqlite, ["QYZMET_SANDBOX_START": "2031-01-01T00:00:00+05:00"]
        ) { _, server in
            // Made by the machine's clock, five years behind the sandbox's.
            let bank = try #require(try await TestSystem.all(at: server.url)["dala-bank"])
            let token = try await bank.token(at: server.url)
            _ = try await call(
                "PUT", server.url + "/sandbox/clock", ["advanceSeconds": 31_536_000]
            ).expect(200)
            #expect(try await bank.token(at: server.url) != token)
        }
    }
}
