import Casework
import Kernel
import Store
import WorkingTime

/// How an official ends a piece of work.
package struct TaskAnswer: Sendable {
    /// The outcome by which a head sends a decision back instead of signing its paper.
    package static let returning = "return"

    /// The outcome, as the stage names it; of no meaning for taking in and registering.
    package var outcome: String
    /// The grounds of a refusal.
    package var grounds: [String]
    /// The reasons in words.
    package var reasons: String
    /// The provider, where the rules name no priority; the reasons say why this one.
    package var provider: BIN?
    /// The territorial department that is asked; nil for that of the place.
    package var department: BIN?
    /// Why it is not that of the place.
    package var departmentReasons: String
    /// How many objections the official has read, where a hearing is decided; nil where nobody says.
    package var objections: Int?

    /// An answer.
    package init(
        outcome: String = "", grounds: [String] = [], reasons: String = "", provider: BIN? = nil,
        department: BIN? = nil, departmentReasons: String = "", objections: Int? = nil
    ) {
        self.department = department
        self.departmentReasons = departmentReasons
        self.outcome = outcome
        self.grounds = grounds
        self.reasons = reasons
        self.provider = provider
        self.objections = objections
    }
}

/// A task with its case.
package struct TaskInHand: Sendable {
    /// The task.
    package let task: CaseTask
    /// The case.
    package let stored: StoredCase

    /// A task with its case.
    package init(task: CaseTask, stored: StoredCase) {
        self.task = task
        self.stored = stored
    }
}

extension Platform {
    /// A task with its case, for an official whose post it is.
    ///
    /// - Throws: `notFound` for a task of another body, `roleNotAllowed` for another post's, and for
    ///   one's own case until it has ended.
    package func task(
        _ id: Identifier<CaseTask>, for official: SignedInOfficial
    ) async throws -> TaskInHand {
        try await postTask(id, for: official, isToRead: true)
    }

    private func postTask(
        _ id: Identifier<CaseTask>, for official: SignedInOfficial, isToRead: Bool
    ) async throws -> TaskInHand {
        try await store.read { [self] transaction in
            let row = try transaction.firstRow(
                "SELECT \(CaseTask.columns) FROM casework_task t WHERE t.id = \(id)")
            guard let task = try row.map(CaseTask.init(row:)), task.body == official.body else {
                throw Refusal(.notFound)
            }
            guard official.posts.contains(task.post) else { throw Refusal(.roleNotAllowed) }
            let stored = try storedCase(task.caseID, in: transaction)
            if isToRead { try requireReadable(stored, by: official, in: transaction) }
            return TaskInHand(task: task, stored: stored)
        }
    }

    /// Takes a task, so that nobody else does the same work.
    ///
    /// - Throws: `taskTaken` when another has it, `taskClosed` when it is done, `caseNotInState` for
    ///   a missed term, which whoever is the head answers for without taking it.
    package func takeTask(
        _ id: Identifier<CaseTask>, by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        let now = clock.now()
        let today = clock.today
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            guard task.work != .late else {
                throw Refusal(.caseNotInState, CaseworkWords.lateIsTheHeads)
            }
            guard task.takenBy == nil else {
                if task.takenBy == official.person.iin { return }
                throw Refusal(.taskTaken)
            }
            try requireOther(than: official, in: stored, transaction)
            try transaction.execute(
                "UPDATE casework_task SET taken_by = \(official.person.iin) WHERE id = \(id)")
            guard task.work == .stage else { return }
            try add(
                .taken(by: officialName(official.person.iin), on: today), to: &stored,
                by: CaseAuthor(official: official), at: now, in: transaction)
            try save(stored, in: transaction)
        }
    }

    /// Ends a task: takes the application in, registers a request, ends a stage, answers for a delay,
    /// sends a decision back instead of signing its paper.
    ///
    /// - Throws: `taskClosed`, `taskTaken` for the work of a stage that the official has not taken,
    ///   `refusalIncomplete`, `caseNotInState`, `roleNotAllowed`, `courtRestriction` and
    ///   `feeNotEvidenced` for what cannot be given now, `signatureRefused` for a conclusion
    ///   that is not signed, or on one that no longer holds; `draftChanged` where objections came
    ///   that the official has not read.
    package func completeTask(
        _ id: Identifier<CaseTask>, _ answer: TaskAnswer, by official: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        try await requireSoundConclusions(id, for: official)
        try await requireNoObstacles(to: answer.outcome, of: id, by: official)
        let now = clock.now()
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            let author = CaseAuthor(official: official)
            var outcome = answer.outcome
            // What another has taken is that official's to end; a missed term is the head's, whoever
            // that is by now.
            guard
                task.work == .late || task.takenBy == nil
                    || task.takenBy == official.person.iin
            else { throw Refusal(.taskTaken) }
            switch task.work {
            case .sign:
                guard answer.outcome == TaskAnswer.returning else {
                    throw Refusal(.caseNotInState)
                }
                outcome = "returned"
                try requireStillHead(official, in: transaction)
                try requireOther(than: official, in: stored, transaction)
                let event = stored.state.returning(
                    reasons: answer.reasons, on: clock.today, of: stored.definition)
                try add(event, to: &stored, by: author, at: now, in: transaction)
                try reopenExamination(of: stored, after: event, at: now, in: transaction)
            case .late:
                outcome = "answered"
                let event = try lateAnswer(to: task, of: stored.state, answer.reasons)
                try add(event, to: &stored, by: author, at: now, in: transaction)
            case .accept:
                outcome = try accept(&stored, answer, by: official, at: now, in: transaction)
            case .register:
                outcome = "registered"
                try add(
                    .registered(on: clock.today), to: &stored, by: author, at: now,
                    in: transaction)
            case .stage:
                guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
                try requireOther(than: official, in: stored, transaction)
                try requireNoConclusion(task, of: stored)
                if let read = answer.objections, let hearing = stored.state.hearing,
                    hearing.objections.count != read
                {
                    throw Refusal(.draftChanged, HearingWording.unread)
                }
                let event = try completion(of: stored, answer, in: transaction)
                let asksAnew = stored.state.asksAnew
                try add(event, to: &stored, by: author, at: now, in: transaction)
                try nameDepartment(
                    answer, askingAnew: asksAnew, of: &stored, by: official, at: now,
                    in: transaction)
                try reopenExamination(of: stored, after: event, at: now, in: transaction)
                try tellOfHearing(event, of: stored, at: now, in: transaction)
            }
            try finish(task, of: stored, outcome: outcome, at: now, in: transaction)
        }
    }

    /// Marks a task as done and opens what the case waits for next.
    func finish(
        _ task: CaseTask, of stored: StoredCase, outcome: String, at now: Instant,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE casework_task SET done_at = \(now), outcome = \(outcome) WHERE id = \(task.id)
            """)
        try save(stored, in: transaction)
        if task.work == .accept { try indexNumber(of: stored, in: transaction) }
        if task.work != .late { try openNextTask(of: stored, at: now, in: transaction) }
    }

    /// Why the term of the task ran out; the oldest of several that ended on one day.
    private func lateAnswer(
        to task: CaseTask, of state: Case, _ reasons: String
    ) throws(Refusal) -> CaseEvent {
        let late = state.lateness.first { late in
            late.due == task.due && late.stage == task.stage
                && !state.lateAnswers.contains { $0.scope == late.scope && $0.due == late.due }
        }
        guard let late else { throw Refusal(.taskClosed) }
        return .answered(
            CaseEvent.LateAnswer(
                scope: late.scope, due: late.due, reasons: reasons, on: clock.today))
    }

    func completion(
        of stored: StoredCase, _ answer: TaskAnswer, in transaction: any Transaction
    ) throws -> CaseEvent {
        guard let stage = stored.state.stage.flatMap(stored.definition.stage) else {
            throw Refusal(.caseNotInState)
        }
        let results =
            stage.isExamination ? try examineeResults(of: stored.id, in: transaction) : []
        let law = try law(of: stored)
        if let law {
            try requireInForce(answer.grounds, of: stored.definition, on: law.day)
        }
        let options = try caseOptions(of: stored.definition)
        let hearing = try hearing(ofProposal: clock.today, in: stored)
        let notice = hearing.flatMap { deadline in
            deadline.due.map { CaseEvent.HearingNotice(days: deadline.term.amount, on: $0) }
        }
        do throws(CaseFault) {
            return try stored.state.completing(
                outcome: answer.outcome, by: stage.actor, grounds: answer.grounds,
                reasons: answer.reasons, results: results, on: clock.today, of: stored.definition,
                options: options, hearing: notice, law: law)
        } catch { throw error.refusal(of: stored.definition) }
    }

    /// Takes the application in under a number, or hands it to the provider that was chosen.
    ///
    /// Until it has a number, the provider may find that another of those between which the rules
    /// name no priority should have it.
    /// - Returns: what became of it.
    private func accept(
        _ stored: inout StoredCase, _ answer: TaskAnswer, by official: SignedInOfficial,
        at now: Instant, in transaction: any Transaction
    ) throws -> String {
        let author = CaseAuthor(official: official)
        if stored.body == nil || answer.provider.map({ $0 != stored.body }) ?? false {
            guard let chosen = answer.provider, try candidates(of: stored).contains(chosen) else {
                throw Refusal(.invalidField, CaseworkWords.chooseBody, clause: "IS-6.3")
            }
            let routed = CaseEvent.Routed(
                from: stored.body?.digits, to: chosen.digits,
                by: officialName(official.person.iin), reasons: answer.reasons, on: clock.today)
            try add(.routed(routed), to: &stored, by: author, at: now, in: transaction)
            stored.body = chosen
            // Another provider's registrar takes it in.
            if chosen != official.body { return "routed" }
        }
        let year = clock.today.components.year
        let row = try transaction.firstRow(
            """
            INSERT INTO casework_counter (body, year, last) VALUES (\(official.body), \(year), 1)
            ON CONFLICT (body, year) DO UPDATE SET last = casework_counter.last + 1
            RETURNING last
            """)
        let count = try row?.integer(0) ?? 1
        try add(
            .accepted(by: official.body.digits, number: "\(year)-\(count)", on: clock.today),
            to: &stored, by: author, at: now, in: transaction)
        try countAcceptance(of: stored, in: transaction)
        return "accepted"
    }

    /// The bodies between which a person decides.
    package func candidates(of stored: StoredCase) throws -> [BIN] {
        guard
            case .manual(let kinds) = stored.definition.route(
                stored.state.content.fields, territoryOf: casework.territory)
        else { return [] }
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        let place = stored.definition.fields.first { $0.content == .place }
            .flatMap { stored.state.content.fields[$0.code] }
        return kinds.compactMap { kind in
            authorities.body(
                kind, territory: place.flatMap { casework.territory($0, kind) }, on: clock.today)
        }
    }

    /// Runs a piece of work on an open task of the official, with case and task locked.
    ///
    /// - Parameters:
    ///   - isOfBody: whether it may be the work of any post at the body of the official.
    ///   - isLettingGo: whether the official only gives it away, which is done with one's own case
    ///     as well.
    /// - Throws: `roleNotAllowed` for any other work on one's own case.
    func onTask(
        _ id: Identifier<CaseTask>, by official: SignedInOfficial, isOfBody: Bool = false,
        isLettingGo: Bool = false, once: Once,
        _ work:
            @escaping @Sendable (CaseTask, inout StoredCase, any Transaction) throws -> Void
    ) async throws -> TaskInHand {
        let now = clock.now()
        let seen =
            isOfBody
            ? try await bodyTask(id, for: official).task
            : try await postTask(id, for: official, isToRead: false).task
        return try await store.write { [self] transaction in
            // The case first, as everywhere, so that two transactions never wait crosswise.
            var stored = try lockedCase(seen.caseID, in: transaction)
            let row = try transaction.lockedRows(
                "SELECT \(CaseTask.columns) FROM casework_task t WHERE t.id = \(id)"
            ).first
            guard let task = try row.map(CaseTask.init(row:)) else { throw Refusal(.notFound) }
            if !isLettingGo { try requireNotOwn(official, stored, in: transaction) }
            guard task.doneAt == nil else { throw Refusal(.taskClosed) }
            try work(task, &stored, transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return TaskInHand(task: task, stored: stored)
        }
    }
}
