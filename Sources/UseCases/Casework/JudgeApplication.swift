import Casework
import Kernel
import Store

extension Platform {
    /// Says of fields and documents of an application whether they are accepted (use case 68).
    ///
    /// Only verdicts that change something are kept.
    /// - Parameter verdicts: each with the reason why it is not accepted; none where it is.
    /// - Throws: `taskTaken`, `taskClosed`, `caseNotInState`, `refusalIncomplete`, `invalidField`.
    package func judgeApplication(
        _ id: Identifier<CaseTask>,
        _ verdicts: [(subject: Completeness.Subject, code: String, reason: String?)],
        by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        let (now, today) = (clock.now(), clock.today)
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            guard task.work == .stage, let stage = stored.state.stage,
                stored.definition.stage(stage)?.takesVerdicts == true
            else { throw Refusal(.caseNotInState) }
            guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
            guard !stored.state.isSuspended else { throw CaseFault.suspended.refusal }
            var changed: [CaseEvent.Verdict] = []
            for (subject, code, reason) in verdicts {
                guard stored.state.canJudge(subject, code) else {
                    throw CaseFault.unknown(code).refusal
                }
                let verdict = CaseEvent.Verdict(
                    subject, code,
                    digest: subject == .document ? stored.state.digests[code] : nil,
                    reason: reason?.trimmed)
                if stored.state.verdict(on: subject, code) != verdict { changed.append(verdict) }
            }
            let size = CaseEvent.Judgement.verdictsMax
            for start in stride(from: 0, to: changed.count, by: size) {
                let judgement = CaseEvent.Judgement(
                    stage: stage, verdicts: Array(changed[start...].prefix(size)),
                    by: officialName(official.person.iin), on: today)
                try add(
                    .judged(judgement), to: &stored, by: CaseAuthor(official: official), at: now,
                    in: transaction)
            }
            try save(stored, in: transaction)
        }
    }

    /// The submission before this one of the same applicant, of one kind of a service and at one
    /// body; the newest, or the one that is named.
    ///
    /// - Returns: nil where there is none.
    /// - Throws: `notFound` where the one that is named is none of them.
    package func earlierSubmission(
        of stored: StoredCase, named name: Identifier<StoredCase>? = nil,
        for official: SignedInOfficial
    ) async throws -> StoredCase? {
        guard let submitted = stored.submittedAt, let body = stored.body else { return nil }
        let found = try await store.read { [self] transaction -> [StoredCase] in
            let which: SQL = name.map { "AND c.id = \($0)" } ?? ""
            return try transaction.rows(
                """
                SELECT \(StoredCase.columns) FROM casework_case c
                WHERE c.applicant = \(stored.applicant) AND c.service = \(stored.definition.code)
                    AND c.kind = \(stored.kind) AND c.body = \(body)
                    AND c.submitted_at <= \(submitted) AND c.id <> \(stored.id) \(which)
                    AND EXISTS (SELECT 1 FROM casework_task t
                        WHERE t.case_id = c.id AND t.body = \(official.body))
                ORDER BY c.submitted_at DESC, c.id DESC LIMIT 5
                """
            ).compactMap { row in
                do {
                    return try StoredCase(row: row, library: casework, in: transaction)
                } catch is CorruptCase {
                    // The watch over terms names it.
                    return nil
                }
            }
        }
        if name != nil, found.isEmpty { throw Refusal(.notFound) }
        return found.first
    }
}
