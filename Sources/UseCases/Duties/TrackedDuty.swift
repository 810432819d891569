import FoodVouchers
import Journal
import Kernel
import Regulations
import Store
import WorkingTime

/// Evidence that a duty, or a part of it, was fulfilled.
package struct DutyEvidence: Sendable, Hashable {
    /// The part of the duty.
    package let part: String
    /// The day on which it was done.
    package let day: Day
    /// The number of the letter, or the address.
    package let reference: String
    /// Whether it was done after the last day.
    package let isLate: Bool
    /// The body whose official entered it; nil for what the act itself carries.
    package let body: BIN?
    /// When it was entered.
    package let enteredAt: Instant?
    /// The journal entry.
    package let entry: Identifier<JournalEntry>?
}

/// A duty as it stands, with its term explained.
package struct TrackedDuty: Sendable {
    /// The duty.
    package let duty: Duty
    /// How it stands.
    package let state: DutyState
    /// The day from which it runs; nil while nobody knows it.
    package let startsOn: Day?
    /// Whether that day, or the choice of it, is only assumed.
    package let isAssumed: Bool
    /// The term, day by day; nil where the clause gives none.
    package let deadline: Deadline?
    /// What a change of the calendar did to the term; nil while there was none.
    package let change: DeadlineChange?
    /// When it was found to be late.
    package let lateAt: Instant?
    /// The evidence, in the order of the parts.
    package let evidence: [DutyEvidence]

    /// The parts that still lack evidence.
    package var openParts: [Duty.Part] {
        duty.parts.filter { part in !evidence.contains { $0.part == part.code } }
    }
}

/// What is stored of a duty.
struct DutyRow: Sendable {
    let startsOn: Day
    let due: Day?
    let firstCalendar: String
    let calendar: String
    let lateAt: Instant?
    let isDone: Bool

    static let columns: SQL = "starts_on, due, first_calendar, calendar, late_at, done_at, code"

    init(row: Row) throws {
        startsOn = try row.day(0)
        due = try row.dayIfPresent(1)
        firstCalendar = try row.text(2)
        calendar = try row.text(3)
        lateAt = try row.instantIfPresent(4)
        isDone = try row.integerIfPresent(5) != nil
    }
}

extension Platform {
    private static var amendingOrder: String { "429" }

    /// The lives of the orders, with the days of publication that the operator has entered.
    package var actLives: [ActLife] { actLives(by: configuration.settings) }

    /// The lives under other settings than those that hold.
    func actLives(by settings: Settings) -> [ActLife] {
        let amending = settings.entered(OpenPoints.publicationDayIS)
        let lives = configuration.duties.lives.map { life in
            switch life.act {
            case "DD": life.published(on: settings.entered(OpenPoints.publicationDayDD))
            case "KDP":
                life.published(
                    on: settings.entered(OpenPoints.publicationDayKDP),
                    amendments: settings.entered(OpenPoints.amendmentsKDP)?.days ?? [:])
            case "IS": life.published(on: amending)
            // What the amending order does to the orders before it happens on its day.
            default:
                life.published(
                    on: nil, amendments: amending.map { [Self.amendingOrder: $0] } ?? [:])
            }
        }
        return lives.map { $0.amended(by: lives) }
    }

    /// The body that answers for the duty; nil where the operator has not entered it.
    package func holder(of duty: Duty) -> BIN? {
        let holders = try? configuration.settings[OpenPoints.dutyHolders]
        return holders?.first { $0.holder == duty.holder }?.bin
    }

    /// Every duty as it stands (use case 56).
    package func trackedDuties() async throws -> [TrackedDuty] {
        let (rows, evidence) = try await store.read { transaction in
            let rows = try transaction.rows("SELECT \(DutyRow.columns) FROM duty LIMIT 1000")
                .map { (code: try $0.text(6), row: try DutyRow(row: $0)) }
            let evidence = try transaction.rows(
                """
                SELECT duty, part, day, reference, is_late, entered_for, entered_at, entry_id
                FROM duty_evidence ORDER BY duty, part LIMIT 4000
                """
            ).map { row in
                (
                    duty: try row.text(0),
                    evidence: DutyEvidence(
                        part: try row.text(1), day: try row.day(2), reference: try row.text(3),
                        isLate: try row.integer(4) == 1,
                        body: try row.textIfPresent(5).map { BIN(stored: $0) },
                        enteredAt: try row.instant(6), entry: try row.identifier(7))
                )
            }
            return (rows, evidence)
        }
        var tracked: [TrackedDuty] = []
        for duty in configuration.duties.duties {
            if let step = duty.pilotStep {
                tracked.append(try await self.tracked(duty, at: step))
            } else {
                tracked.append(
                    try self.tracked(
                        duty, rows.first { $0.code == duty.code }?.row,
                        evidence.filter { $0.duty == duty.code }.map(\.evidence)))
            }
        }
        return tracked
    }

    /// One duty as it stands.
    ///
    /// - Throws: `notFound`.
    package func trackedDuty(_ code: String) async throws -> TrackedDuty {
        guard let found = try await trackedDuties().first(where: { $0.duty.code == code }) else {
            throw Refusal(.notFound)
        }
        return found
    }

    private func tracked(
        _ duty: Duty, _ row: DutyRow?, _ evidence: [DutyEvidence]
    ) throws -> TrackedDuty {
        let start = dutyStart(of: duty)
        let order = duty.parts.map(\.code)
        let evidence = evidence.sorted {
            (order.firstIndex(of: $0.part) ?? 0) < (order.firstIndex(of: $1.part) ?? 0)
        }
        // One whose day was corrected may have been opened too early: it has its row already.
        guard let row, !duty.isStanding, row.startsOn <= clock.today else {
            return TrackedDuty(
                duty: duty, state: duty.isStanding ? standing(duty) : .notYet,
                startsOn: start?.day, isAssumed: start?.isAssumed ?? false, deadline: nil,
                change: nil, lateAt: nil, evidence: evidence)
        }
        let deadline = try term(of: duty, from: row.startsOn, calendar: row.calendar)
        let first =
            row.firstCalendar == row.calendar
            ? nil : try term(of: duty, from: row.startsOn, calendar: row.firstCalendar)
        let change = first.flatMap { first in
            deadline.map { DeadlineChange(from: first, to: $0) }
        }
        let late = Dictionary(
            evidence.map { ($0.part, $0.isLate) }, uniquingKeysWith: { first, _ in first })
        return TrackedDuty(
            duty: duty,
            state: DutyState(of: duty, late: late, due: row.due, today: clock.today),
            startsOn: row.startsOn, isAssumed: start?.isAssumed ?? false, deadline: deadline,
            change: change, lateAt: row.lateAt, evidence: evidence)
    }

    /// How a duty stands that ends with its act alone.
    private func standing(_ duty: Duty) -> DutyState {
        let ended = actLives.first { $0.act == duty.act }?
            .day(of: .ended, assumes: configuration.isSandbox)?.day
        return ended.map { $0 <= clock.today } ?? false ? .ended : .standing
    }

    /// A duty whose evidence is a step of a pilot's publication: kept there, once.
    private func tracked(_ duty: Duty, at step: Duty.PilotStep) async throws -> TrackedDuty {
        let known = pilotsInForce.contains { $0.id == step.pilot }
        let standing = known ? try await publication(of: step.pilot) : nil
        guard let standing else { return try tracked(duty, nil, []) }
        let published = standing.steps.first { $0.step == .published }?.day
        let begin = duty.workingDays == nil ? published : standing.lastSignedOn
        let done = standing.steps.first { $0.step.rawValue == step.step }
        guard let begin else { return try tracked(duty, nil, []) }
        let evidence = done.map { done in
            DutyEvidence(
                part: Duty.whole.code, day: done.day, reference: done.reference,
                isLate: done.isLate, body: nil, enteredAt: nil, entry: nil)
        }
        let deadline = try term(
            of: duty, from: begin, calendar: calendars.calendar(adoptedBy: clock.today).version)
        return TrackedDuty(
            duty: duty,
            state: DutyState(
                of: duty, late: evidence.map { [$0.part: $0.isLate] } ?? [:], due: deadline?.due,
                today: clock.today),
            startsOn: begin, isAssumed: false, deadline: deadline, change: nil, lateAt: nil,
            evidence: evidence.map { [$0] } ?? [])
    }

    /// The day from which the duty runs; nil while it is not known.
    func dutyStart(of duty: Duty) -> (day: Day, isAssumed: Bool)? {
        dutyStart(of: duty, in: actLives)
    }

    /// The same in given lives of the orders.
    func dutyStart(of duty: Duty, in lives: [ActLife]) -> (day: Day, isAssumed: Bool)? {
        guard let life = lives.first(where: { $0.act == duty.act }) else { return nil }
        switch duty.start {
        case .event(let kind):
            return life.day(of: kind, for: duty.rules, assumes: configuration.isSandbox)
        case .decided:
            guard let trigger = try? configuration.settings[OpenPoints.noticeTrigger],
                let start = life.day(
                    of: trigger.event, for: duty.rules, assumes: configuration.isSandbox)
            else { return nil }
            let origin = configuration.settings.origin(of: OpenPoints.noticeTrigger.declaration)
            return (start.day, start.isAssumed || origin == .assumed)
        }
    }

    /// The term of the duty by a version of the calendar; nil where the clause gives none.
    ///
    /// - Throws: `invalidField` where the calendar's data end before the term does.
    func term(of duty: Duty, from start: Day, calendar version: String) throws -> Deadline? {
        guard let days = duty.workingDays, let clause = duty.clauses.first,
            let term = Term(days, .workingDays, clause: clause)
        else { return nil }
        // What the act leaves open for its services is open for its notices as well (IS-WD-3).
        let rule =
            duty.start == .decided
            ? try countingRule() : CountingRule(countsStartDay: false, isAssumed: true)
        let calendar =
            calendars.calendar(version: version) ?? calendars.calendar(adoptedBy: clock.today)
        do throws(WorkingCalendar.Uncovered) {
            return try Deadline(term, from: start, rule: rule, calendar: calendar)
        } catch { throw Refusal(.invalidField, CaseworkWords.calendarEnds, clause: clause) }
    }
}
