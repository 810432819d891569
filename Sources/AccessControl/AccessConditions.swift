import Kernel

/// To whom the data may go on, and how far: part of what a person consents to (KDP-2.3).
///
/// Nothing is allowed that is not named: by default the data stay with who asked.
package struct AccessConditions: Hashable, Sendable {
    /// Third parties who get the data from who asked, by name.
    package let recipients: [String]
    /// Whether the data may leave the country.
    package let crossBorder: Bool
    /// Whether they may be put into sources that are open to all.
    package let publicSources: Bool

    /// The most recipients that can be named.
    package static let recipientsMax = 10

    /// The data stay with who asked.
    package static let none = AccessConditions(
        recipients: [], crossBorder: false, publicSources: false)

    /// Conditions.
    package init(recipients: [String], crossBorder: Bool, publicSources: Bool) {
        self.recipients = recipients
        self.crossBorder = crossBorder
        self.publicSources = publicSources
    }

    /// The conditions as they stand in the record and on the wire.
    package var json: JSON {
        [
            "recipients": .array(recipients.map { .string($0) }),
            "crossBorder": .bool(crossBorder), "publicSources": .bool(publicSources),
        ]
    }

    /// Reads conditions; what is left out is not allowed.
    package init(json: JSON?) {
        self.init(
            recipients: (json?["recipients"]?.array ?? []).compactMap(\.string),
            crossBorder: json?["crossBorder"]?.bool ?? false,
            publicSources: json?["publicSources"]?.bool ?? false)
    }

    /// Checks the conditions against what will be done with the data and what the purpose allows.
    ///
    /// - Throws: `purposeNotAllowed` for recipients without a transfer, and for what the purpose
    ///   does not allow.
    func check(action: AccessAction, purpose: Purpose) throws(Refusal) {
        guard recipients.isEmpty || action == .transfer,
            !crossBorder || purpose.allowsCrossBorder,
            !publicSources || purpose.allowsPublicSources
        else { throw Refusal(.purposeNotAllowed, clause: "KDP-2.3") }
    }
}
