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
        package let before: String?
        /// The value now, of a document its digest; nil where it is no longer there.
        package let after: String?
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
        func lines(
            _ subject: Completeness.Subject, _ things: [Thing], _ value: (Case, String) -> String?
        ) -> [Line] {
            things.compactMap { code, title in
                let (old, new) = (value(earlier, code), value(later, code))
                guard old != new else { return nil }
                let change: Change = old == nil ? .added : new == nil ? .removed : .changed
                return Line(
                    subject: subject, code: code, title: title, change: change, before: old,
                    after: new)
            }
        }
        self.lines =
            lines(.variant, both { $0.variants.map { ($0.code, $0.title) } }) { one, code in
                one.content.variants.contains(code) ? code : nil
            }
            + lines(.field, both { $0.fields.map { ($0.code, $0.title) } }) { one, code in
                one.content.fields[code].flatMap { $0.trimmed.isEmpty ? nil : $0 }
            }
            + lines(.document, both { $0.documents.map { ($0.code, $0.title) } }) { one, code in
                one.digests[code]
            }
    }
}
