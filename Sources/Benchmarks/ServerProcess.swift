import Foundation

/// The release binary, serving in a process of its own.
final class ServerProcess {
    /// Where it serves, as its `ready` line says.
    let url: String
    /// Seconds from its start to its `ready` line.
    let secondsToReady: Double
    private let process: Process

    /// Starts `qyzmet serve`, which lies beside this program, and waits for `ready`.
    ///
    /// - Parameter environment: its settings; nothing of this process's own is handed down.
    init(environment: [String: String]) throws {
        let process = Process()
        let here = URL(
            fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/exe"))
        process.executableURL = here.deletingLastPathComponent().appendingPathComponent("qyzmet")
        process.arguments = ["serve"]
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        let start = ContinuousClock.now
        try process.run()
        var printed = ""
        while !printed.contains("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else {
                throw Command.Fault(description: "the server ended before it was ready")
            }
            printed += String(decoding: piece, as: UTF8.self)
        }
        secondsToReady = (ContinuousClock.now - start).inSeconds
        guard let url = printed.split(whereSeparator: \.isWhitespace).last else {
            throw Command.Fault(description: "the server did not say where it serves")
        }
        self.url = String(url)
        self.process = process
    }

    /// The resident memory of the process, in mebibytes.
    var residentMebibytes: Double {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kibibytes.flatMap { Double($0) } ?? .nan) / 1024
    }

    /// The seconds of processor time that it has used.
    var processorSeconds: Double { usedProcessorSeconds(process.processIdentifier) }

    /// Asks it to stop and waits for its end.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// The seconds of processor time that a process has used, in all its threads (proc(5)).
func usedProcessorSeconds(_ process: pid_t) -> Double {
    let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // The name of the program stands in parentheses and may hold blanks.
    let fields = line.drop { $0 != ")" }.dropFirst().split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
        return .nan
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
}
