import Kernel

/// What is there and what is missing in an application: a verdict for each document and field.
///
/// The same before submission as after it; the applicant and the official see one list.
package struct Completeness: Hashable, Sendable {
    /// The verdict on one thing.
    package enum Verdict: Hashable, Sendable {
        /// It is there.
        case present
        /// It is needed and not there.
        case missing
        /// It is there, and these of its parts are not confirmed.
        case withoutParts([String])
        /// The value is not one that the field can have.
        case wrong
        /// State systems hold its data; it is fetched and must not be asked for.
        case heldByState
        /// It is not needed in this case.
        case notNeeded
    }

    /// What a verdict is about.
    package enum Subject: String, Sendable {
        case document, field, variant, holding, rights
    }

    /// One line of the list.
    package struct Finding: Hashable, Sendable {
        /// What it is about.
        package let subject: Subject
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// The verdict.
        package let verdict: Verdict
        /// The clause that asks for it.
        package let clause: Clause
        /// What is wrong in a list of people, row by row; empty for everything else.
        package let rows: [ListedPersonFault]

        init(
            subject: Subject, code: String, title: LocalizedText, verdict: Verdict, clause: Clause,
            rows: [ListedPersonFault] = []
        ) {
            self.subject = subject
            self.code = code
            self.title = title
            self.verdict = verdict
            self.clause = clause
            self.rows = rows
        }
    }

    /// The lines, documents after fields, in the order of the definition.
    package let findings: [Finding]

    /// The lines that keep the application from being complete.
    ///
    /// A licence that is missing is shown and blocks nothing: the act does not say for which of
    /// its grounds that would be a refusal.
    package var faults: [Finding] {
        findings.filter { finding in
            switch finding.verdict {
            case .missing, .withoutParts, .wrong: finding.subject != .holding
            case .present, .heldByState, .notNeeded: false
            }
        }
    }

    /// Whether nothing is missing.
    package var isComplete: Bool { faults.isEmpty }
}

/// What an application has in it.
package struct ApplicationContent: Hashable, Sendable {
    /// The kind of application.
    package var kind: String
    /// The variants chosen.
    package var variants: [String]
    /// The fields by code.
    package var fields: [String: String]
    /// The lists of people by the code of their field.
    package var people: [String: [ListedPerson]]
    /// The parts confirmed in each document that is there.
    package var documents: [String: [String]]
    /// The documents whose data state systems hold.
    package var heldByState: Set<String>
    /// The licences with sub-activities that the registers show.
    package var holdings: Set<String>
    /// Whether it is submitted: what was submitted as a text before lists were kept stays right.
    var isSubmitted: Bool

    /// An application of the kind with nothing in it yet.
    package init(kind: String, variants: [String] = []) {
        self.kind = kind
        self.variants = variants
        fields = [:]
        people = [:]
        isSubmitted = false
        documents = [:]
        heldByState = []
        holdings = []
    }
}

/// By what values are judged that the definition alone does not know.
package struct ValueRules: Sendable {
    /// Whether the nine digits are a place in the classifier.
    package let isPlace: @Sendable (String) -> Bool
    /// Which numbers of persons are taken as possible.
    package let numbers: IIN.Rules

    /// Rules.
    package init(isPlace: @escaping @Sendable (String) -> Bool, numbers: IIN.Rules) {
        self.isPlace = isPlace
        self.numbers = numbers
    }
}

extension ServiceDefinition {
    /// Judges every field and document of an application.
    package func completeness(
        of content: ApplicationContent, by rules: ValueRules
    ) -> Completeness {
        let fieldFindings = fields.map { field in
            let rows =
                field.content == .people && asks(for: field, in: content)
                ? (content.people[field.code] ?? []).faults(rules.numbers) : []
            return Completeness.Finding(
                subject: .field, code: field.code, title: field.title,
                verdict: rows.isEmpty ? verdict(on: field, in: content, by: rules) : .wrong,
                clause: field.clause(in: content.kind), rows: rows)
        }
        let documentFindings = documents.map { document in
            Completeness.Finding(
                subject: .document, code: document.code, title: document.title,
                verdict: verdict(on: document, in: content),
                clause: document.clause(in: content.kind))
        }
        return Completeness(
            findings: variantFinding(content) + fieldFindings
                + [rightsFinding(content)].compactMap(\.self) + documentFindings
                + holdingFindings(content))
    }

    private func variantFinding(_ content: ApplicationContent) -> [Completeness.Finding] {
        guard !variants.isEmpty else { return [] }
        let known = Set(variants.map(\.code))
        let verdict: Completeness.Verdict =
            content.variants.isEmpty
            ? .missing : known.isSuperset(of: content.variants) ? .present : .wrong
        return [
            Completeness.Finding(
                subject: .variant, code: "variants",
                title: LocalizedText(
                    kk: "Жұмыстың түрі", ru: "Вариант работ", en: "Variant of the works"),
                verdict: verdict, clause: recipientsClause)
        ]
    }

    /// Whether the application is asked for the field, by its kind and its other fields.
    package func asks(for field: Field, in content: ApplicationContent) -> Bool {
        has(field, in: content.kind) && field.when.hold(for: content.fields)
    }

    private func verdict(
        on field: Field, in content: ApplicationContent, by rules: ValueRules
    ) -> Completeness.Verdict {
        guard asks(for: field, in: content) else { return .notNeeded }
        if content.people[field.code] != nil { return .present }
        guard let value = content.fields[field.code], !value.trimmed.isEmpty else {
            return .missing
        }
        let isRight =
            switch field.content {
            case .text: value.count <= 500
            case .day: Day(value) != nil
            case .place: rules.isPlace(value)
            case .choice(let choices): choices.contains { $0.code == value }
            case .people: content.isSubmitted
            }
        return isRight ? .present : .wrong
    }

    private func verdict(
        on document: Document, in content: ApplicationContent
    ) -> Completeness.Verdict {
        let isForKind = document.kinds.isEmpty || document.kinds.contains(content.kind)
        let isForVariant =
            document.variants.isEmpty || !Set(document.variants).isDisjoint(with: content.variants)
        guard isForKind, isForVariant, document.when.hold(for: content.fields) else {
            return .notNeeded
        }
        if document.mayBeHeldByState, content.heldByState.contains(document.code) {
            return .heldByState
        }
        guard let confirmed = content.documents[document.code] else { return .missing }
        let missing = document.parts.map(\.code).filter { !confirmed.contains($0) }
        return missing.isEmpty ? .present : .withoutParts(missing)
    }

    private func holdingFindings(_ content: ApplicationContent) -> [Completeness.Finding] {
        holdings.filter { $0.when.hold(for: content.fields) }.map { holding in
            let missing = holding.needs.map(\.code).filter { !content.holdings.contains($0) }
            return Completeness.Finding(
                subject: .holding, code: holding.needs.map(\.code).joined(separator: "+"),
                title: holding.title, verdict: missing.isEmpty ? .present : .withoutParts(missing),
                clause: holding.clause)
        }
    }
}
