import Foundation
import Kernel
import Synchronization

/// Tests/Peers/sms/message_centre.py, with its commands and events.
package final class MessageCentre: Sendable {
    private let process: Mutex<Process>
    private let input: FileHandle
    private let lines = Mutex<(unread: [UInt8], events: [[String: String]])>(([], []))

    /// Starts the operator on the port; the gateway binds to it.
    ///
    /// - Precondition: the environment is made (``Peer/prepare(in:)``).
    package init(port: UInt16) throws {
        let root = SourceTree.root
        let (process, input, output) = (Process(), Pipe(), Pipe())
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: root + "/.venv/bin/python")
        process.arguments = ["-B", root + "/Tests/Peers/sms/message_centre.py", "\(port)"]
        process.standardInput = input
        process.standardOutput = output
        self.process = Mutex(process)
        self.input = input.fileHandleForWriting
        output.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let bytes = handle.availableData
            if bytes.isEmpty { handle.readabilityHandler = nil }
            self?.take(Array(bytes))
        }
        try self.process.withLock { try $0.run() }
    }

    /// What it said, each event's members as texts.
    package var events: [[String: String]] { lines.withLock { $0.events } }

    /// The messages that came in whole.
    package var submitted: [[String: String]] { events.filter { $0["event"] == "submitted" } }

    /// How many events of the kind came.
    package func count(_ event: String) -> Int { events.count { $0["event"] == event } }

    /// Gives it a command.
    package func tell(_ command: JSON) throws {
        try input.write(contentsOf: Data((command.text + "\n").utf8))
    }

    /// Ends it and waits until it is gone.
    package func stop() {
        try? input.close()
        process.withLock { $0.waitUntilExit() }
    }

    private func take(_ bytes: [UInt8]) {
        lines.withLock { lines in
            lines.unread += bytes
            while let end = lines.unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(lines.unread[..<end])
                lines.unread.removeSubrange(...end)
                guard let members = (try? JSON.parse(line))?.members else { continue }
                lines.events.append(
                    members.reduce(into: [:]) {
                        $0[$1.name] = $1.value.string ?? $1.value.integer.map { "\($0)" } ?? ""
                    })
            }
        }
    }
}
