import Kernel
import PriorityActivities
import Rendering
import UseCases

/// An item of the list, or own production.
enum ActivityTarget: Sendable {
    case item(ActivityItem)
    case ownProduction([Criterion], Clause)

    /// What the address or a form names: a number, or `own`; nil for anything else.
    init?(_ name: String, in book: ActivityRuleBook = ActivityLibrary.installed.book) {
        guard let rules = book.versions.last else { return nil }
        if name == "own" {
            self = .ownProduction(rules.ownProduction, rules.ownProductionClause)
        } else if let number = Int(name), let item = rules.item(number) {
            self = .item(item)
        } else {
            return nil
        }
    }

    var criteria: [Criterion] {
        switch self {
        case .item(let item): item.criteria
        case .ownProduction(let criteria, _): criteria
        }
    }

    var clause: Clause {
        switch self {
        case .item(let item): item.clause
        case .ownProduction(_, let clause): clause
        }
    }

    var number: Int? {
        if case .item(let item) = self { item.number } else { nil }
    }

    var title: LocalizedText {
        switch self {
        case .item(let item): item.title
        case .ownProduction: ActivityPageWords.ownProduction
        }
    }

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

    /// The words of the item: our own statement.
    func clauseWords(on day: Day) -> LocalizedText? {
        switch self {
        case .item(let item): item.words(on: max(day, Self.firstDay))
        case .ownProduction(_, let clause): clauseText(clause, on: max(day, Self.firstDay))
        }
    }

    /// The words of the item, marked as ours.
    @HTMLBuilder func wording(on day: Day, _ language: Language) -> HTML {
        if let words = clauseWords(on: day) {
            Notice(.calm, title: ActivityPageWords.unofficial[language]) {
                Paragraph(words[language])
            }
        }
    }

    private static let firstDay = ActivityLibrary.installed.book.versions[0].from
}
