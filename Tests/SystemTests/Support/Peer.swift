import Foundation
import Testing

/// A Python program under `Tests/Peers`, run in the environment that `scripts/peers-venv` makes.
enum Peer {
    /// Runs the program to its end.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        in folder: String, within limit: Duration
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        let base = ["PATH": "/usr/bin:/bin", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"]
        let prepared = try ChildProcess(
            repository + "/scripts/peers-venv", [],
            environment: ProcessInfo.processInfo.environment, files: folder + "/venv")
        // The first time it installs packages.
        let end = try await prepared.end(within: .seconds(300))
        try #require(end == .exited(0), "scripts/peers-venv: \(prepared.errors)")
        let process = try ChildProcess(
            repository + "/.venv/bin/python",
            [repository + "/Tests/Peers/" + program] + arguments,
            environment: base.merging(environment) { $1 }, files: folder + "/peer")
        do {
            return (try await process.end(within: limit), process.output, process.errors)
        } catch {
            process.destroy()
            throw error
        }
    }
}
