import Kernel
import PriorityActivities
import Regulations
import UseCases

extension ActivityItem {
    /// The words of the item: our own statement, unofficial.
    func words(on day: Day) -> LocalizedText? { clauseText(clause, on: day) }
}

/// The words of a clause on a day: our own statement, unofficial.
func clauseText(_ clause: Clause, on day: Day) -> LocalizedText? {
    activityClauses[clause]?.version(on: day)?.text
}

/// The clauses of the order, found at once: every answer names twenty of them.
private let activityClauses = Dictionary(
    (Regulations.act("PA")?.clauses ?? []).map { ($0.clause, $0) }
) { first, _ in first }
