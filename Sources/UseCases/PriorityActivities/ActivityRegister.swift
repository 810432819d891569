import Journal
import Kernel
import PriorityActivities
import Store

/// What the registers say of an organisation on a day, as it was known on another.
package struct ActivityExtract: Sendable {
    /// The organisation.
    package let bin: BIN
    /// The day in question.
    package let on: Day
    /// The day of knowledge.
    package let knownOn: Day
    /// Papers that hold, have run out or will begin.
    package let evidence: [ActivityEvidence]
    /// Activities that go on on the day, with what the rules say of them; the newest first.
    package let activities: [(activity: DeclaredActivity, standing: ActivityStanding)]
    /// Where the next page of activities begins; nil on the last.
    package let nextCursor: String?
}

/// A stretch of days in which the answers about an activity stay the same.
package struct ActivitySpan: Sendable, Hashable {
    /// The first day.
    package let from: Day
    /// The last day.
    package let until: Day
    /// The answers.
    package let standing: ActivityStanding
}

/// What a list check found about one organisation.
package struct CheckedOrganisation: Sendable {
    /// The organisation.
    package let bin: BIN
    /// Its activities that went on in the period, each with its stretches.
    package let activities: [(activity: DeclaredActivity, spans: [ActivitySpan])]
}

extension Platform {
    /// The public extract by BIN (use case 54): point in time on both axes.
    ///
    /// - Parameter page: which activities; every paper is on each page.
    package func activityExtract(
        of bin: BIN, on day: Day, knownOn: Day,
        page: PageRequest = PageRequest(limit: DeclaredActivity.countMax, cursor: nil)
    ) async throws -> ActivityExtract {
        let known = ActivityKnowledge(on: knownOn)
        let book = activities.book
        return try await store.read { transaction in
            let evidence = try ActivityEvidence.list(of: bin, known: known, in: transaction)
            let declared = try DeclaredActivity.page(
                page, of: bin, on: day, known: known, vocabulary: book.vocabulary, in: transaction)
            return ActivityExtract(
                bin: bin, on: day, knownOn: knownOn, evidence: evidence,
                activities: declared.items.map { activity in
                    (
                        activity,
                        ActivityStanding(
                            activity, evidence: evidence, on: day, knownOn: knownOn, book: book)
                    )
                }, nextCursor: declared.nextCursor)
        }
    }

    /// The most organisations of one list check.
    package static let listCheckMax = 500
    /// The longest period of one list check, in days.
    package static let listCheckDaysMax = 3660

    /// Checks a list of organisations for a period (use case 54); the check is a journal entry.
    ///
    /// - Throws: `roleNotAllowed` for anyone but a tax officer; `invalidField` for a period that
    ///   ends before it begins.
    package func checkOrganisations(
        _ bins: [BIN], from first: Day, to last: Day, by official: SignedInOfficial
    ) async throws -> [CheckedOrganisation] {
        try official.require(.taxOfficer)
        guard first <= last, last.daysSince1970 - first.daysSince1970 <= Self.listCheckDaysMax
        else { throw Refusal(.invalidField, ActivityWords.days) }
        let today = clock.today
        return try await store.write { [self] transaction in
            try recordListCheck(bins, from: first, to: last, by: official, in: transaction)
            return try bins.map { bin in
                try spans(of: bin, from: first, to: last, knownOn: today, in: transaction)
            }
        }
    }

    /// Writes down that an official looked at what organisations declared, and at how many.
    func recordListCheck(
        _ bins: [BIN], from first: Day, to last: Day, by official: SignedInOfficial,
        in transaction: any Transaction
    ) throws {
        let list = bins.map(\.digits).joined(separator: " ")
        try journal.append(
            .activityListChecked, at: clock.now(),
            facts: [
                "count": .integer(Int64(bins.count)), "from": JSON(first), "to": JSON(last),
                "listDigest": .string(digest(Array(list.utf8)).hex),
            ], personal: ["officials": [.string(official.name)]], in: transaction)
    }

    private func spans(
        of bin: BIN, from first: Day, to last: Day, knownOn: Day, in transaction: any Transaction
    ) throws -> CheckedOrganisation {
        let book = activities.book
        let known = ActivityKnowledge(on: knownOn)
        let evidence = try ActivityEvidence.list(of: bin, known: known, in: transaction)
        let declared = try DeclaredActivity.list(
            of: bin, known: known, vocabulary: book.vocabulary, in: transaction)
        let found = declared.compactMap { activity -> (DeclaredActivity, [ActivitySpan])? in
            let begins = max(first, activity.validFrom)
            let ends = min(last, activity.validUntil ?? last)
            guard begins <= ends else { return nil }
            let days = ActivityTurningDays([activity], evidence, book).beginnings(
                from: begins, to: ends)
            var spans: [ActivitySpan] = []
            for (index, day) in days.enumerated() {
                let standing = ActivityStanding(
                    activity, evidence: evidence, on: day, knownOn: knownOn, book: book)
                let end = index + 1 < days.count ? days[index + 1].adding(days: -1) : ends
                if let previous = spans.last, previous.standing == standing {
                    spans[spans.count - 1] = ActivitySpan(
                        from: previous.from, until: end, standing: standing)
                } else {
                    spans.append(ActivitySpan(from: day, until: end, standing: standing))
                }
            }
            return (activity, spans)
        }
        return CheckedOrganisation(bin: bin, activities: found)
    }
}
