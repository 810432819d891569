import Kernel

extension CaseEvent {
    /// That the applicant appealed against a refusal.
    package struct Appeal: Hashable, Sendable {
        /// The words.
        package let text: String
        /// The digest of the file; nil where there is none.
        package let digest: String?
        /// The body that considers it, by its business identification number.
        package let to: String
        /// The working days in which it is decided.
        package let days: Int
        /// The day.
        package let on: Day

        /// An appeal.
        package init(text: String, digest: String? = nil, to: String, days: Int, on: Day) {
            self.text = text
            self.digest = digest
            self.to = to
            self.days = days
            self.on = on
        }
    }
}

extension CaseEvent.Appeal {
    var json: JSON {
        .object(
            present: ("event", "appealed"), ("text", .string(text)),
            ("digest", digest.map { .string($0) }), ("to", .string(to)),
            ("days", .integer(Int64(days))), ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let text = json["text"]?.string, let to = json["to"]?.string,
            let days = json["days"]?.integer
        else { return nil }
        self.init(
            text: text, digest: json["digest"]?.string, to: to, days: Int(clamping: days),
            on: day)
    }
}
