import Casework
import Journal
import Kernel
import Signatures
import Store

/// Who is examined in a case: entered by the executor, whose task waits for every result.
extension Platform {
    /// The most people who are examined in one case.
    package static let examineesMax = ListedPerson.countMax
    /// The most sets that are drawn in one case: an admission that is taken back counts, so that
    /// nobody draws again and again.
    package static let admissionsMax = 2 * examineesMax

    /// Ends the sitting of a person who did not attend, or takes an admission back.
    ///
    /// - Throws: `sittingNotOpen` for one that has begun, `sittingOver` for one that has ended;
    ///   `notFound` for one of another case.
    package func endUnstarted(
        _ id: Identifier<StoredSitting>, as ending: Sitting.Ending,
        at task: Identifier<CaseTask>, by official: SignedInOfficial, once: Once
    ) async throws {
        _ = try await onExamination(task, by: official) { [self] found, transaction in
            var stored = try lockedSitting(id, in: transaction)
            guard stored.caseID == found.id else { throw Refusal(.notFound) }
            let now = clock.now()
            do throws(Sitting.Fault) {
                try stored.sitting.endUnstarted(ending, at: now)
            } catch { throw error.refusal }
            try writeEnd(of: stored, by: official, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }

    /// The sittings of a task's case, in the order of admission.
    package func sittings(
        at task: Identifier<CaseTask>, for official: SignedInOfficial
    ) async throws -> [StoredSitting] {
        let name = try await self.task(task, for: official).stored.id
        return try await store.read { [self] in try sittings(of: name, in: $0) }
    }

    func sittings(
        of name: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> [StoredSitting] {
        try transaction.rows(
            """
            SELECT \(StoredSitting.columns) FROM examination_sitting s
            WHERE s.case_id = \(name) ORDER BY s.drawn_at, s.id LIMIT 1000
            """
        ).map(StoredSitting.init(row:))
    }

    /// The results of a case whose every examinee has one; nil where one is missing.
    func examineeResults(
        of name: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> [ExamineeResult]? {
        let sittings = try sittings(of: name, in: transaction)
            .filter { $0.sitting.ending != .withdrawn }
        let results = sittings.compactMap(\.result)
        return results.count == sittings.count ? results : nil
    }

    /// Ends what of an examination is open when its application is withdrawn: who had not begun is
    /// admitted no more, who sat has handed in.
    func endSittings(
        ofWithdrawn name: Identifier<StoredCase>, at now: Instant,
        in transaction: any Transaction
    ) throws {
        for open in try sittings(of: name, in: transaction) where open.sitting.ending == nil {
            var stored = try lockedSitting(open.id, in: transaction)
            do throws(Sitting.Fault) {
                // Whose time is over has not handed in, even before the round has seen it.
                if stored.sitting.endIfOver(at: now) {
                } else if case .running = stored.sitting.phase {
                    try stored.sitting.handIn(at: now)
                } else {
                    try stored.sitting.endUnstarted(.withdrawn, at: now)
                }
            } catch { throw error.refusal }
            try writeEnd(of: stored, by: nil, at: now, in: transaction)
        }
    }

    /// Does something to a case whose examination is the official's task.
    func onExamination(
        _ task: Identifier<CaseTask>, by official: SignedInOfficial,
        _ work: @escaping @Sendable (StoredCase, any Transaction) throws -> Void
    ) async throws -> TaskInHand {
        try await onTask(task, by: official, once: .unkeyed) { found, stored, transaction in
            guard found.work == .stage,
                found.stage.flatMap(stored.definition.stage)?.isExamination == true
            else { throw Refusal(.caseNotInState) }
            guard found.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
            try work(stored, transaction)
        }
    }
}
