import Foundation
import Kernel
import PlatformTesting
import PriorityActivities
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// The receipt: the same bytes for the same question, and enough to decide again offline.
struct ActivityReceiptTests {
    private func question(
        _ values: [String: String], on: String = "2026-06-01", item: Int? = nil
    ) throws -> ActivityQuestion {
        let facts = try StatedFacts(
            values.mapValues { StatedFact(values: [$0], source: "«акт» №1") },
            vocabulary: ActivityLibrary.installed.book.vocabulary)
        return ActivityQuestion(
            facts: facts, on: try #require(Day(on)), knownOn: try #require(Day("2026-07-01")),
            claimedItem: item)
    }

    private let ai = ["subject": "artificialIntelligence", "operation": "development"]

    @Test func `the same question gives byte-equal receipts, at any hour and on any node`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let first = try test.platform.checkActivity(try question(ai))
            test.clock.advance(seconds: 86_400)
            let second = try test.node().platform.checkActivity(try question(ai))
            #expect(first.signedReceipt == second.signedReceipt)
            let other = try test.platform.checkActivity(try question(ai, item: 13))
            #expect(first.signedReceipt != other.signedReceipt)
            #expect(first.verdict.outcome == .yes)
        }
    }

    @Test(.clause("PA-O.5a")) func `anyone comes to the same verdict from the receipt alone`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let folder = NSTemporaryDirectory() + "qyzmet-receipts-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let jwks: JSON = ["keys": [test.platform.activityKey.publicJWK]]
            try jwks.text.write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
            let questions = [
                try question(ai), try question(ai, on: "2025-06-01"),
                try question(["subject": "radioTechnology", "operation": "developmentStage"]),
                try question([
                    "subject": "electronics", "operation": "support", "stage": "design",
                ]),
            ]
            for asked in questions {
                let receipt = try test.platform.checkActivity(asked).signedReceipt
                #expect(try await verify(receipt, in: folder) == .exited(0))
                // One letter of the verdict changed and signed by nobody; facts changed.
                for (find, put) in [(#""yes""#, #""no""#), ("support", "creation")] {
                    guard let forged = try forge(receipt, find, put) else { continue }
                    #expect(try await verify(forged, in: folder) == .exited(1))
                    // Other facts may well lead to the same verdict: only the key tells.
                    guard find == #""yes""# else { continue }
                    #expect(
                        try await verify(forged, in: folder, withKeys: false) == .exited(1))
                }
            }
        }
    }

    private func forge(_ receipt: String, _ find: String, _ put: String) throws -> String? {
        let parts = receipt.split(separator: ".").map(String.init)
        let payload = try #require([UInt8](base64URL: parts[1]))
        let text = String(decoding: payload, as: UTF8.self)
        guard let end = text.range(of: #""rules":"#) else { return nil }
        // Facts and items stand before the rules, states and verdicts around them.
        let head = text[..<end.lowerBound].replacingOccurrences(of: find, with: put)
        guard head != text[..<end.lowerBound] else { return nil }
        let forged = Array((head + text[end.lowerBound...]).utf8)
        return [parts[0], forged.base64URL, parts[2]].joined(separator: ".")
    }

    private func verify(
        _ receipt: String, in folder: String, withKeys: Bool = true
    ) async throws -> ChildProcess.End {
        try receipt.write(toFile: folder + "/receipt", atomically: true, encoding: .utf8)
        let python =
            FileManager.default.fileExists(atPath: SourceTree.root + "/.venv/bin/python")
            ? SourceTree.root + "/.venv/bin/python" : "/usr/bin/python3"
        let process = try ChildProcess(
            python,
            [SourceTree.root + "/docs/verify/verify_activity_receipt.py", folder + "/receipt"]
                + (withKeys ? ["--keys", folder + "/keys"] : []),
            environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"],
            files: folder + "/verify")
        return try await process.end(within: .seconds(60))
    }
}
