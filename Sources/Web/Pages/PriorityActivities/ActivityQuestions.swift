import HTTPServer
import Kernel
import PriorityActivities
import Rendering
import UseCases

/// What a form of answers holds: every value sent under each name.
typealias ActivityAnswers = [String: [String]]

extension Call {
    /// Every value sent under each name; a group of check boxes sends several.
    var chosenValues: ActivityAnswers {
        var values: ActivityAnswers = [:]
        for pair in decodeFormPairs(request.body[...]) ?? [] where !pair.value.isEmpty {
            values[pair.name, default: []].append(pair.value)
        }
        return values
    }
}

/// The questions of an item, as fields for people and as facts for the rules.
struct ActivityQuestions {
    /// The source of what anyone answers on the page.
    static let ownStatement = "statement:page"

    let target: ActivityTarget
    let vocabulary: FactVocabulary
    let language: Language
    /// A declaration is about one operation, and registers know of papers better than people.
    var isDeclaration = false

    private typealias Words = ActivityPageWords

    /// Every field that some item's questions have.
    static let fields: [Endpoint.FormField] = ActivityLibrary.installed.book.vocabulary.facts
        .flatMap { fact in
            [fact.code, fact.code + "-number", fact.code + "-until"].map {
                Endpoint.FormField(name: $0, lengthMax: 64)
            }
        }

    /// The facts that are asked for.
    private var facts: [Int] {
        target.facts.filter { place in
            !isDeclaration || ActivityEvidence.Kind(fact: vocabulary.facts[place].code) == nil
        }
    }

    /// The fields with what was answered before.
    func html(_ answers: ActivityAnswers, _ faults: FormFaults) -> HTML {
        .fragment(facts.map { question($0, answers, faults) })
    }

    /// Finds what is wrong with the papers that were named: nothing typed is left out unsaid.
    func check(_ answers: ActivityAnswers, _ faults: inout FormFaults) {
        for fact in facts.map({ vocabulary.facts[$0] }) where fact.takesPaper {
            let until = answers[fact.code + "-until"]?.first
            if let until, Day(until) == nil {
                faults.add(fact.code + "-until", Words.wrongDay[language])
            }
            // A paper shows a value: without one nothing would be kept of it.
            let isAnswered = answers[fact.code]?.contains { $0 != "unknown" } ?? false
            if !isAnswered, until != nil || answers[fact.code + "-number"] != nil {
                faults.add(fact.code, Words.paperOfNothing[language])
            }
        }
    }

    /// What was answered as pairs, for a form that hands it on.
    func pairs(_ answers: ActivityAnswers) -> [(name: String, value: String)] {
        Self.fields.flatMap { field in
            (answers[field.name] ?? []).map { (name: field.name, value: $0) }
        }
    }

    /// The answers that a declaration's facts once were.
    func answers(_ facts: StatedFacts) -> ActivityAnswers {
        var answers: ActivityAnswers = [:]
        for (code, fact) in facts.all {
            answers[code] = fact.values
            answers[code + "-number"] = fact.number.map { [$0] }
            answers[code + "-until"] = fact.validUntil.map { [$0.description] }
        }
        return answers
    }

    private func takesSeveral(_ fact: FactDefinition) -> Bool {
        fact.code == "clients" || (fact.code == "operation" && !isDeclaration)
    }

    private func hint(_ fact: FactDefinition) -> String? {
        switch fact.code {
        case "operation": isDeclaration ? nil : Words.several[language]
        case "subject": nil
        default: fact.hint?[language]
        }
    }

    @HTMLBuilder private func question(
        _ place: Int, _ answers: ActivityAnswers, _ faults: FormFaults
    ) -> HTML {
        let fact = vocabulary.facts[place]
        let isList = takesSeveral(fact)
        ChoiceField(
            language, name: fact.code, label: fact.question[language], hint: hint(fact),
            fault: faults[fact.code],
            choices: offered(place).map { .init($0.code, $0.words[language]) }
                + (isList ? [] : [.init("unknown", Words.unknown[language])]),
            chosen: Set(answers[fact.code] ?? (isList ? [] : ["unknown"])),
            takesSeveral: isList)
        if fact.takesPaper {
            TextField(
                language, name: fact.code + "-number",
                label: fact.question[language] + " – " + Words.number[language],
                value: answers[fact.code + "-number"]?.first ?? "", isOptional: true)
            TextField(
                language, name: fact.code + "-until",
                label: fact.question[language] + " – " + Words.validUntil[language],
                value: answers[fact.code + "-until"]?.first ?? "",
                fault: faults[fact.code + "-until"], content: .day, isOptional: true)
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

    /// The facts that the answers state about one operation; nil for an item that asks for none.
    ///
    /// - Throws: `invalidField` for answers that no form of ours sends.
    func facts(
        _ answers: ActivityAnswers, operation: String?, source: String
    ) throws(Refusal) -> StatedFacts {
        var stated: [String: StatedFact] = [:]
        for place in facts {
            let fact = vocabulary.facts[place]
            let chosen =
                fact.code == "operation"
                ? [operation].compactMap(\.self) : answers[fact.code] ?? []
            let values = chosen.filter { $0 != "unknown" }
            // The stage belongs to the operation “an individual stage” alone.
            let isIdle = fact.code == "stage" && operation != "developmentStage"
            guard !values.isEmpty, !isIdle else { continue }
            stated[fact.code] = StatedFact(
                values: values, source: source,
                number: fact.takesPaper ? answers[fact.code + "-number"]?.first : nil,
                validUntil: fact.takesPaper
                    ? answers[fact.code + "-until"]?.first.flatMap { Day($0) } : nil)
        }
        do throws(StatedFacts.Fault) {
            return try StatedFacts(stated, vocabulary: vocabulary)
        } catch {
            throw Refusal(.invalidField, error.words)
        }
    }
}
