import Kernel

/// A fact as somebody stated it, with where it comes from.
package struct StatedFact: Sendable, Hashable {
    /// The values; one, or a whole list.
    package let values: [String]
    /// Where it comes from: who says so, or which register.
    package let source: String
    /// The number of the paper, for evidence.
    package let number: String?
    /// The first day on which the evidence holds.
    package let validFrom: Day?
    /// The last day on which it holds.
    package let validUntil: Day?
    /// The day on which it became known; always known when nil.
    package let recordedOn: Day?

    /// A stated fact.
    package init(
        values: [String], source: String, number: String? = nil, validFrom: Day? = nil,
        validUntil: Day? = nil, recordedOn: Day? = nil
    ) {
        self.values = values
        self.source = source
        self.number = number
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.recordedOn = recordedOn
    }
}

/// Facts about one activity, checked against the vocabulary; what is not here is absent.
package struct StatedFacts: Sendable, Hashable {
    /// The facts by their words.
    package let all: [String: StatedFact]

    /// Why facts are not taken.
    package struct Fault: Error, Hashable, Sendable {
        /// The fact's word.
        package let fact: String
        /// What is wrong.
        package let kind: Kind

        /// The kinds.
        package enum Kind: String, Sendable {
            case unknownFact, unknownValue, oneValueOnly, noSource, notEvidence, days

            /// How people read it.
            package var words: LocalizedText {
                switch self {
                case .unknownFact:
                    LocalizedText(
                        kk: "мұндай факт сұралмайды", ru: "такого факта не спрашивают",
                        en: "no such fact is asked for")
                case .unknownValue:
                    LocalizedText(
                        kk: "мәндер тізімнен, әрқайсысы бір реттен алынады",
                        ru: "значения берутся из списка, каждое один раз",
                        en: "values are taken from the list, each once")
                case .oneValueOnly:
                    LocalizedText(
                        kk: "бір ғана мән болуы керек", ru: "значение должно быть одно",
                        en: "there must be one value")
                case .noSource:
                    LocalizedText(
                        kk: "дереккөзі көрсетілмеген", ru: "не указан источник",
                        en: "the source is missing")
                case .notEvidence:
                    LocalizedText(
                        kk: "бұл фактіге құжаттың нөмірі мен мерзімі берілмейді",
                        ru: "к этому факту не прилагают номер и срок документа",
                        en: "no number or validity of a paper goes with this fact")
                case .days:
                    LocalizedText(
                        kk: "құжаттың соңғы күні бірінші күнінен бұрын",
                        ru: "последний день документа раньше первого",
                        en: "the paper's last day is before its first")
                }
            }
        }

        /// The fact and what is wrong with it.
        package var words: LocalizedText {
            LocalizedText(
                kk: "\(fact): \(kind.words.kk)", ru: "\(fact): \(kind.words.ru)",
                en: "\(fact): \(kind.words.en)")
        }
    }

    /// Checks facts.
    ///
    /// - Throws: the first ``Fault`` in the order of the vocabulary.
    package init(
        _ facts: [String: StatedFact], vocabulary: FactVocabulary
    ) throws(Fault) {
        for code in facts.keys.sorted() where vocabulary.place(of: code) == nil {
            throw Fault(fact: code, kind: .unknownFact)
        }
        for definition in vocabulary.facts {
            guard let fact = facts[definition.code] else { continue }
            func refuse(_ kind: Fault.Kind) -> Fault { Fault(fact: definition.code, kind: kind) }
            guard !fact.values.isEmpty, definition.mask(of: fact.values) != nil,
                Set(fact.values).count == fact.values.count
            else { throw refuse(.unknownValue) }
            if definition.kind != .several, fact.values.count != 1 { throw refuse(.oneValueOnly) }
            guard !fact.source.isEmpty else { throw refuse(.noSource) }
            let hasPaper = fact.number != nil || fact.validFrom != nil || fact.validUntil != nil
            if !definition.takesPaper, hasPaper { throw refuse(.notEvidence) }
            if let from = fact.validFrom, let until = fact.validUntil, until < from {
                throw refuse(.days)
            }
        }
        self.all = facts
    }
}

/// How a fact stood on the day.
package enum FactState: String, CaseIterable, Sendable {
    /// It was stated and holds.
    case stated
    /// Nobody stated it.
    case absent
    /// It became known only after the day of knowledge.
    case notKnownYet
    /// Its paper had run out: evidence counts as no, a documented fact as not stated.
    case expired
    /// Its paper begins later: evidence counts as no, a documented fact as not stated.
    case notYetValid
    /// It contradicts another statement and counts as absent.
    case contradicted
}
