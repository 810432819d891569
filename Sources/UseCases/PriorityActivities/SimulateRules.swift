import Journal
import Kernel
import PriorityActivities
import Store

/// Who would gain or lose under a draft of the list.
package struct RulesSimulation: Sendable {
    /// How many would change, and which way.
    package struct Tally: Sendable, Hashable {
        /// Activities whose answer would become yes.
        package fileprivate(set) var gained = 0
        /// Activities whose answer would cease to be yes.
        package fileprivate(set) var lost = 0
        /// Activities whose answer would change otherwise.
        package fileprivate(set) var otherwise = 0

        fileprivate mutating func note(_ before: Verdict, _ after: Verdict) {
            guard before != after else { return }
            if after == .yes {
                gained += 1
            } else if before == .yes {
                lost += 1
            } else {
                otherwise += 1
            }
        }
    }

    /// A change for one activity.
    package struct Change: Sendable {
        /// The organisation.
        package let bin: BIN
        /// What it calls the activity.
        package let title: String
        /// The answers under the rules in force.
        package let before: ActivityStanding
        /// The answers under the draft.
        package let after: ActivityStanding

        /// Whether one of the answers would cease to be yes.
        package var isLoss: Bool {
            (before.outcome == .yes && after.outcome != .yes)
                || (before.ownProduction == .yes && after.ownProduction != .yes)
        }
    }

    /// The day on which both are compared: the draft's first, or today where that is later.
    package let on: Day
    /// Activities compared.
    package fileprivate(set) var count = 0
    /// Whether they are priority activities.
    package fileprivate(set) var priority = Tally()
    /// Whether own production is shown.
    package fileprivate(set) var ownProduction = Tally()
    /// Activities with any change; ``changes`` lists the first of them.
    package fileprivate(set) var changed = 0
    private var losses: [Change] = []
    private var others: [Change] = []

    /// The changes, losses first; at most ``changesMax``.
    package var changes: [Change] { Array((losses + others).prefix(Self.changesMax)) }

    /// The most changes that are listed.
    package static let changesMax = 200

    fileprivate init(on day: Day) { on = day }

    fileprivate mutating func note(_ change: Change) {
        count += 1
        guard change.before != change.after else { return }
        changed += 1
        priority.note(change.before.outcome, change.after.outcome)
        ownProduction.note(change.before.ownProduction, change.after.ownProduction)
        // More than are listed need not be kept.
        if change.isLoss, losses.count < Self.changesMax { losses.append(change) }
        if !change.isLoss, others.count < Self.changesMax { others.append(change) }
    }
}

extension Platform {
    /// Activities that one read of the comparison looks at.
    private static let simulationRows = 500

    /// Compares the rules in force with a draft over all declared activities (use case 53).
    ///
    /// Nothing changes; that it is done becomes a journal entry before anything is read. The
    /// activities are read part by part, so that nobody waits for the whole of it.
    /// - Throws: `roleNotAllowed` for anyone but the park's administration; `invalidField` with
    ///   the place of the first mistake for a draft that is not taken.
    package func simulateRules(
        draft file: [UInt8], by official: SignedInOfficial
    ) async throws -> RulesSimulation {
        try official.require(.hubAdministration)
        let draft: ActivityRules
        do throws(RuleFault) {
            draft = try ActivityRules(
                file: file, place: "draft", vocabulary: activities.book.vocabulary)
        } catch {
            throw Refusal(.invalidField, error.words, clause: "PA-O.1")
        }
        let now = clock.now()
        let today = Day(at: now)
        _ = try await store.write { [self] transaction in
            try journal.append(
                .activityRulesSimulated, at: now,
                facts: ["draftDigest": .string(digest(file).hex), "from": JSON(draft.from)],
                personal: ["officials": [.string(official.name)]], in: transaction)
        }
        // A draft that would hold already is compared as of today.
        var found = RulesSimulation(on: max(draft.from, today))
        var last: String? = ""
        while let after = last {
            let part = try await store.read { [self, on = found.on] transaction in
                try compare(draft, on: on, knownOn: today, after: after, in: transaction)
            }
            for change in part.changes { found.note(change) }
            last = part.last
        }
        return found
    }

    /// One part of the comparison, and the activity after which the next one begins.
    private func compare(
        _ draft: ActivityRules, on day: Day, knownOn: Day, after last: String,
        in transaction: any Transaction
    ) throws -> (changes: [RulesSimulation.Change], last: String?) {
        let book = activities.book
        let known = ActivityKnowledge(on: knownOn)
        let rows = try transaction.rows(
            """
            SELECT \(DeclaredActivity.columns) FROM declared_activity d
            WHERE d.known_until IS NULL AND d.activity > \(last)
            ORDER BY d.activity LIMIT \(Self.simulationRows)
            """
        ).map { try DeclaredActivity(row: $0, vocabulary: book.vocabulary) }
        let changes = try rows.filter { $0.goesOn(on: day) }.map { activity in
            let evidence = try ActivityEvidence.list(
                of: activity.bin, known: known, in: transaction)
            let sheet = FactSheet(
                activity.facts(with: evidence, on: day, vocabulary: book.vocabulary),
                vocabulary: book.vocabulary, on: day, knownOn: knownOn)
            var before = ActivityStanding(outcome: .cannotTell, ownProduction: .cannotTell)
            if case .rules(let rules) = book.basis(on: day, knownOn: knownOn) {
                before = rules.standing(sheet.masks, item: activity.claimedItem)
            }
            return RulesSimulation.Change(
                bin: activity.bin, title: activity.title, before: before,
                after: draft.standing(sheet.masks, item: activity.claimedItem))
        }
        let isWhole = rows.count < Self.simulationRows
        return (changes, isWhole ? nil : rows.last?.activity.text)
    }
}

extension ActivityRules {
    /// The answers by the claimed item, else by any; an item that is no longer there is met by
    /// nothing.
    fileprivate func standing(_ masks: [UInt64], item number: Int?) -> ActivityStanding {
        let outcome = number.map { item($0)?.verdict(masks) ?? .no } ?? self.outcome(masks)
        return ActivityStanding(outcome: outcome, ownProduction: ownProductionVerdict(masks))
    }
}
