import Foundation
import Kernel
import Store
import Testing

@testable import Journal

/// Every row and column of the journal, changed behind its back: each change is found and named.
@Suite struct TamperTests {
    /// A journal with an erased entry, several heads and a last tile that is not full.
    private func prepare(_ test: JournalUnderTest) async throws -> Target {
        let sequencer = test.sequencer()
        try await sequencer.sequence()
        let ids = try await test.append(100)
        try await sequencer.sequence()
        let erasure = JournalErasure(journal: test.journal, clock: test.clock)
        try await test.store.write { transaction in
            _ = try erasure.erase(
                ids[43], ground: .decision, clause: "KDP-5.4", in: transaction)
        }
        try await test.append(40)
        try await sequencer.sequence()
        let previous = try await test.reader.head().head
        let young = try await test.append(6)
        try await sequencer.sequence()
        let places = try await test.reader.indexes(of: [ids[41], ids[40], ids[43], young[5]])
        let newest = try await test.reader.head().head
        return Target(
            about: ids[41], aboutIndex: places[0], plain: ids[40], plainIndex: places[1],
            erased: ids[43], erasedIndex: places[2], young: young[5], youngIndex: places[3],
            size: newest.size, previousSize: previous.size, previousAt: previous.at,
            newestAt: newest.at)
    }

    @Test(arguments: Engine.allCases)
    func `every change of a row is found and named`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let target = try await prepare(test)
        let copy = try await DatabaseCopy(of: test.store)
        for tampering in TamperTests.all {
            try await test.store.write { transaction in
                for statement in tampering.statements(target) {
                    let changed = try transaction.change(statement)
                    #expect(changed >= 1, "\(tampering.name)")
                }
            }
            let report = try await test.verify()
            #expect(
                report.findings.map(\.finding).contains(tampering.finding(target)),
                "\(tampering.name): \(report.findings.map(\.finding.description))")
            // One change is told as one or a few, not as a journal that is wrong throughout.
            #expect(report.findingsCount <= 8, "\(tampering.name): \(report.findingsCount)")
            try await copy.load(into: test.store)
        }
        #expect(try await test.verify().findings.isEmpty)
    }

    @Test(arguments: Engine.allCases)
    func `what is not tampered with verifies`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let target = try await prepare(test)
        try await test.append(3)
        let report = try await test.verify()
        #expect(report.findings.isEmpty)
        #expect(report.entries == target.size)
        #expect(report.erased == 1)
        #expect(report.unnumbered == 3)
        #expect(report.heads == 4)
        #expect(report.logs == 1)
    }
}

extension JournalReader {
    /// The leaf numbers of entries.
    func indexes(of ids: [Identifier<JournalEntry>]) async throws -> [Int64] {
        var indexes: [Int64] = []
        for id in ids { indexes.append(try await evidence(of: id).index) }
        return indexes
    }
}
