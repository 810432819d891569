import Casework
import Kernel
import Signatures
import Store

/// Why the clock of a case is to be stopped.
package struct ClockStopDraft: Sendable {
    /// The ground of the definition's list.
    package var ground: String
    /// The reasons in words; the applicant reads them.
    package var reasons: String
    /// The first day that is counted again by itself; nil where no day is set.
    package var until: Day?

    /// A stop.
    package init(ground: String, reasons: String, until: Day? = nil) {
        self.ground = ground
        self.reasons = reasons
        self.until = until
    }
}

/// The clock of a case stops and runs again (use case 58).
extension Platform {
    /// Stops the clock of the stage that the official has taken.
    ///
    /// - Throws: `caseNotInState` where the act gives no ground, and for a clock that stands still;
    ///   `taskTaken` for who has not taken the task, `refusalIncomplete` without reasons,
    ///   `invalidField` for a ground or a day that cannot be.
    package func stopClock(
        _ id: Identifier<CaseTask>, _ draft: ClockStopDraft, by official: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        try await changeClock(id, by: official, once: once) { [self] state, definition in
            do throws(CaseFault) {
                return try state.suspending(
                    on: draft.ground, reasons: draft.reasons, until: draft.until,
                    today: clock.today, of: definition)
            } catch { throw error.refusal }
        }
    }

    /// Starts the clock again.
    ///
    /// - Throws: `caseNotInState` for a clock that runs; as ``stopClock(_:_:by:once:)``.
    package func startClock(
        _ id: Identifier<CaseTask>, by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        try await changeClock(id, by: official, once: once) { [self] _, _ in
            .resumed(CaseEvent.ClockStart(on: clock.today))
        }
    }

    private func changeClock(
        _ id: Identifier<CaseTask>, by official: SignedInOfficial, once: Once,
        _ decide: @escaping @Sendable (Case, ServiceDefinition) throws -> CaseEvent
    ) async throws -> TaskInHand {
        let now = clock.now()
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            guard task.work == .stage else { throw Refusal(.caseNotInState) }
            guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
            let event = try decide(stored.state, stored.definition)
            try add(
                event, to: &stored, by: CaseAuthor(official: official), at: now, in: transaction)
            try saveClocks(of: stored, in: transaction)
            try tellOfClock(event, of: stored, at: now, in: transaction)
        }
    }

    /// The applicant hears by SMS that the clock stopped or runs again; why is read in the cabinet.
    private func tellOfClock(
        _ event: CaseEvent, of stored: StoredCase, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let number = stored.state.number ?? ""
        let text: LocalizedText
        switch event {
        case .suspended: text = CaseNoticeWording.stopped(number)
        case .resumed: text = CaseNoticeWording.started(number)
        default: return
        }
        try tellApplicant(text, of: stored, at: now, in: transaction)
    }

    /// Writes the case and the days of the task that it waits for.
    func saveClocks(of stored: StoredCase, in transaction: any Transaction) throws {
        try save(stored, in: transaction)
        let due = try deadlines(of: stored)?.due.map { Int64($0.daysSince1970) }
        try transaction.execute(
            """
            UPDATE casework_task SET due = \(due ?? CaseTask.neverDue),
                watch = \(try nextWatch(of: stored))
            WHERE case_id = \(stored.id) AND done_at IS NULL AND work <> 'late'
            """)
    }

    // MARK: - What was awaited

    /// Sends the document for which the clock stands still; the clock runs again from today.
    ///
    /// - Throws: `caseNotInState` when it is not awaited; `fileNotAllowed`, `bodyTooLarge`,
    ///   `applicationLimit`, `invalidField` for a part that the document does not have, `notFound`, `edsRequired`.
    package func supplyFile(
        _ bytes: [UInt8], as document: String, parts: [String], to id: Identifier<StoredCase>,
        by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let file = try AttachedFile(bytes)
        let (now, today) = (clock.now(), clock.today)
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            try stored.requireOwner(person)
            try stored.requireRightToBind(person)
            let author = CaseAuthor(applicant: person.iin)
            try add(
                .supplied(document: document, digest: file.digest, parts: parts, on: today),
                to: &stored, by: author, at: now, in: transaction)
            try file.keep(with: id, at: now, in: transaction)
            try limitLaterBytes(of: stored, in: transaction)
            let start = CaseEvent.resumed(CaseEvent.ClockStart(.arrived, on: today))
            try add(start, to: &stored, by: author, at: now, in: transaction)
            try saveClocks(of: stored, in: transaction)
            try tellOfClock(start, of: stored, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    // MARK: - The day that was set

    /// Starts every clock whose day has come.
    ///
    /// Each case is a transaction of its own: one that cannot be read stops none of the others.
    package func startDueClocks() async throws -> CaseRound {
        let today = clock.today
        return try await eachCase { after in
            """
            SELECT id FROM casework_case
            WHERE resumes_on IS NOT NULL AND resumes_on <= \(today) AND id > \(after)
            ORDER BY id LIMIT 200
            """
        } work: { [self] id in
            let now = clock.now()
            return try await store.write { [self] transaction in
                var stored = try lockedCase(id, in: transaction)
                guard let event = stored.state.resumingByDay(today: today) else { return false }
                try add(event, to: &stored, by: CaseAuthor(), at: now, in: transaction)
                try saveClocks(of: stored, in: transaction)
                try tellOfClock(event, of: stored, at: now, in: transaction)
                return true
            }
        }
    }
}
