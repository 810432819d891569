import Foundation
import Kernel
import Synchronization
import UseCases
import Web

/// Structured log lines on standard error: one JSON object a line, nothing personal.
///
/// A line names the route by its template, never by its address, and errors by their kind.
package final class Log: Sendable {
    private let write: @Sendable (String) -> Void
    private let clock: Clock

    /// A log that writes its lines with the function.
    package init(clock: Clock, write: @escaping @Sendable (String) -> Void) {
        self.clock = clock
        self.write = write
    }

    /// The log of the process.
    package static let standardError = Log(clock: .machine) { line in
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// A log that says nothing, for tests.
    package static let silent = Log(clock: .machine) { _ in }

    /// A step in the life of the process.
    package func event(_ name: String, _ facts: JSON = [:]) {
        line(level: "info", name: name, facts)
    }

    /// Something that an operator must look at while everything else goes on.
    package func warning(_ name: String, _ facts: JSON = [:]) {
        line(level: "warning", name: name, facts)
    }

    /// Work beside the requests that failed and will be tried again.
    package func failure(of name: String, _ error: any Error) {
        line(level: "error", name: name, ["error": .string(String(describing: error))])
    }

    /// A request that was answered with an error; others are counted, not written down.
    package func observe(_ observation: Router.Observation) {
        guard observation.status >= 500 else { return }
        line(
            level: "error", name: "request",
            .object(
                present: ("route", .string(observation.route)),
                ("status", .integer(Int64(observation.status))),
                ("code", observation.code.map { .string($0.rawValue) }),
                ("requestId", .string(observation.requestId)),
                ("microseconds", .integer(observation.microseconds)),
                ("failure", observation.failure.map { .string($0) })))
    }

    private func line(level: String, name: String, _ facts: JSON) {
        let head: [JSON.Member] = [
            .init("at", JSON(clock.now())), .init("level", .string(level)),
            .init("event", .string(name)),
        ]
        write(JSON.object(head + (facts.members ?? [])).text)
    }
}
