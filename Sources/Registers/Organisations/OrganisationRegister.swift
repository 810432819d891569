import Kernel

/// The port to what state systems hold about organisations: their registration, and the licences
/// that other bodies gave them.
package struct OrganisationRegister: Sendable {
    /// The organisation's record; nil when the register has none.
    package var find:
        @Sendable (_ bin: BIN, _ requestID: String) async throws(RegisterFault)
            -> OrganisationRecord?

    /// A register that answers with the function.
    package init(
        find:
            @escaping @Sendable (_ bin: BIN, _ requestID: String) async throws(RegisterFault)
            -> OrganisationRecord?
    ) {
        self.find = find
    }

    /// A register that nobody has connected: nothing is guessed in its place.
    package static let notConnected = OrganisationRegister { _, _ throws(RegisterFault) in
        throw .unavailable
    }
}

/// What state systems hold about an organisation.
package struct OrganisationRecord: Hashable, Sendable {
    /// A licence of another body.
    package struct Licence: Hashable, Sendable {
        /// Activity and sub-activity, as service definitions name them: `mining:blasting`.
        package let code: String
        /// The number.
        package let number: String
        /// The first day.
        package let from: Day
        /// The last day; nil for one that does not end by itself.
        package let until: Day?

        /// A licence.
        package init(code: String, number: String, from: Day, until: Day?) {
            self.code = code
            self.number = number
            self.from = from
            self.until = until
        }

        /// Whether it holds on the day.
        package func holds(on day: Day) -> Bool {
            from <= day && until.map { day <= $0 } ?? true
        }
    }

    /// The organisation.
    package let bin: BIN
    /// The last day on which name, address or form was registered anew; nil when never.
    package let changedOn: Day?
    /// The licences, also those that ended.
    package let licences: [Licence]

    /// A record.
    package init(bin: BIN, changedOn: Day?, licences: [Licence]) {
        self.bin = bin
        self.changedOn = changedOn
        self.licences = licences
    }
}

// MARK: - On the wire

/// The request of ``RegisterRoute/findOrganisation``.
package struct OrganisationQuery: Hashable, Sendable {
    /// The organisation.
    package var bin: BIN

    /// A question about the organisation.
    package init(bin: BIN) { self.bin = bin }

    /// The request's body.
    package var json: JSON { ["bin": .string(bin.digits)] }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: rules, only: ["bin"])
        self.init(bin: try members.bin("bin"))
    }
}

extension OrganisationRecord {
    /// The whole answer of ``RegisterRoute/findOrganisation``.
    package static func answer(_ record: OrganisationRecord?) -> JSON {
        ["organisation": record?.json ?? .null]
    }

    private var json: JSON {
        [
            "bin": .string(bin.digits), "changedOn": JSON(changedOn),
            "licences": .array(
                licences.map { licence in
                    [
                        "code": .string(licence.code), "number": .string(licence.number),
                        "from": JSON(licence.from), "until": JSON(licence.until),
                    ]
                }),
        ]
    }

    /// Reads the whole answer; nil when there is no such organisation.
    ///
    /// - Throws: `wrongPerson` when the record is of another organisation, `malformed` and
    ///   `incomplete` for a broken one.
    package static func read(
        answer: JSON, asked bin: BIN, rules: IIN.Rules
    ) throws(RegisterFault) -> OrganisationRecord? {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["organisation"])
        guard answer["organisation"] != nil else { throw .incomplete(at: "organisation") }
        guard let value = members.optional("organisation") else { return nil }
        let organisation = try MemberReader(
            value, at: "organisation", rules: rules, only: ["bin", "changedOn", "licences"])
        let record = OrganisationRecord(
            bin: try organisation.bin("bin"),
            changedOn: try organisation.optionalParsed("changedOn") { Day($0) },
            licences: try organisation.list("licences") { element, place throws(RegisterFault) in
                let licence = try MemberReader(
                    element, at: place, rules: rules, only: ["code", "number", "from", "until"])
                return Licence(
                    code: try licence.text("code"), number: try licence.text("number"),
                    from: try licence.parsed("from") { Day($0) },
                    until: try licence.optionalParsed("until") { Day($0) })
            })
        guard record.bin == bin else { throw .wrongPerson }
        return record
    }
}
