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
                for (find, put) in [
                    (#""yes""#, #""no""#), ("support", "creation"),
                    (#""order":"521/НҚ""#, #""order":"37/НҚ""#),
                    (#""kind":"listNotHeld""#, #""kind":"rules""#),
                ] {
                    guard let forged = try forge(receipt, find, put) else { continue }
                    #expect(try await verify(forged, in: folder) == .exited(1))
                    // Other facts may well lead to the same verdict: only the key tells.
                    guard find != "support" else { continue }
                    #expect(
                        try await verify(forged, in: folder, withKeys: false) == .exited(1))
                }
            }
        }
    }

    @Test(.clause("PA-O.1a"))
    func `two versions under one number each stand in the receipts of their own days`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let folder = NSTemporaryDirectory() + "qyzmet-receipts-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let begins = try #require(Day("2026-06-01"))
            let library = try TestActivities.twoVersions(from: begins)
            let versions = library.book.versions
            #expect(Set(versions.map(\.order.number)) == ["521/НҚ"] && versions.count == 2)
            #expect(Set(versions.map { library.digest(of: $0) }).count == 2)
            let platform = try test.node(activities: library).platform
            let jwks: JSON = ["keys": [platform.activityKey.publicJWK]]
            try jwks.text.write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
            for (on, version, outcome) in [
                ("2026-05-31", versions[0], Verdict.yes), ("2026-06-01", versions[1], .no),
            ] {
                let software = ["subject": "software", "operation": "development"]
                let checked = try platform.checkActivity(try question(software, on: on, item: 1))
                #expect(checked.verdict.claimed?.verdict == outcome)
                let parts = checked.signedReceipt.split(separator: ".").map(String.init)
                let payload = try #require([UInt8](base64URL: parts[1]))
                let carried = try JSON.parse(payload)["rules"]
                #expect(carried?["from"]?.string == version.from.description)
                #expect(
                    carried?.canonicalBytes == library.logic(of: version).canonicalBytes)
                #expect(try await verify(checked.signedReceipt, in: folder) == .exited(0))
            }
        }
    }

    @Test(.clause("PA-1.14a"))
    func `a paper on the rights that has run out shows nothing, and the receipt says the same`()
        async throws
    {
        try await TestPlatform.run(on: .sqlite) { test in
            let folder = NSTemporaryDirectory() + "qyzmet-receipts-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let jwks: JSON = ["keys": [test.platform.activityKey.publicJWK]]
            try jwks.text.write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
            let day = try #require(Day("2026-06-01"))
            for (until, verdict) in [(day, Verdict.yes), (day.adding(days: -1), .cannotTell)] {
                var facts = try question([
                    "subject": "tradingPlatform", "platformRealTime": "yes",
                    "platformDeals": "yes", "platformService": "platformAccess",
                    "participant": "yes",
                ]).facts.all
                facts["rightHolder"] = StatedFact(
                    values: ["declarant"], source: "certificate", number: "3141",
                    validUntil: until)
                let vocabulary = ActivityLibrary.installed.book.vocabulary
                let checked = try test.platform.checkActivity(
                    ActivityQuestion(
                        facts: try StatedFacts(facts, vocabulary: vocabulary), on: day,
                        knownOn: day, claimedItem: 14))
                #expect(checked.verdict.claimed?.verdict == verdict)
                let place = try #require(vocabulary.place(of: "rightHolder"))
                #expect(
                    checked.verdict.sheet.states[place] == (verdict == .yes ? .stated : .expired))
                #expect(try await verify(checked.signedReceipt, in: folder) == .exited(0))
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
