import AccessControl
import Journal
import Kernel
import Store

/// What an installation has kept long enough, by class (`docs/retention.md`).
package struct RetentionPlan: Sendable {
    private let policy: RetentionPolicy
    private let longestConsentDays: Int

    /// The plan that follows from the operator's terms.
    package init(_ configuration: PlatformConfiguration) {
        policy = RetentionPolicy(configuration.settings)
        let longest = configuration.purposes.map(\.lifetimeSecondsMax).max() ?? 0
        longestConsentDays = Int((longest + 86_399) / 86_400) + 1
    }

    /// What is due on a day.
    ///
    /// The term of a consent's evidence begins when the consent ended, which an entry does not
    /// know: it is counted from the longest life of a consent after the entry, so that nothing is
    /// erased too early.
    func parts(today: Day) -> [RetentionPart] {
        RetentionClass.allCases.flatMap { kind in
            let delay = kind == .consentEvidence ? -longestConsentDays : 0
            return policy.ended(kind, today: today.adding(days: delay)).map {
                RetentionPart(kind: kind, span: $0)
            }
        }
    }

    /// How many entries wait for the next run, by class; counting stops at 1000 a term.
    package func due(
        today: Day, in transaction: any Transaction
    ) throws -> [(kind: RetentionClass, count: Int64)] {
        let parts = parts(today: today)
        return try RetentionClass.allCases.map { kind in
            let counts = try parts.filter { $0.kind == kind }.map { part in
                try transaction.firstRow(
                    """
                    SELECT COUNT(*) FROM (SELECT entry_id FROM journal_personal
                        WHERE retention_class = \(kind.rawValue)
                            AND at >= \(part.span.lowerBound) AND at < \(part.span.upperBound)
                        LIMIT 1000) AS due
                    """)?.integer(0) ?? 0
            }
            return (kind, counts.reduce(0, +))
        }
    }
}
