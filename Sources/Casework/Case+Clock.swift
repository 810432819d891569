import Kernel
import WorkingTime

// MARK: - What happened

extension Case {
    /// Applies what happened to the clock or to who does the work.
    mutating func applyWork(
        _ event: CaseEvent, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        switch event {
        case .suspended(let stop):
            try requireStage()
            guard !isSuspended else { throw .suspended }
            standstills.append(Standstill(stop: stop, until: nil))
        case .resumed(let start):
            guard stage != nil, isSuspended, let last = standstills.indices.last else {
                throw .notSuspended
            }
            // Stopped and started on one day: that day is not lost.
            standstills[last].until = max(start.on, standstills[last].from)
        case .supplied(let code, let digest, let parts, _):
            guard let standing = standstill, standing.stop.awaits == code else {
                throw .notAwaited(code)
            }
            guard let document = definition.document(code) else { throw .unknown(code) }
            let known = document.parts.map(\.code)
            for part in parts where !known.contains(part) { throw .unknown(part) }
            content.documents[code] = parts
            digests[code] = digest
            drop(.document, code)
        case .judged(let judgement): try judge(judgement)
        case .handedOver(let handover): try handOver(handover)
        case .routed(let routed):
            try requireStage()
            guard number == nil else { throw .alreadyRegistered }
            try requireReasons(routed.reasons)
            routes.append(routed)
        case .calendarChanged(let change):
            try requireStage()
            calendarVersion = change.to
            calendarChanges.append(change)
        default: break
        }
    }

    private mutating func handOver(_ handover: CaseEvent.Handover) throws(CaseFault) {
        guard handover.from != handover.to else { throw .otherWorker }
        if handover.work == CaseEvent.Handover.stageWork {
            try requireStage()
            guard handover.from == worker else { throw .otherWorker }
            worker = handover.to
        } else {
            switch phase {
            case .stage, .awaitingSignature: break
            case .draft: throw .notSubmitted
            case .ended, .withdrawn: throw .ended
            }
        }
        try requireReasons(handover.reasons)
    }

    private func requireStage() throws(CaseFault) {
        guard stage != nil else { throw phase == .draft ? .notSubmitted : .ended }
    }

    private func requireReasons(_ reasons: String) throws(CaseFault) {
        guard reasons.trimmed.count >= CaseFault.reasonsLengthMin else { throw .reasonsMissing }
    }

    /// The stop that lasts; nil while the clock runs.
    package var standstill: Standstill? { standstills.last.flatMap { $0.until == nil ? $0 : nil } }
}

// MARK: - What may happen

extension Case {
    /// The event that stops the clock on a ground of the list.
    ///
    /// - Parameter until: the first day that is to be counted again; nil where no day is set.
    /// - Throws: ``CaseFault/noSuspension`` where the act gives no ground for the stage,
    ///   ``CaseFault/wrongDay`` for a day that is not after today or too late, `reasonsMissing`.
    package func suspending(
        on ground: String, reasons: String, until: Day?, today: Day,
        of definition: ServiceDefinition
    ) throws(CaseFault) -> CaseEvent {
        guard let stage else { throw phase == .draft ? .notSubmitted : .ended }
        let grounds = definition.suspensions(in: stage)
        guard !grounds.isEmpty else { throw .noSuspension }
        guard let found = grounds.first(where: { $0.code == ground }) else {
            throw .unknown(ground)
        }
        try requireReasons(reasons)
        // Where the act sets a longest time, the clock runs again by then even if nobody acts.
        let latest = found.daysMax.map { today.adding(days: $0) }
        if let until {
            guard until > today, latest.map({ until <= $0 }) ?? true else { throw .wrongDay }
        }
        let event = CaseEvent.suspended(
            CaseEvent.ClockStop(
                ground: found.code, clause: found.clause, reasons: reasons, awaits: found.awaits,
                until: until ?? latest, on: today))
        var after = self
        try after.apply(event, of: definition)
        return event
    }

    /// The event that starts the clock again because the day that was set has come; nil before.
    package func resumingByDay(today: Day) -> CaseEvent? {
        guard stage != nil, let until = standstill?.stop.until, until <= today else { return nil }
        return .resumed(CaseEvent.ClockStart(.day, on: until))
    }
}

/// What another version of the working calendar does to a case.
package enum CalendarVerdict: Hashable, Sendable {
    /// Every day of its terms is judged as before.
    case unaffected
    /// A term would have ended before the change: the case keeps what it had.
    case kept
    /// Its terms are counted anew.
    case changed(CaseEvent.CalendarChange)
}

extension Case {
    /// Judges what another version of the calendar does to the terms that run.
    ///
    /// What was decided or has ended keeps what it had. A term may become longer or shorter, but
    /// no case becomes late by the change itself: the calendar that would do so is not applied.
    /// - Throws: ``WorkingCalendar/Uncovered`` when a calendar's data end before the term does.
    package func recounting(
        of definition: ServiceDefinition, rule: CountingRule, from old: WorkingCalendar,
        to new: WorkingCalendar, registrationDays: Int? = nil, today: Day
    ) throws(WorkingCalendar.Uncovered) -> CalendarVerdict {
        guard stage != nil, old.version != new.version else { return .unaffected }
        let before = try deadlines(
            of: definition, rule: rule, calendar: old, registrationDays: registrationDays)
        let after = try deadlines(
            of: definition, rule: rule, calendar: new, registrationDays: registrationDays)
        var moves: [CaseEvent.CalendarChange.Move] = []
        var days: Set<Day> = []
        for (scope, left, right) in [
            (CaseEvent.Lateness.Scope.request, before.request, after.request),
            (.stage, before.stage, after.stage),
            (.whole, before.whole, after.whole),
        ] {
            guard let left, let right else { continue }
            let change = DeadlineChange(from: left, to: right)
            days.formUnion(change.causes.map(\.day))
            moves.append(
                CaseEvent.CalendarChange.Move(scope: scope, before: left.due, after: right.due))
            if let due = right.due, let was = left.due, due < was, due < today { return .kept }
        }
        guard !days.isEmpty else { return .unaffected }
        return .changed(
            CaseEvent.CalendarChange(
                from: old.version, to: new.version, moves: moves, days: days.sorted(), on: today))
    }
}
