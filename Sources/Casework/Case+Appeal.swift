import Kernel
import WorkingTime

extension Case {
    /// An appeal against a refusal.
    package struct Appeal: Hashable, Sendable {
        /// What the applicant said.
        package let lodged: CaseEvent.Appeal
        /// The end that it is against.
        package let end: String
        /// Who signed that, and when.
        package let signer: Signer, signedOn: Day
        /// The decision that it is against.
        package let refusal: CaseEvent.Completion
        /// How it was decided; nil before.
        package internal(set) var decision: CaseEvent.Completion?
        /// The day of the signature under that; nil before.
        package internal(set) var closedOn: Day?
        /// Whether it was decided by cancelling the refusal.
        package internal(set) var isCancelled = false

        /// The clause under which appeals are considered: it is not of this order.
        package static let clause = Clause("APPC-99")
    }

    /// The appeal that is considered, or waits for its signature; nil where there is none.
    package var appeal: Appeal? { appeals.last.flatMap { $0.closedOn == nil ? $0 : nil } }

    /// The end that was delivered and stands: that of the refusal while an appeal is considered.
    package var standingEnd: String? {
        if let appeal { return appeal.end }
        if case .ended(let end, _, _) = phase { return end }
        return nil
    }

    /// The day from which the terms of the service run: of the acceptance, or of the last signature
    /// that cancelled a refusal.
    var termStart: Day? {
        let cancelled = appeals.last { appeal in appeal.closedOn != nil && appeal.isCancelled }
        return cancelled?.closedOn ?? submission?.acceptedOn
    }

    mutating func lodge(
        _ lodged: CaseEvent.Appeal, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .ended(let end, let signer, let day) = phase,
            definition.end(end)?.meaning == .refused, let deciding,
            let stage = definition.appealStage, !appeals.contains(where: { $0.refusal == deciding })
        else { throw .nothingToAppeal }
        guard lodged.text.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        appeals.append(
            Appeal(
                lodged: lodged, end: end, signer: signer, signedOn: day, refusal: deciding))
        phase = .stage(stage.code, enteredOn: lodged.on, registeredOn: nil)
    }

    /// A decision on an appeal says why.
    func checkAppeal(
        _ completion: CaseEvent.Completion, in stage: ServiceDefinition.Stage
    ) throws(CaseFault) {
        guard stage.isAppeal else { return }
        guard completion.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
    }

    /// The stage to which a refusal that is cancelled or not upheld goes back: the one that refused,
    /// or where what was found before leaves it nothing but refusing, the one that found so.
    func reopening(
        _ refusal: CaseEvent.Completion, _ definition: ServiceDefinition
    ) -> String {
        guard let stage = definition.stage(refusal.stage) else { return refusal.stage }
        let others = stage.outcomes.filter { $0.grounds.isEmpty }
        guard !others.isEmpty, !others.contains(where: { $0.after.allSatisfy(hasEnded) }) else {
            return refusal.stage
        }
        let against = Set(
            others.flatMap(\.after).filter { !hasEnded($0) }.map(\.stage))
        return definition.stages.first { against.contains($0.code) }?.code ?? refusal.stage
    }

    /// What follows the signature under a decision on an appeal: the refusal stands again, or the
    /// case goes back.
    mutating func closeAppeal(
        _ meaning: ServiceDefinition.End.Meaning, on day: Day, _ definition: ServiceDefinition
    ) {
        guard let appeal else { return }
        appeals[appeals.count - 1].closedOn = day
        appeals[appeals.count - 1].isCancelled = meaning == .cancelled
        if meaning == .cancelled {
            (deciding, decidingFrom) = (nil, nil)
            let stage = reopening(appeal.refusal, definition)
            phase = .stage(stage, enteredOn: day, registeredOn: nil)
        } else {
            (deciding, decidingFrom) = (appeal.refusal, nil)
            phase = .ended(appeal.end, signedBy: appeal.signer, on: appeal.signedOn)
        }
    }

    /// The clock of the appeal; nil where none is considered.
    func appealDeadline(
        rule: CountingRule, calendar: WorkingCalendar
    ) throws(WorkingCalendar.Uncovered) -> Deadline? {
        guard let appeal,
            let term = Term(appeal.lodged.days, .workingDays, clause: Appeal.clause)
        else { return nil }
        return try Deadline(term, from: appeal.lodged.on, rule: rule, calendar: calendar)
    }
}
