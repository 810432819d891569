import Casework
import Journal
import Kernel
import Store

extension Platform {
    /// Lets people sit afresh where a refusal comes back to its examination unsigned: with the
    /// results that it rested on, nothing but the same refusal could follow.
    func reopenExamination(
        of stored: StoredCase, after event: CaseEvent, at now: Instant,
        in transaction: any Transaction
    ) throws {
        guard event.isReturn(in: stored.definition), let code = stored.state.stage,
            stored.definition.stage(code)?.isExamination == true,
            let decided = stored.state.completions.last(where: { $0.stage == code }),
            !decided.grounds.isEmpty
        else { return }
        try annulSittings(ofReopened: stored, at: now, in: transaction)
    }

    /// Lets the results of whoever did not pass count no more, when the refusal that rested on them
    /// is cancelled on appeal, after the hearing or by the head who was to sign it: these people are
    /// admitted to the examination afresh (Q-IS-55).
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

extension CaseEvent {
    /// Whether a decision goes back to where it was taken.
    fileprivate func isReturn(in definition: ServiceDefinition) -> Bool {
        switch self {
        case .paperReturned: true
        case .completed(let completion):
            definition.stage(completion.stage)?.outcomes
                .first { $0.code == completion.outcome }?.next == ServiceDefinition.Outcome.back
        default: false
        }
    }
}
