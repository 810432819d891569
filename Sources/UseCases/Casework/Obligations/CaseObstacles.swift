import Casework
import Kernel
import Registers

/// What stands against giving what was asked for, as the registers say today (use cases 69 and 76).
package struct CaseObstacles: Hashable, Sendable {
    /// A decision of a court or a bailiff, with the ground under which it is refused for that.
    package struct Restriction: Hashable, Sendable {
        /// The decision.
        package let decision: CourtRestriction
        /// The ground.
        package let ground: ServiceDefinition.Ground
    }

    /// The decisions in force today that the service's rules name.
    package internal(set) var restrictions: [Restriction] = []
    /// What the gateway says of the receipt; nil where none is needed.
    package internal(set) var fee: FeeFinding?
    /// Whether a register that had to be asked gave no answer: nothing is guessed in its place.
    package internal(set) var isUnavailable = false

    /// Nothing.
    package init() {}

    /// Why nothing can be given now; nil where nothing stands against it.
    package var refusal: Refusal? {
        if let first = restrictions.first {
            return Refusal(
                .courtRestriction, ObligationWords.restricted(first.decision.number),
                clause: first.ground.clause)
        }
        return fee?.refusal
    }
}

extension Platform {
    /// Asks the registers what stands against a grant.
    ///
    /// - Throws: a `RegisterFault` where one that has to be asked gives no usable answer.
    func askedObstacles(of stored: StoredCase) async throws -> CaseObstacles {
        var found = CaseObstacles()
        let definition = stored.definition
        if !definition.restrictions.isEmpty {
            let today = clock.today
            let decisions = try await directory.current.restrictions.find(
                stored.applicant, RequestTrace.id)
            found.restrictions = decisions.filter { $0.isInForce(on: today) }.compactMap { one in
                ServiceDefinition.Restriction.Kind(rawValue: one.kind.rawValue)
                    .flatMap(definition.ground(against:))
                    .map { CaseObstacles.Restriction(decision: one, ground: $0) }
            }
        }
        found.fee = try await feeFinding(of: stored)
        return found
    }

    /// What stands against a grant, for whoever looks at the case.
    ///
    /// A register that gives no answer is said to give none. Nothing once the case has ended, or
    /// while an appeal is considered.
    package func obstacles(of stored: StoredCase) async throws -> CaseObstacles {
        switch stored.state.phase {
        case .ended, .withdrawn: return CaseObstacles()
        case .draft, .stage, .awaitingSignature: break
        }
        guard stored.state.appeal == nil else { return CaseObstacles() }
        do { return try await askedObstacles(of: stored) } catch is RegisterFault {
            var unknown = CaseObstacles()
            unknown.isUnavailable = true
            return unknown
        }
    }

    /// Makes sure that nothing stands against giving what was asked for; asked anew at the decision
    /// and at the signature, since it can come and go between.
    ///
    /// - Throws: `courtRestriction` and `feeNotEvidenced` with the clause; `registerUnavailable` or
    ///   `registerAnswerInvalid` where a register gives no usable answer.
    func requireNoObstacles(to stored: StoredCase) async throws {
        let found: CaseObstacles
        do { found = try await askedObstacles(of: stored) } catch let fault as RegisterFault {
            throw Refusal(fault.problemCode, ObligationWords.unavailable)
        }
        if let refusal = found.refusal { throw refusal }
    }

    /// The same before a stage ends with what was asked for; an unfavourable end needs nothing.
    func requireNoObstacles(
        to outcome: String, of id: Identifier<CaseTask>, by official: SignedInOfficial
    ) async throws {
        let hand = try await task(id, for: official)
        guard hand.task.work == .stage, let stage = hand.stored.state.stage,
            hand.stored.definition.grants(outcome, in: stage)
        else { return }
        try await requireNoObstacles(to: hand.stored)
    }
}
