import QyzmetTesting
import Foundation
import Testing

/// `kill -9` under load: nothing acknowledged is lost, nothing is half done, the journal verifies.
@Suite(.serialized, .timeLimit(.minutes(isSoak ? 60 : 5)))
struct CrashTests {
    private static let kills = isSoak ? 50 : 5

    @Test(arguments: Engine.allCases)
    func `killed at any moment, it keeps whatever it had acknowledged`(_ engine: Engine)
        async throws
    {
        let installation = try TestInstallation(engine)
        let settings = ["QYZMET_SANDBOX_PEOPLE": "500"]
        var server = try await installation.start(settings)
        defer { server.process.destroy() }
        let ledger = CrashLedger()
        let load = try await CrashLoad(url: server.url, ledger: ledger)
        var acknowledged = 0
        var checked = CrashLedger.State()
        for _ in 0..<Self.kills {
            let work = Task { await load.run() }
            try await Task.sleep(for: .milliseconds(Int.random(in: 400...1500)))
            server.process.signal(SIGKILL)
            #expect(try await server.process.end(within: .seconds(5)) == .killed(by: SIGKILL))
            work.cancel()
            await work.value
            #expect(ledger.count > acknowledged, "the load had its effect")
            acknowledged = ledger.count
            server = try await installation.start(settings, port: server.port)
            // What is older stood after the kill before; all of it is asked for again at the end.
            let all = ledger.all
            try await CrashCheck(load: load).everythingStands(all.since(checked))
            checked = all
        }
        try await CrashCheck(load: load).everythingStands(ledger.all)
        try await CrashCheck.rowsAgree(in: installation.store)
        server.process.signal(SIGTERM)
        #expect(try await server.process.end(within: .seconds(10)) == .exited(0))
        let verified = try await installation.run(["journal", "verify"], settings)
        #expect(verified.end == .exited(0), "\(verified.output)\(verified.errors)")
        if isSoak { try report(engine, acknowledged) }
    }

    private func report(_ engine: Engine, _ acknowledged: Int) throws {
        let folder = repository + "/docs/measurements"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/crash.md"
        let head = """
            # Killed under load

            `QYZMET_SOAK=1 swift test --filter CrashTests`: the server is killed with SIGKILL at
            random moments under load, started again on the same store, and everything that it had
            acknowledged is asked for again.

            | Store | Kills | Changes acknowledged | Lost | Half done |
            |---|---|---|---|---|

            """
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? head
        let row = "| \(engine.rawValue) | \(Self.kills) | \(acknowledged) | 0 | 0 |"
        let others = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("| \(engine.rawValue) |") }.joined(separator: "\n")
        try (others + row + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
}
