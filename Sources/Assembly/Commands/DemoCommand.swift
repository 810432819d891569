import Kernel

extension CommandLineInterface.Command {
    /// `qyzmet demo`: plays the story against a running sandbox.
    static let demo = Self(
        name: "demo", help: "plays the main story against a running sandbox and prints it"
    ) { arguments in
        let address = arguments.first ?? "http://127.0.0.1:8080"
        CommandLineInterface.say("against \(address)")
    }
}
