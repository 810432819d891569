import Kernel

/// The port to what courts and bailiffs have forbidden whom.
package struct RestrictionRegister: Sendable {
    /// All restrictions on an organisation or a person, also those that ended.
    package var find:
        @Sendable (_ party: String, _ requestID: String) async throws(RegisterFault)
            -> [CourtRestriction]

    /// A register that answers with the function.
    package init(
        find:
            @escaping @Sendable (_ party: String, _ requestID: String) async throws(RegisterFault)
            -> [CourtRestriction]
    ) {
        self.find = find
    }

    /// A register that nobody has connected: nothing is guessed in its place.
    package static let notConnected = RestrictionRegister { _, _ throws(RegisterFault) in
        throw .unavailable
    }
}

/// A decision in force that forbids an activity, or forbids to issue something to a debtor.
package struct CourtRestriction: Hashable, Sendable {
    /// What it does.
    package enum Kind: String, Sendable, CaseIterable {
        /// A court forbids the activity.
        case prohibition
        /// A court suspends the activity.
        case suspension
        /// On a bailiff's submission nothing is issued to the debtor for a time.
        case issuanceBan
    }

    /// The number of the decision.
    package let number: String
    /// What it does.
    package let kind: Kind
    /// The first day.
    package let from: Day
    /// The last day; nil for one that lasts until it is lifted.
    package let until: Day?

    /// A restriction.
    package init(number: String, kind: Kind, from: Day, until: Day?) {
        self.number = number
        self.kind = kind
        self.from = from
        self.until = until
    }

    /// Whether it is in force on the day.
    package func isInForce(on day: Day) -> Bool {
        from <= day && until.map { day <= $0 } ?? true
    }
}

// MARK: - On the wire

/// The request of ``RegisterRoute/findRestrictions``.
package struct RestrictionQuery: Hashable, Sendable {
    /// The organisation or the person, by twelve digits.
    package var party: String

    /// A question about a party.
    package init(party: String) { self.party = party }

    /// The request's body.
    package var json: JSON { ["party": .string(party)] }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: rules, only: ["party"])
        self.init(party: try members.text("party"))
    }
}

extension CourtRestriction {
    /// The whole answer of ``RegisterRoute/findRestrictions``.
    package static func answer(_ restrictions: [CourtRestriction], about party: String) -> JSON {
        [
            "party": .string(party),
            "restrictions": .array(
                restrictions.map { one in
                    [
                        "number": .string(one.number), "kind": .string(one.kind.rawValue),
                        "from": JSON(one.from), "until": JSON(one.until),
                    ]
                }),
        ]
    }

    /// Reads the whole answer.
    ///
    /// - Throws: `wrongPerson` when it is about another party, `malformed`, `incomplete`.
    package static func read(
        answer: JSON, asked party: String, rules: IIN.Rules
    ) throws(RegisterFault) -> [CourtRestriction] {
        let members = try MemberReader(
            answer, at: "", rules: rules, only: ["party", "restrictions"])
        guard try members.text("party") == party else { throw .wrongPerson }
        return try members.list("restrictions") { element, place throws(RegisterFault) in
            let one = try MemberReader(
                element, at: place, rules: rules, only: ["number", "kind", "from", "until"])
            return CourtRestriction(
                number: try one.text("number"),
                kind: try one.parsed("kind", Kind.init(rawValue:)),
                from: try one.parsed("from") { Day($0) },
                until: try one.optionalParsed("until") { Day($0) })
        }
    }
}
