import Kernel

/// A clause that two days see differently.
package struct ChangedClause: Sendable {
    /// The clause.
    package let clause: ActClause
    /// The version of the first day; nil when there was none.
    package let before: ClauseVersion?
    /// The version of the second day; nil when there is none.
    package let after: ClauseVersion?
}

extension Act {
    /// The clauses that two days see differently, in the order of the act.
    package func difference(from: Day, to: Day) -> [ChangedClause] {
        clauses.compactMap { clause in
            let before = clause.version(on: from)
            let after = clause.version(on: to)
            guard before != after else { return nil }
            return ChangedClause(clause: clause, before: before, after: after)
        }
    }

    /// The days on which a version of some clause begins or ends, in order.
    package var turningDays: [Day] {
        Set(clauses.flatMap { $0.versions.flatMap { [$0.start, $0.end].compactMap { $0 } } })
            .sorted()
    }

    /// The clause with this tag, or the one that an amendment names by its own.
    package func clause(orAlias tag: Clause) -> ActClause? {
        if let found = clause(tag) { return found }
        guard let (act, history) = Regulations.rules.provision(tag), act == self.tag else {
            return nil
        }
        return clause(history.clause)
    }
}
