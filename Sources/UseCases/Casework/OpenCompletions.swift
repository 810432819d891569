import Casework

extension StoredCase {
    /// The numbers of the completions of which the applicant may read how they decided: each that a
    /// signed paper rests on, and none that went back unsigned.
    package var openCompletions: Set<Int64> {
        var (open, waiting): (Set<Int64>, [(number: Int64, completion: CaseEvent.Completion)]) =
            ([], [])
        for recorded in events {
            switch recorded.event {
            case .completed(let completion): waiting.append((recorded.number, completion))
            case .signed:
                open.formUnion(waiting.map(\.number))
                waiting = []
            case .paperReturned(let returned):
                // From the stage on that has the case again, nothing was ever signed.
                let stage =
                    returned.reopens
                    ?? waiting.last { !isOfOption($0.completion) }?.completion.stage
                if let place = waiting.lastIndex(where: { $0.completion.stage == stage }) {
                    waiting.removeSubrange(place...)
                }
            // What the department had found stands no more.
            case .conclusionReturned(let returned):
                if let place = waiting.lastIndex(where: { $0.completion.stage == returned.stage }) {
                    waiting.removeSubrange(place...)
                }
            default: continue
            }
        }
        return open
    }

    /// Whether it only lets stand or sends back what was decided before it.
    private func isOfOption(_ completion: CaseEvent.Completion) -> Bool {
        let outcome = definition.stage(completion.stage)?.outcomes
            .first { $0.code == completion.outcome }
        return [ServiceDefinition.Outcome.pending, ServiceDefinition.Outcome.back]
            .contains(outcome?.next)
    }
}
