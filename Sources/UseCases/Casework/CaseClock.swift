import Casework
import Kernel
import Store
import WorkingTime

/// The clocks of cases, under the rules that the operator has set.
extension Platform {
    /// How days are counted (IS-WD-3).
    ///
    /// - Throws: `serviceClosed` where nobody has decided.
    package func countingRule() throws(Refusal) -> CountingRule {
        CountingRule(
            countsStartDay: try configuration.settings[OpenPoints.startDayCounts],
            isAssumed: configuration.settings.origin(of: OpenPoints.startDayCounts.declaration)
                == .assumed)
    }

    /// What was in force at the submission: a new setting moves no term that runs.
    func countingRule(of submission: CaseEvent.Submission) throws(Refusal) -> CountingRule {
        if let kept = submission.rule { return kept }
        return try countingRule()
    }

    /// The hours of work (IS-A3.7).
    ///
    /// - Throws: `serviceClosed` where nobody has decided.
    package func workingHours() throws(Refusal) -> OfficeHours {
        let minutes = try configuration.settings[OpenPoints.officeHours].minutes
        let origin = configuration.settings.origin(of: OpenPoints.officeHours.declaration)
        guard
            let hours = OfficeHours(
                opens: minutes.lowerBound, closes: minutes.upperBound,
                isAssumed: origin == .assumed)
        else { throw Refusal(.internalError) }
        return hours
    }

    /// The calendar by which a case is judged: the version that was in use when it came, or the
    /// one by which its terms were counted anew.
    package func calendar(of stored: StoredCase) -> WorkingCalendar {
        let version = stored.state.calendarVersion ?? stored.state.submission?.calendar
        return version.flatMap { calendars.calendar(version: $0) }
            ?? calendars.calendar(adoptedBy: clock.today)
    }

    /// The clocks of a case, every day explained; nil for a draft and after the end.
    ///
    /// - Throws: `invalidField` where the calendar's data end too early, `serviceClosed`.
    package func deadlines(of stored: StoredCase) throws(Refusal) -> CaseDeadlines? {
        guard let submission = stored.state.submission else { return nil }
        let rule = try countingRule(of: submission)
        let days = Int(try configuration.settings[OpenPoints.registrationDays])
        do throws(WorkingCalendar.Uncovered) {
            return try stored.state.deadlines(
                of: stored.definition, rule: rule, calendar: calendar(of: stored),
                registrationDays: days)
        } catch { throw Refusal(.invalidField, CaseworkWords.calendarEnds) }
    }

    // MARK: - Lateness

    /// Records every term that has run out, each as an event with an owner (use case 45).
    ///
    /// Each case is a transaction of its own: one that cannot be read stops none of the others.
    /// - Returns: with the terms that were found to have run out as its changes.
    package func recordLateCases() async throws -> CaseRound {
        let today = clock.today
        var round = CaseRound()
        var (due, id): (Int64, String) = (-1, "")
        while true {
            let (after, name) = (due, id)
            let page = try await store.read { transaction in
                try transaction.rows(
                    """
                    SELECT id, case_id, watch FROM casework_task
                    WHERE done_at IS NULL AND watch < \(today)
                        AND (watch, id) > (\(after), \(name))
                    ORDER BY watch, id LIMIT 200
                    """
                ).map { row in
                    (
                        task: try row.identifier(0) as Identifier<CaseTask>,
                        case: try row.identifier(1) as Identifier<StoredCase>,
                        due: try row.integer(2)
                    )
                }
            }
            for found in page {
                do {
                    round.changed += try await recordLateness(of: found.task, in: found.case)
                } catch {
                    // The store itself being away is no fault of the case.
                    if let refusal = Refusal.forStoreError(error) { throw refusal }
                    round.broken.append(found.case)
                }
            }
            guard page.count == 200, let last = page.last else { return round }
            (due, id) = (last.due, last.task.text)
        }
    }

    private func recordLateness(
        of task: Identifier<CaseTask>, in name: Identifier<StoredCase>
    ) async throws -> Int {
        let now = clock.now()
        let today = clock.today
        return try await store.write { [self] transaction in
            var stored = try lockedCase(name, in: transaction)
            guard let open = try openTask(of: name, in: transaction), open.id == task else {
                return 0
            }
            var count = 0
            while let late = try lateness(of: stored, on: today) {
                count += 1
                try add(.late(late), to: &stored, by: CaseAuthor(), at: now, in: transaction)
                try self.count(
                    .late, stored.definition.code, at: open.body, on: today, of: stored,
                    in: transaction)
                // The head of the body that let it run out answers for it.
                try insertTask(
                    CaseTask.Draft(work: .late, post: .head, body: open.body, stage: late.stage),
                    of: stored, due: late.due, at: now, in: transaction)
            }
            if count > 0 { try save(stored, in: transaction) }
            let next = try nextWatch(of: stored)
            try transaction.execute(
                """
                UPDATE casework_task SET watch = \(next),
                    late_at = COALESCE(late_at, \(count == 0 ? nil : now))
                WHERE id = \(task)
                """)
            return count
        }
    }

    /// The next day after which a term will have run out; that of no term when all have.
    func nextWatch(of stored: StoredCase) throws(Refusal) -> Int64 {
        guard let clocks = try deadlines(of: stored) else { return CaseTask.neverDue }
        let known = stored.state.lateness
        let open = clocks.all.compactMap { scope, deadline in
            deadline?.due.flatMap { due in
                known.contains { $0.scope == scope && $0.due == due } ? nil : due
            }
        }
        return open.min().map { Int64($0.daysSince1970) } ?? CaseTask.neverDue
    }

    /// The term that ran out; the stage's own before the total, since it says who is late.
    private func lateness(
        of stored: StoredCase, on today: Day
    ) throws(Refusal) -> CaseEvent.Lateness? {
        guard let clocks = try deadlines(of: stored) else { return nil }
        let stage = stored.state.stage
        let actor = stage.flatMap(stored.definition.stage)?.actor ?? .head
        let known = stored.state.lateness
        for (scope, deadline) in clocks.all {
            guard let due = deadline?.due, due < today,
                !known.contains(where: { $0.scope == scope && $0.due == due })
            else { continue }
            return CaseEvent.Lateness(
                scope: scope, stage: stage, actor: actor, due: due, on: today)
        }
        return nil
    }
}
