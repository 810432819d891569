import Foundation
import Synchronization

/// A process that ends with ``stop()`` or with this process, whichever is first.
package final class HeldProcess: Sendable {
    private let shell: Mutex<Process>
    private let input: FileHandle

    /// Starts a program; `folder` is its own and goes with it.
    package init(_ command: String, _ arguments: [String], folder: String) throws {
        let (process, input) = (Process(), Pipe())
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = """
            trap '' INT TERM HUP
            "$@" < /dev/null > /dev/null 2>&1 & child=$!
            cat > /dev/null; kill -KILL $child; wait $child; rm -rf \(folder)
            """
        process.arguments = ["-c", script, "sh", command] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = input
        try process.run()
        shell = Mutex(process)
        self.input = input.fileHandleForWriting
    }

    /// Ends it and waits until it is gone.
    package func stop() {
        try? input.close()
        shell.withLock { $0.waitUntilExit() }
    }
}
