import Kernel

/// What differs between two versions of a service in what its applicants fill in (use case 61).
package struct FormDifference: Hashable, Sendable {
    /// One line.
    package struct Line: Hashable, Sendable {
        /// Variant, field or document.
        package let subject: Completeness.Subject
        /// The code.
        package let code: String
        /// The name, as the newer version has it where it knows it.
        package let title: LocalizedText
        /// What happened to it.
        package let change: SubmissionDifference.Change
    }

    /// The lines: variants, fields, documents.
    package let lines: [Line]

    /// Compares two versions, for one kind of application.
    ///
    /// Wording alone is no difference: what was filled in stays an answer to what is asked.
    package init(
        from before: ServiceDefinition, to after: ServiceDefinition, of kind: String
    ) {
        func lines(
            _ subject: Completeness.Subject,
            _ things: (ServiceDefinition) -> [(code: String, title: LocalizedText, asked: String)]
        ) -> [Line] {
            let (old, new) = (things(before), things(after))
            let kept = new.compactMap { thing -> Line? in
                let earlier = old.first { $0.code == thing.code }
                guard earlier?.asked != thing.asked else { return nil }
                return Line(
                    subject: subject, code: thing.code, title: thing.title,
                    change: earlier == nil ? .added : .changed)
            }
            let gone = old.filter { thing in !new.contains { $0.code == thing.code } }.map {
                Line(subject: subject, code: $0.code, title: $0.title, change: .removed)
            }
            return kept + gone
        }
        self.lines =
            lines(.variant) { $0.variants.map { ($0.code, $0.title, "") } }
            + lines(.field) { service in
                service.fields.filter { service.has($0, in: kind) }.map {
                    ($0.code, $0.title, $0.asked)
                }
            }
            + lines(.document) { service in
                service.documents.filter { $0.kinds.isEmpty || $0.kinds.contains(kind) }.map {
                    ($0.code, $0.title, $0.asked)
                }
            }
    }
}

extension ServiceDefinition.Field {
    /// What is asked, without its wording.
    fileprivate var asked: String {
        let values =
            switch content {
            case .text: "text"
            case .day: "day"
            case .place: "place"
            case .people: "people"
            case .choice(let choices): choices.map(\.code).joined(separator: "|")
            }
        return "\(values) \(when)"
    }
}

extension ServiceDefinition.Document {
    /// What is asked, without its wording.
    fileprivate var asked: String {
        "\(variants) \(when) \(mayBeHeldByState) \(parts.map(\.code))"
    }
}
