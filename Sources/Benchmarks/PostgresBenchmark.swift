import Foundation
import Kernel
import QyzmetTesting
import Store

/// Verification over HTTP on PostgreSQL against pgbench, on the same server, each its database.
struct PostgresBenchmark {
    private static let consents = 10_000
    private static let seconds = 3

    let folder: String
    let load: LoadGenerator

    /// Starts a durable PostgreSQL, measures and shows the figures.
    func run() async throws {
        let postgres = try PostgresServer(isDurable: true)
        defer { postgres.stop() }
        try postgres.run("CREATE DATABASE served")
        let installation = try await SeededInstallation.make(
            folder: folder + "/postgres", databaseURL: postgres.url(database: "served"),
            consents: Self.consents)
        try postgres.run("CREATE DATABASE raw TEMPLATE served")
        // One use of each data set can be spent but three times; pgbench always writes the first.
        for name in ["served", "raw"] { try postgres.run("VACUUM ANALYZE", database: name) }
        let pgbench = try Pgbench(
            folder: folder, url: postgres.url(database: "raw"),
            clients: PostgresLimits().connections, installation.statements,
            choosing: ["\\set number random(1, \(installation.consents))"],
            names: [
                "substr(encode(sha256(:number::text::bytea), 'hex'), 1, 26)",
                "'\(SeededConsent(number: 1, grantedAt: installation.grantedAt).subject.digits)'::text",
            ])
        let server = try ServerProcess(environment: installation.environment)
        defer { server.stop() }
        try await measure(installation, server, pgbench)
    }

    private func measure(
        _ installation: SeededInstallation, _ server: ServerProcess, _ pgbench: Pgbench
    ) async throws {
        let trial = try pgbench.run(transactionsPerClient: 100)
        let share = Int(trial * Double(Self.seconds)) / pgbench.clients
        var rounds = Rounds()
        for _ in 0..<Rounds.count {
            rounds.note("pgbench", try pgbench.run(transactionsPerClient: share))
            let outcome = try await installation.verify(
                on: server, with: load, seconds: Self.seconds)
            rounds.note("verification", outcome.rate)
            rounds.note("p99", outcome.p99Milliseconds)
        }
        let (rate, peer, p99) = (rounds["verification"], rounds["pgbench"], rounds["p99"])
        for figure in [
            Figure(
                name: "pgbench, \(pgbench.clients) clients", value: peer, unit: "1/s",
                store: "postgres"),
            Figure(
                name: "token verification", value: rate, unit: "1/s", against: "pgbench",
                ratio: rate / peer, store: "postgres"),
            Figure(
                name: "token verification, p99", value: p99, unit: "ms", against: "aim 10 ms",
                ratio: p99 / 10, store: "postgres"),
        ] { figure.show() }
    }
}
