import Casework
import Journal
import Kernel
import Store

extension Platform {
    /// Lets the results of whoever did not pass count no more, when the refusal that rested on them
    /// is cancelled on appeal: these people are admitted to the examination afresh (Q-IS-55).
    ///
    /// Who passed has passed. What the sitting had ended in stays beside it, and in the journal.
    func annulSittings(
        ofReopened stored: StoredCase, at now: Instant, in transaction: any Transaction
    ) throws {
        let failed = try sittings(of: stored.id, in: transaction)
            .filter { $0.result.map { $0.outcome != .passed } ?? false }
        for sitting in failed {
            try journal.append(
                .examinationAnnulled, at: now,
                facts: [
                    "sitting": .string(sitting.id.text), "case": .string(stored.id.text),
                    "clause": "IS-REF-1",
                ], subject: sitting.examinee.iin, in: transaction)
            try transaction.execute(
                """
                UPDATE examination_sitting SET annulled_at = \(now), annulled_ending = ending,
                    annulled_score = score, ending = 'withdrawn', score = NULL
                WHERE id = \(sitting.id)
                """)
        }
    }
}
