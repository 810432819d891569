import Kernel

/// A request for access to a person's data: who asks, for what, until when (KDP-2.3, KDP-7c).
package struct AccessRequest: Hashable, Sendable {
    /// The request's random name.
    package let id: Identifier<AccessRequest>
    /// What was asked.
    package let terms: AccessTerms
    /// When it was made.
    package let createdAt: Instant
    /// Until when the person may answer.
    package let answerBy: Instant
    /// What became of it so far.
    package let outcome: Outcome?

    /// What ended the waiting.
    package enum Outcome: Hashable, Sendable {
        /// The person consented.
        case granted(at: Instant)
        /// The person refused.
        case refused(at: Instant)
        /// The person has no number in the mobile citizens' base, or no SMS could be delivered.
        case undeliverable(at: Instant)
        /// The person or the initiator took the request or the consent back.
        case withdrawn(at: Instant)
    }

    /// The word for the state on the wire.
    package enum Status: String, CaseIterable, Sendable {
        case awaitingSubject, granted, refused, expired, withdrawn, logged, undeliverable
    }

    /// A request with its facts.
    package init(
        id: Identifier<AccessRequest>, terms: AccessTerms, createdAt: Instant, answerBy: Instant,
        outcome: Outcome?
    ) {
        self.id = id
        self.terms = terms
        self.createdAt = createdAt
        self.answerBy = answerBy
        self.outcome = outcome
    }

    /// The state, computed from the dated facts; nothing has to run for a request to expire.
    package func status(at now: Instant) -> Status {
        switch outcome {
        case .granted: .granted
        case .refused: .refused
        case .undeliverable: .undeliverable
        case .withdrawn: .withdrawn
        case nil: now < answerBy ? .awaitingSubject : .expired
        }
    }
}

/// What an initiator asks for; stored as asked, never changed.
package struct AccessTerms: Hashable, Sendable {
    /// The name of the service within which the data are needed (KDP-5.1).
    package let service: String
    /// What will be done with the data (KDP-2.3).
    package let action: AccessAction
    /// The data sets, at least one, each once.
    package let dataSets: [String]
    /// The data owner's client name.
    package let owner: String
    /// The purpose's code.
    package let purpose: String
    /// How the person is asked (KDP-7).
    package let method: ConsentMethod
    /// The life of the consent from the answer on, in seconds.
    package let lifetimeSeconds: Int64
    /// The number of uses of each data set.
    package let uses: Int64
    /// To whom the data may go on, and how far.
    package let conditions: AccessConditions

    /// What is asked for.
    package init(
        service: String, action: AccessAction, dataSets: [String], owner: String, purpose: String,
        method: ConsentMethod, lifetimeSeconds: Int64, uses: Int64,
        conditions: AccessConditions = .none
    ) {
        self.service = service
        self.action = action
        self.dataSets = dataSets
        self.owner = owner
        self.purpose = purpose
        self.method = method
        self.lifetimeSeconds = lifetimeSeconds
        self.uses = uses
        self.conditions = conditions
    }

    /// Checks the terms against the purpose's limits, before the person is troubled.
    ///
    /// - Parameters:
    ///   - purpose: the purpose named, or nil when there is none.
    ///   - ownerDataSets: the data sets that the owner holds; nil when no such owner is registered.
    ///   - requestsInLastDay: this initiator's requests to this person for this purpose.
    /// - Throws: a ``Refusal`` with, in this order: `methodNotAvailable`, `purposeNotAllowed`,
    ///   `unknownOwner`, `unknownDataSet`, `lifetimeTooLong`, `tooManyUses`, `tooFrequent`.
    package func check(
        purpose: Purpose?, ownerDataSets: Set<String>?, requestsInLastDay: Int
    ) throws(Refusal) {
        guard method == .unifiedContactCentre else {
            throw Refusal(.methodNotAvailable, clause: "KDP-7")
        }
        guard let purpose, purpose.actions.contains(action) else {
            throw Refusal(.purposeNotAllowed, clause: "KDP-2.3")
        }
        guard let ownerDataSets else { throw Refusal(.unknownOwner, clause: "KDP-3") }
        guard !dataSets.isEmpty, Set(dataSets).count == dataSets.count,
            ownerDataSets.isSuperset(of: dataSets)
        else { throw Refusal(.unknownDataSet, clause: "KDP-3") }
        guard purpose.dataSets.isSuperset(of: dataSets) else {
            throw Refusal(.purposeNotAllowed, clause: "KDP-2.3")
        }
        try conditions.check(action: action, purpose: purpose)
        guard lifetimeSeconds <= purpose.lifetimeSecondsMax else {
            throw Refusal(
                .lifetimeTooLong, Self.limit(purpose.lifetimeSecondsMax), clause: "KDP-5.4")
        }
        guard uses <= purpose.usesMax else {
            throw Refusal(.tooManyUses, Self.limit(purpose.usesMax), clause: "KDP-2.3")
        }
        guard requestsInLastDay < purpose.requestsPerSubjectPerDayMax else {
            throw Refusal(.tooFrequent, clause: "KDP-2.3", retryAfterSeconds: 3600)
        }
    }

    private static func limit(_ value: Int64) -> LocalizedText {
        LocalizedText(
            kk: "Мақсаттың шегі: \(value)", ru: "Предел цели: \(value)",
            en: "The purpose's limit is \(value)")
    }
}
