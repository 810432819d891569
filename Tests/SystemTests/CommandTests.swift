import Foundation
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
        try #"{"gatewaySecret": "s3cr3t-gateway", "kannel": {"password": "s3cr3t-kannel"}}"#
            .write(toFile: file, atomically: true, encoding: .utf8)
        let result = try await installation.run(["check"], ["QYZMET_CONFIG": file])
        #expect(result.end == .exited(0))
        for name in ["QYZMET_MODE", "QYZMET_ADDRESS", "QYZMET_DATABASE_URL", "gatewaySecret"] {
            #expect(result.output.contains(name + " = "))
        }
        #expect(!(result.output + result.errors).contains("s3cr3t"))
    }

    @Test func `the sandbox stays on this machine unless it is told to be exposed`() async throws {
        let installation = try TestInstallation(.sqlite)
        let open = ["QYZMET_ADDRESS": "0.0.0.0:0"]
        #expect(try await installation.run(["check"], open).end == .exited(1))
        let told = open.merging(["QYZMET_SANDBOX_EXPOSE": "1"]) { $1 }
        #expect(try await installation.run(["check"], told).end == .exited(0))
    }
}
