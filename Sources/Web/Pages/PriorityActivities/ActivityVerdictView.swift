import Kernel
import PriorityActivities
import Rendering
import UseCases

/// A verdict as people read it: the same for the accountant, the park and the tax officer.
struct ActivityVerdictView {
    let target: ActivityTarget
    let language: Language

    private typealias Words = ActivityPageWords
    private var vocabulary: FactVocabulary { ActivityLibrary.installed.book.vocabulary }

    /// What came of one operation: the verdict, each criterion, what would change it, the receipt.
    @HTMLBuilder func section(_ operation: String?, _ found: CheckedActivity) -> HTML {
        let answer = target.number == nil ? found.verdict.ownProduction : found.verdict.claimed
        let outcome = answer?.verdict ?? .cannotTell
        let name = operation.flatMap { code in
            vocabulary["operation"]?.values.first { $0.code == code }?.words
        }
        tag(.section, .class("stack")) {
            Heading(2, (name ?? target.title)[language])
            Notice(outcome.tone, title: Words.words(outcome)[language], isAnnounced: true) {
                Paragraph(reason(found))
                for clash in found.verdict.sheet.contradictions { Paragraph(clash.words[language]) }
            }
            if let answer { criteria(answer, found.verdict) }
            if outcome != .yes { nearest(found) }
            More(Words.receipt[language]) {
                Paragraph(Words.receiptHint[language])
                CopyButton(
                    Words.copy[language], copied: Words.copied[language],
                    text: found.signedReceipt)
                Paragraph { Monospaced(found.signedReceipt) }
            }
        }
    }

    /// What the order leaves open for every item.
    @HTMLBuilder func notes(_ rules: ActivityRules?) -> HTML {
        if let points = rules?.openPoints.filter({ $0.effect == .note }) {
            More(Words.notes[language]) {
                tag(.ul) {
                    for point in points {
                        tag(.li) { "\(point.code): " + point.words[language] }
                    }
                }
            }
        }
    }

    private func reason(_ found: CheckedActivity) -> String {
        switch found.verdict.basis {
        case .rules(let rules):
            "\(target.clause.tag), № \(rules.order.number) (\(rules.order.registration)), "
                + MomentFormat.day(found.verdict.question.on, language)
        case .listNotHeld(let orders):
            ActivityBasisWords.listNotHeld[language] + " "
                + orders.map { "№ \($0.number)" }.joined(separator: ", ")
        case .notKnownThen: ActivityBasisWords.notKnownThen[language]
        }
    }

    private func criteria(_ answer: ItemVerdict, _ verdict: ActivityVerdict) -> Table {
        Table(
            caption: Words.criterion[language] + " – " + answer.clause.tag,
            columns: [
                Table.Column(Words.criterion[language]), Table.Column(Words.answer[language]),
                Table.Column(Words.verdict[language]),
            ],
            rows: answer.criteria.map { one in
                [
                    .text(one.criterion.statement[language]), .text(answers(one, verdict)),
                    one.verdict.badge(language).html,
                ]
            })
    }

    private func answers(_ one: CriterionVerdict, _ verdict: ActivityVerdict) -> String {
        var parts = one.facts.map { stated($0, verdict) }
        for code in one.openPoints + one.criterion.notes {
            if let point = verdict.rules?.openPoint(code) {
                parts.append("\(code): \(point.words[language])")
            }
        }
        return parts.joined(separator: "; ")
    }

    /// The values of a fact with the paper they stand on, and what is wrong with it.
    private func stated(_ place: Int, _ verdict: ActivityVerdict) -> String {
        let fact = vocabulary.facts[place]
        guard let stated = verdict.question.facts.all[fact.code] else {
            return Words.noAnswer[language]
        }
        var text = fact.values.filter { stated.values.contains($0.code) }
            .map { $0.words[language] }.joined(separator: ", ")
        if let number = stated.number { text += ", № \(number)" }
        if let until = stated.validUntil {
            text += ", " + Words.validUntil[language] + " " + MomentFormat.day(until, language)
        }
        if let state = Words.words(verdict.sheet.states[place]) { text += " (\(state[language]))" }
        return text
    }

    @HTMLBuilder private func nearest(_ found: CheckedActivity) -> HTML {
        let change = target.number == nil ? found.nearestOwnProduction : found.nearest
        if let change, !change.changes.isEmpty {
            Heading(3, Words.change[language])
            SummaryList(
                change.changes.map { change in
                    let fact = vocabulary.facts[change.fact]
                    let codes = fact.codes(of: change.values)
                    return SummaryList.Row(
                        fact.question[language],
                        fact.values.filter { codes.contains($0.code) }.map { $0.words[language] }
                            .joined(separator: ", "))
                })
        }
    }
}
