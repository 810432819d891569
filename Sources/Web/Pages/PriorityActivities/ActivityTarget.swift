import Kernel
import PriorityActivities
import Rendering
import UseCases

/// An item of one version of the list, or its own-production criterion.
struct ActivityTarget: Sendable {
    /// The version whose words and questions are shown.
    let rules: ActivityRules
    /// The item; nil for own production.
    let item: ActivityItem?

    /// What the address or a form names in a version: a number, or `own`; nil for anything else.
    init?(_ name: String, in rules: ActivityRules?) {
        guard let rules else { return nil }
        if name == "own" {
            item = nil
        } else if let number = Int(name), let found = rules.item(number) {
            item = found
        } else {
            return nil
        }
        self.rules = rules
    }

    var criteria: [Criterion] { item?.criteria ?? rules.ownProduction }

    var clause: Clause { item?.clause ?? rules.ownProductionClause }

    var number: Int? { item?.number }

    var title: LocalizedText { item?.title ?? ActivityPageWords.ownProduction }

    /// Number and title.
    func heading(_ language: Language) -> String {
        number.map { "\($0). \(title[language])" } ?? title[language]
    }

    /// Where its page is.
    var path: String { number.map { "\($0)" } ?? "own" }

    /// The facts that it asks for, each once, in the order of its criteria.
    var facts: [Int] {
        var seen: [Int] = []
        for fact in criteria.flatMap(\.test.facts) where !seen.contains(fact) { seen.append(fact) }
        return seen
    }

    /// What came of it.
    func answer(_ verdict: ActivityVerdict) -> ItemVerdict? {
        number == nil ? verdict.ownProduction : verdict.items.first { $0.item == number }
    }

    /// The words of the item, marked as ours; before its first day those of that day.
    @HTMLBuilder func wording(on day: Day, _ language: Language) -> HTML {
        if let words = clauseText(clause, on: max(day, rules.from)) {
            Notice(.calm, title: ActivityPageWords.unofficial[language]) {
                Paragraph(words[language])
            }
        }
    }
}

extension Call {
    /// The version of the list whose questions are asked about a day.
    func activityRules(on day: Day) -> ActivityRules? {
        platform.activities.book.asked(on: day, knownOn: platform.clock.today)
    }
}
