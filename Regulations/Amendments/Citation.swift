import Kernel

/// How a clause is cited to people: by where it stands, as anybody can look it up.
///
/// The tag alone names it for programs only; it follows in brackets.
extension Clause {
    /// The rules with their order, the place in them, and the tag.
    ///
    /// As in `The Rules … (order No. 350 of 30.12.2014, reg. No. 10273), annex 2, row 9,
    /// sub-clause 1) (IS-A3.9.1)`.
    ///
    /// - Parameter act: the rules that the reader has before them: of these only the place is said.
    /// - Returns: the tag alone for what stands in none of the rule sets.
    package func cited(within act: String? = nil) -> LocalizedText {
        guard let (found, history) = Regulations.rules.provision(known),
            let rules = Regulations.rules.ruleSet(found)
        else { return LocalizedText(kk: tag, ru: tag, en: tag) }
        let place = history.address.words
        let source = found == act ? nil : rules.cited
        func text(_ language: Language) -> String {
            [source?[language], place[language]].compactMap(\.self).joined(separator: ", ")
                + " (\(tag))"
        }
        return LocalizedText(kk: text(.kk), ru: text(.ru), en: text(.en))
    }

    /// The clause itself, or that which a requirement of ours was derived from: `IS-3.9-v1`.
    private var known: Clause {
        guard Regulations.rules.provision(self) == nil,
            let end = tag.lastIndex(of: "-")
        else { return self }
        return Clause(String(tag[..<end]))
    }
}

extension RuleSet {
    /// The rules by their name, with the order that approved them.
    fileprivate var cited: LocalizedText {
        let (day, number, registration) = (order.date.dotted, order.number, order.registration)
        return LocalizedText(
            kk: "\(title.kk) (\(day) № \(number) бұйрық, тіркеу № \(registration))",
            ru: "\(title.ru) (приказ от \(day) № \(number), рег. № \(registration))",
            en: "\(title.en) (order No. \(number) of \(day), reg. No. \(registration))")
    }
}

extension RuleBook {
    /// The words of an item of a list in a table's row, such as a ground for refusal, as they
    /// applied on the day; nil for every other provision and where the words are not held.
    package func listedItem(_ clause: Clause, on day: Day) -> LocalizedText? {
        guard let (_, history) = provision(clause), history.address.isItemOfRow,
            case .text(let text) = history.version(on: day)?.state
        else { return nil }
        return text
    }
}

extension ProvisionAddress {
    /// Whether it is an item of a list that stands in a row of a table.
    fileprivate var isItemOfRow: Bool {
        guard case .subclause = steps.last else { return false }
        return steps.dropLast().contains { if case .row = $0 { true } else { false } }
    }
}
