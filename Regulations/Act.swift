import Kernel

/// An act with its clauses, each in its dated versions; our own short statements, unofficial.
package struct Act: Sendable {
    /// The tag, for example `DD`.
    package let tag: String
    /// The act's title.
    package let title: LocalizedText
    /// The act's number, for example `352/НҚ`.
    package let number: String
    /// The number of its state registration.
    package let registration: String
    /// The clauses in the act's order.
    package let clauses: [ActClause]
    /// The day of publication that the assumed days are counted from; nil where none is assumed.
    package var assumedPublication: Day? = nil
    /// The amendments whose days are assumed as well.
    package var amendments: [Amendment] = []

    /// An act that changed some clauses of this one.
    package struct Amendment: Sendable, Hashable {
        /// The number, for example `276/НҚ`.
        package let number: String
        /// The clauses that it changed.
        package let clauses: Set<Clause>
        /// The day of publication that its assumed days are counted from.
        package let assumedPublication: Day
    }

    /// The clause with this tag.
    package func clause(_ clause: Clause) -> ActClause? {
        clauses.first { $0.clause == clause }
    }
}

/// A clause in its dated versions.
package struct ActClause: Sendable {
    /// The tag.
    package let clause: Clause
    /// The versions, oldest first.
    package let versions: [ClauseVersion]

    /// The version that applies on the day, and whether its first day is only assumed.
    package func version(on day: Day) -> ClauseVersion? {
        versions.last { version in
            (version.start.map { $0 <= day } ?? false) && (version.end.map { day < $0 } ?? true)
        }
    }
}

/// One wording of a clause between two days.
package struct ClauseVersion: Sendable, Hashable {
    /// The first day; nil while the day of publication has not been entered.
    package let from: Day?
    /// The first day that the sandbox assumes meanwhile.
    package let assumedFrom: Day?
    /// The first day on which it no longer applies.
    package let until: Day?
    /// The same, as far as it is only assumed.
    package let assumedUntil: Day?
    /// Our own short statement; nil where the act's wording is not held.
    package let text: LocalizedText?

    /// The first day, entered or assumed.
    package var start: Day? { from ?? assumedFrom }
    /// The end, entered or assumed.
    package var end: Day? { until ?? assumedUntil }
    /// Whether a day that decides is only assumed.
    package var isAssumed: Bool { from == nil || (until == nil && assumedUntil != nil) }
}
