import Kernel
import PriorityActivities
import Rendering
import UseCases

/// A verdict as people read it: the same for the accountant, the park and the tax officer.
struct ActivityVerdictView {
    /// The most other items that are named.
    private static let othersMax = 6

    let target: ActivityTarget
    let vocabulary: FactVocabulary
    let language: Language

    private typealias Words = ActivityPageWords

    /// What came of one operation: the verdict, each criterion, what would change it, the receipt.
    @HTMLBuilder func section(_ operation: String?, _ found: CheckedActivity) -> HTML {
        let answer = target.answer(found.verdict)
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
            if target.number != nil { others(found.verdict) }
            More(Words.receipt[language]) {
                Paragraph(Words.receiptHint[language])
                Paragraph {
                    Link(Words.receiptVerifier[language], to: "/api/activity-receipt-verifier")
                }
                Paragraph { Link(Words.receiptKeys[language], to: "/api/activity-receipt-keys") }
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
                + orders.map(days).joined(separator: ", ")
        case .notKnownThen: ActivityBasisWords.notKnownThen[language]
        }
    }

    /// A repealed order with the days between which it stood.
    private func days(_ order: RepealedOrder) -> String {
        "№ \(order.number) (\(MomentFormat.day(order.date, language)) – "
            + "\(MomentFormat.day(order.until.adding(days: -1), language)))"
    }

    /// Other items of the list that these facts meet, or may meet.
    @HTMLBuilder private func others(_ verdict: ActivityVerdict) -> HTML {
        let others = verdict.items.filter { $0.item != target.number }
        let open =
            others.filter { $0.verdict == .yes } + others.filter { $0.verdict == .cannotTell }
        if !open.isEmpty {
            Heading(3, Words.others[language])
            tag(.ul) {
                for other in open.prefix(Self.othersMax) { one(other, verdict) }
                if open.count > Self.othersMax {
                    tag(.li) { Words.andMore(open.count - Self.othersMax)[language] }
                }
            }
        }
    }

    @HTMLBuilder private func one(_ other: ItemVerdict, _ verdict: ActivityVerdict) -> HTML {
        if let item = other.item.flatMap({ verdict.rules?.item($0) }) {
            tag(.li) {
                Link(
                    "\(item.number). \(item.title[language])",
                    to: ("/activities/items/\("\(item.number)")" as PageURL)
                        .setting("on", to: verdict.question.on.description))
                " "
                other.verdict.badge(language)
            }
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

    /// The values of a fact with its source, the paper they stand on, and what is wrong with it.
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
        return text + " – " + source(stated.source)
    }

    /// Where a fact comes from, as people read it.
    private func source(_ source: String) -> String {
        if source == ActivityQuestions.ownStatement { return Words.yourAnswer[language] }
        if let kind = ActivityEvidence.Kind.allCases.first(where: { $0.source == source }) {
            return ActivityRegisterWords.source(kind)[language]
        }
        return Words.source[language] + ": " + source
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
