import Foundation

/// From the start of the process to its `ready` line, and what it holds when nobody calls.
struct StartBenchmark {
    private static let people = 500

    let folder: String

    /// Measures and shows the figures.
    func run() async throws {
        var rounds = Rounds()
        for number in 0..<Rounds.count {
            let data = "\(folder)/start-\(number)"
            let environment = [
                "QYZMET_ADDRESS": "127.0.0.1:0", "QYZMET_DATABASE_URL": "sqlite:\(data)/qyzmet.db",
                "QYZMET_DATA": data, "QYZMET_SANDBOX_PEOPLE": "\(Self.people)",
            ]
            for name in ["first", "warm"] {
                let server = try ServerProcess(environment: environment)
                rounds.note(name, server.secondsToReady)
                // Background work has run once by then.
                try await Task.sleep(for: .milliseconds(1500))
                rounds.note(name + " memory", server.residentMebibytes)
                server.stop()
            }
        }
        for (name, label) in [("first", "first start"), ("warm", "start on a warm store")] {
            let (seconds, memory) = (rounds[name], rounds[name + " memory"])
            Figure(
                name: "\(label), \(Self.people) people", value: seconds, unit: "s",
                against: "aim 1 s", ratio: seconds, store: "sqlite"
            ).show()
            Figure(
                name: "resident memory at idle after the \(label)", value: memory, unit: "MiB",
                against: "aim 80 MB", ratio: memory * 1.048576 / 80, store: "sqlite"
            ).show()
        }
    }
}
