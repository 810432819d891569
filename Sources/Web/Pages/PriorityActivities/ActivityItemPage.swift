import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/items/{item}`: the questions of one item, or of own production.
    static let getActivityItemPage = Endpoint(
        .get, "/activities/items/{item}", summary: "The questions of one item of the list",
        access: .anyoneOrPerson(because: "The list is public"), answers: [.page], isPage: true
    ) { call in
        .page(ActivityQuestionnaire(try call.activityItem(), call).page(answers: [:], faults: []))
    }

    /// `POST /activities/items/{item}`: the verdict about the answers; nothing is kept.
    static let postActivityItemPage = Endpoint(
        .post, "/activities/items/{item}", summary: "The verdict about one item of the list",
        access: .anyoneOrPerson(because: "Nothing of the answers is kept"),
        body: .form(ActivityQuestionnaire.fields), answers: [.page], isPage: true
    ) { call in
        let form = ActivityQuestionnaire(try call.activityItem(), call)
        let answers = call.chosenValues
        guard let day = Day(call.typed("on")) else {
            return .page(
                form.page(
                    answers: answers, faults: [("on", call.say(ActivityPageWords.wrongDay))]),
                status: 422)
        }
        let checked = try form.questions(answers, on: day).map { operation, question in
            (operation, try call.platform.checkActivity(question))
        }
        return .page(ActivityVerdictPage(form: form, checked: checked, answers: answers).page)
    }
}

/// An item of the list, or own production.
enum ActivityTarget: Sendable {
    case item(ActivityItem)
    case ownProduction([Criterion], Clause)

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

    /// Where its page is.
    var path: String { number.map { "\($0)" } ?? "own" }

    /// The facts that it asks for, each once, in the order of its criteria.
    var facts: [Int] {
        var seen: [Int] = []
        for fact in criteria.flatMap(\.test.facts) where !seen.contains(fact) { seen.append(fact) }
        return seen
    }
}

extension Call where Caller == SignedInPerson? {
    /// What the address names.
    ///
    /// - Throws: `notFound`.
    func activityItem() throws(Refusal) -> ActivityTarget {
        guard let rules = platform.activities.book.versions.last else { throw Refusal(.notFound) }
        let name = path["item"] ?? ""
        if name == "own" { return .ownProduction(rules.ownProduction, rules.ownProductionClause) }
        guard let number = Int(name), let item = rules.item(number) else {
            throw Refusal(.notFound)
        }
        return .item(item)
    }

    /// Every value sent under each name; a group of check boxes sends several.
    var chosenValues: [String: [String]] {
        var values: [String: [String]] = [:]
        for pair in decodeFormPairs(request.body[...]) ?? [] where !pair.value.isEmpty {
            values[pair.name, default: []].append(pair.value)
        }
        return values
    }
}

/// The questions of an item, as a form for people.
struct ActivityQuestionnaire {
    let target: ActivityTarget
    let call: Call<SignedInPerson?>

    private typealias Words = ActivityPageWords
    private var vocabulary: FactVocabulary { call.platform.activities.book.vocabulary }

    init(_ target: ActivityTarget, _ call: Call<SignedInPerson?>) {
        self.target = target
        self.call = call
    }

    /// Every field that some item's form has.
    static let fields: [Endpoint.FormField] =
        [Endpoint.FormField(name: "on", lengthMax: 10)]
        + ActivityLibrary.installed.book.vocabulary.facts.flatMap { fact in
            [fact.code, fact.code + "-number", fact.code + "-until"].map {
                Endpoint.FormField(name: $0, lengthMax: 64)
            }
        }

    var address: PageURL { "/activities/items/\(target.path)" }

    var heading: String {
        target.number.map { "\($0). \(call.say(target.title))" } ?? call.say(target.title)
    }

    func page(answers: [String: [String]], faults: [(field: String, text: String)]) -> Page {
        let today = call.platform.clock.today
        return call.page(target.title, at: address, isFaulty: !faults.isEmpty) {
            ErrorSummary(call.language, faults)
            BackLink(call.say(Words.toStart), to: "/activities")
            Heading(1, heading, caption: target.clause.tag)
            wording
            Form(call.language, action: address) {
                for place in target.facts { question(place, answers) }
                TextField(
                    call.language, name: "on", label: call.say(Words.on),
                    value: answers["on"]?.first ?? today.description,
                    fault: faults.first { $0.field == "on" }?.text, content: .day)
                Button(submit: call.say(Words.check))
            }
        }
    }

    /// The words of the item, marked as ours.
    @HTMLBuilder var wording: HTML {
        if let words = target.clauseWords(on: call.platform.clock.today) {
            Notice(.calm, title: call.say(Words.unofficial)) { Paragraph(call.say(words)) }
        }
    }

    @HTMLBuilder private func question(_ place: Int, _ answers: [String: [String]]) -> HTML {
        let fact = vocabulary.facts[place]
        let isList = fact.code == "operation" || fact.code == "clients"
        ChoiceField(
            call.language, name: fact.code, label: call.say(fact.question),
            hint: fact.code == "operation"
                ? call.say(Words.several)
                : fact.code == "subject" ? nil : fact.hint.map { call.say($0) },
            choices: offered(place).map { .init($0.code, call.say($0.words)) }
                + (isList ? [] : [.init("unknown", call.say(Words.unknown))]),
            chosen: Set(answers[fact.code] ?? (isList ? [] : ["unknown"])),
            takesSeveral: isList)
        if fact.kind == .evidence {
            TextField(
                call.language, name: fact.code + "-number",
                label: call.say(fact.question) + " – " + call.say(Words.number),
                value: answers[fact.code + "-number"]?.first ?? "", isOptional: true)
            TextField(
                call.language, name: fact.code + "-until",
                label: call.say(fact.question) + " – " + call.say(Words.validUntil),
                value: answers[fact.code + "-until"]?.first ?? "", content: .day,
                isOptional: true)
        }
    }

    /// The values to choose from: of long lists those that the item names, and “something else”.
    private func offered(_ place: Int) -> [FactValue] {
        let fact = vocabulary.facts[place]
        guard fact.code == "subject" || fact.code == "operation" else { return fact.values }
        var named: UInt64 = 0
        for leaf in target.criteria.flatMap(\.test.leaves) where leaf.fact == place {
            if case .any(_, let accepted, let open) = leaf {
                named |= open.reduce(accepted) { $0 | $1.values }
            }
        }
        let codes = Set(fact.codes(of: named)).union(["other"])
        return fact.values.filter { codes.contains($0.code) }
    }

    /// A question for each operation that was marked; one when the item asks for none.
    func questions(
        _ answers: [String: [String]], on day: Day
    ) throws(Refusal) -> [(operation: String?, question: ActivityQuestion)] {
        let operations = (answers["operation"] ?? []).prefix(30)
        let asked: [String?] = operations.isEmpty ? [nil] : operations.map { $0 }
        var questions: [(operation: String?, question: ActivityQuestion)] = []
        for operation in asked {
            var facts: [String: StatedFact] = [:]
            for place in target.facts {
                let fact = vocabulary.facts[place]
                let chosen =
                    fact.code == "operation"
                    ? [operation].compactMap(\.self) : answers[fact.code] ?? []
                let values = chosen.filter { $0 != "unknown" }
                // The stage belongs to the operation “an individual stage” alone.
                let isIdle = fact.code == "stage" && operation != "developmentStage"
                guard !values.isEmpty, !isIdle else { continue }
                let isEvidence = fact.kind == .evidence
                facts[fact.code] = StatedFact(
                    values: values, source: "statement:page",
                    number: isEvidence ? answers[fact.code + "-number"]?.first : nil,
                    validUntil: isEvidence
                        ? answers[fact.code + "-until"]?.first.flatMap { Day($0) } : nil)
            }
            do throws(StatedFacts.Fault) {
                questions.append(
                    (
                        operation,
                        ActivityQuestion(
                            facts: try StatedFacts(facts, vocabulary: vocabulary), on: day,
                            knownOn: call.platform.clock.today, claimedItem: target.number)
                    ))
            } catch {
                throw Refusal(.invalidField)
            }
        }
        return questions
    }
}

extension ActivityTarget {
    /// The words of the item: our own statement.
    func clauseWords(on day: Day) -> LocalizedText? {
        switch self {
        case .item(let item): item.words(on: max(day, Self.firstDay))
        case .ownProduction(_, let clause): clauseText(clause, on: max(day, Self.firstDay))
        }
    }

    private static let firstDay = ActivityLibrary.installed.book.versions[0].from
}
