import Foundation
import QyzmetTesting
import Testing

@testable import HSM

/// A token of SoftHSM, with keys that a tool of others made in it.
///
/// SoftHSM reads its configuration when the module starts, which happens once a process: all tests
/// share one folder.
struct SoftHSM {
    static let modulePath = "/usr/lib/softhsm/libsofthsm2.so"
    static let pin = "648219"

    static let folder: String = {
        let folder = NSTemporaryDirectory() + "softhsm-" + UUID().uuidString
        let tokens = folder + "/tokens"
        try? FileManager.default.createDirectory(
            atPath: tokens, withIntermediateDirectories: true)
        let configuration = "directories.tokendir = \(tokens)\nlog.level = ERROR\n"
        try? configuration.write(
            toFile: folder + "/softhsm2.conf", atomically: true, encoding: .utf8)
        unsafe _ = setenv("SOFTHSM2_CONF", folder + "/softhsm2.conf", 1)
        return folder
    }()

    /// Made before the module starts: it sees no token that another process makes later.
    static let shared = Task { try await SoftHSM() }

    let token: String
    /// The folder of a third token, which a test takes away, in the module's folder.
    let goneFolder: String

    /// A new token with one key each of RSA and P-256, a pair that is none, and two tokens more.
    private init() async throws {
        token = "qyzmet-" + UUID().uuidString.prefix(8)
        try await Self.run(
            "softhsm2-util",
            ["--init-token", "--free", "--label", token, "--so-pin", "12345678", "--pin", Self.pin])
        let before = try Self.folders()
        try await Self.run(
            "softhsm2-util",
            [
                "--init-token", "--free", "--label", "gone-" + token, "--so-pin", "12345678",
                "--pin", Self.pin,
            ])
        goneFolder = try #require(try Self.folders().subtracting(before).first)
        try await makePair("EC:prime256v1", "ec", "02", in: "gone-" + token)
        // A token whose sessions a test closes.
        try await Self.run(
            "softhsm2-util",
            [
                "--init-token", "--free", "--label", "pin-" + token, "--so-pin", "12345678",
                "--pin", Self.pin,
            ])
        try await makePair("EC:prime256v1", "ec", "02", in: "pin-" + token)
        // A second token, which nobody logs in to: a login holds for the whole process.
        try await Self.run(
            "softhsm2-util",
            [
                "--init-token", "--free", "--label", "second-" + token, "--so-pin", "12345678",
                "--pin", Self.pin,
            ])
        for (kind, label, identifier) in [
            ("rsa:2048", "rsa", "01"), ("EC:prime256v1", "ec", "02"),
            ("EC:prime256v1", "next", "03"), ("EC:prime256v1", "mixed", "04"),
            ("EC:prime256v1", "other", "05"), ("EC:secp384r1", "p384", "06"),
            ("EC:prime256v1", "twice", "07"), ("EC:prime256v1", "twice", "08"),
        ] { try await makePair(kind, label, identifier, in: token) }
        // The public half of another pair under the name of this one.
        try await tool(["--delete-object", "--type", "pubkey", "--id", "04"])
        let file = Self.folder + "/other.der"
        try await tool(
            ["--read-object", "--type", "pubkey", "--id", "05", "--output-file", file])
        try await tool(
            [
                "--write-object", file, "--type", "pubkey", "--id", "04", "--label", "mixed",
            ])
    }

    private static func folders() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder + "/tokens"))
    }

    private func makePair(
        _ kind: String, _ label: String, _ identifier: String, in token: String
    ) async throws {
        try await tool(
            ["--keypairgen", "--key-type", kind, "--label", label, "--id", identifier], token)
    }

    private func tool(_ arguments: [String], _ other: String? = nil) async throws {
        try await Self.run(
            "pkcs11-tool",
            [
                "--module", Self.modulePath, "--token-label", other ?? token, "--login", "--pin",
                Self.pin,
            ] + arguments)
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let process = try ChildProcess(
            program, arguments,
            environment: [
                "PATH": "/usr/bin:/bin", "SOFTHSM2_CONF": Self.folder + "/softhsm2.conf",
            ], files: Self.folder + "/tool")
        let end = try await process.end(within: .seconds(60))
        try #require(end == .exited(0), "\(program): \(process.output) \(process.errors)")
    }

    /// A file with a PIN, by default the right one, that nobody else can open.
    func pinFile(_ pin: String = SoftHSM.pin, mode: Int = 0o600) throws -> String {
        let path = Self.folder + "/" + UUID().uuidString
        try Data((pin + "\n").utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func place(_ key: HSMKeyName, pinFile: String? = nil) throws -> HSMKey.Place {
        HSMKey.Place(
            modulePath: Self.modulePath, token: token, key: key,
            pinFile: try pinFile ?? self.pinFile())
    }
}
