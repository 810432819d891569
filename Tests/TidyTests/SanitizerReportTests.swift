import Foundation
import QyzmetTesting
import Testing

/// `scripts/tsan-findings` tells a race from what the sanitizer cannot see.
struct SanitizerReportTests {
    private let locked =
        "$s10HTTPServer15ConnectionTableC6removeyyAA0B6RecordCFyAC5StateLLVzYuYTXEfU_"
    private let lockedToo =
        "$s10HTTPServer15ConnectionTableC5count4fromSiSS_tFSiAC5StateLLVzYuYTXEfU_"
    private let lockedElsewhere = "$s10Signatures11ContextPoolC6borrowyFAGSayAFGzYuYTXEfU_"
    private let outside = "$s10HTTPServer15ConnectionTableC5peekSiyF"

    private func report(_ first: String, _ second: String) -> String {
        """
        ==================
        WARNING: ThreadSanitizer: Swift access race (pid=1)
          Modifying access of Swift variable at 0x721000017f58 by thread T6:
            #0 \(first) /a.swift (x+0x1)
            #1 main /a.swift (x+0x2)

          Previous read of size 8 at 0x721000017f58 by thread T7:
            #0 \(second) /a.swift (x+0x3)

          Location is heap block of size 56 at 0x721000017f40 allocated by thread T4:
            #0 \(locked) /a.swift (x+0x4)

        SUMMARY: ThreadSanitizer: Swift access race
        ==================

        """
    }

    private func status(of text: String) async throws -> ChildProcess.End {
        let file = NSTemporaryDirectory() + "tsan-" + UUID().uuidString
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try await run([file])
    }

    private func run(_ arguments: [String]) async throws -> ChildProcess.End {
        let files = NSTemporaryDirectory() + "tsan-run-" + UUID().uuidString
        let process = try ChildProcess(
            SourceTree.root + "/scripts/tsan-findings", arguments,
            environment: ["PATH": "/usr/bin:/bin"], files: files)
        defer {
            for end in [".out", ".err"] { try? FileManager.default.removeItem(atPath: files + end) }
        }
        return try await process.end(within: .seconds(20))
    }

    @Test func `two closures under one lock are passed over`() async throws {
        #expect(try await status(of: report(locked, lockedToo)) == .exited(0))
    }

    @Test func `a closure under a lock and code outside of it are a race`() async throws {
        #expect(try await status(of: report(locked, outside)) == .exited(1))
        #expect(try await status(of: report(outside, locked)) == .exited(1))
        #expect(try await status(of: report(outside, outside)) == .exited(1))
    }

    @Test func `closures under the locks of two types are a race`() async throws {
        #expect(try await status(of: report(locked, lockedElsewhere)) == .exited(1))
    }

    @Test func `one race among many reports is found, and no log is no success`() async throws {
        let many = String(repeating: report(locked, lockedToo), count: 20)
        #expect(try await status(of: many + report(locked, outside)) == .exited(1))
        #expect(try await run(["/nonexistent"]) == .exited(1))
    }
}
