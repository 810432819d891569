import Kernel
import WorkingTime

extension ServiceDefinition {
    /// Everything that is wrong with what the file says; empty when the service may be opened.
    ///
    /// - Parameter knows: whether the clause stands in the rules.
    package func faults(knows: (Clause) -> Bool) -> [String] {
        var faults: [String] = []
        func require(_ isRight: Bool, _ place: String) {
            if !isRight { faults.append("\(code) \(place)") }
        }
        require(!routing.isEmpty, "routing: no provider")
        require(!recipients.isEmpty, "recipients: none")
        require(!channels.isEmpty, "channels: none")
        require(!kinds.isEmpty, "kinds: none")
        require(!stages.isEmpty && !ends.isEmpty, "stages or ends: none")
        for (what, codes) in codeLists {
            for code in codes.repeated { require(false, "\(what): \(code) twice") }
        }
        for clause in clauses where !knows(clause) { require(false, "clause \(clause): unknown") }
        faults +=
            conditionFaults + referenceFaults + flowFaults + termFaults + suspensionFaults
            + switchFaults + obligationFaults + verdictFaults + rightsFaults + formFaults
            + peopleFaults
        return faults
    }

    private var codeLists: [(String, [String])] {
        [
            ("kinds", kinds.map(\.code)), ("variants", variants.map(\.code)),
            ("fields", fields.map(\.code)), ("documents", documents.map(\.code)),
            ("stages and ends", stages.map(\.code) + ends.map(\.code)),
            ("grounds", grounds.map(\.code)), ("suspensions", suspensions.map(\.code)),
        ] + stages.map { ("outcomes of \($0.code)", $0.outcomes.map(\.code)) }
            + documents.map { ("parts of \($0.code)", $0.parts.map(\.code)) }
    }

    /// Every clause that the file cites.
    package var clauses: [Clause] {
        let heads = [
            providerClause, recipientsClause, signature.clause, movesToNextWorkingDay.clause,
            noticeClause,
        ]
        let works =
            kinds.compactMap(\.term?.clause) + kinds.compactMap(\.replaces?.clause)
            + kinds.compactMap(\.annexOf?.clause) + [rights?.clause].compactMap(\.self)
            + stages.compactMap(\.term?.clause)
            + stages.map(\.clause)
        let things =
            fields.map(\.clause) + documents.map(\.clause) + holdings.map(\.clause)
            + routing.map(\.clause) + ends.map(\.clause) + grounds.map(\.clause)
            + suspensions.map(\.clause) + fields.flatMap(\.content.choices).compactMap(\.clause)
            + kinds.compactMap(\.form?.clause)
            + fields.flatMap(\.clauses.values) + documents.flatMap(\.clauses.values)
        return heads + works + things + [monitoringClause].compactMap { $0 }
    }

    /// Conditions that ask about a field or a value that there is not.
    private var conditionFaults: [String] {
        let lists =
            fields.map(\.when) + documents.map(\.when) + holdings.map(\.when)
            + routing.map(\.when)
        return lists.flatMap { $0 }.flatMap { condition -> [String] in
            guard case .choice(let choices) = field(condition.field)?.content else {
                return ["\(code) condition: no choice \(condition.field)"]
            }
            let known = Set(choices.map(\.code))
            return condition.values.filter { !known.contains($0) }.map {
                "\(code) condition: \(condition.field) is never \($0)"
            }
                + (condition.values.isEmpty
                    ? ["\(code) condition: \(condition.field) is nothing"] : [])
        }
    }

    private var referenceFaults: [String] {
        var faults: [String] = []
        let kindCodes = Set(kinds.map(\.code))
        let variantCodes = Set(variants.map(\.code))
        let used = Set(stages.flatMap(\.outcomes).flatMap(\.grounds))
        let named = documents.flatMap(\.kinds) + fields.flatMap(\.kinds)
        faults += named.filter { !kindCodes.contains($0) }.map { "\(code) kind \($0): unknown" }
        faults += documents.flatMap(\.variants).filter { !variantCodes.contains($0) }.map {
            "\(code) variant \($0): unknown"
        }
        faults += used.subtracting(grounds.map(\.code)).sorted().map {
            "\(code) ground \($0): unknown"
        }
        faults += grounds.map(\.code).filter { !used.contains($0) }.map {
            "\(code) ground \($0): no outcome names it"
        }
        for ending in stages.flatMap(\.outcomes).flatMap(\.after) + grounds.flatMap(\.after) {
            let known = Set(stage(ending.stage)?.outcomes.map(\.code) ?? [])
            if ending.outcomes.isEmpty || !known.isSuperset(of: ending.outcomes) {
                faults.append("\(code) after: \(ending.stage) never ends so")
            }
        }
        for route in routing {
            guard let name = route.territory else { continue }
            if field(name)?.content != .place {
                faults.append("\(code) routing: \(name) is no place")
            }
        }
        for end in ends {
            if end.refused != nil, end.meaning != .refused {
                faults.append("\(code) end \(end.code): refuses nothing")
            }
            if end.signers.isEmpty { faults.append("\(code) end \(end.code): nobody signs") }
            if (end.meaning == .granted) != (end.register != nil) {
                faults.append("\(code) end \(end.code): register")
            }
        }
        return faults
    }

    /// A refusal without grounds, a stage that leads nowhere, one that nothing leads to.
    private var flowFaults: [String] {
        var faults: [String] = []
        for stage in stages {
            if stage.isHearing, stage.option == nil || stage.actor != .head {
                faults.append("\(code) stage \(stage.code): no hearing")
            }
            if stage.isAppeal,
                stage.option == nil || stage.actor != .head || stage.code != appealStage?.code
                    || !stage.outcomes.allSatisfy({ end($0.next)?.meaning.isOfAppeal == true })
            {
                faults.append("\(code) stage \(stage.code): no appeal")
            }
            if stage.outcomes.isEmpty { faults.append("\(code) stage \(stage.code): no outcome") }
            for outcome in stage.outcomes {
                let place = "\(code) stage \(stage.code) outcome \(outcome.code)"
                let isReturn = [Outcome.pending, Outcome.back].contains(outcome.next)
                if isReturn
                    ? stage.option == nil
                    : self.stage(outcome.next) == nil && end(outcome.next) == nil
                {
                    faults.append("\(place): leads to \(outcome.next)")
                }
                let isRefusal = end(outcome.next)?.meaning == .refused
                if isRefusal == outcome.grounds.isEmpty { faults.append("\(place): grounds") }
                if outcome.isWithoutResults, !stage.isExamination || !isRefusal {
                    faults.append("\(place): without results")
                }
                if let via = outcome.via, self.stage(via)?.option == nil {
                    faults.append("\(place): no optional stage \(via)")
                }
            }
        }
        for kind in kinds {
            guard let replaces = kind.replaces else { continue }
            let names = [replaces.field] + [replaces.holder].compactMap(\.self)
            if !ends.contains(where: { $0.register == replaces.register })
                || names.contains(where: { field($0)?.content != .text })
                || replaces.keptWhen.contains(where: { field($0.field) == nil })
            {
                faults.append("\(code) kind \(kind.code): replaces")
            }
        }
        for kind in kinds where kind.firstStage != nil && first(of: kind) == nil {
            faults.append("\(code) kind \(kind.code): no such stage")
        }
        // Whoever was refused comes to the appeal.
        let starts =
            kinds.compactMap { first(of: $0)?.code } + [appealStage?.code].compactMap(\.self)
        let reached = Set(starts.flatMap(reachable))
        for stage in stages where !reached.contains(stage.code) {
            faults.append("\(code) stage \(stage.code): nothing leads to it")
        }
        for end in ends where !reached.contains(end.code) {
            faults.append("\(code) end \(end.code): nothing leads to it")
        }
        for stage in stages where stage.option == nil {
            if !reachable(from: stage.code).contains(where: { end($0) != nil }) {
                faults.append("\(code) stage \(stage.code): leads to no end")
            }
        }
        return faults
    }

    /// Stages that together take longer than the whole may.
    private var termFaults: [String] {
        kinds.compactMap { kind in
            guard let total = kind.term, let first = first(of: kind) else { return nil }
            let path = reachable(from: first.code).compactMap(stage)
            let terms = path.filter { $0.option == nil }.compactMap(\.term)
            guard terms.allSatisfy({ $0.unit == total.unit }) else { return nil }
            let sum = terms.reduce(0) { $0 + $1.amount }
            return sum > total.amount ? "\(code) kind \(kind.code): stages take \(sum)" : nil
        }
    }

    /// The stage with which an application of the kind begins.
    package func first(of kind: Kind) -> Stage? {
        kind.firstStage.map { stage($0) } ?? stages.first
    }

    func reachable(from start: String) -> [String] {
        var found: [String] = []
        var open = [start]
        while let next = open.popLast() {
            guard !found.contains(next) else { continue }
            found.append(next)
            for outcome in stage(next)?.outcomes ?? [] {
                open.append(outcome.next)
                if let via = outcome.via { open.append(via) }
            }
        }
        return found
    }
}

extension [String] {
    fileprivate var repeated: [String] {
        Dictionary(map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys.sorted()
    }
}
