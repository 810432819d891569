import Foundation
import Kernel
import QyzmetTesting

/// An official's inbox and a register at a past day, with few and with many cases, on both stores.
struct CaseworkBenchmark {
    /// `QYZMET_BENCH_CASES`, or 100,000; a million where the large sizes are asked for.
    private static let many: Int = {
        let environment = ProcessInfo.processInfo.environment
        if let cases = environment["QYZMET_BENCH_CASES"].flatMap({ Int($0) }), cases > 1_000 {
            return cases
        }
        return environment["QYZMET_SOAK"] == "1" ? 1_000_000 : 100_000
    }()
    private static let sizes = [1_000, many]
    /// How many applications are ready for each round; more than a second takes in.
    private static let submitted = 1_000
    /// As many officials as look at the same moment.
    private static let connections = 4

    let folder: String
    let load: LoadGenerator

    /// Measures and shows the figures.
    func run() async throws {
        var seeded: [SeededCasework] = []
        for size in Self.sizes {
            let data = "\(folder)/casework-\(size)"
            seeded.append(
                try await SeededCasework.make(
                    folder: data, databaseURL: "sqlite:\(data)/qyzmet.db", count: size,
                    submissions: submissions(size)))
        }
        try compare(seeded, store: "sqlite")
        let postgres = try PostgresServer(isDurable: true)
        defer { postgres.stop() }
        seeded = []
        for size in Self.sizes {
            try postgres.run("CREATE DATABASE cases\(size)")
            seeded.append(
                try await SeededCasework.make(
                    folder: "\(folder)/casework-postgres-\(size)",
                    databaseURL: postgres.url(database: "cases\(size)"), count: size,
                    submissions: submissions(size)))
            try postgres.run("VACUUM ANALYZE", database: "cases\(size)")
        }
        try compare(seeded, store: "postgres")
    }

    /// Only the store with many cases takes any in.
    private func submissions(_ size: Int) -> Int {
        size == Self.sizes[1] ? Self.submitted * Rounds.count : 0
    }

    /// Complete and signed applications over HTTP: judged, numbered, routed, with a journal entry.
    private func submit(_ seeded: SeededCasework, on server: ServerProcess, store: String) throws {
        var rounds = Rounds()
        for round in 0..<Rounds.count {
            let share = seeded.submissions.lines.dropFirst(round * Self.submitted)
                .prefix(Self.submitted)
            let bodies = folder + "/submissions.txt"
            try share.joined(separator: "\n").write(
                toFile: bodies, atomically: true, encoding: .utf8)
            let outcome = try load.run(
                server.url + "/", seconds: 2, headers: ["Cookie: " + seeded.submissions.cookie],
                bodies: bodies)
            guard outcome.failures == 0, outcome.answers > 0 else {
                throw Command.Fault(
                    description: "\(outcome.failures) of \(outcome.answers) submissions failed")
            }
            rounds.note("rate", outcome.rate)
            rounds.note("p99", outcome.p99Milliseconds)
        }
        let name = "submission beside \(seeded.count) cases"
        Figure(
            name: name, value: rounds["rate"], unit: "1/s", against: "aim 300/s",
            ratio: rounds["rate"] / 300, store: store
        ).show()
        Figure(
            name: name, value: rounds["rate"], unit: "1/s", against: "Open Zaak: 24/s (stated)",
            ratio: rounds["rate"] / 24, store: store
        ).show()
        Figure(
            name: name + ", p99 at 64 connections", value: rounds["p99"], unit: "ms", store: store
        ).show()
    }

    /// Beginnings of numbers, alone and with what leads a search worst: a state that all have.
    private func search(
        _ seeded: SeededCasework, on server: ServerProcess, into rounds: inout Rounds
    ) throws {
        let bodies = folder + "/searches.txt"
        let lines = (0..<100).flatMap { number -> [String] in
            let text = "\(10_000_000 + 1 + number * (seeded.count / 100))"
            return [
                #"/api/cases/search {"text":"\#(text)","limit":50}"#,
                #"/api/cases/search {"text":"\#(text.prefix(6))","limit":50}"#,
                #"/api/cases/search {"state":"stage","service":"technology-permit","limit":50}"#,
            ]
        }
        try lines.joined(separator: "\n").write(toFile: bodies, atomically: true, encoding: .utf8)
        let outcome = try load.run(
            server.url + "/", headers: ["Cookie: " + seeded.cookie], bodies: bodies,
            connections: Self.connections)
        guard outcome.failures == 0, outcome.answers > 0 else {
            throw Command.Fault(description: "\(outcome.failures) searches failed")
        }
        rounds.note("search \(seeded.count)", outcome.p99Milliseconds)
    }

    private func compare(_ seeded: [SeededCasework], store: String) throws {
        var rounds = Rounds()
        let servers = try seeded.map { try ServerProcess(environment: $0.environment) }
        defer { for server in servers { server.stop() } }
        let past = "2026-01-15"
        for _ in 0..<Rounds.count {
            for (one, server) in zip(seeded, servers) {
                for (name, path) in [
                    ("inbox", "/api/tasks?limit=50"),
                    ("register", "/api/registers/\(SeededCasework.register)?at=\(past)&limit=50"),
                    (
                        "register of one",
                        "/api/registers/\(SeededCasework.register)?at=\(past)&bin=\(one.bin)"
                    ),
                ] {
                    let outcome = try load.run(
                        server.url + path, headers: ["Cookie: " + one.cookie],
                        connections: Self.connections)
                    guard outcome.failures == 0, outcome.answers > 0 else {
                        throw Command.Fault(description: "\(outcome.failures) of \(name) failed")
                    }
                    rounds.note("\(name) \(one.count)", outcome.p99Milliseconds)
                }
                try search(one, on: server, into: &rounds)
                rounds.note("memory \(one.count)", server.residentMebibytes)
            }
        }
        // After all looking, which it would disturb.
        if let (many, server) = zip(seeded, servers).reversed().first {
            try submit(many, on: server, store: store)
        }
        let (few, many) = (Self.sizes[0], Self.sizes[1])
        for (name, title, aim) in [
            ("inbox", "official's inbox", 20.0), ("search", "search of an official", 20),
            ("register", "register at a past day", 10),
            ("register of one", "register of one organisation at a past day", 10),
        ] {
            let value = rounds["\(name) \(many)"]
            Figure(
                name: "\(title), p99 over \(many) cases", value: value, unit: "ms",
                against: "aim \(Int(aim)) ms", ratio: value / aim, store: store
            ).show()
            Figure(
                name: "\(title), p99 over \(many) cases", value: value, unit: "ms",
                against: "\(few) cases", ratio: value / rounds["\(name) \(few)"], store: store
            ).show()
        }
        let memory = rounds["memory \(many)"]
        Figure(
            name: "resident memory after looking, \(many) cases", value: memory, unit: "MiB",
            against: "\(few) cases", ratio: memory / rounds["memory \(few)"], store: store
        ).show()
    }
}
