import Kernel

/// The law as a form prints it: where each clause stands, and the words of the grounds of a list.
///
/// Whoever receives a paper finds the clause by it; the tags are names of ours.
package struct FormLaw: Hashable, Sendable {
    private let citations: [Clause: Bilingual]
    private let places: [Clause: Bilingual]
    private let wordings: [Clause: Bilingual]

    /// The law of a service.
    ///
    /// - Parameters:
    ///   - citations: each clause with the rules in which it stands.
    ///   - places: each clause for who knows which rules are meant.
    ///   - wordings: the words of the listed grounds, as they applied on the day of the law.
    package init(
        citations: [Clause: Bilingual], places: [Clause: Bilingual],
        wordings: [Clause: Bilingual]
    ) {
        self.citations = citations
        self.places = places
        self.wordings = wordings
    }

    func citation(_ clause: Clause) -> Bilingual { citations[clause] ?? tag(clause) }

    func place(_ clause: Clause) -> Bilingual { places[clause] ?? tag(clause) }

    /// The ground in the words of its list, without the full stop of a sentence.
    func words(_ ground: ServiceDefinition.Ground) -> Bilingual {
        guard let found = wordings[ground.clause] else { return Bilingual(ground.title) }
        return Bilingual(kk: found.kk.withoutFullStop, ru: found.ru.withoutFullStop)
    }

    private func tag(_ clause: Clause) -> Bilingual { Bilingual(kk: clause.tag, ru: clause.tag) }
}

extension String {
    fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
