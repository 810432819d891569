import Foundation
import HTTPServer
import Kernel
import QyzmetTesting
import Store

/// Durable redemptions with two lines and a journal entry over HTTP: against the raw parts and one
/// commit a request on SQLite, and against pgbench with the same statements on PostgreSQL.
struct VoucherBenchmark {
    private static let isLarge = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == "1"
    private static let count = isLarge ? 120_000 : 30_000
    private static let seconds = isLarge ? 3 : 1
    /// How many redemptions the raw limit commits together: as many as can wait at once.
    private static let batch = LoadGenerator.connections

    let folder: String
    let load: LoadGenerator

    /// Measures and shows the figures.
    func run() async throws {
        try await onSQLite()
        try await onPostgres()
        try await VoucherBulkBenchmark(folder: folder).run()
    }

    /// What 64 tills feel that sell something every second each: no cashier is faster.
    private func showPaced(
        _ seeded: SeededVouchers, on server: ServerProcess, store: String
    ) async throws {
        // The last vouchers of the last round are not spent in a round.
        let left = numbers(Rounds.count - 1).suffix(2_000)
        let outcome = try await seeded.redeem(
            left, on: server, with: load, seconds: 8, folder: folder, pause: 1_000)
        Figure(
            name: "redemption, p99 at 64 tills, one sale a second each (\(Int(outcome.rate))/s)",
            value: outcome.p99Milliseconds, unit: "ms", against: "aim 10 ms",
            ratio: outcome.p99Milliseconds / 10, store: store
        ).show()
    }

    /// The numbers of a round; the first voucher is spent.
    private func numbers(_ round: Int) -> Range<Int> {
        let share = (Self.count - 1) / Rounds.count
        return 2 + round * share..<2 + (round + 1) * share
    }

    private func onSQLite() async throws {
        let data = folder + "/vouchers"
        let seeded = try await SeededVouchers.make(
            folder: data, databaseURL: "sqlite:\(data)/qyzmet.db", count: Self.count)
        try FileManager.default.copyItem(
            atPath: data + "/qyzmet.db", toPath: folder + "/raw-vouchers.db")
        let raw = try RawSQLite(
            path: folder + "/raw-vouchers.db", seeded.statements,
            names: (2...Self.count).map(SeededVouchers.names))
        let hello = try RawHello()
        defer { hello.stop() }
        let server = try ServerProcess(environment: seeded.environment)
        defer { server.stop() }
        let time = Double(Self.seconds) / 3
        var rounds = Rounds()
        for round in 0..<Rounds.count {
            rounds.note("hello", try load.run("http://127.0.0.1:\(hello.port)/").rate)
            rounds.note("batched", try perSecond(for: time) { try raw.commit(Self.batch) })
            rounds.note("single", try perSecond(for: time) { try raw.commit(1) })
            let outcome = try await seeded.redeem(
                numbers(round), on: server, with: load, seconds: Self.seconds, folder: folder)
            rounds.note("redemption", outcome.rate)
            rounds.note("p99", outcome.p99Milliseconds)
        }
        try await showPaced(seeded, on: server, store: "sqlite")
        let (rate, p99) = (rounds["redemption"], rounds["p99"])
        let parts = 1 / (1 / rounds["hello"] + 1 / rounds["batched"])
        for figure in [
            Figure(
                name: "redemption statements, \(Self.batch) a commit", value: rounds["batched"],
                unit: "1/s", store: "sqlite"),
            Figure(
                name: "redemption statements, one a commit", value: rounds["single"],
                unit: "1/s", store: "sqlite"),
            Figure(
                name: "redemption", value: rate, unit: "1/s",
                against: "1/(hello+batched statements), aim 0.6", ratio: rate / parts,
                store: "sqlite"),
            Figure(
                name: "redemption", value: rate, unit: "1/s",
                against: "one a commit, aim 2.5", ratio: rate / rounds["single"],
                store: "sqlite"),
            Figure(
                name: "redemption, p99 at 64 tills that never rest", value: p99, unit: "ms",
                against: "aim 10 ms", ratio: p99 / 10, store: "sqlite"),
            Figure(
                name: "redemption", value: rate, unit: "1/s",
                against: "121: 32,000 updates in 20 s (stated)", ratio: rate / 1_600,
                store: "sqlite"),
        ] { figure.show() }
    }

    private func onPostgres() async throws {
        let postgres = try PostgresServer(isDurable: true)
        defer { postgres.stop() }
        try postgres.run("CREATE DATABASE served")
        let seeded = try await SeededVouchers.make(
            folder: folder + "/vouchers-postgres", databaseURL: postgres.url(database: "served"),
            count: Self.count)
        try postgres.run("CREATE DATABASE raw TEMPLATE served")
        for name in ["served", "raw"] { try postgres.run("VACUUM ANALYZE", database: name) }
        let clients = PostgresLimits().connections
        let pgbench = try Pgbench(
            folder: folder, url: postgres.url(database: "raw"), clients: clients,
            seeded.statements,
            choosing: [
                "\\set number :offset + :client_id * :share + :done", "\\set done :done + 1",
            ], names: SeededVouchers.expressions)
        // pgbench counts transactions, so a round's share is guessed from the first few.
        let trial = 40
        var offset = 2
        func measure(_ share: Int) throws -> Double {
            defer { offset += share * clients }
            return try pgbench.run(
                transactionsPerClient: share,
                variables: ["offset": offset, "share": share, "done": 0])
        }
        let first = try measure(trial)
        let most = (Self.count - offset) / Rounds.count / clients
        let share = min(most, max(1, Int(first * Double(Self.seconds)) / clients))
        let server = try ServerProcess(environment: seeded.environment)
        defer { server.stop() }
        var rounds = Rounds()
        for round in 0..<Rounds.count {
            rounds.note("pgbench", try measure(share))
            let outcome = try await seeded.redeem(
                numbers(round), on: server, with: load, seconds: Self.seconds, folder: folder)
            rounds.note("redemption", outcome.rate)
            rounds.note("p99", outcome.p99Milliseconds)
        }
        try await showPaced(seeded, on: server, store: "postgres")
        let (rate, peer, p99) = (rounds["redemption"], rounds["pgbench"], rounds["p99"])
        for figure in [
            Figure(
                name: "pgbench, redemption, \(clients) clients", value: peer, unit: "1/s",
                store: "postgres"),
            Figure(
                name: "redemption", value: rate, unit: "1/s", against: "pgbench, aim 0.7",
                ratio: rate / peer, store: "postgres"),
            Figure(
                name: "redemption, p99 at 64 tills that never rest", value: p99, unit: "ms",
                against: "aim 10 ms", ratio: p99 / 10, store: "postgres"),
        ] { figure.show() }
    }
}
