import Kernel
import WorkingTime

extension Case {
    /// The event of a submission, if it is complete.
    ///
    /// - Throws: ``CaseFault/incomplete(_:)`` with the codes, or why it cannot be submitted.
    package func submitting(
        _ submission: CaseEvent.Submission, of definition: ServiceDefinition,
        by rules: ValueRules
    ) throws(CaseFault) -> CaseEvent {
        let event = CaseEvent.submitted(submission)
        var after = self
        try after.apply(event, of: definition)
        let completeness = definition.completeness(of: content, by: rules)
        guard completeness.isComplete else { throw .incomplete(completeness.faults.map(\.code)) }
        return event
    }

    /// The event that ends the present stage.
    ///
    /// - Parameters:
    ///   - results: how each examinee did, where people are examined in the stage; nil while
    ///     somebody's is missing.
    ///   - law: by which law it is decided.
    ///   - hearing: when the applicant would be heard if the outcome calls for it.
    /// - Throws: ``CaseFault`` when the stage cannot end so.
    package func completing(
        outcome code: String, by actor: Actor, grounds: [String] = [], reasons: String = "",
        results: [ExamineeResult]? = [], on day: Day, of definition: ServiceDefinition,
        options: CaseOptions, hearing: CaseEvent.HearingNotice? = nil,
        law: AppliedLaw? = nil
    ) throws(CaseFault) -> CaseEvent {
        guard let stage = stage.flatMap(definition.stage) else {
            throw phase == .draft ? .notSubmitted : .ended
        }
        if let outcome = stage.outcomes.first(where: { $0.code == code }), stage.isExamination {
            try outcome.check(results)
        }
        let chosen = stage.outcomes.first { $0.code == code }
        let via = chosen?.via.flatMap { name in
            definition.stage(name)?.option.map { options.isOn($0, on: day) } == true ? name : nil
        }
        let event = CaseEvent.completed(
            CaseEvent.Completion(
                stage: stage.code, outcome: code, actor: actor, grounds: grounds, reasons: reasons,
                results: results ?? [], via: via,
                hearing: via.flatMap(definition.stage)?.isHearing == true ? hearing : nil, law: law,
                on: day,
                reopens: chosen?.next == ServiceDefinition.Outcome.back
                    ? earlierStage(than: pending?.completion, of: definition) : nil))
        var after = self
        try after.apply(event, of: definition)
        return event
    }

    /// The event by which the head sends a decision back instead of signing its paper.
    package func returning(
        reasons: String, on day: Day, of definition: ServiceDefinition
    ) -> CaseEvent {
        // What is decided on an appeal goes back to the appeal.
        let decided = appeal == nil ? deciding : nil
        return .paperReturned(
            CaseEvent.PaperReturn(
                reasons: reasons, reopens: earlierStage(than: decided, of: definition), on: day))
    }

    /// The stage before the one of a refusal that could do nothing else; nil where it could.
    private func earlierStage(
        than refusal: CaseEvent.Completion?, of definition: ServiceDefinition
    ) -> String? {
        guard let refusal, !refusal.grounds.isEmpty else { return nil }
        let stage = reopening(refusal, definition)
        return stage == refusal.stage ? nil : stage
    }
}

// MARK: - Deadlines

/// The clocks of a case.
package struct CaseDeadlines: Hashable, Sendable {
    /// The total term; nil where the act gives none.
    package let whole: Deadline?
    /// The term of the present stage; nil where the act gives none or it has not begun.
    package let stage: Deadline?
    /// By when the request is to be registered; nil once it is, and where nothing is registered.
    package let request: Deadline?

    init(whole: Deadline?, stage: Deadline?, request: Deadline? = nil) {
        self.whole = whole
        self.stage = stage
        self.request = request
    }

    /// The nearest last day.
    package var due: Day? { all.compactMap(\.deadline?.due).min() }

    /// All of them: that which says who is late before the whole.
    package var all: [(scope: CaseEvent.Lateness.Scope, deadline: Deadline?)] {
        [(.request, request), (.stage, stage), (.whole, whole)]
    }
}

extension Case {
    /// The clocks as they stand; none in a draft and after the end.
    ///
    /// - Parameter registrationDays: the working days in which a request is registered.
    /// - Throws: ``WorkingCalendar/Uncovered`` when the calendar's data end too early.
    package func deadlines(
        of definition: ServiceDefinition, rule: CountingRule, calendar: WorkingCalendar,
        registrationDays: Int? = nil
    ) throws(WorkingCalendar.Uncovered) -> CaseDeadlines {
        guard submission != nil, let first = termStart else {
            return CaseDeadlines(whole: nil, stage: nil)
        }
        // While an appeal is considered, its own clock runs and no other.
        if let appeal = try appealDeadline(rule: rule, calendar: calendar) {
            return CaseDeadlines(whole: nil, stage: appeal)
        }
        let (code, start): (String?, Day?)
        switch phase {
        case .stage(let stage, _, _):
            (code, start) = (stage, definition.stage(stage).flatMap(clockStart))
        // What was decided in time is given in time only when it is signed in time.
        case .awaitingSignature: (code, start) = (deciding?.stage, decidingFrom)
        case .draft, .ended, .withdrawn: return CaseDeadlines(whole: nil, stage: nil)
        }
        let pauses = standstills.compactMap { standstill in
            Suspension(from: standstill.from, until: standstill.until, clause: standstill.clause)
        }
        var whole: Deadline?
        if let term = definition.kind(content.kind)?.term {
            whole = try Deadline(
                term, from: first, rule: rule, suspensions: pauses, calendar: calendar)
        }
        // Its own term was kept when the stage asked first.
        guard !asksAnew else { return CaseDeadlines(whole: whole, stage: nil) }
        if let days = registrationDays, case .stage(let code, let sent, nil) = phase,
            let stage = definition.stage(code), stage.clockStart == .registration,
            let term = Term(days, .workingDays, clause: stage.clause)
        {
            return CaseDeadlines(
                whole: whole, stage: nil,
                request: try Deadline(
                    term, from: sent, rule: rule, suspensions: pauses, calendar: calendar))
        }
        guard let term = code.flatMap(definition.stage)?.term, let start else {
            return CaseDeadlines(whole: whole, stage: nil)
        }
        return CaseDeadlines(
            whole: whole,
            stage: try Deadline(
                term, from: start, rule: rule, suspensions: pauses, calendar: calendar))
    }
}

// MARK: - The refusal in words

/// What a refusal says: the grounds of the list with their clauses, the reasons, how to appeal.
package struct RefusalStatement: Hashable, Sendable {
    /// The grounds.
    package let grounds: [ServiceDefinition.Ground]
    /// The reasons in words.
    package let reasons: String
    /// How to appeal.
    package let appeal: LocalizedText
    /// The hearing before it; nil where there was none.
    package let hearing: Case.Hearing?
    /// What of the application was not accepted, and why.
    package let notAccepted: [Item]

    /// A field or document that was not accepted.
    package struct Item: Hashable, Sendable {
        /// What was said of it.
        package let verdict: CaseEvent.Verdict
        /// Its name.
        package let title: LocalizedText
        /// The clause that asks for it; nil where the service no longer knows it.
        package let clause: Clause?

        /// Something that was not accepted.
        package init(verdict: CaseEvent.Verdict, title: LocalizedText, clause: Clause?) {
            self.verdict = verdict
            self.title = title
            self.clause = clause
        }
    }

    /// A refusal.
    package init(
        grounds: [ServiceDefinition.Ground], reasons: String, appeal: LocalizedText,
        hearing: Case.Hearing? = nil, notAccepted: [Item] = []
    ) {
        self.hearing = hearing
        self.grounds = grounds
        self.reasons = reasons
        self.appeal = appeal
        self.notAccepted = notAccepted
    }
}

extension Case {
    /// The refusal; nil unless the case was decided so.
    package func refusal(of definition: ServiceDefinition) -> RefusalStatement? {
        let end: String? =
            switch phase {
            case .awaitingSignature(let end), .ended(let end, _, _): appeal?.end ?? end
            case .draft, .stage, .withdrawn: appeal?.end
            }
        guard let end, definition.end(end)?.meaning == .refused,
            let decision = appeal?.refusal ?? decision
        else { return nil }
        return RefusalStatement(
            grounds: decision.grounds.compactMap(definition.ground), reasons: decision.reasons,
            appeal: definition.appeal, hearing: decidedAfter,
            notAccepted: notAccepted.map { definition.item($0, in: content.kind) })
    }
}
