import Foundation

/// Runs programs of the machine and takes what they print.
enum Command {
    /// A program that ended with another status than 0, or is not there.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program to its end and gives its standard output.
    static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = String(decoding: complaint.suffix(2000), as: UTF8.self)
            throw Fault(description: "\(program) ended with \(process.terminationStatus): \(text)")
        }
        return String(decoding: printed, as: UTF8.self)
    }
}
