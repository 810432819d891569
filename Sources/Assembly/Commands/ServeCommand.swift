import Dispatch
import Foundation
import Kernel

extension CommandLineInterface.Command {
    /// `qyzmet serve`: runs until SIGTERM or SIGINT.
    static let serve = Self(
        name: "serve",
        help: "runs the installation until SIGTERM; prints “ready URL” when it serves"
    ) { arguments in
        guard arguments.isEmpty else {
            throw CommandLineInterface.UsageFault(description: "takes no arguments")
        }
        let stopping = Stopping()
        let configuration = try CommandLineInterface.configuration()
        for problem in configuration.missingSettings {
            Log.standardError.warning("setting missing", ["key": .string(problem.setting)])
        }
        let installation = try await Installation.start(configuration, log: .standardError)
        CommandLineInterface.say("ready http://\(configuration.host):\(installation.port)")
        await stopping.wait()
        Log.standardError.event("stopping")
        await installation.stop()
    }

    /// `qyzmet migrate`: brings the schema up to date and ends.
    static let migrate = Self(
        name: "migrate", help: "brings the schema of the store up to date"
    ) { _ in
        let configuration = try CommandLineInterface.configuration()
        try await Installation.migrate(configuration)
    }

    /// `qyzmet check`: prints every setting, secrets hidden, and tries what can be tried.
    static let check = Self(
        name: "check",
        help: "prints every setting with secrets hidden, reaches the store, names every problem"
    ) { _ in
        let configuration = try CommandLineInterface.configuration()
        for (name, value) in configuration.lines { CommandLineInterface.say("\(name) = \(value)") }
        try await Installation.check(configuration) { CommandLineInterface.say($0) }
        CommandLineInterface.say("no problem found")
    }
}

/// SIGTERM and SIGINT, as something to wait for.
///
/// Safe to share: the sources are made once, never touched again, and only yield into the stream.
private final class Stopping: @unchecked Sendable {
    private let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        self.sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    func wait() async {
        for await _ in stream { return }
    }
}
