import Kernel

/// The terms of one class as they stand in the configuration (`docs/retention.md`).
package struct RetentionTerms: SettingValue, Hashable {
    /// The terms in the order of their days, one or more.
    package let terms: [RetentionTerm]

    /// What the configuration must hold.
    package static let expectation =
        "a list of {\"from\": \"YYYY-MM-DD\", \"years\": 1 to 100, \"appliesToEarlier\"?: true}"
        + " in the order of the days"

    /// One term from the year of the first installation on, assumed.
    package init(years: Int) {
        terms = [RetentionTerm(from: Day(daysSince1970: 20_454), years: years, assumed: true)]
    }

    package init?(setting json: JSON) {
        guard let items = json.array, !items.isEmpty else { return nil }
        var terms: [RetentionTerm] = []
        for item in items {
            guard let from = item["from"]?.string.flatMap({ Day($0) }),
                let years = item["years"]?.integer, (1...100).contains(years),
                terms.last.map({ $0.from < from }) ?? true
            else { return nil }
            terms.append(
                RetentionTerm(
                    from: from, years: Int(years),
                    appliesToEarlier: item["appliesToEarlier"]?.bool ?? false))
        }
        self.terms = terms
    }

    package var setting: JSON {
        .array(
            terms.map { term in
                .object(
                    present: ("from", .string(term.from.description)),
                    ("years", .integer(Int64(term.years))),
                    ("appliesToEarlier", term.appliesToEarlier ? true : nil),
                    ("assumed", term.assumed ? true : nil))
            })
    }
}
