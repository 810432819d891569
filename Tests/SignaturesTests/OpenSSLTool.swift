import Foundation
import QyzmetTesting

/// Debian's `openssl`, which judges what we sign and signs what we judge.
///
/// A folder of its own for the files that pass between both; removed when the last user is gone.
final class OpenSSLTool {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "/qyzmet-openssl-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The path of a file in the folder, which is written first when bytes are given.
    func file(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
        let path = folder + "/" + name
        if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
        return path
    }

    /// The bytes of a file in the folder.
    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }

    /// Runs a subcommand; tells whether it ended with status 0, and what it said.
    @discardableResult
    func run(_ arguments: [String]) async throws -> (accepted: Bool, text: String) {
        let files = folder + "/" + UUID().uuidString
        let process = try ChildProcess(
            "openssl", arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder], files: files)
        let end = try await process.end(within: .seconds(60))
        return (end == .exited(0), process.output + process.errors)
    }
}
