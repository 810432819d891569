import Kernel

extension CaseEvent {
    /// When the applicant is heard before an intended refusal.
    package struct HearingNotice: Hashable, Sendable {
        /// The working days between the notice and the hearing.
        package let days: Int
        /// The first day on which the refusal can be decided.
        package let on: Day

        /// A notice.
        package init(days: Int, on: Day) {
            self.days = days
            self.on = on
        }
    }

    /// What the applicant says against an intended refusal: words, a file, or both.
    package struct Objection: Hashable, Sendable {
        /// The most objections of one hearing.
        package static let countMax = 20

        /// The words; empty where there is only a file.
        package let text: String
        /// The digest of the file; nil where there is none.
        package let digest: String?
        /// The day.
        package let on: Day

        /// An objection.
        package init(text: String, digest: String? = nil, on: Day) {
            self.text = text
            self.digest = digest
            self.on = on
        }
    }
}

extension CaseEvent.HearingNotice {
    var json: JSON { ["days": .integer(Int64(days)), "on": JSON(on)] }

    init?(json: JSON?) {
        guard let days = json?["days"]?.integer, let on = json?["on"]?.string.flatMap({ Day($0) })
        else { return nil }
        self.init(days: Int(clamping: days), on: on)
    }
}

extension CaseEvent.Objection {
    var json: JSON {
        .object(
            present: ("event", "objected"), ("text", .string(text)),
            ("digest", digest.map { .string($0) }), ("on", JSON(on)))
    }

    init?(json: JSON, on day: Day) {
        guard let text = json["text"]?.string else { return nil }
        self.init(text: text, digest: json["digest"]?.string, on: day)
    }
}
