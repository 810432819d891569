import Casework
import Kernel
import Regulations
import WorkingTime

/// Whether a service can be had on a day, and what that rests on.
package struct ServiceOffer: Sendable {
    /// Why a service is closed.
    package enum Closed: String, CaseIterable, Sendable {
        /// The clause that names the provider is not held for that day.
        case providerNotHeld
        /// The clause of a stage, a term or a result is not held for that day.
        case stepNotHeld
        /// It rests on a day that is only assumed, which production does not do.
        case dayAssumed
    }

    /// The clause that names the provider, as on that day.
    package let provider: ProvisionVersion?
    /// Why it is closed; nil when it can be had.
    package let closed: Closed?
    /// From which later day on every clause is held; nil where it is open, or nobody knows.
    package let opensOn: Day?
    /// Whether it rests on an assumed day.
    package let isAssumed: Bool

    /// Judges a service on a day by the rules of the installation.
    package init(
        _ service: ServiceDefinition, on day: Day, by rules: RuleBook, isSandbox: Bool
    ) {
        let provider = rules.version(of: service.providerClause, on: day)
        let steps = service.stepClauses.map { rules.version(of: $0, on: day) }
        let all = [provider] + steps
        self.provider = provider
        isAssumed = all.contains { $0?.begins.assumedDay != nil }
        if provider?.isText != true {
            closed = .providerNotHeld
        } else if !steps.allSatisfy({ $0?.isText == true }) {
            closed = .stepNotHeld
        } else {
            closed = isAssumed && !isSandbox ? .dayAssumed : nil
        }
        opensOn =
            all.allSatisfy { $0?.isText == true }
            ? nil : Self.firstDay(after: day, of: service, by: rules)
    }

    /// The first later day on which every clause has a text.
    private static func firstDay(
        after day: Day, of service: ServiceDefinition, by rules: RuleBook
    ) -> Day? {
        let clauses = [service.providerClause] + service.stepClauses
        let days = clauses.flatMap { clause in
            rules.provision(clause)?.history.versions.compactMap(\.begins.day) ?? []
        }
        return Set(days).filter { $0 > day }.sorted().first { later in
            clauses.allSatisfy { rules.version(of: $0, on: later)?.isText == true }
        }
    }
}

extension ServiceDefinition {
    /// The clauses on which its work, its terms and its results rest.
    fileprivate var stepClauses: [Clause] {
        stages.map(\.clause) + stages.compactMap(\.term?.clause)
            + kinds.compactMap(\.term?.clause) + ends.map(\.clause)
    }
}

extension ProvisionVersion {
    fileprivate var isText: Bool {
        if case .text = state { true } else { false }
    }
}
