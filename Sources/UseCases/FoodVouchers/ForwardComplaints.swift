import FoodVouchers
import Journal
import Kernel
import Messages
import Registers
import Store

extension Platform {
    /// Takes complaints to e-Otinish: registers them, brings answers, looks for answers (use case 38;
    /// FV-30).
    ///
    /// Every call hangs on our own name of the complaint: one that was sent and not recorded, because
    /// the node ended there, is sent again and gets the number that it has. Between the claim and
    /// its note no transaction is open.
    /// - Returns: how many were taken, whatever came of them.
    @discardableResult
    package func forwardComplaints(
        through system: AppealSystem, limits: AppealLimits = AppealLimits()
    ) async throws -> Int {
        let claimed = try await claimAppeals(limits)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for appeal in claimed {
                group.addTask { [self] in try await forward(appeal, through: system, limits) }
            }
            try await group.waitForAll()
        }
        if !claimed.isEmpty { messageSignal.notify() }
        return claimed.count
    }

    private func claimAppeals(_ limits: AppealLimits) async throws -> [ClaimedAppeal] {
        let now = clock.now()
        let until = now.adding(milliseconds: limits.claimMilliseconds)
        let pilots = pilotsInForce
        return try await store.write { transaction in
            let due = try transaction.lockedRows(
                """
                SELECT complaint_id, step, attempts FROM voucher_appeal
                WHERE next_at <= \(now) AND claimed_until <= \(now)
                    AND step <> 'done' AND stuck_at IS NULL
                ORDER BY CASE WHEN step = 'look' THEN 1 ELSE 0 END, next_at LIMIT \(limits.atOnce)
                """)
            return try due.map { row in
                let id: Identifier<VoucherComplaint> = try row.identifier(0)
                try transaction.execute(
                    """
                    UPDATE voucher_appeal SET attempts = attempts + 1, claimed_until = \(until)
                    WHERE complaint_id = \(id)
                    """)
                let content = try AppealContent(id, pilots: pilots, in: transaction)
                return ClaimedAppeal(
                    id: id, step: AppealStep(rawValue: try row.text(1)) ?? .register,
                    attempt: try row.integer(2) + 1, claimedUntil: until, draft: content.draft,
                    answer: content.answer)
            }
        }
    }

    private func forward(
        _ appeal: ClaimedAppeal, through system: AppealSystem, _ limits: AppealLimits
    ) async throws {
        let record: AppealRecord?
        do throws(AppealFault) {
            record =
                switch (appeal.step, appeal.answer) {
                case (.register, _): try await system.register(appeal.draft)
                case (.answer, .some(let answer)):
                    try await system.answer(appeal.id.text, answer)
                default: try await system.find(appeal.id.text)
                }
        } catch {
            try await note(error, of: appeal, limits)
            return
        }
        guard let record else {
            // It had a number and is not known any more: only people can clear that up.
            try await note(.rejected(code: "404"), of: appeal, limits)
            return
        }
        try await note(record, of: appeal, limits)
    }

    /// Notes what e-Otinish has; the same record a second time changes nothing more.
    private func note(
        _ record: AppealRecord, of appeal: ClaimedAppeal, _ limits: AppealLimits
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            guard let state = try AppealState(appeal.id, in: transaction) else { return }
            if let clash = try clash(record, state, appeal.id, in: transaction) {
                try stop(appeal.id, clash, pilot: state.pilot, at: now, in: transaction)
                return
            }
            if state.number == nil {
                try register(record, of: appeal.id, state, at: now, in: transaction)
            }
            if let answer = record.answer, state.answer == nil {
                try self.record(
                    ComplaintAnswer(
                        outcome: answer.isUpheld ? .upheld : .rejected,
                        text: Self.kept(answer.text),
                        official: nil),
                    to: appeal.id, of: state.holder, pilot: state.pilot, at: now,
                    in: transaction)
            }
            let isAnsweredThere = record.answer != nil
            let step = AppealStep(
                isRegistered: true, isAnsweredHere: state.answer != nil || isAnsweredThere,
                isAnsweredThere: isAnsweredThere)
            let next = step == .look ? now.adding(milliseconds: limits.lookMilliseconds) : now
            try transaction.execute(
                """
                UPDATE voucher_appeal SET step = \(step.rawValue), attempts = 0, fault = NULL,
                    next_at = \(next), claimed_until = 0
                WHERE complaint_id = \(appeal.id)
                """)
        }
    }

    /// What of a record contradicts what stands here; nil when nothing does.
    private func clash(
        _ record: AppealRecord, _ state: AppealState, _ id: Identifier<VoucherComplaint>,
        in transaction: any Transaction
    ) throws -> String? {
        if let number = state.number, number != record.number { return "otherNumber" }
        let other = try transaction.firstRow(
            """
            SELECT complaint_id FROM voucher_appeal
            WHERE number = \(record.number) AND complaint_id <> \(id)
            """)
        if other != nil { return "otherNumber" }
        guard let here = state.answer, let there = record.answer else { return nil }
        return here.isUpheld == there.isUpheld && here.text == Self.kept(there.text)
            ? nil : "otherAnswer"
    }

    /// As much of an answer as a complaint keeps, with a mark where it was cut.
    private static func kept(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > VoucherComplaint.textMax else { return text }
        return text.prefix(scalars: VoucherComplaint.textMax - 1) + "…"
    }

    private func register(
        _ record: AppealRecord, of id: Identifier<VoucherComplaint>, _ state: AppealState,
        at now: Instant, in transaction: any Transaction
    ) throws {
        let entry = try journal.append(
            .voucherComplaintRegistered, at: now,
            facts: [
                "pilot": .string(state.pilot), "complaint": .string(id.text),
                "number": .string(record.number), "registeredOn": JSON(record.registeredOn),
                "due": JSON(record.due), "clause": "FV-30",
            ], subject: state.holder, in: transaction)
        try transaction.execute(
            """
            UPDATE voucher_appeal SET step = 'look', number = \(record.number),
                registered_day = \(record.registeredOn), due_day = \(record.due),
                basis_kk = \(record.basis.kk), basis_ru = \(record.basis.ru),
                basis_en = \(record.basis.en), entry_id = \(entry)
            WHERE complaint_id = \(id) AND number IS NULL
            """)
        // The term of the registration holds from now on, in the akimat's inbox too.
        try transaction.execute(
            "UPDATE voucher_complaint SET due_day = \(record.due) WHERE id = \(id)")
    }

    /// Notes that a try failed: another one later, or the operator.
    private func note(
        _ fault: AppealFault, of appeal: ClaimedAppeal, _ limits: AppealLimits
    ) async throws {
        let now = clock.now()
        let pause = OutboxLimits().pauseMilliseconds(
            afterAttempt: appeal.attempt, fault: .unreachable, random: random)
        let isFinal = fault.isFinal || appeal.attempt >= limits.attemptsMax
        try await store.write { [self] transaction in
            // Whoever took the claim over says what comes next.
            guard let state = try AppealState(appeal.id, in: transaction),
                state.claimedUntil == appeal.claimedUntil
            else { return }
            if isFinal {
                try stop(appeal.id, fault.word, pilot: state.pilot, at: now, in: transaction)
                return
            }
            let next = now.adding(milliseconds: pause)
            try transaction.execute(
                """
                UPDATE voucher_appeal SET fault = \(fault.word), next_at = \(next),
                    claimed_until = 0
                WHERE complaint_id = \(appeal.id)
                """)
        }
    }

    /// Leaves the complaint to the operator; it stays where it is until somebody tries again.
    private func stop(
        _ id: Identifier<VoucherComplaint>, _ fault: String, pilot: String, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let stopped = try transaction.change(
            """
            UPDATE voucher_appeal SET fault = \(fault), stuck_at = \(now), claimed_until = 0
            WHERE complaint_id = \(id) AND stuck_at IS NULL AND step <> 'done'
            """)
        guard stopped == 1 else { return }
        try journal.append(
            .voucherComplaintStuck, at: now,
            facts: [
                "pilot": .string(pilot), "complaint": .string(id.text), "fault": .string(fault),
                "clause": "FV-30",
            ], in: transaction)
    }
}
