import Foundation
import QyzmetTesting
import Testing

/// What another program reads on a paper.
func paperText(_ pdf: [UInt8]) async throws -> String {
    let path = NSTemporaryDirectory() + "paper-" + UUID().uuidString
    defer {
        for end in [".pdf", ".out", ".err"] {
            try? FileManager.default.removeItem(atPath: path + end)
        }
    }
    try Data(pdf).write(to: URL(fileURLWithPath: path + ".pdf"))
    let process = try ChildProcess(
        "/usr/bin/pdftotext", ["-layout", path + ".pdf", "-"], environment: [:], files: path)
    #expect(try await process.end(within: .seconds(30)) == .exited(0))
    return process.output
}

/// The same, whatever lines it was broken into.
func paperWords(_ pdf: [UInt8]) async throws -> String {
    try await paperText(pdf).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
