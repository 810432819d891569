import Kernel

extension ResultForm {
    /// The form of a result, filled in.
    ///
    /// - Parameter kind: annex 1 or 2 where the result has one; our own for everything else.
    package init(_ kind: Kind, _ facts: ResultFacts, footing: Footing) {
        let fields: [Field] =
            switch kind {
            case .refusalLetter: Self.refusalLetter(facts)
            case .certificate: Self.certificate(facts)
            case .own: Self.own(facts)
            }
        self.init(
            kind: kind, fields: fields,
            documentTitle: facts.ending.kk + " № " + facts.number, footing: footing)
    }

    /// The eleven fields of annex 1 of the list, in its order.
    private static func refusalLetter(_ facts: ResultFacts) -> [Field] {
        header(facts) + [
            Field(.issuedOn, FormWords.issuedOn, .line(date(facts.issuedOn))),
            Field(.number, FormWords.number, .line(facts.number)),
            Field(.organisation, nil, .line(facts.recipient)),
            Field(.address, FormWords.address, .both(facts.address)),
            Field(.text, nil, .paragraphs([FormWords.considered(facts)] + reasons(facts))),
        ] + signature(facts)
    }

    /// The fields of annex 2 of the list, in its order: one certificate, several people.
    private static func certificate(_ facts: ResultFacts) -> [Field] {
        let rows = facts.examinees.enumerated().map { index, person -> [Bilingual] in
            [
                same("\(index + 1)"), same(person.name), same(person.position),
                same(person.education), FormWords.result(person.outcome),
            ]
        }
        let end = facts.validUntil.map(lastDay)
        return header(facts) + [
            Field(.number, FormWords.certificate, .line(facts.number)),
            Field(.organisation, nil, .line(facts.recipient)),
            Field(.text, nil, .paragraphs([FormWords.examined(facts)])),
            Field(.examinees, nil, .table(columns: FormWords.columns, rows: rows)),
            Field(.validUntil, FormWords.validUntil, end ?? .both(FormWords.withoutEnd)),
        ] + signature(facts)
    }

    /// Our own form, for results for which the order gives none.
    private static func own(_ facts: ResultFacts) -> [Field] {
        let text: [Bilingual] =
            if let appeal = facts.appeal {
                FormWords.appealed(appeal, facts)
            } else if facts.refusal == nil {
                [FormWords.granted(facts)] + facts.permitted
            } else {
                [FormWords.considered(facts)] + reasons(facts)
            }
        return header(facts) + [
            Field(.title, nil, .both(facts.ending)),
            Field(.issuedOn, FormWords.issuedOn, .line(date(facts.issuedOn))),
            Field(.number, FormWords.number, .line(facts.number)),
            Field(.organisation, nil, .line(facts.recipient)),
            Field(.address, FormWords.address, .both(facts.address)),
            Field(.text, nil, .paragraphs(text)),
        ]
            + (facts.validUntil.map { [Field(.validUntil, FormWords.validUntil, lastDay($0))] }
                ?? []) + signature(facts)
    }

    private static func lastDay(_ day: Day) -> Content {
        .both(Bilingual(kk: date(day) + " дейін", ru: "до " + date(day)))
    }

    static func header(_ facts: ResultFacts) -> [Field] {
        [
            Field(.bodyInKazakh, nil, .line(facts.body.kk)),
            Field(.bodyInRussian, nil, .line(facts.body.ru)),
            Field(.cityInKazakh, nil, .line(facts.city.kk)),
            Field(.cityInRussian, nil, .line(facts.city.ru)),
        ]
    }

    static func signature(_ facts: ResultFacts) -> [Field] {
        [
            Field(.position, nil, .both(FormWords.position(facts.capacity))),
            Field(.signatory, nil, .line(facts.signatory)),
        ]
    }

    /// The grounds with their clauses, the reasons, and how to appeal.
    private static func reasons(_ facts: ResultFacts) -> [Bilingual] {
        guard let refusal = facts.refusal else { return [] }
        let grounds = refusal.grounds.enumerated().map { index, ground -> Bilingual in
            let (words, source) = (facts.law.words(ground), facts.law.citation(ground.clause))
            return Bilingual(
                kk: "\(index + 1)) \(words.kk) – \(source.kk);",
                ru: "\(index + 1)) \(words.ru) – \(source.ru);")
        }
        return grounds + [FormWords.reasons(refusal.reasons)]
            + refusal.notAccepted.map { FormWords.notAccepted($0, facts.law) }
            + (refusal.hearing.map { [FormWords.heard($0)] } ?? []) + [Bilingual(refusal.appeal)]
    }

    private static func same(_ text: String) -> Bilingual { Bilingual(kk: text, ru: text) }

    /// `27.11.2026`, as papers of both languages have it.
    private static func date(_ day: Day) -> String { FormWords.date(day) }
}

extension ResultForm.Field {
    fileprivate init(
        _ name: ResultForm.Name, _ label: Bilingual?, _ content: ResultForm.Content
    ) {
        self.init(name: name, label: label, content: content)
    }
}
