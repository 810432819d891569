import Kernel

extension Case {
    /// That the applicant is heard before an unfavourable decision.
    package struct Hearing: Hashable, Sendable {
        /// What is intended.
        package let proposal: CaseEvent.Completion
        /// When it can be decided.
        package let notice: CaseEvent.HearingNotice
        /// What the applicant says against it, in order.
        package internal(set) var objections: [CaseEvent.Objection] = []
        /// How it ended; nil while it lasts.
        package internal(set) var decision: CaseEvent.Completion?
    }

    /// The hearing that lasts; nil where none does.
    package var hearing: Hearing? {
        guard stage != nil, let last = hearings.last, last.decision == nil else { return nil }
        return last
    }

    /// The hearing after which the case was decided as intended; nil where there was none.
    var decidedAfter: Hearing? {
        hearings.last { $0.proposal == appeal?.refusal ?? decision && $0.decision != nil }
    }

    mutating func object(_ objection: CaseEvent.Objection) throws(CaseFault) {
        guard let hearing else { throw .notHeard }
        guard hearing.objections.count < CaseEvent.Objection.countMax else {
            throw .tooManyObjections
        }
        guard !objection.text.trimmed.isEmpty || objection.digest != nil else {
            throw .objectionEmpty
        }
        hearings[hearings.count - 1].objections.append(objection)
    }

    /// What was intended is decided neither before its day nor over the head of the applicant.
    func checkHearing(
        _ completion: CaseEvent.Completion, against outcome: ServiceDefinition.Outcome
    ) throws(CaseFault) {
        guard let hearing, outcome.next == ServiceDefinition.Outcome.pending else { return }
        guard completion.on >= hearing.notice.on else { throw .hearingNotYet(hearing.notice.on) }
        guard
            hearing.objections.isEmpty
                || completion.reasons.trimmed.count >= CaseFault.reasonsLengthMin
        else { throw .reasonsMissing }
    }

    /// Keeps what the completion begins or ends of a hearing.
    mutating func followHearing(
        _ completion: CaseEvent.Completion, of definition: ServiceDefinition
    ) throws(CaseFault) {
        if hearing != nil { hearings[hearings.count - 1].decision = completion }
        guard completion.via.flatMap(definition.stage)?.isHearing == true else { return }
        guard let notice = completion.hearing else { throw .wrongDay }
        hearings.append(Hearing(proposal: completion, notice: notice))
    }
}
