import Kernel

/// What a change of the calendar did to a deadline.
package struct DeadlineChange: Hashable, Sendable {
    /// A day that is judged otherwise now; nil where it lay outside the computation.
    package struct ChangedDay: Hashable, Sendable {
        /// The day.
        package let day: Day
        /// What was done with it before.
        package let before: Deadline.Verdict?
        /// What is done with it now.
        package let after: Deadline.Verdict?
    }

    /// The deadline before.
    package let before: Deadline
    /// The deadline now.
    package let after: Deadline
    /// The days that are the cause: work or rest on them has changed, in order.
    package let causes: [ChangedDay]

    /// Whether the last day is another one.
    package var isMoved: Bool { before.due != after.due }

    /// Compares two computations of the same term.
    package init(from before: Deadline, to after: Deadline) {
        self.before = before
        self.after = after
        let old = Dictionary(
            before.steps.map { ($0.day, $0.verdict) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(
            after.steps.map { ($0.day, $0.verdict) }, uniquingKeysWith: { first, _ in first })
        // Days at the end that only one computation reached follow from the cause; they are none.
        let reached = Set(old.keys).intersection(new.keys)
        causes = reached.sorted().compactMap { day in
            guard let left = old[day], let right = new[day], left.kind != right.kind else {
                return nil
            }
            return ChangedDay(day: day, before: left, after: right)
        }
    }
}

extension Deadline {
    /// The same term under another calendar.
    ///
    /// - Throws: ``WorkingCalendar/Uncovered`` when the calendar's data end before the term does.
    package func recomputed(
        suspensions: [Suspension] = [], calendar: WorkingCalendar
    ) throws(WorkingCalendar.Uncovered) -> DeadlineChange {
        DeadlineChange(
            from: self,
            to: try Deadline(
                term, from: start, rule: rule, suspensions: suspensions, calendar: calendar))
    }
}

extension Deadline.Verdict {
    /// The verdict without the running number, which moves with every change before it.
    fileprivate var kind: Deadline.Verdict {
        guard case .counted(_, let status) = self else { return self }
        return .counted(0, status)
    }
}
