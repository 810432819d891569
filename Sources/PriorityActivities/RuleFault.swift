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
}
