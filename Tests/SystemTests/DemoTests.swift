import Foundation
import Kernel
import QyzmetTesting
import Testing

/// `qyzmet demo` against a running sandbox, as a stranger runs it.
@Suite(.timeLimit(.minutes(3)))
struct DemoTests {
    @Test func `the story is told to its end in under a minute, signature and proof verified`()
        async throws
    {
        try await withServer(.sqlite, ["QYZMET_SANDBOX_PEOPLE": "500"]) { installation, server in
            let began = ContinuousClock.now
            let told = try await installation.run(["demo", server.url])
            #expect(ContinuousClock.now - began < .seconds(60))
            #expect(told.end == .exited(0), "\(told.output)\n\(told.errors)")
            for line in [
                "the signature is right, by", "the proof is right: leaf",
                "ended as it should",
            ] {
                #expect(told.output.contains(line), "\(line)")
            }
        }
    }

    @Test func `a story that cannot be told ends with a status that says so`() async throws {
        let installation = try TestInstallation(.sqlite)
        let result = try await installation.run(["demo", "http://127.0.0.1:1"])
        #expect(result.end == .exited(1))
        #expect(!result.errors.isEmpty)
    }
}
