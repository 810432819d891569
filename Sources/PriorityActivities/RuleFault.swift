import Kernel

/// Why a file of rules is not taken: the first place that is wrong, and what is wrong there.
package struct RuleFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the file, for example `item 5 operation`.
    package let place: String
    /// What is wrong there.
    package let kind: Kind

    /// The kinds of mistakes.
    package enum Kind: String, CaseIterable, Sendable {
        /// A member is missing, of another type, or not known here.
        case malformed
        /// A fact that the vocabulary does not have.
        case unknownFact
        /// A value that the fact does not have.
        case unknownValue
        /// The same code or number twice.
        case repeated
        /// Items are not numbered 1, 2, 3, … or stand under another clause.
        case numbering
        /// An open point that is not listed, or has another effect.
        case unknownPoint
        /// No facts can meet it.
        case neverMet
        /// No facts can fail it.
        case neverFails
        /// Days in the wrong order, or two versions for one day.
        case days
    }

    /// The place and the kind.
    package var description: String { "\(place): \(kind.rawValue)" }

    /// The place and what is wrong there, as people read it.
    package var words: LocalizedText {
        LocalizedText(
            kk: "\(place): \(kind.words.kk)", ru: "\(place): \(kind.words.ru)",
            en: "\(place): \(kind.words.en)")
    }
}

extension RuleFault.Kind {
    /// How people read it.
    package var words: LocalizedText {
        switch self {
        case .malformed:
            LocalizedText(
                kk: "мүше жоқ, басқа түрде не артық", ru: "члена нет, он другого вида или лишний",
                en: "a member is missing, of another type, or too many")
        case .unknownFact:
            LocalizedText(
                kk: "сөздікте мұндай факт жоқ", ru: "такого факта в словаре нет",
                en: "the vocabulary has no such fact")
        case .unknownValue:
            LocalizedText(
                kk: "фактінің мұндай мәні жоқ", ru: "у факта нет такого значения",
                en: "the fact has no such value")
        case .repeated:
            LocalizedText(
                kk: "бір белгі екі рет тұр", ru: "одно и то же обозначение дважды",
                en: "the same code stands twice")
        case .numbering:
            LocalizedText(
                kk: "тармақтар рет-ретімен нөмірленбеген", ru: "пункты пронумерованы не по порядку",
                en: "the items are not numbered in order")
        case .unknownPoint:
            LocalizedText(
                kk: "мұндай ашық мәселе тізілмеген не ол басқаша әсер етеді",
                ru: "такой открытый вопрос не перечислен или действует иначе",
                en: "this open point is not listed or has another effect")
        case .neverMet:
            LocalizedText(
                kk: "мұны ешқандай факт орындай алмайды", ru: "этого не выполнят никакие факты",
                en: "no facts can meet it")
        case .neverFails:
            LocalizedText(
                kk: "мұны ешқандай факт бұза алмайды", ru: "этого не нарушат никакие факты",
                en: "no facts can fail it")
        case .days:
            LocalizedText(
                kk: "күндер реті дұрыс емес не бір күнге екі тізбе келеді",
                ru: "дни не по порядку или на один день два перечня",
                en: "days in the wrong order, or two lists for one day")
        }
    }
}
