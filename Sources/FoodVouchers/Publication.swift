import Kernel

/// The Committee's duties after the order was signed (FV-O.7), in their order.
package enum PublicationStep: String, Sendable, Hashable, CaseIterable {
    /// Sent for official publication and inclusion in the Reference Control Bank (FV-O.7 1).
    case sent
    /// Officially published: from then on the order is in force (FV-O.9).
    case published
    /// Placed on the ministry's internet resource (FV-O.7 2).
    case placed

    /// The clause that asks for it.
    package var clause: Clause {
        switch self {
        case .sent, .placed: "FV-O.7"
        case .published: "FV-O.9"
        }
    }

    /// The step before it; nil for the first.
    package var before: PublicationStep? {
        switch self {
        case .sent: nil
        case .published: .sent
        case .placed: .published
        }
    }
}

extension Pilot {
    /// The order behind the pilot, as its file names it.
    package struct Publication: Hashable, Sendable {
        /// The day on which the last of the heads signed (FV-O.7 1).
        package var lastSignedOn: Day
        /// Working days to send it, the day of signing not counted.
        package var sendWorkingDays: Int

        /// Reads the member of a pilot's file; nil for anything that is missing or wrong.
        init?(json: JSON) {
            guard let day = json["lastSignedOn"]?.string.flatMap({ Day($0) }),
                let days = json["sendWorkingDays"]?.integer, (1...60).contains(days)
            else { return nil }
            (lastSignedOn, sendWorkingDays) = (day, Int(days))
        }

        /// Makes sure that a step can have been taken on the day.
        ///
        /// - Parameters:
        ///   - recorded: the steps on record, with their days.
        ///   - languages: in which the electronic copy was sent.
        /// - Throws: `publicationOutOfOrder` without the step before, or on a day before it;
        ///   `invalidField` for a day to come, and for a copy that is not in Kazakh and Russian.
        package func check(
            _ step: PublicationStep, on day: Day, languages: Set<Language>,
            recorded: [PublicationStep: Day], today: Day
        ) throws(Refusal) {
            guard day <= today else { throw Refusal(.invalidField, clause: step.clause) }
            var earliest = lastSignedOn
            if let before = step.before {
                guard let done = recorded[before] else {
                    throw Refusal(.publicationOutOfOrder, clause: step.clause)
                }
                earliest = done
            }
            guard day >= earliest else {
                throw Refusal(.publicationOutOfOrder, clause: step.clause)
            }
            guard step != .sent || languages.isSuperset(of: [.kk, .ru]) else {
                throw Refusal(.invalidField, clause: step.clause)
            }
        }
    }

    /// Out of which means the wallet's electronic money comes (FV-2.4).
    package enum Funding: String, Sendable, Hashable, CaseIterable {
        /// The state budget.
        case stateBudget
        /// The State Social Insurance Fund.
        case socialInsuranceFund
    }

    /// Whom the parties call when the service does not run (FV-32).
    package struct Contact: Hashable, Sendable {
        /// Who it is.
        package var name: LocalizedText
        /// The telephone number as people dial it.
        package var telephone: String

        /// Reads one of a pilot's file; nil for anything that is missing or wrong.
        init?(json: JSON) {
            guard let name = LocalizedText(vouchers: json["name"]),
                let telephone = json["telephone"]?.string, (3...20).contains(telephone.utf8.count)
            else { return nil }
            (self.name, self.telephone) = (name, telephone)
        }
    }
}
