import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Testing

/// `qyzmet serve` as a process of its own, with a folder and a store that outlive it.
final class TestServer: Sendable {
    /// Its data, thrown away by ``TestInstallation``.
    let environment: [String: String]
    /// The address it said it is ready at.
    let url: String
    let process: ChildProcess

    /// The program beside the test bundle.
    static let program: String = {
        let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: bundle ?? "").deletingLastPathComponent()
        return folder.appendingPathComponent("qyzmet").path
    }()

    /// Starts the server and waits until it is ready.
    init(environment: [String: String], files: String) async throws {
        self.environment = environment
        process = try ChildProcess(
            Self.program, ["serve"], environment: environment, files: files)
        do {
            url = try await process.line(beginning: "ready ", within: .seconds(60))
        } catch {
            process.destroy()
            throw error
        }
    }

    /// The port of its address.
    var port: String { String(url.split(separator: ":").last ?? "") }
}

/// A folder with a store, on which servers are started, killed and started again.
final class TestInstallation: Sendable {
    let folder: String
    let store: String

    init(_ engine: Engine) throws {
        folder = NSTemporaryDirectory() + "qyzmet-system-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        store = try engine.makeStore(in: folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The settings of a server on this store; a free port unless one is given.
    func environment(_ more: [String: String] = [:], port: String = "0") -> [String: String] {
        let own = [
            "QYZMET_DATABASE_URL": store, "QYZMET_DATA": folder + "/data",
            "QYZMET_ADDRESS": "127.0.0.1:\(port)", "QYZMET_SANDBOX_PEOPLE": "100",
            "PATH": "/usr/bin:/bin", "HOME": folder, "TZ": "UTC",
        ]
        return own.merging(more) { _, given in given }
    }

    /// Starts a server.
    func start(
        _ more: [String: String] = [:], port: String = "0", name: String = "server"
    ) async throws -> TestServer {
        try await TestServer(
            environment: environment(more, port: port), files: "\(folder)/\(name)")
    }

    /// Runs a command to its end.
    func run(
        _ arguments: [String], _ more: [String: String] = [:]
    ) async throws -> (end: ChildProcess.End, output: String, errors: String) {
        let process = try ChildProcess(
            TestServer.program, arguments, environment: environment(more),
            files: "\(folder)/command-\(UUID().uuidString)")
        let end = try await process.end(within: .seconds(60))
        return (end, process.output, process.errors)
    }
}

/// Runs the body with a server, and ends the server whatever happens.
func withServer(
    _ engine: Engine = .sqlite, _ more: [String: String] = [:],
    _ body: (TestInstallation, TestServer) async throws -> Void
) async throws {
    let installation = try TestInstallation(engine)
    let server = try await installation.start(more)
    defer { server.process.destroy() }
    try await body(installation, server)
}
