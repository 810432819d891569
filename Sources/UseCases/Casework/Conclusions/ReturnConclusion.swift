import Casework
import Kernel
import Store

extension Platform {
    /// Sends a case back to the department whose conclusion holds no more: it registers the request
    /// anew and gives another (use case 67, 4c).
    ///
    /// - Throws: `caseNotInState` while every conclusion holds and where none is needed, `taskTaken`
    ///   for who has not taken the task, `refusalIncomplete` without reasons, `draftChanged` where
    ///   something happened to the case meanwhile, `taskClosed`.
    package func returnConclusion(
        _ id: Identifier<CaseTask>, reasons: String, by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        let hand = try await task(id, for: official)
        guard hand.task.doneAt == nil else { throw Refusal(.taskClosed) }
        guard let stage = try await unsoundConclusion(of: hand) else {
            throw Refusal(.caseNotInState, ConclusionWords.sound)
        }
        let (now, events) = (clock.now(), hand.stored.events.count)
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
            guard stored.events.count == events else { throw Refusal(.draftChanged) }
            try add(
                .conclusionReturned(
                    CaseEvent.ConclusionReturn(to: stage, reasons: reasons, on: clock.today)),
                to: &stored, by: CaseAuthor(official: official), at: now, in: transaction)
            try finish(
                task, of: stored, outcome: "conclusionReturned", at: now, in: transaction)
        }
    }
}
