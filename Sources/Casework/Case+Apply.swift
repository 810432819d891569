import Kernel

extension Case {
    /// Applies what happened.
    ///
    /// - Throws: ``CaseFault`` when it cannot happen now; the case is then as before.
    package mutating func apply(
        _ event: CaseEvent, of definition: ServiceDefinition
    ) throws(CaseFault) {
        switch event {
        case .opened: throw .alreadyOpened
        case .filled, .listed, .attached, .detached, .lookedUp: try change(event, definition)
        case .submitted(let submission): try submit(submission, definition)
        case .accepted(let provider, let number, _):
            guard stage != nil else { throw notInStage }
            guard self.number == nil else { throw .alreadyRegistered }
            (self.provider, self.number) = (provider, number)
        case .taken(let name, _):
            guard stage != nil else { throw notInStage }
            worker = name
        case .late(let lateness): try add(lateness)
        case .answered(let answer): try add(answer)
        case .bound(let version, _):
            guard let submission else { throw .notSubmitted }
            guard submission.definition == nil, boundVersion == nil else {
                throw .alreadyRegistered
            }
            boundVersion = version
        case .appealed(let lodged): try lodge(lodged, definition)
        case .objected(let objection): try object(objection)
        case .registered(let day): try register(on: day, definition)
        case .completed(let completion): try complete(completion, definition)
        case .suspended, .resumed, .supplied, .handedOver, .judged, .routed, .calendarChanged:
            try applyWork(event, definition)
        case .departmentNamed(let named): try name(named, definition)
        case .requestReturned(let returned): try handBack(returned, definition)
        case .paperReturned(let returned): try takeBack(returned, definition)
        case .conclusionReturned(let returned): try sendBack(returned, definition)
        case .signed(let signer, let day): try sign(signer, on: day, definition)
        case .withdrawn(let day):
            guard phase == .draft || stage != nil, appeal == nil else { throw .ended }
            phase = .withdrawn(on: day)
        }
    }

    private var notInStage: CaseFault { phase == .draft ? .notSubmitted : .ended }

    private mutating func change(
        _ event: CaseEvent, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard phase == .draft else { throw .alreadySubmitted }
        switch event {
        case .filled(let field, let value):
            guard definition.field(field) != nil else { throw .unknown(field) }
            content.fields[field] = value.isEmpty ? nil : value
        case .listed(let field, let people): try list(people, as: field, definition)
        case .attached(let code, let digest, let parts):
            guard let document = definition.document(code) else { throw .unknown(code) }
            let known = document.parts.map(\.code)
            for part in parts where !known.contains(part) { throw .unknown(part) }
            content.documents[code] = parts
            digests[code] = digest
        case .detached(let code):
            guard content.documents.removeValue(forKey: code) != nil else { throw .unknown(code) }
            digests[code] = nil
        case .lookedUp(let documents, let holdings):
            content.heldByState = documents
            content.holdings = holdings
        default: break
        }
    }

    /// The same term runs out once.
    private mutating func add(_ late: CaseEvent.Lateness) throws(CaseFault) {
        guard submission != nil else { throw .notSubmitted }
        switch phase {
        case .ended, .withdrawn: throw .ended
        case .draft, .stage, .awaitingSignature: break
        }
        guard !lateness.contains(where: { $0.scope == late.scope && $0.due == late.due }) else {
            throw .alreadyRegistered
        }
        lateness.append(late)
    }

    /// The delay of each term is answered for once.
    private mutating func add(_ answer: CaseEvent.LateAnswer) throws(CaseFault) {
        guard lateness.contains(where: { $0.scope == answer.scope && $0.due == answer.due }),
            !lateAnswers.contains(where: { $0.scope == answer.scope && $0.due == answer.due })
        else { throw .nothingToAnswer }
        guard answer.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        lateAnswers.append(answer)
    }

    private mutating func submit(
        _ submission: CaseEvent.Submission, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard phase == .draft else { throw .alreadySubmitted }
        guard definition.channels.contains(submission.channel) else {
            throw .unknown(submission.channel)
        }
        if definition.signature.value, !submission.isSigned { throw .notSigned }
        guard let kind = definition.kind(content.kind), let first = definition.first(of: kind)
        else {
            throw .unknown(content.kind)
        }
        self.submission = submission
        content.isSubmitted = true
        phase = .stage(first.code, enteredOn: submission.acceptedOn, registeredOn: nil)
    }

    private mutating func register(on day: Day, _ definition: ServiceDefinition) throws(CaseFault) {
        guard case .stage(let code, let entered, let registered) = phase else { throw notInStage }
        guard definition.stage(code)?.clockStart == .registration else { throw .unknown(code) }
        guard registered == nil else { throw .alreadyRegistered }
        phase = .stage(code, enteredOn: entered, registeredOn: day)
    }

    private mutating func complete(
        _ completion: CaseEvent.Completion, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .stage(let code, _, let registered) = phase else { throw notInStage }
        guard code == completion.stage, let stage = definition.stage(code) else {
            throw .otherStage(code)
        }
        guard !isSuspended else { throw .suspended }
        guard stage.actor == completion.actor else { throw .otherActor(stage.actor) }
        if stage.clockStart == .registration, registered == nil { throw .notRegistered }
        guard let outcome = stage.outcomes.first(where: { $0.code == completion.outcome }) else {
            throw .unknown(completion.outcome)
        }
        try check(completion, against: outcome, definition)
        try checkAppeal(completion, in: stage)
        try checkHearing(completion, against: outcome)
        try followHearing(completion, of: definition)
        try checkVerdicts(for: outcome, of: stage)
        completions.append(completion)
        (worker, asksAnew) = (nil, false)
        let start = clockStart(of: stage)
        let entry = stageEntry
        if let via = completion.via {
            guard outcome.via == via else { throw .unknown(via) }
            pending = Pending(completion: completion, next: outcome.next)
            (deciding, decidingFrom, decidingEntry) = (completion, start, entry)
            phase = .stage(via, enteredOn: completion.on, registeredOn: nil)
        } else {
            if stage.isAppeal { appeals[appeals.count - 1].decision = completion }
            // What was decided before an optional stage stays what decided.
            if outcome.next != ServiceDefinition.Outcome.pending {
                (deciding, decidingFrom, decidingEntry) = (completion, start, entry)
            }
            try go(
                to: outcome.next, on: completion.on, reopening: completion.reopens, definition)
        }
    }

    /// A refusal has a ground of the list and reasons in words; nothing else has grounds.
    ///
    /// None goes against what was found before.
    private func check(
        _ completion: CaseEvent.Completion, against outcome: ServiceDefinition.Outcome,
        _ definition: ServiceDefinition
    ) throws(CaseFault) {
        for ground in completion.grounds where !outcome.grounds.contains(ground) {
            throw .groundNotInList(ground)
        }
        let grounds = completion.grounds.compactMap(definition.ground)
        for ending in outcome.after + grounds.flatMap(\.after) where !hasEnded(ending) {
            throw .contrary(to: ending.stage)
        }
        guard !outcome.grounds.isEmpty else { return }
        guard !completion.grounds.isEmpty else { throw .groundMissing }
        guard completion.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
    }

    private mutating func go(
        to next: String, on day: Day, reopening earlier: String?, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        var target = next
        if next == ServiceDefinition.Outcome.pending || next == ServiceDefinition.Outcome.back {
            guard let waiting = pending else { throw .unknown(next) }
            pending = nil
            target =
                next == ServiceDefinition.Outcome.pending
                ? waiting.next : earlier ?? waiting.completion.stage
        }
        if definition.end(target) != nil {
            phase = .awaitingSignature(end: target)
        } else {
            guard definition.stage(target) != nil else { throw .unknown(target) }
            // What comes back goes on from where it was: its term is not given twice.
            let isSame = next == ServiceDefinition.Outcome.back && earlier == nil
            let kept = isSame ? decidingEntry : nil
            phase = .stage(
                target, enteredOn: kept?.enteredOn ?? day, registeredOn: kept?.registeredOn)
        }
    }

    private mutating func sign(
        _ signer: Signer, on day: Day, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .awaitingSignature(let code) = phase else { throw .nothingToSign }
        guard let end = definition.end(code), end.signers.contains(signer) else {
            throw .wrongSigner
        }
        guard !end.meaning.isOfAppeal else { return closeAppeal(end.meaning, on: day, definition) }
        phase = .ended(end.code, signedBy: signer, on: day)
    }

    /// The stage that decided has the case again, and its clock runs on as if it had not decided.
    private mutating func takeBack(
        _ returned: CaseEvent.PaperReturn, _ definition: ServiceDefinition
    ) throws(CaseFault) {
        guard case .awaitingSignature = phase, let decided = deciding else {
            throw .nothingToSign
        }
        guard returned.reasons.trimmed.count >= CaseFault.reasonsLengthMin else {
            throw .reasonsMissing
        }
        let stage = returned.reopens ?? decided.stage
        guard definition.stage(stage) != nil else { throw .unknown(stage) }
        let kept = returned.reopens == nil ? decidingEntry : nil
        phase = .stage(
            stage, enteredOn: kept?.enteredOn ?? returned.on, registeredOn: kept?.registeredOn)
        if appeal != nil { appeals[appeals.count - 1].decision = nil }
        // While an appeal is considered, what it is against is what decided.
        (deciding, decidingFrom, decidingEntry) = (appeal?.refusal, nil, nil)
    }
}
