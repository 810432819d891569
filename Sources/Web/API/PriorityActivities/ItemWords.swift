import Kernel
import PriorityActivities
import Regulations

extension ActivityItem {
    /// The words of the item: our own statement, unofficial.
    func words(on day: Day) -> LocalizedText? {
        Regulations.clause(clause)?.version(on: day)?.text
    }
}

/// The words of a clause on a day: our own statement, unofficial.
func clauseText(_ clause: Clause, on day: Day) -> LocalizedText? {
    Regulations.clause(clause)?.version(on: day)?.text
}
