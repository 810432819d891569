import Journal
import Kernel
import PriorityActivities
import Store

/// What was last found about a declared activity.
package struct ActivityStanding: Sendable, Hashable {
    /// Whether it is a priority activity: by the claimed item, else by any.
    package let outcome: Verdict
    /// Whether own production is shown.
    package let ownProduction: Verdict

    /// What was found.
    init(outcome: Verdict, ownProduction: Verdict) {
        self.outcome = outcome
        self.ownProduction = ownProduction
    }

    /// What the rules say of a declaration on a day, by its facts and the registers' papers.
    init(
        _ activity: DeclaredActivity, evidence: [ActivityEvidence], on day: Day, knownOn: Day,
        book: ActivityRuleBook
    ) {
        let facts = activity.facts(with: evidence, on: day, vocabulary: book.vocabulary)
        let verdict = book.decide(
            ActivityQuestion(
                facts: facts, on: day, knownOn: knownOn, claimedItem: activity.claimedItem))
        outcome =
            activity.claimedItem == nil ? verdict.outcome : verdict.claimed?.verdict ?? .cannotTell
        ownProduction = verdict.ownProduction?.verdict ?? .cannotTell
    }

    /// Marks what is known of an organisation's activities as to be found anew.
    static func makeStale(_ bin: BIN, in transaction: any Transaction) throws {
        try transaction.execute("UPDATE activity_standing SET stale = 1 WHERE bin = \(bin)")
    }
}

/// A notice to an organisation about one of its activities.
package struct ActivityNotice: Sendable {
    /// What it tells.
    package enum Kind: String, CaseIterable, Sendable { case willBeLost, lost, gained }
    /// What it is about.
    package enum Matter: String, CaseIterable, Sendable { case priority, ownProduction }

    /// The notice's name.
    package let id: Identifier<ActivityNotice>
    /// The activity.
    package let activity: Identifier<DeclaredActivity>
    /// The activity's name as declared.
    package let title: String
    /// What it tells.
    package let kind: Kind
    /// What it is about.
    package let matter: Matter
    /// The day on which it is so.
    package let on: Day
    /// When it was given.
    package let at: Instant
}

/// Days on which an answer about an organisation may change: its papers, its activities, the rules.
struct ActivityTurningDays {
    let days: Set<Day>

    init(_ activities: [DeclaredActivity], _ evidence: [ActivityEvidence], _ book: ActivityRuleBook)
    {
        var days: Set<Day> = []
        for row in evidence {
            days.insert(row.validFrom)
            if let until = row.validUntil { days.insert(until.adding(days: 1)) }
        }
        for activity in activities {
            days.insert(activity.validFrom)
            if let until = activity.validUntil { days.insert(until.adding(days: 1)) }
            for fact in activity.facts.all.values {
                if let from = fact.validFrom { days.insert(from) }
                if let until = fact.validUntil { days.insert(until.adding(days: 1)) }
            }
        }
        for version in book.versions {
            days.insert(version.from)
            if let until = version.until { days.insert(until) }
        }
        for order in book.repealed { days.insert(order.until) }
        self.days = days
    }

    /// The first day of each stretch of a period in which nothing changes.
    func beginnings(from first: Day, to last: Day) -> [Day] {
        ([first] + days.filter { $0 > first && $0 <= last }).sorted()
    }
}
