import Foundation
import QyzmetTesting
import Testing

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

/// A sandbox of its own: `qyzmet serve` on a free port, in a folder that goes with it.
final class Installation: Sendable {
    /// The address at which it said it is ready.
    let url: String
    /// Its log.
    var log: String { server.errors }

    private let folder: String
    private let server: ChildProcess

    /// The program beside the test bundle.
    private static let program: String = {
        let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: bundle ?? "").deletingLastPathComponent()
            .appendingPathComponent("qyzmet").path
    }()

    /// Starts it and waits until it is ready.
    init() async throws {
        // Short: Chromium makes a socket in it, whose whole path may have 108 bytes.
        folder = NSTemporaryDirectory() + "qyzmet-" + UUID().uuidString.lowercased().prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        server = try ChildProcess(
            Self.program, ["serve"],
            environment: [
                "QYZMET_DATABASE_URL": "sqlite:\(folder)/qyzmet.db",
                "QYZMET_DATA": "\(folder)/data", "QYZMET_ADDRESS": "127.0.0.1:0",
                "QYZMET_SANDBOX_PEOPLE": "100", "PATH": "/usr/bin:/bin", "HOME": folder,
            ], files: "\(folder)/server")
        do {
            url = try await server.line(beginning: "ready ", within: .seconds(60))
        } catch {
            server.destroy()
            throw error
        }
    }

    deinit {
        server.destroy()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Plays a journey of `Tests/Browser` against it.
    func play(
        _ journey: String, _ options: [String] = []
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        try await run(
            "\(repository)/scripts/peers-venv", [],
            environment: ProcessInfo.processInfo.environment, within: .seconds(300))
        let python = try ChildProcess(
            "\(repository)/.venv/bin/python",
            ["\(repository)/Tests/Browser/run.py", url, journey] + options,
            environment: [
                "PATH": "/usr/bin:/bin", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1",
                "TMPDIR": folder,
            ], files: "\(folder)/journey")
        do {
            return (try await python.end(within: .seconds(360)), python.output, python.errors)
        } catch {
            python.destroy()
            throw error
        }
    }

    private func run(
        _ program: String, _ arguments: [String], environment: [String: String],
        within limit: Duration
    ) async throws {
        let process = try ChildProcess(
            program, arguments, environment: environment, files: "\(folder)/preparation")
        let end = try await process.end(within: limit)
        try #require(end == .exited(0), "\(program): \(process.errors)")
    }
}
