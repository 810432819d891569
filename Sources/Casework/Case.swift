import Kernel
import WorkingTime

/// A case: the fold over its events.
package struct Case: Hashable, Sendable {
    /// Where a case is.
    package enum Phase: Hashable, Sendable {
        /// Being filled in. Can transition to: stage, withdrawn.
        case draft
        /// In a stage since a day. Can transition to: stage, awaitingSignature, withdrawn.
        case stage(String, enteredOn: Day, registeredOn: Day?)
        /// Decided; the result is to be signed. Can transition to: ended, stage.
        case awaitingSignature(end: String)
        /// Ended with a signed result.
        case ended(String, signedBy: Signer, on: Day)
        /// Withdrawn by the applicant.
        case withdrawn(on: Day)
    }

    /// Since when a stage has been worked on.
    struct StageEntry: Hashable, Sendable {
        let enteredOn: Day
        let registeredOn: Day?
    }

    /// A decision that waits for an optional stage.
    struct Pending: Hashable, Sendable {
        let completion: CaseEvent.Completion
        let next: String
    }

    /// A time in which the clock stood still.
    package struct Standstill: Hashable, Sendable {
        /// Why it was stopped.
        package let stop: CaseEvent.ClockStop
        /// The first day that may be counted again; nil while it stands still.
        package internal(set) var until: Day?

        /// The first day that is not counted.
        package var from: Day { stop.on }
        /// The clause.
        package var clause: Clause { stop.clause }
    }

    /// Where it is.
    package internal(set) var phase: Phase = .draft
    /// What is in the application.
    package internal(set) var content: ApplicationContent
    /// Who asks.
    package let recipient: RecipientKind
    /// The digests of the documents.
    package internal(set) var digests: [String: String] = [:]
    /// The submission; nil for a draft.
    package internal(set) var submission: CaseEvent.Submission?
    /// The provider's incoming number; nil until a registrar took it in.
    package internal(set) var number: String?
    /// The provider that took it in, by its business identification number.
    package internal(set) var provider: String?
    /// Who works on the present stage, by a name that says nothing about the person.
    package internal(set) var worker: String?
    /// The terms that ran out, in order.
    package internal(set) var lateness: [CaseEvent.Lateness] = []
    /// The stages that ended, in order.
    package internal(set) var completions: [CaseEvent.Completion] = []
    var deciding: CaseEvent.Completion?
    /// The day from which the clock of the deciding stage ran.
    var decidingFrom: Day?
    /// Since when the deciding stage had been worked on: it goes on from there if it comes back.
    var decidingEntry: StageEntry?
    /// What was answered for terms that ran out, in order.
    package internal(set) var lateAnswers: [CaseEvent.LateAnswer] = []
    /// The version of the service to which it was bound later; nil where its submission names one.
    package internal(set) var boundVersion: String?
    /// The hearings before unfavourable decisions, in order.
    package internal(set) var hearings: [Hearing] = []
    /// The appeals against refusals, in order.
    package internal(set) var appeals: [Appeal] = []
    /// The times in which the clock stood still.
    package internal(set) var standstills: [Standstill] = []
    /// The choices of a provider by a person, in order.
    package internal(set) var routes: [CaseEvent.Routed] = []
    /// The territorial department that was named; nil while the place decides.
    package internal(set) var department: String?
    /// The requests that departments handed back, in order.
    package internal(set) var requestReturns: [CaseEvent.RequestReturn] = []
    /// Whether a request came back, and whom to ask is to be named anew.
    package internal(set) var asksAnew = false
    /// What changes of the calendar did to the terms, in order.
    package internal(set) var calendarChanges: [CaseEvent.CalendarChange] = []
    /// What officials said of the fields and documents, in order.
    package internal(set) var verdicts: [CaseEvent.Verdict] = []
    /// The version of the calendar since the last change; nil while that of the submission holds.
    package internal(set) var calendarVersion: String?
    var pending: Pending?

    /// Folds events; nil for none.
    ///
    /// - Throws: ``CaseFault`` when an event cannot follow those before it.
    package init?(
        folding events: some Sequence<CaseEvent>, of definition: ServiceDefinition
    ) throws(CaseFault) {
        var folded: Case?
        for event in events {
            if case .opened(let kind, let variants, let recipient) = event {
                guard folded == nil else { throw .alreadyOpened }
                folded = try Case(
                    kind: kind, variants: variants, recipient: recipient, of: definition)
            } else {
                guard folded != nil else { throw .notOpened }
                try folded?.apply(event, of: definition)
            }
        }
        guard let folded else { return nil }
        self = folded
    }

    /// A new application.
    ///
    /// - Throws: ``CaseFault`` when the service has no such kind or variant, or is for others.
    package init(
        kind: String, variants: [String], recipient: RecipientKind, of definition: ServiceDefinition
    ) throws(CaseFault) {
        guard definition.kind(kind) != nil else { throw .unknown(kind) }
        let known = definition.variants.map(\.code)
        for variant in variants where !known.contains(variant) { throw .unknown(variant) }
        guard definition.recipients.contains(recipient) else { throw .wrongRecipient }
        content = ApplicationContent(kind: kind, variants: variants)
        self.recipient = recipient
    }

    /// The stage in which it is; nil in a draft and after the decision.
    package var stage: String? {
        if case .stage(let code, _, _) = phase { code } else { nil }
    }

    /// Whether the last work of that stage ended so; not, where the stage was never ended.
    package func hasEnded(_ ending: ServiceDefinition.StageEnding) -> Bool {
        completions.last { $0.stage == ending.stage }.map { ending.outcomes.contains($0.outcome) }
            ?? false
    }

    /// The outcomes that what was found before allows, each with its grounds that it allows.
    package func possible(
        _ stage: ServiceDefinition.Stage, of definition: ServiceDefinition
    ) -> [ServiceDefinition.Outcome] {
        stage.outcomes.filter { $0.after.allSatisfy(hasEnded) }.compactMap { outcome in
            let grounds = outcome.grounds.filter { code in
                definition.ground(code)?.after.allSatisfy(hasEnded) ?? true
            }
            // What needs a ground and has none left is not to be had.
            guard outcome.grounds.isEmpty || !grounds.isEmpty else { return nil }
            return ServiceDefinition.Outcome(
                code: outcome.code, title: outcome.title, next: outcome.next, grounds: grounds,
                via: outcome.via, after: outcome.after,
                isWithoutResults: outcome.isWithoutResults)
        }
    }

    /// Since when the present stage has been worked on; nil outside of stages.
    var stageEntry: StageEntry? {
        guard case .stage(_, let entered, let registered) = phase else { return nil }
        return StageEntry(enteredOn: entered, registeredOn: registered)
    }

    /// The day from which the clock of the stage runs; nil before it has begun.
    func clockStart(of stage: ServiceDefinition.Stage) -> Day? {
        guard case .stage(stage.code, let entered, let registered) = phase else { return nil }
        return switch stage.clockStart {
        case .acceptance: termStart
        case .entry: entered
        case .registration: registered
        }
    }

    /// Whether the clock stands still.
    package var isSuspended: Bool { standstills.last.map { $0.until == nil } ?? false }

    /// How the examinees did, where people were examined; empty otherwise.
    package var results: [ExamineeResult] {
        completions.last { !$0.results.isEmpty }?.results ?? []
    }

    /// The completion that decided how it ends; nil before.
    ///
    /// An optional stage decides nothing itself.
    package var decision: CaseEvent.Completion? {
        switch phase {
        case .awaitingSignature, .ended: deciding
        case .draft, .stage, .withdrawn: nil
        }
    }
}
