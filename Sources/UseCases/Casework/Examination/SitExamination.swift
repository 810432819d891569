import Casework
import Journal
import Kernel
import Store

/// What the examinee does (use case 48). All times are read inside the transaction, after the lock:
/// what waited for its turn is judged by the moment at which it has its effect.
extension Platform {
    /// One's own sittings, newest first.
    package func examinations(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<StoredSitting> {
        let (at, id) = page.position
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(StoredSitting.columns) FROM examination_sitting s
                WHERE s.examinee_iin = \(person.iin) AND (s.drawn_at, s.id) < (\(at), \(id))
                ORDER BY s.drawn_at DESC, s.id DESC LIMIT \(page.limit + 1)
                """
            ).map(StoredSitting.init(row:))
        }
        return ListPage(found, limit: page.limit) { ($0.drawnAt, $0.id.text) }
    }

    /// One's own sitting with the answers saved so far; ended here if its time is over.
    ///
    /// - Throws: `notFound` for another's.
    package func examination(
        _ id: Identifier<StoredSitting>, of person: SignedInPerson
    ) async throws -> StoredSitting {
        let stored = try await store.read { [self] in try storedSitting(id, in: $0) }
        guard stored.examinee.iin == person.iin else { throw Refusal(.notFound) }
        var copy = stored.sitting
        guard copy.endIfOver(at: clock.now()) else { return stored }
        try await endIfOver(id)
        return try await store.read { [self] in try storedSitting(id, in: $0) }
    }

    /// The questions of one's own running sitting.
    ///
    /// - Throws: `sittingNotOpen` before the start, `sittingOver` after the end.
    package func questions(
        of stored: StoredSitting
    ) async throws -> QuestionSet {
        switch stored.sitting.phase {
        case .admitted: throw Sitting.Fault.notStarted.refusal
        case .ended: throw Sitting.Fault.over.refusal
        case .running: break
        }
        return try await store.read { [self] in try questionSet(of: stored.id, in: $0).set }
    }

    /// Begins one's own sitting, once.
    ///
    /// - Throws: `sittingNotOpen` when it has begun, `sittingOver` when it has ended,
    ///   `caseNotInState` when the case is no longer in its examination.
    package func startExamination(
        _ id: Identifier<StoredSitting>, by person: SignedInPerson, once: Once
    ) async throws -> StoredSitting {
        try await onSitting(id, by: person) { [self] stored, now, transaction in
            try checkExamination(of: stored.caseID, in: transaction)
            do throws(Sitting.Fault) {
                try stored.sitting.start(at: now)
            } catch { throw error.refusal }
            guard case .running(let from, let until) = stored.sitting.phase else { return }
            _ = try journal.append(
                .examinationStarted, at: now,
                facts: [
                    "sitting": .string(id.text), "case": .string(stored.caseID.text),
                    "commitment": .string(stored.commitment), "endsAt": JSON(until),
                ], subject: stored.examinee.iin, in: transaction)
            try transaction.execute(
                """
                UPDATE examination_sitting SET started_at = \(from), ends_at = \(until)
                WHERE id = \(id)
                """)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }

    /// Saves one answer, or another in its place.
    ///
    /// - Parameters:
    ///   - question: from 1.
    ///   - option: from 0, in the order in which the options are shown.
    /// - Throws: `sittingOver` from the first millisecond after the end on; `sittingNotOpen`,
    ///   `invalidField`.
    package func saveAnswer(
        _ id: Identifier<StoredSitting>, question: Int, option: Int, by person: SignedInPerson,
        once: Once
    ) async throws -> StoredSitting {
        try await onSitting(id, by: person) { stored, now, transaction in
            do throws(Sitting.Fault) {
                try stored.sitting.answer(question, with: option, at: now)
            } catch { throw error.refusal }
            try transaction.execute(
                """
                INSERT INTO examination_answer (sitting_id, question, chosen, at)
                VALUES (\(id), \(question), \(option), \(now))
                ON CONFLICT (sitting_id, question) DO UPDATE
                SET chosen = excluded.chosen, at = excluded.at
                """)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }

    /// Hands one's own sitting in.
    ///
    /// - Throws: `sittingOver` when it has ended already, `sittingNotOpen` before the start.
    package func handIn(
        _ id: Identifier<StoredSitting>, by person: SignedInPerson, once: Once
    ) async throws -> StoredSitting {
        _ = try await onSitting(id, by: person) { [self] stored, now, transaction in
            do throws(Sitting.Fault) {
                try stored.sitting.handIn(at: now)
            } catch { throw error.refusal }
            try writeEnd(of: stored, by: nil, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
        return try await store.read { [self] in try storedSitting(id, in: $0) }
    }

    private func onSitting(
        _ id: Identifier<StoredSitting>, by person: SignedInPerson,
        _ work:
            @escaping @Sendable (inout StoredSitting, Instant, any Transaction) throws -> Void
    ) async throws -> StoredSitting {
        try await store.write { [self] transaction in
            // The case first, as everywhere, so that two transactions never wait crosswise.
            let row = try transaction.firstRow(
                "SELECT case_id, examinee_iin FROM examination_sitting WHERE id = \(id)")
            guard let row, try row.iin(1) == person.iin else { throw Refusal(.notFound) }
            let name: Identifier<StoredCase> = try row.identifier(0)
            _ = try transaction.lockedRows("SELECT id FROM casework_case WHERE id = \(name)")
            var stored = try lockedSitting(id, in: transaction)
            try work(&stored, clock.now(), transaction)
            return stored
        }
    }

    private func checkExamination(
        of name: Identifier<StoredCase>, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            "SELECT service, stage, definition FROM casework_case WHERE id = \(name)")
        // The case is worked on by its own version of the service.
        let service = try row.flatMap { row in
            try casework.definition(
                try row.text(0), version: try row.textIfPresent(2), in: transaction)
        }
        let stage = try row?.textIfPresent(1).flatMap { service?.stage($0) }
        guard stage?.isExamination == true else { throw Refusal(.caseNotInState) }
    }

    // MARK: - The end of the time

    /// What one round over running sittings did.
    package struct SittingRound: Sendable {
        /// The sittings whose time was over.
        package var ended = 0
        /// The sittings that could not be ended; the others went on.
        package var broken: [Identifier<StoredSitting>] = []
    }

    /// Ends every sitting whose time is over, each in a transaction of its own.
    package func endOverdueSittings() async throws -> SittingRound {
        let now = clock.now()
        var round = SittingRound()
        var (ends, id): (Int64, String) = (-1, "")
        while true {
            let (after, name) = (ends, id)
            let page = try await store.read { transaction in
                try transaction.rows(
                    """
                    SELECT id, ends_at FROM examination_sitting
                    WHERE ended_at IS NULL AND ends_at IS NOT NULL AND ends_at < \(now)
                        AND (ends_at, id) > (\(after), \(name))
                    ORDER BY ends_at, id LIMIT 200
                    """
                ).map {
                    (id: try $0.identifier(0) as Identifier<StoredSitting>, ends: try $0.integer(1))
                }
            }
            for found in page {
                do {
                    if try await endIfOver(found.id) { round.ended += 1 }
                } catch {
                    // The store itself being away is no fault of the sitting.
                    if let refusal = Refusal.forStoreError(error) { throw refusal }
                    round.broken.append(found.id)
                }
            }
            guard page.count == 200, let last = page.last else { return round }
            (ends, id) = (last.ends, last.id.text)
        }
    }

    @discardableResult
    private func endIfOver(_ id: Identifier<StoredSitting>) async throws -> Bool {
        try await store.write { [self] transaction in
            var stored = try lockedSitting(id, in: transaction)
            let now = clock.now()
            guard stored.sitting.endIfOver(at: now) else { return false }
            try writeEnd(of: stored, by: nil, at: now, in: transaction)
            return true
        }
    }
}
