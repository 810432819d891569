import Kernel

/// What differs between two submissions of an applicant to one service (use case 68).
package struct SubmissionDifference: Hashable, Sendable {
    /// What happened to it since the earlier one.
    package enum Change: String, Sendable, CaseIterable {
        case added, changed, removed
    }

    /// One line.
    package struct Line: Hashable, Sendable {
        /// Variant, field or document.
        package let subject: Completeness.Subject
        /// The code.
        package let code: String
        /// The name.
        package let title: LocalizedText
        /// What happened to it.
        package let change: Change
        /// The value before, of a document its digest; nil where it was not there.
        package let before: Value?
        /// The value now, of a document its digest; nil where it is no longer there.
        package let after: Value?
    }

    /// What stood there.
    package enum Value: Hashable, Sendable {
        /// A text, a code or a digest.
        case text(String)
        /// One person of a list.
        case person(ListedPerson)
    }

    /// The lines: variants, fields, documents, each in the order of the definition.
    package let lines: [Line]

    /// Compares two submissions, each by its own version of the service.
    package init(
        from earlier: Case, of before: ServiceDefinition, to later: Case,
        of after: ServiceDefinition
    ) {
        typealias Thing = (code: String, title: LocalizedText)
        func both(_ things: (ServiceDefinition) -> [Thing]) -> [Thing] {
            let now = things(after)
            // What only the earlier version knew comes last.
            return now + things(before).filter { thing in !now.contains { $0.code == thing.code } }
        }
        func line(
            _ subject: Completeness.Subject, _ thing: Thing, _ old: Value?, _ new: Value?
        ) -> Line? {
            guard old != new else { return nil }
            let change: Change = old == nil ? .added : new == nil ? .removed : .changed
            return Line(
                subject: subject, code: thing.code, title: thing.title, change: change,
                before: old, after: new)
        }
        func lines(
            _ subject: Completeness.Subject, _ things: [Thing], _ value: (Case, String) -> String?
        ) -> [Line] {
            things.compactMap { thing in
                line(
                    subject, thing, value(earlier, thing.code).map { .text($0) },
                    value(later, thing.code).map { .text($0) })
            }
        }
        /// Who came, who went, and of whom something else is said now, by their numbers.
        func people(_ thing: Thing) -> [Line] {
            let (old, new) = (
                earlier.content.people[thing.code] ?? [], later.content.people[thing.code] ?? []
            )
            let kept = new.compactMap { person in
                line(
                    .field, thing, old.first { $0.iin == person.iin }.map { .person($0) },
                    .person(person))
            }
            let gone = old.filter { person in !new.contains { $0.iin == person.iin } }
            return kept + gone.compactMap { line(.field, thing, .person($0), nil) }
        }
        let fields = both { $0.fields.map { ($0.code, $0.title) } }
        self.lines =
            lines(.variant, both { $0.variants.map { ($0.code, $0.title) } }) { one, code in
                one.content.variants.contains(code) ? code : nil
            }
            + fields.flatMap { field in
                lines(.field, [field]) { one, code in
                    one.content.fields[code].flatMap { $0.trimmed.isEmpty ? nil : $0 }
                } + people(field)
            }
            + lines(.document, both { $0.documents.map { ($0.code, $0.title) } }) { one, code in
                one.digests[code]
            }
    }
}
