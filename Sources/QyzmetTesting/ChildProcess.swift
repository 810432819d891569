import Foundation

/// A program started beside the tests, its output in files.
///
/// Started with `posix_spawn` and asked for its end without blocking: Foundation's `Process` waits
/// in a run loop, which hangs on a thread of the cooperative pool.
package final class ChildProcess: Sendable {
    /// How a process ended.
    package enum End: Equatable, Sendable {
        /// By itself, with this status.
        case exited(Int32)
        /// By a signal.
        case killed(by: Int32)
    }

    /// Why there is no process, or no answer from it in time.
    package enum Fault: Error, Sendable {
        /// The program could not be started.
        case notStarted(errno: Int32)
        /// It was still running, or silent, at the end of the time given.
        case tooLate(output: String, errors: String)
        /// It ended before it said what was waited for.
        case ended(End, errors: String)
    }

    /// The system's number of the process.
    package let identifier: pid_t
    private let outputFile: String
    private let errorFile: String

    /// Starts a program with exactly this environment.
    ///
    /// - Parameter files: the path before `.out` and `.err`, to which output is appended.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String], files: String
    ) throws {
        outputFile = files + ".out"
        errorFile = files + ".err"
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (descriptor, file) in [(Int32(1), outputFile), (2, errorFile)] {
            unsafe posix_spawn_file_actions_addopen(
                &actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + settings).forEach { unsafe free($0) } }
        var process = pid_t()
        let status = unsafe posix_spawnp(&process, path, &actions, nil, &words, &settings)
        guard status == 0 else { throw Fault.notStarted(errno: status) }
        identifier = process
    }

    /// What it has written to standard output so far.
    package var output: String { text(of: outputFile) }
    /// What it has written to standard error so far.
    package var errors: String { text(of: errorFile) }

    /// Sends a signal.
    package func signal(_ number: Int32) { kill(identifier, number) }

    /// Waits for a line of standard output with this beginning; gives what follows in it.
    package func line(beginning: String, within limit: Duration) async throws -> String {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.hasPrefix(beginning) }) {
                return String(line.dropFirst(beginning.count))
            }
            if let ended = endIfAny() { throw Fault.ended(ended, errors: errors) }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Fault.tooLate(output: output, errors: errors)
    }

    /// Waits for the end and takes the process off the system's table.
    package func end(within limit: Duration) async throws -> End {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let ended = endIfAny() { return ended }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Fault.tooLate(output: output, errors: errors)
    }

    /// Ends it at once, whatever it does.
    package func destroy() {
        kill(identifier, SIGKILL)
        waitpid(identifier, nil, 0)
    }

    private func endIfAny() -> End? {
        var status: Int32 = 0
        guard unsafe waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(by: signal)
    }

    private func text(of file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }
}
