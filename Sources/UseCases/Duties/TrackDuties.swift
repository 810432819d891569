import Journal
import Kernel
import Regulations
import Store
import WorkingTime

/// What one round over the duties did.
package struct DutyRound: Sendable {
    /// Duties that began to run.
    package var opened = 0
    /// Terms that were counted anew, by another calendar or from another day.
    package var recomputed = 0
    /// Duties whose term was found to be over.
    package var late = 0
    /// Duties that could not be looked at; the others went on.
    package var broken: [String] = []
}

extension Platform {
    /// Opens the duties that run, counts terms anew by a changed calendar or day of publication, and
    /// makes lateness an event with an owner (use case 56; IS-NOT).
    ///
    /// Each duty is a transaction of its own: one that cannot be looked at stops none of the others.
    package func trackDuties() async throws -> DutyRound {
        let (stored, decided) = try await store.read { transaction in
            let rows = Dictionary(
                try transaction.rows("SELECT \(DutyRow.columns) FROM duty LIMIT 1000").map {
                    (try $0.text(6), try DutyRow(row: $0))
                }, uniquingKeysWith: { first, _ in first })
            // Read after the rows: what another node counted them by is among them.
            return (rows, try LawDecisions.read(in: transaction))
        }
        configuration.decisions.take(decided, over: casework.calendars)
        let today = clock.today
        let version = calendars.calendar(adoptedBy: today).version
        var round = DutyRound()
        for duty in configuration.duties.duties where duty.pilotStep == nil && !duty.isStanding {
            do {
                if let row = stored[duty.code] {
                    guard !row.isDone else { continue }
                    if let start = dutyStart(of: duty), start.day != row.startsOn {
                        // Whether it is late by the new term, the next round says.
                        round.recomputed += try await restart(
                            duty, start, insteadOf: row.startsOn, calendar: version)
                        continue
                    }
                    if row.calendar != version, row.due != nil {
                        round.recomputed += try await recompute(duty, by: version)
                    }
                    if let due = row.due, due < today, row.lateAt == nil {
                        round.late += try await recordLateness(of: duty)
                    }
                } else if let start = dutyStart(of: duty), start.day <= today {
                    round.opened += try await open(duty, start, calendar: version)
                }
            } catch {
                // The store itself being away is no fault of the duty.
                if let refusal = Refusal.forStoreError(error) { throw refusal }
                round.broken.append(duty.code)
            }
        }
        return round
    }

    private func open(
        _ duty: Duty, _ start: (day: Day, isAssumed: Bool), calendar: String
    ) async throws -> Int {
        let now = clock.now()
        let due = try term(of: duty, from: start.day, calendar: calendar)?.due
        return try await store.write { [self] transaction in
            try transaction.lock(.duties)
            guard try dutyRow(duty, in: transaction) == nil else { return 0 }
            let entry = try journal.append(
                .dutyOpened, at: now,
                facts: [
                    "duty": .string(duty.code), "act": .string(duty.act),
                    "rules": JSON(duty.rules), "holder": .string(duty.holder),
                    "clauses": .array(duty.clauses.map { .string($0.tag) }),
                    "startsOn": JSON(start.day), "assumed": .bool(start.isAssumed),
                    "due": JSON(due), "calendar": .string(calendar),
                ], in: transaction)
            try transaction.execute(
                """
                INSERT INTO duty (code, holder, starts_on, due, first_calendar, calendar,
                    opened_at, entry_id)
                VALUES (\(duty.code), \(duty.holder), \(start.day), \(due), \(calendar),
                    \(calendar), \(now), \(entry))
                """)
            if let held = duty.held {
                try insert(
                    DutyAnswer(part: Duty.whole.code, day: held.day, reference: held.reference),
                    of: duty, due: due, by: nil, at: now, in: transaction)
            }
            return 1
        }
    }

    private func recordLateness(of duty: Duty) async throws -> Int {
        let (now, today) = (clock.now(), clock.today)
        return try await store.write { [self] transaction in
            try transaction.lock(.duties)
            guard let row = try dutyRow(duty, in: transaction), !row.isDone, row.lateAt == nil,
                let due = row.due, due < today
            else { return 0 }
            let entry = try journal.append(
                .dutyLate, at: now,
                facts: [
                    "duty": .string(duty.code), "holder": .string(duty.holder),
                    "body": JSON(holder(of: duty)?.digits), "due": JSON(due), "on": JSON(today),
                    "clause": JSON(duty.clauses.first?.tag),
                ], in: transaction)
            try transaction.execute(
                """
                UPDATE duty SET late_at = \(now), late_entry_id = \(entry)
                WHERE code = \(duty.code)
                """)
            return 1
        }
    }

    private func recompute(_ duty: Duty, by version: String) async throws -> Int {
        let (now, today) = (clock.now(), clock.today)
        return try await store.write { [self] transaction in
            try transaction.lock(.duties)
            guard let row = try dutyRow(duty, in: transaction), !row.isDone,
                row.calendar != version,
                let before = try term(of: duty, from: row.startsOn, calendar: row.calendar),
                let after = try term(of: duty, from: row.startsOn, calendar: version)
            else { return 0 }
            let change = DeadlineChange(from: before, to: after)
            try journal.append(
                .dutyRecomputed, at: now,
                facts: [
                    "duty": .string(duty.code), "holder": .string(duty.holder),
                    "from": .string(row.calendar), "calendar": .string(version),
                    "dueBefore": JSON(before.due), "due": JSON(after.due),
                    "days": .array(change.causes.map { JSON($0.day) }),
                    "clause": JSON(duty.clauses.first?.tag),
                ], in: transaction)
            // What is in time again is late no longer; that it was stands in the journal.
            let isInTime = after.due.map { $0 >= today } ?? true
            try transaction.execute(
                """
                UPDATE duty SET due = \(after.due), calendar = \(version)
                WHERE code = \(duty.code)
                """)
            if isInTime {
                try transaction.execute(
                    """
                    UPDATE duty SET late_at = NULL, late_entry_id = NULL
                    WHERE code = \(duty.code)
                    """)
            }
            return 1
        }
    }

    /// Counts a duty from another day, since a day of publication was entered or corrected.
    ///
    /// One whose new day lies ahead does not run until then; its row stays for its evidence.
    private func restart(
        _ duty: Duty, _ start: (day: Day, isAssumed: Bool), insteadOf former: Day,
        calendar version: String
    ) async throws -> Int {
        let (now, today) = (clock.now(), clock.today)
        let due = try term(of: duty, from: start.day, calendar: version)?.due
        return try await store.write { [self] transaction in
            try transaction.lock(.duties)
            // Another node may have counted it by a decision that this one has not read.
            guard let row = try dutyRow(duty, in: transaction), !row.isDone,
                row.startsOn == former
            else { return 0 }
            try journal.append(
                .dutyRecomputed, at: now,
                facts: [
                    "duty": .string(duty.code), "holder": .string(duty.holder),
                    "from": .string(row.calendar), "calendar": .string(version),
                    "startedOn": JSON(former), "startsOn": JSON(start.day),
                    "assumed": .bool(start.isAssumed), "dueBefore": JSON(row.due),
                    "due": JSON(due), "days": .array([]), "clause": JSON(duty.clauses.first?.tag),
                ], in: transaction)
            // What is in time again is late no longer; that it was stands in the journal.
            if due.map({ $0 >= today }) ?? true {
                try transaction.execute(
                    """
                    UPDATE duty SET late_at = NULL, late_entry_id = NULL
                    WHERE code = \(duty.code)
                    """)
            }
            try transaction.execute(
                """
                UPDATE duty SET starts_on = \(start.day), due = \(due),
                    first_calendar = \(version), calendar = \(version)
                WHERE code = \(duty.code)
                """)
            return 1
        }
    }

    func dutyRow(_ duty: Duty, in transaction: any Transaction) throws -> DutyRow? {
        try transaction.firstRow("SELECT \(DutyRow.columns) FROM duty WHERE code = \(duty.code)")
            .map(DutyRow.init(row:))
    }
}
