import Kernel

/// One family in one month: from the list to the answer (FV-14 to FV-22).
package enum FamilyMonth {
    /// Where the family stands.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// On the list of the month (FV-14, FV-19).
        case listed
        /// A number was found in the mobile citizens' base (FV-16).
        case numberFound
        /// Ended for want of a number (FV-18).
        case terminated
        /// The request for consent went out (FV-20).
        case asked
        /// Consented: a service recipient (FV-22).
        case consented
        /// Refused: no activation in this month (FV-21).
        case refused
        /// Silent to the end of the month: no activation in this month (FV-21).
        case removed
        /// No longer on the corrected list (FV-19).
        case delisted

        /// Whether nothing more happens in this month, but for a corrected list.
        package var isFinal: Bool {
            switch self {
            case .listed, .numberFound, .asked: false
            case .terminated, .consented, .refused, .removed, .delisted: true
            }
        }
    }

    /// Why a family cannot be asked (FV-18, FV-AMB-8).
    package enum Termination: String, Sendable, Hashable, CaseIterable {
        /// No number in the mobile citizens' base.
        case noNumber
        /// The number is another person's too, and the templates have no code to tell them apart.
        case sharedNumber
        /// Nobody of age stands for the recipient.
        case noRepresentative
        /// The population register knows no living person with this number.
        case unknownPerson
    }

    /// What is to be sent now.
    package enum Due: Hashable, Sendable {
        case nothing
        /// The first request (FV-20).
        case request
        /// The one repetition (FV-21).
        case repetition
        /// The month is over without an answer (FV-21).
        case removal
    }

    /// What is due for a family, after however long a pause: nothing is sent twice or too late.
    ///
    /// - Parameters:
    ///   - askedAt: when the first request went out.
    ///   - repeatedAt: when it was repeated.
    package static func due(
        _ state: State, month: CalendarMonth, askedAt: Instant?, repeatedAt: Instant?,
        in pilot: Pilot, at now: Instant
    ) -> Due {
        guard !state.isFinal else { return .nothing }
        guard now < pilot.end(of: month) else { return .removal }
        switch state {
        case .numberFound:
            return now >= pilot.opening(of: month) ? .request : .nothing
        case .asked:
            guard let askedAt, repeatedAt == nil else { return .nothing }
            return Day(at: now) >= pilot.repeatDay(askedOn: Day(at: askedAt))
                ? .repetition : .nothing
        default:
            return .nothing
        }
    }

    /// Where a family goes on that a corrected list brings back (FV-19).
    ///
    /// The first answer of the month holds (FV-21c, FV-22; Q-FV-21); whoever gave none begins anew.
    package static func relisted(hasConsented: Bool, hasAnswered: Bool) -> State {
        hasConsented ? .consented : hasAnswered ? .refused : .listed
    }

    /// What an answer does; nil when the request is no longer open (FV-21, FV-22).
    package static func answer(
        _ consents: Bool, in state: State, endsAt: Instant, at now: Instant
    ) -> State? {
        guard state == .asked, now < endsAt else { return nil }
        return consents ? .consented : .refused
    }
}
