import Kernel
import PriorityActivities
import UseCases

/// What goes in and out of the routes about activities.
enum ActivityShape {
    private static let vocabulary = ActivityLibrary.installed.book.vocabulary

    /// Facts: one member a fact of the vocabulary; what is left out is absent.
    static let facts = Schema.object(
        vocabulary.facts.map { fact in
            optional(fact.code, stated(fact), fact.question.en)
        })

    private static func stated(_ fact: FactDefinition) -> Schema {
        let values = Schema.array(
            .string(.oneOf(fact.values.map(\.code))),
            countMax: fact.kind == .several ? fact.values.count : 1)
        let common = [
            required("values", values, "The values; of a several-valued fact the whole list"),
            required("source", .string(.text(lengthMax: 200)), "Who says so, or which paper"),
            optional("recordedOn", .string(.day), "The day on which it became known"),
        ]
        guard fact.takesPaper else { return .object(common) }
        return .object(
            common + [
                optional("number", .string(.text(lengthMax: 64)), "The number of the paper"),
                optional("validFrom", .string(.day), "The first day on which it holds"),
                optional("validUntil", .string(.day), "The last day on which it holds"),
            ])
    }

    static let day = Schema.string(.day)
    static let verdict = Schema.string(.oneOf(Verdict.allCases.map(\.rawValue)))
    static let item = Schema.integer(1...Int64(ActivityLibrary.installed.book.itemMax))
    static let bin = Schema.string(.text(lengthMax: 12))
}

extension Call {
    /// The BIN in a text.
    ///
    /// - Throws: `invalidField`.
    func bin(_ text: String) throws(Refusal) -> BIN {
        do throws(BIN.Fault) {
            return try BIN(text, rules: platform.configuration.identityRules)
        } catch {
            throw Refusal(.invalidField, Self.wrongBIN)
        }
    }

    /// Facts of a body that the schema has checked.
    ///
    /// - Throws: `invalidField` with the fact.
    func facts(_ json: JSON?) throws(Refusal) -> StatedFacts {
        do throws(StatedFacts.Fault) {
            return try StatedFacts(
                json: json ?? [:], vocabulary: platform.activities.book.vocabulary)
        } catch {
            throw Refusal(.invalidField, error.words)
        }
    }

    private static var wrongBIN: LocalizedText {
        LocalizedText(
            kk: "БСН болуы керек: 12 цифр, бақылау цифры дұрыс",
            ru: "Должен быть БИН: 12 цифр с верной контрольной цифрой",
            en: "Must be a BIN: 12 digits with a right check digit")
    }
}

/// A verdict as an answer: codes for programs, words in the language of the request for people.
struct ActivityAnswer {
    let checked: CheckedActivity
    let library: ActivityLibrary
    let language: Language

    private var book: ActivityRuleBook { library.book }

    var json: JSON {
        let verdict = checked.verdict
        return .object(
            present: ("outcome", .string(verdict.outcome.rawValue)),
            ("on", JSON(verdict.question.on)), ("knownOn", JSON(verdict.question.knownOn)),
            ("unofficial", true), ("basis", basis), ("claimed", verdict.claimed.map(item)),
            ("items", .array(verdict.items.map(item))),
            ("ownProduction", verdict.ownProduction.map(item)),
            (
                "contradictions",
                .array(
                    verdict.sheet.contradictions.map {
                        ["code": .string($0.code), "words": .string($0.words[language])]
                    })
            ), ("nearest", checked.nearest.map(nearest)),
            ("nearestOwnProduction", checked.nearestOwnProduction.map(nearest)),
            ("notes", .array(notes)), ("signedReceipt", .string(checked.signedReceipt)))
    }

    private var basis: JSON {
        switch checked.verdict.basis {
        case .rules(let rules):
            [
                "kind": "rules", "clause": "PA-O.5", "order": .string(rules.order.number),
                "registration": .string(rules.order.registration), "from": JSON(rules.from),
                "until": JSON(rules.until),
                "digest": JSON(library.digest(of: rules)),
            ]
        case .listNotHeld(let orders):
            [
                "kind": "listNotHeld", "clause": "PA-O.5",
                "words": .string(ActivityBasisWords.listNotHeld[language]),
                "orders": .array(orders.map(\.json)),
            ]
        case .notKnownThen:
            [
                "kind": "notKnownThen", "clause": "PA-O.5",
                "words": .string(ActivityBasisWords.notKnownThen[language]),
            ]
        }
    }

    private func item(_ verdict: ItemVerdict) -> JSON {
        let item = verdict.item.flatMap { checked.verdict.rules?.item($0) }
        let words = clauseText(verdict.clause, on: checked.verdict.question.on)
        return .object(
            present: ("item", verdict.item.map { .integer(Int64($0)) }),
            ("clause", .string(verdict.clause.tag)),
            ("title", item.map { .string($0.title[language]) }),
            ("words", words.map { .string($0[language]) }),
            ("verdict", .string(verdict.verdict.rawValue)),
            ("criteria", .array(verdict.criteria.map { criterion($0, verdict.clause) })))
    }

    private func criterion(_ verdict: CriterionVerdict, _ clause: Clause) -> JSON {
        let points = verdict.openPoints + verdict.criterion.notes
        return [
            "criterion": .string(verdict.criterion.code),
            "role": .string(verdict.criterion.role.rawValue),
            "statement": .string(verdict.criterion.statement[language]),
            "verdict": .string(verdict.verdict.rawValue), "clause": .string(clause.tag),
            "facts": .array(verdict.facts.map(fact)), "because": .array(points.map(point)),
        ]
    }

    private func fact(_ place: Int) -> JSON {
        let definition = book.vocabulary.facts[place]
        let stated = checked.verdict.question.facts.all[definition.code]
        let words = definition.values.filter { stated?.values.contains($0.code) ?? false }
        return .object(
            present: ("fact", .string(definition.code)),
            ("state", .string(checked.verdict.sheet.states[place].rawValue)),
            ("values", .array((stated?.values ?? []).sorted().map { .string($0) })),
            ("words", .array(words.map { .string($0.words[language]) })),
            ("source", stated.map { .string($0.source) }),
            ("number", stated?.number.map { .string($0) }),
            ("validFrom", stated?.validFrom.map { JSON($0) }),
            ("validUntil", stated?.validUntil.map { JSON($0) }))
    }

    private func nearest(_ nearest: NearestChange) -> JSON {
        .object(
            present: ("item", nearest.item.map { .integer(Int64($0)) }),
            (
                "changes",
                .array(
                    nearest.changes.map { change in
                        let fact = book.vocabulary.facts[change.fact]
                        let codes = fact.codes(of: change.values)
                        return [
                            "fact": .string(fact.code),
                            "question": .string(fact.question[language]),
                            "values": .array(codes.map { .string($0) }),
                            "words": .array(
                                fact.values.filter { codes.contains($0.code) }
                                    .map { .string($0.words[language]) }),
                        ]
                    })
            ))
    }

    private func point(_ code: String) -> JSON {
        let words = checked.verdict.rules?.openPoint(code)?.words[language]
        return ["point": .string(code), "words": JSON(words)]
    }

    private var notes: [JSON] {
        (checked.verdict.rules?.openPoints ?? []).filter { $0.effect == .note }.map {
            ["point": .string($0.code), "words": .string($0.words[language])]
        }
    }
}

/// Why there is no verdict about a day.
enum ActivityBasisWords {
    static let listNotHeld = LocalizedText(
        kk: "521/НҚ бұйрығының тізбесі 2026 жылғы 1 қаңтардан бастап қолданылады (PA-O.5). Оған "
            + "дейінгі бұйрықтардың тізбесі мұнда сақталмаған.",
        ru: "Перечень приказа 521/НҚ применяется с 1 января 2026 года (PA-O.5). Перечни прежних "
            + "приказов здесь не хранятся.",
        en: "The list of order 521/НҚ applies from 1 January 2026 (PA-O.5). The lists of the "
            + "orders before it are not held here.")
    static let notKnownThen = LocalizedText(
        kk: "Көрсетілген білім күні бұл күнге арналған тізбе әлі белгісіз болған.",
        ru: "На указанный день знания перечень для этого дня ещё не был известен.",
        en: "On the given day of knowledge no list for this day was known yet.")
}

extension RepealedOrder {
    /// The order as answers carry it.
    var json: JSON {
        .object(
            present: ("number", .string(number)), ("date", JSON(date)),
            ("registration", .string(registration)), ("amends", amends.map { .string($0) }),
            ("until", JSON(until)), ("clause", .string(clause.tag)), ("held", false))
    }
}
