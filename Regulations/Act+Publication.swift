import Kernel

extension Act {
    /// The act with the days on which it and its amendments were published, as entered.
    ///
    /// An act comes into force so many calendar days after its first official publication; each
    /// assumed day is so many days after the assumed publication, and moves with it.
    /// - Parameters:
    ///   - publication: the day of the act's own publication; nil leaves its days assumed.
    ///   - amendments: the days of the amendments' publication by number.
    package func published(on publication: Day?, amendments entered: [String: Day] = [:]) -> Act {
        let clauses = clauses.map { clause in
            ActClause(
                clause: clause.clause,
                versions: clause.versions.map { version in
                    ClauseVersion(
                        from: version.from
                            ?? move(version.assumedFrom, of: clause.clause, publication, entered),
                        assumedFrom: version.assumedFrom,
                        until: version.until
                            ?? move(version.assumedUntil, of: clause.clause, publication, entered),
                        assumedUntil: version.assumedUntil, text: version.text)
                })
        }
        return Act(
            tag: tag, title: title, number: number, registration: registration, clauses: clauses,
            assumedPublication: assumedPublication, amendments: amendments)
    }

    /// The day that follows from what was entered; nil while that is not entered.
    private func move(
        _ assumed: Day?, of clause: Clause, _ publication: Day?, _ entered: [String: Day]
    ) -> Day? {
        guard let assumed else { return nil }
        let amendment = amendments.last {
            $0.clauses.contains(clause) && $0.assumedPublication <= assumed
        }
        let base = amendment.map(\.assumedPublication) ?? assumedPublication
        let day = amendment.map { entered[$0.number] } ?? publication
        guard let base, let day else { return nil }
        return day.adding(days: assumed.daysSince1970 - base.daysSince1970)
    }
}
