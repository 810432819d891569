import Foundation
import Kernel

/// `qyzmet COMMAND …`: exit status 0 only when it did what it says.
package enum CommandLineInterface {
    /// A command: its name, what `--help` says, what it does.
    struct Command: Sendable {
        let name: String
        let help: String
        let run: @Sendable (_ arguments: [String]) async throws -> Void
    }

    /// Words after the command that it does not know, or that are missing.
    struct UsageFault: Error, CustomStringConvertible {
        let description: String
    }

    static let commands: [Command] = [
        .serve, .migrate, .check, .demo, .backup, .restore, .journal, .client, .official, .register,
        .issuer, .root, .confirm, .decline, .key, .nca, .vouchers,
    ]

    /// Runs the command of the process's arguments and ends the process.
    package static func run() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let name = arguments.first, !["help", "--help", "-h"].contains(name) else {
            say(overview)
            exit(arguments.isEmpty ? 2 : 0)
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            fail("there is no command “\(name)”\n\n" + overview)
        }
        let rest = Array(arguments.dropFirst())
        if rest.contains("--help") {
            say("qyzmet \(command.name): \(command.help)")
            exit(0)
        }
        do {
            try await command.run(rest)
            exit(0)
        } catch {
            fail("\(command.name): \(error)")
        }
    }

    /// The configuration of the process.
    static func configuration() throws -> Configuration {
        try Configuration(environment: ProcessInfo.processInfo.environment)
    }

    private static var overview: String {
        let width = (commands.map(\.name.count).max() ?? 0) + 2
        let lines = commands.map { command in
            "  " + command.name.padding(toLength: width, withPad: " ", startingAt: 0)
                + (command.help.split(separator: "\n").first.map(String.init) ?? "")
        }
        return "qyzmet: digital public services of Kazakhstan\n\n" + lines.joined(separator: "\n")
            + "\n\nqyzmet COMMAND --help explains each. Settings: docs/configuration.md"
    }

    /// Writes a line to standard output at once, also when that is a pipe.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func fail(_ text: String) -> Never {
        FileHandle.standardError.write(Data(("qyzmet: " + text + "\n").utf8))
        exit(1)
    }
}
