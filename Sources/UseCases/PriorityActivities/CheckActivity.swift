import Kernel
import PriorityActivities
import Signatures
import Store

/// A verdict with what would change it, and its signed receipt.
package struct CheckedActivity: Sendable {
    /// The verdict.
    package let verdict: ActivityVerdict
    /// The fewest facts that would make it a yes; nil where no list is held.
    package let nearest: NearestChange?
    /// The same for own production.
    package let nearestOwnProduction: NearestChange?
    /// The receipt as a compact JWS: its payload is canonical JSON.
    package let signedReceipt: String
}

extension Platform {
    /// Answers a question about an activity (use case 50; PA-1a), storing nothing.
    ///
    /// The same question under the same rules gives the same bytes of the receipt.
    package func checkActivity(_ question: ActivityQuestion) throws -> CheckedActivity {
        let book = activities.book
        let verdict = book.decide(question)
        let receipt = ActivityReceipt(
            verdict, vocabulary: book.vocabulary, logic: activities.logic(of: verdict.rules))
        let claimed = question.claimedItem.flatMap { item in
            verdict.rules.flatMap {
                book.nearestChange(to: item, in: $0, from: verdict.sheet)
            }
        }
        return CheckedActivity(
            verdict: verdict, nearest: claimed ?? book.nearestItem(verdict),
            nearestOwnProduction: verdict.rules.flatMap {
                book.nearestChange(to: nil, in: $0, from: verdict.sheet)
            },
            signedReceipt: try activityKey.sign(
                payload: receipt.bytes, type: ActivityReceipt.type))
    }

    /// The facts with those that the registers hold about the organisation: a register's paper
    /// counts before what was stated, as ``StatedFact/source`` then says.
    package func withRegisterFacts(
        _ facts: StatedFacts, of bin: BIN, on day: Day, knownOn: Day
    ) async throws -> StatedFacts {
        let known = ActivityKnowledge(on: knownOn)
        let evidence = try await store.read { transaction in
            try ActivityEvidence.list(of: bin, known: known, in: transaction)
        }
        return facts.adding(evidence, on: day, vocabulary: activities.book.vocabulary)
    }
}

/// A day of knowledge as a moment: all that was recorded on it counts.
package struct ActivityKnowledge: Sendable {
    /// The last moment of the day.
    let at: Instant

    /// Knowledge at the end of a day.
    package init(on day: Day) {
        at = day.adding(days: 1).start.adding(milliseconds: -1)
    }
}

extension StatedFacts {
    /// These facts, with what the registers say about participation and extract in place of what
    /// was stated.
    ///
    /// Of several rows the one that holds on the day counts, else the one that ended last. Of what
    /// a register holds no row of, a statement stays, with its own source.
    func adding(
        _ evidence: [ActivityEvidence], on day: Day, vocabulary: FactVocabulary
    ) -> StatedFacts {
        var facts = all
        for kind in ActivityEvidence.Kind.allCases {
            let rows = evidence.filter { $0.kind == kind }
            let holding = rows.first { $0.holds(on: day) }
            let latest = rows.max {
                ($0.validUntil ?? $0.validFrom) < ($1.validUntil ?? $1.validFrom)
            }
            guard let row = holding ?? latest else { continue }
            facts[kind.fact] = StatedFact(
                values: ["yes"], source: kind.source, number: row.number,
                validFrom: row.validFrom, validUntil: row.validUntil)
        }
        return (try? StatedFacts(facts, vocabulary: vocabulary)) ?? self
    }

    /// These facts without participation and extract: of those only the registers speak.
    func withoutRegisterFacts(_ vocabulary: FactVocabulary) -> StatedFacts {
        let own = all.filter { ActivityEvidence.Kind(fact: $0.key) == nil }
        return own.count == all.count
            ? self : (try? StatedFacts(own, vocabulary: vocabulary)) ?? self
    }
}
