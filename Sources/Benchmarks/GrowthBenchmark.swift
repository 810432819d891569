import Foundation

/// Verification on SQLite with few and with many consents in the store.
struct GrowthBenchmark {
    let folder: String
    let load: LoadGenerator
    let small: SeededInstallation

    /// 10^5 consents, and 10^6 when the long run is asked for (`QYZMET_SOAK=1`).
    private var sizes: [Int] {
        let isLong = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == "1"
        return isLong ? [100_000, 1_000_000] : [100_000]
    }

    /// Measures and shows the figures.
    func run() async throws {
        for size in sizes {
            let name = "\(folder)/consents-\(size)"
            try await compare(
                try await SeededInstallation.make(
                    folder: name, databaseURL: "sqlite:\(name)/qyzmet.db", consents: size))
        }
    }

    private func compare(_ filled: SeededInstallation) async throws {
        let (small, large) = (try await small.withNewToken(), try await filled.withNewToken())
        var rounds = Rounds()
        let servers = (
            small: try ServerProcess(environment: small.environment),
            large: try ServerProcess(environment: large.environment)
        )
        defer {
            servers.small.stop()
            servers.large.stop()
        }
        for _ in 0..<Rounds.count {
            let few = try await small.verify(on: servers.small, with: load, seconds: 2)
            let many = try await large.verify(on: servers.large, with: load, seconds: 2)
            rounds.note("few p99", few.p99Milliseconds)
            rounds.note("many p99", many.p99Milliseconds)
            rounds.note("few", few.rate)
            rounds.note("many", many.rate)
        }
        rounds.note("few memory", servers.small.residentMebibytes)
        rounds.note("many memory", servers.large.residentMebibytes)
        show(rounds, few: small.consents, many: large.consents)
    }

    private func show(_ rounds: Rounds, few: Int, many: Int) {
        for (name, suffix, unit) in [
            ("token verification", "", "1/s"), ("token verification, p99", " p99", "ms"),
            ("resident memory after load", " memory", "MiB"),
        ] {
            let value = rounds["many" + suffix]
            Figure(
                name: "\(name), \(many) consents", value: value, unit: unit,
                against: "\(few) consents", ratio: value / rounds["few" + suffix], store: "sqlite"
            ).show()
        }
    }
}
