import Kernel
import PriorityActivities
import Rendering
import UseCases

/// The verdict as people read it: the same for the accountant, the park and the tax officer.
struct ActivityVerdictPage {
    let form: ActivityQuestionnaire
    let checked: [(operation: String?, found: CheckedActivity)]
    let answers: [String: [String]]

    private typealias Words = ActivityPageWords
    private var call: Call<SignedInPerson?> { form.call }
    private var language: Language { form.call.language }
    private var vocabulary: FactVocabulary { form.call.platform.activities.book.vocabulary }

    var page: Page {
        call.page(form.target.title, at: form.address, scripts: [Assets.copy], width: .wide) {
            BackLink(call.say(Words.toStart), to: "/activities")
            Heading(1, form.heading, caption: form.target.clause.tag)
            for (operation, found) in checked { one(operation, found) }
            form.wording
            notes
            Actions {
                Button(call.say(Words.again), to: form.address, style: .secondary)
            }
        }
    }

    @HTMLBuilder private func one(_ operation: String?, _ found: CheckedActivity) -> HTML {
        let target = verdict(of: found)
        let name = operation.flatMap { code in
            vocabulary["operation"]?.values.first { $0.code == code }?.words
        }
        tag(.section, .class("stack")) {
            Heading(2, call.say(name ?? form.target.title))
            Notice(
                (target?.verdict ?? .cannotTell).tone,
                title: call.say(Words.words(target?.verdict ?? .cannotTell)), isAnnounced: true
            ) {
                Paragraph(reason(found))
                for clash in found.verdict.sheet.contradictions {
                    Paragraph(call.say(clash.words))
                }
            }
            if let target { criteria(target, found.verdict) }
            nearest(found, target)
            More(call.say(Words.receipt)) {
                Paragraph(call.say(Words.receiptHint))
                CopyButton(
                    call.say(Words.copy), copied: call.say(Words.copied),
                    text: found.signedReceipt)
                Paragraph { Monospaced(found.signedReceipt) }
            }
        }
    }

    private func verdict(of found: CheckedActivity) -> ItemVerdict? {
        form.target.number == nil ? found.verdict.ownProduction : found.verdict.claimed
    }

    private func reason(_ found: CheckedActivity) -> String {
        switch found.verdict.basis {
        case .rules(let rules):
            "\(form.target.clause.tag), № \(rules.order.number) (\(rules.order.registration)), "
                + MomentFormat.day(found.verdict.question.on, language)
        case .listNotHeld(let orders):
            call.say(ActivityBasisWords.listNotHeld) + " "
                + orders.map { "№ \($0.number)" }.joined(separator: ", ")
        case .notKnownThen: call.say(ActivityBasisWords.notKnownThen)
        }
    }

    private func criteria(_ target: ItemVerdict, _ verdict: ActivityVerdict) -> Table {
        Table(
            caption: call.say(Words.criterion) + " – " + target.clause.tag,
            columns: [
                Table.Column(call.say(Words.criterion)), Table.Column(call.say(Words.answer)),
                Table.Column(call.say(Words.verdict)),
            ],
            rows: target.criteria.map { one in
                [
                    .text(call.say(one.criterion.statement)), .text(answer(one, verdict)),
                    one.verdict.badge(language).html,
                ]
            })
    }

    private func answer(_ one: CriterionVerdict, _ verdict: ActivityVerdict) -> String {
        var parts = one.facts.map { place -> String in
            let fact = vocabulary.facts[place]
            guard let stated = verdict.question.facts.all[fact.code] else {
                return call.say(Words.noAnswer)
            }
            let values = fact.values.filter { stated.values.contains($0.code) }
                .map { call.say($0.words) }
            let state = Words.words(verdict.sheet.states[place]).map { " (\(call.say($0)))" }
            return values.joined(separator: ", ") + (state ?? "")
        }
        for code in one.openPoints + one.criterion.notes {
            if let point = verdict.rules?.openPoint(code) {
                parts.append("\(code): \(call.say(point.words))")
            }
        }
        return parts.joined(separator: "; ")
    }

    @HTMLBuilder private func nearest(_ found: CheckedActivity, _ target: ItemVerdict?) -> HTML {
        let change = form.target.number == nil ? found.nearestOwnProduction : found.nearest
        if let change, target?.verdict != .yes, !change.changes.isEmpty {
            Heading(3, call.say(Words.change))
            SummaryList(
                change.changes.map { change in
                    let fact = vocabulary.facts[change.fact]
                    let codes = fact.codes(of: change.values)
                    return SummaryList.Row(
                        call.say(fact.question),
                        fact.values.filter { codes.contains($0.code) }.map { call.say($0.words) }
                            .joined(separator: ", "))
                })
        }
    }

    @HTMLBuilder private var notes: HTML {
        let points = checked.first?.found.verdict.rules?.openPoints.filter { $0.effect == .note }
        if let points {
            More(call.say(Words.notes)) {
                tag(.ul) {
                    for point in points {
                        tag(.li) { "\(point.code): " + call.say(point.words) }
                    }
                }
            }
        }
    }
}
