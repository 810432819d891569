import Foundation

/// A Python program under `Tests/Peers`, run in the environment that `scripts/peers-venv` makes.
package enum Peer {
    /// Makes the environment, unless it is made already; the first time that installs packages.
    ///
    /// - Parameter folder: where the output of it goes.
    package static func prepare(in folder: String) async throws {
        let prepared = try ChildProcess(
            SourceTree.root + "/scripts/peers-venv", [],
            environment: ProcessInfo.processInfo.environment, files: folder + "/venv")
        guard try await prepared.end(within: .seconds(300)) == .exited(0) else {
            throw PeersNotInstalled(explanation: prepared.errors)
        }
    }

    /// Runs the program to its end.
    package static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        in folder: String, within limit: Duration
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        let base = ["PATH": "/usr/bin:/bin", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"]
        try await prepare(in: folder)
        let process = try ChildProcess(
            SourceTree.root + "/.venv/bin/python",
            [SourceTree.root + "/Tests/Peers/" + program] + arguments,
            environment: base.merging(environment) { $1 }, files: folder + "/peer")
        do {
            return (try await process.end(within: limit), process.output, process.errors)
        } catch {
            process.destroy()
            throw error
        }
    }
}

/// The Python environment of the peers cannot be made.
package struct PeersNotInstalled: Error {
    /// What scripts/peers-venv said.
    package let explanation: String
}
