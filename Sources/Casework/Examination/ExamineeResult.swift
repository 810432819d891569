import Kernel

/// How one examinee did: a row of the certificate's table (IS-A2).
package struct ExamineeResult: Hashable, Sendable {
    /// What the table says in its last column.
    package enum Outcome: String, Sendable, CaseIterable {
        case passed, failed, absent
    }

    /// The full name.
    package let name: String
    /// The position.
    package let position: String
    /// The education.
    package let education: String
    /// Whether the person passed.
    package let outcome: Outcome

    /// A row.
    package init(name: String, position: String, education: String, outcome: Outcome) {
        self.name = name
        self.position = position
        self.education = education
        self.outcome = outcome
    }

    /// The row as it is kept and signed.
    package var json: JSON {
        [
            "name": .string(name), "position": .string(position),
            "education": .string(education), "result": .string(outcome.rawValue),
        ]
    }

    init?(json: JSON) {
        guard let name = json["name"]?.string, let position = json["position"]?.string,
            let education = json["education"]?.string,
            let outcome = json["result"]?.string.flatMap(Outcome.init(rawValue:))
        else { return nil }
        self.init(name: name, position: position, education: education, outcome: outcome)
    }
}

extension ServiceDefinition.Outcome {
    /// Makes sure that a stage in which people are examined can end so.
    ///
    /// What refuses needs that nobody passed, anything else that somebody did (Q-IS-25); what ends
    /// it without an examination, that nobody is entered.
    ///
    /// - Parameter results: nil while somebody's is missing.
    func check(_ results: [ExamineeResult]?) throws(CaseFault) {
        guard let results else { throw .notExamined }
        guard !isWithoutResults else {
            if !results.isEmpty { throw .otherResults }
            return
        }
        guard !results.isEmpty else { throw .notExamined }
        let somebodyPassed = results.contains { $0.outcome == .passed }
        guard somebodyPassed == grounds.isEmpty else { throw .otherResults }
    }
}
