import Kernel
import Sandbox

extension CommandLineInterface.Command {
    /// `qyzmet demo`: plays the story against a running sandbox.
    static let demo = Self(
        name: "demo",
        help: "plays the main story against a running sandbox and prints it\n"
            + "qyzmet demo [URL], by default http://127.0.0.1:8080"
    ) { arguments in
        let address = arguments.first ?? "http://127.0.0.1:8080"
        let began = ContinuousClock.now
        let story = Story(platform: address) { CommandLineInterface.say($0) }
        try await story.play()
        let seconds = (ContinuousClock.now - began).components.seconds
        CommandLineInterface.say("\nthe story took \(seconds) s and ended as it should")
    }
}
