import Foundation
import Kernel
import Signatures
import Store
import Testing

@testable import Journal

/// Personal fields go when their term ends; leaves, proofs and everything else stay.
@Suite struct ErasureTests {
    @Test(arguments: Engine.allCases)
    func `what is erased is gone, recorded, and verifies as erased`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let ids = try await test.append(10)
        try await test.sequencer().sequence()
        let before = try await test.reader.head().head
        let erasure = JournalErasure(journal: test.journal, clock: test.clock)
        let results = try await test.store.write { transaction in
            try [ids[3], ids[3], ids[4]].map {
                try erasure.erase($0, ground: .decision, clause: "KDP-5.5", in: transaction)
            }
        }
        #expect(results == [true, false, false], "again, and without fields, there is nothing")
        try await test.sequencer().sequence()
        let evidence = try await test.reader.evidence(of: ids[3])
        let pack = evidence.json(for: person)
        #expect(try await !test.reader.concerns(ids[3], person))
        #expect(pack["fields"] == nil && pack["keys"] == nil)
        #expect(
            MerkleTree.verifyInclusion(
                leafHash: MerkleTree.leafHash([UInt8](base64: pack["leaf"]?.string ?? "") ?? []),
                index: evidence.index, treeSize: evidence.head.head.size,
                root: evidence.head.head.root, proof: evidence.proof))
        let leaf = try JSON.parse([UInt8](base64: pack["erasedBy"]?["leaf"]?.string ?? "") ?? [])
        #expect(
            leaf["facts"] == [
                "clause": "KDP-5.5", "day": .string(Day(at: test.now).description),
                "erasedEntry": .string(ids[3].text), "ground": "decision",
            ])
        #expect(try await test.reader.head().head.size == before.size + 1)
        let report = try await test.verify()
        #expect(report.findings.isEmpty)
        #expect(report.erased == 1)
    }

    @Test(arguments: Engine.allCases)
    func `entries whose term has ended are erased in batches, others are not`(
        _ engine: Engine
    ) async throws {
        let test = try await JournalUnderTest(engine)
        try await test.append(500)
        let started = Day(at: test.now)
        let erasure = JournalErasure(journal: test.journal, clock: test.clock)
        func erase() async throws -> Int {
            try await erasure.eraseEnded(
                .assumed, longestLifeDays: 30, clause: "KDP-5.4", in: test.store)
        }
        let term = Int64(5 * 365 + 1) * 86_400
        test.pass(seconds: term)
        #expect(Day(at: test.now) == started.adding(years: 5))
        #expect(try await erase() == 0)
        test.pass(seconds: 30 * 86_400)
        #expect(try await erase() == 0, "the last day of the term is part of it")
        test.pass(seconds: 86_400)
        #expect(try await erase() == 250)
        #expect(try await erase() == 0)
        try await test.sequencer().sequence()
        let report = try await test.verify()
        #expect(report.findings.isEmpty)
        #expect(report.erased == 250)
    }

    @Test func `a term ends at the end of its day, on 28 February for 29 February`() {
        let leap = Day(year: 2028, month: 2, day: 29)
        #expect(leap.map { RetentionTerm.lastDay(from: $0, years: 1).description } == "2029-02-28")
        #expect(leap.map { RetentionTerm.lastDay(from: $0, years: 4).description } == "2032-02-29")
        let policy = RetentionPolicy(terms: [
            .security: [RetentionTerm(from: Day(daysSince1970: 0), years: 1)]
        ])
        func end(_ today: String) -> Instant? {
            Day(today).flatMap { policy.ended(.security, today: $0).first?.upperBound }
        }
        #expect(end("2029-03-01") == Day("2028-03-01")?.start, "29 February has ended")
        #expect(end("2029-02-28") == Day("2028-02-28")?.start)
        #expect(end("2029-03-02") == Day("2028-03-02")?.start)
        #expect(policy.ended(.viewMarks, today: Day(daysSince1970: 30_000)).isEmpty)
    }

    @Test func `a shorter term reaches back only when it says so`() throws {
        let change = try #require(Day("2027-01-01"))
        let today = try #require(Day("2028-06-02"))
        func spans(_ reachesBack: Bool) -> [Range<Instant>] {
            RetentionPolicy(terms: [
                .security: [
                    RetentionTerm(from: Day(daysSince1970: 20_454), years: 3),
                    RetentionTerm(from: change, years: 1, appliesToEarlier: reachesBack),
                ]
            ]).ended(.security, today: today)
        }
        let recent = change.start..<(try #require(Day("2027-06-02")).start)
        #expect(spans(false).last == recent)
        #expect(spans(false).first?.upperBound == Day("2025-06-02")?.start)
        #expect(spans(true).first?.upperBound == change.start)
    }

    @Test func `every kind is in the document, in the class that it has there`() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let text = try String(contentsOfFile: root + "/docs/audit-events.md", encoding: .utf8)
        var classes: [String: String] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            for kind in cells[0].split(separator: ",") {
                let name = kind.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                classes[name] = cells[cells.count - 2]
            }
        }
        #expect(classes.count > 40)
        for kind in JournalKind.allCases {
            #expect(classes[kind.rawValue] == kind.retentionClass.rawValue, "\(kind)")
        }
    }
}
