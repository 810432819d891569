import Casework
import Kernel
import Regulations

/// From when on a policy holds, for a service or for all.
package struct LawPolicyPeriod: SettingValue, Hashable {
    /// The policy.
    package let policy: LawPolicy
    /// The service's code; nil for all that are not named.
    package let service: String?
    /// The first day.
    package let from: Day

    /// A policy from a day on.
    package init(_ policy: LawPolicy, service: String? = nil, from: Day) {
        self.policy = policy
        self.service = service
        self.from = from
    }

    package init?(setting json: JSON) {
        guard let policy = json["policy"]?.string.flatMap(LawPolicy.init(rawValue:)),
            let from = json["from"]?.string.flatMap({ Day($0) })
        else { return nil }
        self.init(policy, service: json["service"]?.string, from: from)
    }

    package var setting: JSON {
        .object(
            present: ("policy", .string(policy.rawValue)),
            ("service", service.map { .string($0) }), ("from", JSON(from)))
    }
}

extension [LawPolicyPeriod] {
    /// The policy for a service on a day.
    package func policy(of service: String, on day: Day) -> LawPolicy {
        func latest(_ name: String?) -> LawPolicy? {
            filter { $0.service == name && $0.from <= day }.max { $0.from < $1.from }?.policy
        }
        return latest(service) ?? latest(nil) ?? .pin
    }
}

/// What changed of a clause since a case was submitted.
package struct LawChange: Hashable, Sendable {
    /// The clause.
    package let clause: Clause
    /// What stood there on the day of the submission, and what stands there now.
    package let before: ProvisionVersion?, after: ProvisionVersion?
}

/// The law of a case in progress (use case 64).
extension Platform {
    /// By which law the case was decided, or would be today; nil for a draft.
    package func law(of stored: StoredCase) throws(Refusal) -> AppliedLaw? {
        guard let submission = stored.state.submission else { return nil }
        if let decision = stored.state.decision {
            return decision.law ?? AppliedLaw(.pin, of: submission.lawOf)
        }
        let today = clock.today
        let policy = try configuration.settings[OpenPoints.lawOfCase]
            .policy(of: stored.definition.code, on: today)
        return AppliedLaw(
            policy, of: policy == .pin ? submission.lawOf : max(today, submission.lawOf))
    }

    /// The clauses of the service that changed between submission and decision, or today.
    package func lawChanges(of stored: StoredCase) -> [LawChange] {
        guard let first = stored.state.submission?.lawOf else { return [] }
        let last = max(first, stored.state.decision?.on ?? clock.today)
        let clauses = stored.definition.clauses
        return clauses.enumerated().filter { !clauses.prefix($0.offset).contains($0.element) }
            .compactMap { _, clause in
                let change = LawChange(
                    clause: clause, before: rules.version(of: clause, on: first),
                    after: rules.version(of: clause, on: last))
                return change.before?.name == change.after?.name ? nil : change
            }
    }

    /// The law of a case as its papers print it: of the day by whose law it is decided.
    func formLaw(of stored: StoredCase) throws(Refusal) -> FormLaw {
        let day = try law(of: stored)?.day ?? clock.today
        let service = stored.definition
        func each(_ words: (Clause) -> LocalizedText?) -> [Clause: Bilingual] {
            Dictionary(
                service.clauses.compactMap { clause in
                    words(clause).map { (clause, Bilingual($0)) }
                }, uniquingKeysWith: { first, _ in first })
        }
        return FormLaw(
            citations: each { $0.cited() }, places: each { $0.cited(within: service.act) },
            wordings: each { rules.listedItem($0, on: day) })
    }

    /// Makes sure that the clauses of the grounds stand in the law of the day.
    ///
    /// - Throws: `refusalIncomplete` with the first that does not.
    func requireInForce(
        _ grounds: [String], of definition: ServiceDefinition, on day: Day
    ) throws(Refusal) {
        for ground in grounds.compactMap(definition.ground) {
            switch rules.version(of: ground.clause, on: day)?.state {
            case .text, .notHeld: continue
            case .deleted, .replaced, nil:
                throw Refusal(
                    .refusalIncomplete, CaseworkWords.notInForce(day), clause: ground.clause)
            }
        }
    }
}
