import Kernel
import Regulations

@testable import PriorityActivities

/// The rules that ship, parsed once.
let book: ActivityRuleBook = {
    do throws(RuleFault) {
        return try ActivityRuleBook(
            facts: Regulations.activityFacts, rules: Regulations.activityRules,
            repealed: Regulations.repealedActivityOrders)
    } catch {
        preconditionFailure("\(error)")
    }
}()

/// The list of order 521/НҚ.
let rules = book.versions[0]

/// Facts written as `subject=software operation=development clients=a,b`.
func facts(_ text: String, source: String = "statement") throws -> StatedFacts {
    var all: [String: StatedFact] = [:]
    for part in text.split(separator: " ") {
        let halves = part.split(separator: "=")
        all[String(halves[0])] = StatedFact(
            values: halves[1].split(separator: ",").map(String.init), source: source)
    }
    return try StatedFacts(all, vocabulary: book.vocabulary)
}

/// A day in 2026.
let day2026 = Day(daysSince1970: 20_500)

/// The verdict about facts on a day of 2026.
func decide(
    _ text: String, on day: Day = day2026, knownOn: Day? = nil, item: Int? = nil
) throws -> ActivityVerdict {
    book.decide(
        ActivityQuestion(
            facts: try facts(text), on: day, knownOn: knownOn ?? day, claimedItem: item))
}

/// The verdict of one item.
func verdict(of item: Int, _ text: String) throws -> Verdict? {
    try decide(text).items.first { $0.item == item }?.verdict
}

/// One line of a table: the item, facts, the verdict that the order gives.
func check(_ table: String) throws -> [String] {
    var faults: [String] = []
    for line in table.split(separator: "\n") {
        let cells = line.split(separator: "|").map(\.trimmed)
        guard cells.count == 3, let item = Int(cells[0]) else {
            faults.append("unreadable: \(line)")
            continue
        }
        let found = try verdict(of: item, cells[1])
        if found?.rawValue != cells[2] { faults.append("\(line): \(found?.rawValue ?? "none")") }
    }
    return faults
}

/// Numbers that are the same at every run.
struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
