import Foundation
import Kernel
import Signatures
import Store
import Testing

@testable import Journal

/// The file outside the database, and what it says about a database that was cut.
@Suite struct HeadsFileTests {
    @Test(arguments: Engine.allCases)
    func `a tail that was cut off is named`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let heads = try HeadsFile(path: test.headsPath)
        let sequencer = test.sequencer(heads: heads)
        try await test.append(50)
        try await sequencer.sequence()
        let kept = try await test.reader.head().head
        let copy = try await DatabaseCopy(of: test.store)
        try await test.append(100)
        try await sequencer.sequence()
        let newest = try await test.reader.head().head
        let report = try await test.verify(heads: true)
        #expect(report.findings.isEmpty)
        #expect(report.headsOfFile == 3)

        try await copy.load(into: test.store)
        #expect(try await test.verify().findings.isEmpty, "without the file nothing is missed")
        let cut = try await test.verify(heads: true)
        let finding = JournalFinding.cutOff(
            firstMissing: 51, count: 100, from: kept.at, to: newest.at)
        #expect(cut.findings == [LocatedFinding(log: kept.logId, finding: finding)])
        await #expect(throws: JournalFault.behindHeadsFile(knownSize: 151, storedSize: 51)) {
            try await sequencer.checkHeadsFile()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a new log names what a restore lost`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let heads = try HeadsFile(path: test.headsPath)
        let sequencer = test.sequencer(heads: heads)
        let ids = try await test.append(50)
        try await sequencer.sequence()
        try await test.append(5)
        let copy = try await DatabaseCopy(of: test.store)
        try await test.append(95)
        try await sequencer.sequence()
        try await copy.load(into: test.store)

        let known = try #require(heads.last)
        let restarted = try await test.restart.startNewLog(previousHead: known)
        #expect(restarted.head.size == 1)
        #expect(restarted.head.logId != known.head.logId)
        try await test.append(40)
        try await sequencer.sequence()
        // The five without a number when the copy was made are in the new log.
        #expect(try await test.reader.head().head.size == 46)
        try await sequencer.checkHeadsFile()
        let report = try await test.verify(heads: true)
        #expect(report.findings.isEmpty)
        #expect(report.logs == 2)
        #expect(
            report.losses == [
                DeclaredLoss(log: known.head.logId, firstMissing: 51, count: 100)
            ])
        #expect(report.headsOfFile == 4)
        // An entry of the old log is proved against the old log's last head.
        let old = try await test.reader.evidence(of: ids[0])
        #expect(old.head.head.logId == known.head.logId)
        #expect(old.head.head.size == 51)
    }

    @Test func `a restore to before a whole log goes on in a third one`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let heads = try HeadsFile(path: test.headsPath)
        let sequencer = test.sequencer(heads: heads)
        try await test.append(10)
        try await sequencer.sequence()
        let copy = try await DatabaseCopy(of: test.store)
        _ = try await test.restart.startNewLog(previousHead: try #require(heads.last))
        try await test.append(10)
        try await sequencer.sequence()
        try await copy.load(into: test.store)
        await #expect(throws: JournalFault.self) { try await sequencer.checkHeadsFile() }
        _ = try await test.restart.startNewLog(previousHead: try #require(heads.last))
        try await test.append(10)
        try await sequencer.sequence()
        try await sequencer.checkHeadsFile()
        #expect(try await test.verify(heads: true).findings.isEmpty)
    }

    @Test func `another tree under the same size is a fork`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let sequencer = test.sequencer(heads: try HeadsFile(path: test.headsPath))
        try await test.append(10)
        try await sequencer.sequence()
        let copy = try await DatabaseCopy(of: test.store)
        try await test.append(10)
        try await sequencer.sequence()
        try await copy.load(into: test.store)
        try await test.append(10)
        try await test.sequencer().sequence()
        let report = try await test.verify(heads: true)
        #expect(report.findings.map(\.finding) == [.forked(size: 21)])
        await #expect(throws: JournalFault.self) { try await sequencer.checkHeadsFile() }
    }

    @Test func `a line cut short by a crash is dropped and written again`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        try await test.append(10)
        try await test.sequencer(heads: try HeadsFile(path: test.headsPath)).sequence()
        let whole = try Data(contentsOf: URL(fileURLWithPath: test.headsPath))
        for cut in [1, 2, 100, whole.count / 2 + 20] {
            let torn = whole.dropLast(cut)
            try torn.write(to: URL(fileURLWithPath: test.headsPath))
            let report = try await test.verify(heads: true)
            #expect(report.findings.isEmpty)
            #expect(report.headsFileEndsTorn == (torn.last != UInt8(ascii: "\n")))
            let heads = try HeadsFile(path: test.headsPath)
            #expect(heads.tornBytesDropped > 0)
            try await test.sequencer(heads: heads).sequence()
            #expect(try Data(contentsOf: URL(fileURLWithPath: test.headsPath)) == whole)
        }
    }

    @Test func `changed and foreign lines are named`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let sequencer = test.sequencer(heads: try HeadsFile(path: test.headsPath))
        for _ in 0..<3 {
            try await test.append(5)
            try await sequencer.sequence()
        }
        let url = URL(fileURLWithPath: test.headsPath)
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 4)
        func findings(_ lines: [Substring]) async throws -> [JournalFinding] {
            try (lines.joined(separator: "\n") + "\n").write(
                to: url, atomically: false, encoding: .utf8)
            return try await test.verify(heads: true).findings.map(\.finding)
        }
        #expect(
            try await findings([lines[0], lines[2], lines[1]]) == [.headsFileLineInvalid(line: 3)])
        #expect(try await findings([lines[0], "{}"]) == [.headsFileLineInvalid(line: 2)])
        let other = String(lines[1]).replacingOccurrences(of: #""size":6"#, with: #""size":7"#)
        #expect(try await findings([lines[0], other[...]]) == [.headsFileLineInvalid(line: 2)])
        let stranger = try await JournalUnderTest(.sqlite)
        try await stranger.sequencer(heads: try HeadsFile(path: stranger.headsPath)).sequence()
        let foreign = try String(contentsOfFile: stranger.headsPath, encoding: .utf8)
            .split(separator: "\n")
        // Signed by another installation's key: it says nothing about this journal.
        #expect(try await findings(foreign) == [.headsFileLineInvalid(line: 1)])
    }

    @Test func `the file is our own alone`() async throws {
        let test = try await JournalUnderTest(.sqlite)
        let path = test.folder + "/own/heads.jsonl"
        do {
            let heads = try HeadsFile(path: path)
            #expect(heads.last == nil)
            #expect(throws: HeadsFileFault.inUse(path: path)) { try HeadsFile(path: path) }
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o620], ofItemAtPath: path)
        #expect(throws: HeadsFileFault.writableByOthers(path: path)) { try HeadsFile(path: path) }
        let link = test.folder + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: HeadsFileFault.file(path: link, errno: ELOOP)) {
            try HeadsFile(path: link)
        }
        #expect(throws: HeadsFileFault.self) { try HeadsFile(path: "/dev/null") }
        #expect(throws: HeadsFileFault.self) { try HeadsFile(path: "/proc/none/heads") }
    }
}
