import Journal
import Kernel
import PriorityActivities
import Store

/// Who would gain or lose under a draft of the list.
package struct RulesSimulation: Sendable {
    /// A change for one activity.
    package struct Change: Sendable {
        /// The organisation.
        package let bin: BIN
        /// What it calls the activity.
        package let title: String
        /// The answer under the rules in force.
        package let before: Verdict
        /// The answer under the draft.
        package let after: Verdict
    }

    /// The day on which both are compared: the draft's first, or today where that is later.
    package let on: Day
    /// Activities compared.
    package let count: Int
    /// Activities that would become priority ones.
    package let gained: Int
    /// Activities that would cease to be.
    package let lost: Int
    /// Activities whose answer would change otherwise.
    package let otherwise: Int
    /// The changes, losses first; at most ``changesMax``.
    package let changes: [Change]

    /// The most changes that are listed.
    package static let changesMax = 200
}

extension Platform {
    /// Compares the rules in force with a draft over all declared activities (use case 53).
    ///
    /// Nothing changes; that it was done is a journal entry.
    /// - Throws: `roleNotAllowed` for anyone but the park's administration; `invalidField` with
    ///   the place of the first mistake for a draft that is not taken.
    package func simulateRules(
        draft file: [UInt8], by official: SignedInOfficial
    ) async throws -> RulesSimulation {
        try official.require(.hubAdministration)
        let book = activities.book
        let draft: ActivityRules
        do throws(RuleFault) {
            draft = try ActivityRules(file: file, place: "draft", vocabulary: book.vocabulary)
        } catch {
            let words = error.description
            throw Refusal(
                .invalidField, LocalizedText(kk: words, ru: words, en: words), clause: "PA-O.1")
        }
        let now = clock.now()
        let today = Day(at: now)
        return try await store.write { [self] transaction in
            try journal.append(
                .activityRulesSimulated, at: now,
                facts: ["draftDigest": .string(digest(file).hex), "from": JSON(draft.from)],
                personal: ["officials": [.string(official.name)]], in: transaction)
            return try compare(draft, knownOn: today, in: transaction)
        }
    }

    private func compare(
        _ draft: ActivityRules, knownOn: Day, in transaction: any Transaction
    ) throws -> RulesSimulation {
        let book = activities.book
        var (count, gained, lost, otherwise) = (0, 0, 0, 0)
        var changes: [RulesSimulation.Change] = []
        var last = ""
        // A draft that would hold already is compared as of today.
        let on = max(draft.from, knownOn)
        while true {
            let rows = try transaction.rows(
                """
                SELECT \(DeclaredActivity.columns) FROM declared_activity d
                WHERE d.known_until IS NULL AND d.activity > \(last)
                ORDER BY d.activity LIMIT 500
                """)
            for row in rows {
                let activity = try DeclaredActivity(row: row, vocabulary: book.vocabulary)
                last = activity.activity.text
                guard activity.goesOn(on: on) else { continue }
                let evidence = try ActivityEvidence.list(
                    of: activity.bin, known: ActivityKnowledge(on: knownOn), in: transaction)
                let sheet = FactSheet(
                    activity.facts.adding(
                        evidence, on: on, vocabulary: book.vocabulary),
                    vocabulary: book.vocabulary, on: on, knownOn: knownOn)
                let before: Verdict
                if case .rules(let rules) = book.basis(on: on, knownOn: knownOn) {
                    before = rules.outcome(sheet.masks, item: activity.claimedItem)
                } else {
                    before = .cannotTell
                }
                let after = draft.outcome(sheet.masks, item: activity.claimedItem)
                count += 1
                guard before != after else { continue }
                if after == .yes {
                    gained += 1
                } else if before == .yes {
                    lost += 1
                } else {
                    otherwise += 1
                }
                changes.append(
                    RulesSimulation.Change(
                        bin: activity.bin, title: activity.title, before: before, after: after))
            }
            if rows.count < 500 { break }
        }
        let sorted = changes.filter { $0.before == .yes } + changes.filter { $0.before != .yes }
        return RulesSimulation(
            on: on, count: count, gained: gained, lost: lost, otherwise: otherwise,
            changes: Array(sorted.prefix(RulesSimulation.changesMax)))
    }
}

extension ActivityRules {
    /// The answer by the claimed item, else by any.
    fileprivate func outcome(_ masks: [UInt64], item number: Int?) -> Verdict {
        guard let number else { return outcome(masks) }
        return item(number)?.verdict(masks) ?? .no
    }
}
