import Foundation
import Kernel
import QyzmetTesting
import Regulations
import Testing

@testable import PriorityActivities

/// The days of the orders: what applies around each of them, and every day moved by one.
///
/// The answers stand in `Tests/Vectors/activities/days.tsv`.
struct DateTests {
    private static let path = "Tests/Vectors/activities/days.tsv"

    /// What a day rests on by a book, as far as it was known on another.
    private static func answer(_ book: ActivityRuleBook, _ on: Day, _ known: Day) -> String {
        switch book.basis(on: on, knownOn: known) {
        case .rules(let rules): "rules \(rules.order.number) from \(rules.from)"
        case .listNotHeld(let orders):
            "listNotHeld "
                + orders.map { "\($0.number) \($0.date) until \($0.until)" }
                .joined(separator: ", ")
        case .notKnownThen: "notKnownThen"
        }
    }

    /// A day before, on and after each day of the files, known early and late.
    private static let questions: [(on: Day, known: Day)] = {
        let late = rules.from.adding(days: 400)
        var days: Set<Day> = [rules.from]
        for order in book.repealed { days.formUnion([order.date, order.until]) }
        let around = days.flatMap { day in (-1...1).map { day.adding(days: $0) } }
        let known = (-1...1).map { rules.knownFrom.adding(days: $0) }
        return Set(around).sorted().map { ($0, late) } + known.map { (rules.from, $0) }
    }()

    private static func lines(_ book: ActivityRuleBook) -> [String] {
        questions.map { "\($0.on)\t\($0.known)\t\(answer(book, $0.on, $0.known))" }
    }

    @Test(.clause("PA-O.5a", "PA-O.2a", "PA-3a"))
    func `the days of the orders answer as written down`() throws {
        let lines = Self.lines(book)
        if ProcessInfo.processInfo.environment["QYZMET_WRITE_DOCS"] != nil {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: SourceTree.root + "/" + Self.path, atomically: true, encoding: .utf8)
        }
        let written = try SourceTree.text(Self.path).split(separator: "\n").map(String.init)
        #expect(written == lines)
    }

    /// The book of the files with one day moved; nil where the file then is refused.
    private func reading(
        rules: String, repealed: String
    ) throws -> ActivityRuleBook? {
        do throws(RuleFault) {
            return try ActivityRuleBook(
                facts: Regulations.activityFacts,
                rules: [(name: "draft", file: Array(rules.utf8))],
                repealed: Array(repealed.utf8))
        } catch {
            return nil
        }
    }

    @Test func `a day moved by one anywhere is caught`() throws {
        let rulesText = String(decoding: Regulations.activityRules[0].file, as: UTF8.self)
        let ordersText = String(decoding: Regulations.repealedActivityOrders, as: UTF8.self)
        let expected = Self.lines(book)
        var count = 0
        for (name, text) in [("rules", rulesText), ("orders", ordersText)] {
            // The days of signing and registration decide nothing in the list in force.
            let names = name == "rules" ? "from|knownFrom|until" : "date|from|until"
            let pattern = try Regex(#""(?:\#(names))": "(\d{4}-\d{2}-\d{2})""#)
            for match in text.matches(of: pattern) {
                let range = try #require(match.output[1].range)
                let day = try #require(Day(String(text[range])))
                for step in [-1, 1] {
                    let moved = text.replacingCharacters(
                        in: range, with: day.adding(days: step).description)
                    let changed =
                        name == "rules"
                        ? try reading(rules: moved, repealed: ordersText)
                        : try reading(rules: rulesText, repealed: moved)
                    count += 1
                    let isCaught = changed.map { Self.lines($0) != expected } ?? true
                    #expect(isCaught, "\(name): \(text[match.range]) by \(step)")
                }
            }
        }
        #expect(count == 16)
    }
}
