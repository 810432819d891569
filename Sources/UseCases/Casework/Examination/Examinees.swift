import Casework
import Journal
import Kernel
import Signatures
import Store

/// Who is examined in a case: entered by the executor, whose task waits for every result.
extension Platform {
    /// The most people who are examined in one case.
    package static let examineesMax = 40
    /// The most sets that are drawn in one case: an admission that is taken back counts, so that
    /// nobody draws again and again.
    package static let admissionsMax = 2 * examineesMax

    /// Enters a person: a question set is drawn, and its hash published in the same moment.
    ///
    /// The set is drawn from the bank that is open today and stays what it is, whatever bank is
    /// opened later.
    /// - Throws: `caseNotInState` outside the examination, without an open bank, for a person who is
    ///   entered already and above ``examineesMax`` or ``admissionsMax``; `taskTaken` for a task of another official; as ``examinee(_:by:)``.
    package func admitExaminee(
        _ entered: ExamineeDraft, to task: Identifier<CaseTask>, by official: SignedInOfficial,
        once: Once
    ) async throws -> StoredSitting {
        let id = Identifier<StoredSitting>(random: random)
        let passMark = Int(try configuration.settings[OpenPoints.passMark])
        // Who may not even see the task draws nothing.
        _ = try await self.task(task, for: official)
        let draft = try await examinee(entered, by: official)
        let (stored, bank) = try await openTestBank(on: clock.today)
        let set = QuestionSet(drawnFrom: bank, named: stored.id.text, random: random)
        let (bytes, salt) = (set.bytes, random.bytes(32))
        let commitment = SHA256.hash(salt + bytes).bytes.hex
        _ = try await onExamination(task, by: official) { [self] found, transaction in
            try checkRoom(for: draft, in: found, transaction)
            let now = clock.now()
            let entry = try journal.append(
                .examinationDrawn, at: now,
                facts: [
                    "sitting": .string(id.text), "case": .string(found.id.text),
                    "bank": .string(stored.id.text), "bankDigest": .string(stored.digest),
                    "commitment": .string(commitment), "passMark": .integer(Int64(passMark)),
                    "body": .string(official.body.digits),
                    "official": .string(officialName(official.person.iin)),
                ], personal: ["officials": [.string(official.name)]], subject: draft.iin,
                in: transaction)
            try transaction.execute(
                """
                INSERT INTO examination_sitting (id, case_id, examinee_iin, name, position,
                    education, capacity, bank_id, question_set, salt, commitment, pass_mark,
                    drawn_at, entry_id)
                VALUES (\(id), \(found.id), \(draft.iin), \(draft.name), \(draft.position),
                    \(draft.education), \(draft.capacity.rawValue), \(stored.id), \(bytes),
                    \(salt), \(commitment), \(passMark), \(now), \(entry))
                """)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
        }
        return try await store.read { [self] in try storedSitting(id, in: $0) }
    }

    private func checkRoom(
        for draft: ExamineeDraft, in found: StoredCase, _ transaction: any Transaction
    ) throws {
        let drawn = try sittings(of: found.id, in: transaction)
        // What was cancelled with a refusal is drawn anew, however often that was.
        guard drawn.count(where: { $0.annulledAt == nil }) < Self.admissionsMax else {
            throw Refusal(.caseNotInState, ExaminationWords.tooManyDrawn)
        }
        let sittings = drawn.filter { $0.sitting.ending != .withdrawn }
        guard sittings.count < Self.examineesMax else {
            throw Refusal(.caseNotInState, ExaminationWords.tooMany)
        }
        guard !sittings.contains(where: { $0.examinee.iin == draft.iin }) else {
            throw Refusal(.caseNotInState, ExaminationWords.admittedAlready)
        }
    }

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
    private func onExamination(
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
