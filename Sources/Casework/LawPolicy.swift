import Kernel

/// By which law a case in progress is decided when the law changes (IS-O.4-c).
package enum LawPolicy: String, Sendable, CaseIterable {
    /// By that of the day of submission.
    case pin
    /// By that of the day of decision.
    case reResolve
}

/// By which law a decision was made.
package struct AppliedLaw: Hashable, Sendable {
    /// The policy of that day.
    package let policy: LawPolicy
    /// The day whose law it is.
    package let day: Day

    /// A law with the policy from which it follows.
    package init(_ policy: LawPolicy, of day: Day) {
        self.policy = policy
        self.day = day
    }

    /// As it stands in events and results.
    package var json: JSON { ["policy": .string(policy.rawValue), "day": JSON(day)] }

    init?(json: JSON?) {
        guard let policy = json?["policy"]?.string.flatMap(LawPolicy.init(rawValue:)),
            let day = json?["day"]?.string.flatMap({ Day($0) })
        else { return nil }
        self.init(policy, of: day)
    }
}
