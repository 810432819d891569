import Kernel

extension ServiceDefinition {
    /// Stages in which something may be found not to be acceptable with no way left to refuse for it.
    ///
    /// What is not accepted keeps every stage that could refuse from ending otherwise, whatever a
    /// stage before found. A refusal that needs a certain ending of that one is then no way out.
    var verdictFaults: [String] {
        stages.filter(\.takesVerdicts).flatMap { stage -> [String] in
            let place = "\(code) stage \(stage.code)"
            if refuses(stage) { return isOpen(stage) ? [] : ["\(place): verdicts, no way out"] }
            let later = reachable(from: stage.code).compactMap(self.stage)
            return later.contains(where: refuses) ? [] : ["\(place): verdicts, no refusal"]
        }
    }

    /// Whether the stage can end with a ground.
    private func refuses(_ stage: Stage) -> Bool {
        stage.outcomes.contains { !$0.grounds.isEmpty }
    }

    /// Whether it can refuse however the stages before it ended.
    private func isOpen(_ stage: Stage) -> Bool {
        stage.outcomes.contains { outcome in
            outcome.after.isEmpty
                && outcome.grounds.contains { ground($0)?.after.isEmpty == true }
        }
    }
}

extension ServiceDefinition.Field.Content {
    /// What can be chosen; empty where nothing is.
    package var choices: [ServiceDefinition.Named] {
        if case .choice(let choices) = self { choices } else { [] }
    }
}
