import Foundation
import Kernel
import QyzmetTesting
import Testing
import WorkingTime

/// The arithmetic against an independent implementation in Python (`Tests/Peers/working-time`).
@Suite(.timeLimit(.minutes(10))) struct OracleTests {
    @Test func `the working days of 2011 to 2025 are those of PyPI holidays`() throws {
        let calendar = try calendar("2026-07")
        let theirs = try oracle(version: "2026-07", ["--days"], input: "")
        var ours: [String] = []
        var current = day("2011-01-01")
        let last = day("2025-12-31")
        while current <= last {
            if try calendar.isWorking(current) { ours.append("\(current)") }
            current = current.adding(days: 1)
        }
        #expect(theirs.count > 3600)
        #expect(Set(ours).symmetricDifference(theirs).sorted() == [])
    }

    @Test(.clause("IS-WD-1", "IS-WD-3"), arguments: ["2026-01", "2026-07"])
    func `random terms end on the oracle's day`(_ version: String) throws {
        let count = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == nil ? 5_000 : 50_000
        var random = SplitMix(state: version == "2026-01" ? 1 : 2)
        let calendar = try calendar(version)
        var lines: [String] = []
        var ours: [String] = []
        for _ in 0..<count {
            let sample = Case.random(&random)
            let rule = CountingRule(countsStartDay: sample.countsStart, isAssumed: true)
            let term = try #require(Term(sample.amount, sample.unit, clause: "IS-A3.3"))
            let deadline = try Deadline(
                term, from: sample.start, rule: rule, suspensions: sample.pauses,
                calendar: calendar)
            lines.append(sample.line)
            ours.append(deadline.due.map { "\($0)" } ?? "none")
        }
        let theirs = try oracle(version: version, [], input: lines.joined(separator: "\n") + "\n")
        #expect(theirs.count == count)
        for (index, pair) in zip(ours, theirs).enumerated() where pair.0 != pair.1 {
            Issue.record("\(lines[index]): \(pair.0), oracle \(pair.1)")
        }
    }

    private func oracle(
        version: String, _ arguments: [String], input: String
    ) throws -> [String] {
        let root = SourceTree.root
        try run("\(root)/scripts/peers-venv", [])
        let file = NSTemporaryDirectory() + "oracle-\(UUID().uuidString)"
        try input.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let printed = try run(
            "\(root)/.venv/bin/python",
            [
                "\(root)/Tests/Peers/working-time/oracle.py",
                "\(root)/Regulations/working-time/calendar.json", version,
            ] + arguments, input: file)
        return printed.split(separator: "\n").map(String.init)
    }

    @discardableResult private func run(
        _ command: String, _ arguments: [String], input: String = "/dev/null"
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        process.standardInput = FileHandle(forReadingAtPath: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: printed, as: UTF8.self)
    }
}

/// A random term with its start, its rule and up to two suspensions.
private struct Case {
    let start: Day
    let amount: Int
    let countsStart: Bool
    let unit: Term.Unit
    let pauses: [Suspension]

    static func random(_ random: inout SplitMix) -> Case {
        // 2011-01-01 to 2027-06-30; the longest term and suspensions still end in the data.
        let start = Day(daysSince1970: 14_975 + Int.random(in: 0...6_024, using: &random))
        var pauses: [Suspension] = []
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let from = start.adding(days: Int.random(in: -3...40, using: &random))
            let until = from.adding(days: Int.random(in: 1...20, using: &random))
            if let pause = Suspension(from: from, until: until, clause: "IS-3.9") {
                pauses.append(pause)
            }
        }
        return Case(
            start: start, amount: Int.random(in: 1...60, using: &random),
            countsStart: Bool.random(using: &random),
            unit: Int.random(in: 0...4, using: &random) == 0 ? .calendarDays : .workingDays,
            pauses: pauses)
    }

    var line: String {
        ([
            "\(start)", "\(amount)", countsStart ? "1" : "0", unit.rawValue,
        ] + pauses.map { "\($0.from):\($0.until.map { "\($0)" } ?? "")" }).joined(separator: " ")
    }
}

/// A generator with a fixed seed, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
