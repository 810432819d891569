import Foundation
import Kernel
import QyzmetTesting
import Testing

/// Exit status 0 only when a command did what it says.
@Suite(.timeLimit(.minutes(3)))
struct CommandTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        let status: Int32
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Case(arguments: ["--help"], status: 0), Case(arguments: ["serve", "--help"], status: 0),
        Case(arguments: ["migrate", "--help"], status: 0), Case(arguments: ["check"], status: 0),
        Case(arguments: ["migrate"], status: 0), Case(arguments: [], status: 2),
        Case(arguments: ["levitate"], status: 1), Case(arguments: ["serve", "twice"], status: 1),
    ])
    func `a command ends with the status that tells whether it did its work`(_ command: Case)
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let result = try await installation.run(command.arguments)
        #expect(result.end == .exited(command.status))
        #expect(result.errors.isEmpty == (command.status != 1), "\(result.errors)")
    }

    @Test func `a wrong configuration is told whole, every problem at once`() async throws {
        let installation = try TestInstallation(.sqlite)
        let wrong = [
            "QYZMET_MODE": "laboratory", "QYZMET_ADDRESS": "nowhere",
            "QYZMET_DATABASE_URL": "mysql://x", "QYZMET_PUBLIC_URL": "ftp://x",
            "QYZMET_SANDBOX_START": "yesterday", "QYZMET_SANDBOX_PEOPLE": "3",
            "QYZMET_CONFIG": "/nonexistent.json",
        ]
        for command in ["check", "serve", "migrate"] {
            let result = try await installation.run([command], wrong)
            #expect(result.end == .exited(1))
            for setting in wrong.keys {
                #expect(result.errors.contains(setting), "\(command) does not name \(setting)")
            }
        }
    }

    @Test func `check prints every setting and hides what is secret`() async throws {
        let installation = try TestInstallation(.sqlite)
        let file = installation.folder + "/config.json"
        let peer = SourceTree.root + "/Tests/Vectors/nca-gost/nca_gost2022_test.cer"
        let text =
            #"{"gatewaySecret": "s3cr3t-gateway", "timeStampURL": "http://tsa.example/", "#
            + #""peerCertificates": ["\#(peer)"], "#
            + #""authorityHosts": ["ocsp.example"], "kannel": {"user": "q", "password": "s3cr3t"}}"#
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let result = try await installation.run(["check"], ["QYZMET_CONFIG": file])
        #expect(result.end == .exited(0))
        for line in [
            "QYZMET_MODE = sandbox", "QYZMET_ADDRESS = ", "QYZMET_DATABASE_URL = ",
            "QYZMET_CONFIG = \(file)", "gatewaySecret = hidden", "kannel.user = q",
            "authorityHosts = ocsp.example", "timeStampURL = http://tsa.example/",
            "peerCertificates = 1",
        ] {
            #expect(result.output.contains(line), "\(line)")
        }
        try #"{"peerCertificates": ["\#(file)"]}"#.write(
            toFile: file, atomically: true, encoding: .utf8)
        let wrong = try await installation.run(["check"], ["QYZMET_CONFIG": file])
        #expect(wrong.end == .exited(1) && wrong.errors.contains("peerCertificates[0]"))
        let urls = [
            "postgresql://u:s3cr3t@127.0.0.1:1/q", "postgresql://127.0.0.1:1/q?password=s3cr3t",
        ]
        for url in urls {
            let hidden = try await installation.run(["check"], ["QYZMET_DATABASE_URL": url])
            #expect(hidden.output.contains("hidden"))
            #expect(!(hidden.output + hidden.errors).contains("s3cr3t"))
        }
        #expect(!(result.output + result.errors).contains("s3cr3t"))
    }

    /// Runs the server until its newest head is larger, and ends it as an operator would.
    private func grow(_ installation: TestInstallation, beyond size: Int64) async throws -> Int64 {
        let server = try await installation.start()
        defer { server.process.destroy() }
        var newest: Int64 = 0
        for _ in 0..<100 where newest <= size {
            try await Task.sleep(for: .milliseconds(100))
            let head = try await call("GET", server.url + "/api/journal/head")
            newest = head.status == 200 ? try head.expect(200)["head"]?["size"]?.integer ?? 0 : 0
        }
        #expect(newest > size)
        server.process.signal(SIGTERM)
        #expect(try await server.process.end(within: .seconds(15)) == .exited(0))
        return newest
    }

    @Test(.clause("KDP-2.3a"))
    func `a backup is restored beside, verifies, and is found to end before the kept heads`()
        async throws
    {
        let installation = try TestInstallation(.sqlite)
        let size = try await grow(installation, beyond: 0)
        let file = installation.folder + "/backup"
        let key = ["QYZMET_BACKUP_PASSPHRASE": "twelve characters and more"]
        let bare = try await installation.run(["backup", file])
        #expect(bare.end == .exited(1) && bare.errors.contains("always encrypted"))
        let made = try await installation.run(["backup", file], key)
        #expect(made.end == .exited(0), "\(made.errors)")

        let beside = ["QYZMET_DATABASE_URL": "sqlite:\(installation.folder)/restored.db"]
        let wrong = beside.merging(["QYZMET_BACKUP_PASSPHRASE": "another passphrase"]) { $1 }
        #expect(try await installation.run(["restore", file], wrong).end == .exited(1))
        let right = beside.merging(key) { $1 }
        let restored = try await installation.run(["restore", file], right)
        #expect(restored.end == .exited(0), "\(restored.errors)")
        #expect(restored.output.contains("the journal verifies"))
        // What holds something already is not written over.
        #expect(try await installation.run(["restore", file], right).end == .exited(1))
        let verified = try await installation.run(["journal", "verify"], beside)
        #expect(verified.end == .exited(0), "\(verified.output)")

        _ = try await grow(installation, beyond: size + 1)
        let heads = installation.folder + "/data/heads.jsonl"
        let own = try await installation.run(["journal", "verify", "--heads", heads])
        #expect(own.end == .exited(0), "\(own.output)")
        let cut = try await installation.run(["journal", "verify", "--heads", heads], beside)
        #expect(cut.end == .exited(1) && cut.output.contains("fault: "))
    }

    @Test func `the sandbox stays on this machine unless it is told to be exposed`() async throws {
        let installation = try TestInstallation(.sqlite)
        let open = ["QYZMET_ADDRESS": "0.0.0.0:0"]
        #expect(try await installation.run(["check"], open).end == .exited(1))
        let told = open.merging(["QYZMET_SANDBOX_EXPOSE": "1"]) { $1 }
        #expect(try await installation.run(["check"], told).end == .exited(0))
    }
}
