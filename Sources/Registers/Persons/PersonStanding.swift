import Kernel

/// What decides whether a person can be asked, and in which language: no name, no address.
package struct PersonStanding: Hashable, Sendable {
    /// The individual identification number.
    package var iin: IIN
    /// The day of birth.
    package var birthDate: Day
    /// The day of death; nil for the living.
    package var deathDate: Day?
    /// The language the person chose to be served in.
    package var language: Language
    /// Who represents or represented the person.
    package var guardians: [GuardianshipRecord]

    /// All facts.
    package init(
        iin: IIN, birthDate: Day, deathDate: Day?, language: Language,
        guardians: [GuardianshipRecord]
    ) {
        self.iin = iin
        self.birthDate = birthDate
        self.deathDate = deathDate
        self.language = language
        self.guardians = guardians
    }

    /// The part of a record that decides.
    package init(_ record: PersonRecord) {
        self.init(
            iin: record.iin, birthDate: record.birthDate, deathDate: record.deathDate,
            language: record.language, guardians: record.guardians)
    }

    /// True from the eighteenth birthday on.
    package func isOfAge(on day: Day) -> Bool {
        day >= birthDate.adding(years: 18)
    }

    /// Who represents the person on the day, in the register's order.
    package func representatives(on day: Day) -> [IIN] {
        guardians.filter { $0.from <= day && $0.until.map { day < $0 } ?? true }.map(\.iin)
    }
}

/// The whole answer of ``RegisterRoute/findStandings``.
package enum StandingsAnswer {
    /// Writes the answer.
    package static func json(_ people: [PersonStanding]) -> JSON {
        ["people": .array(people.map(\.json))]
    }

    /// Reads the answer; whom the register does not know is missing.
    ///
    /// - Throws: `wrongPerson` for somebody who was not asked about, `malformed` and `incomplete`
    ///   for a broken one.
    package static func read(
        _ answer: JSON, asked: [IIN], rules: IIN.Rules
    ) throws(RegisterFault) -> [IIN: PersonStanding] {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["people"])
        let people = try members.list("people", max: RegisterLimits.peopleMax) {
            element, place throws(RegisterFault) in
            let person = try PersonStanding(element, at: place, rules: rules)
            return (person.iin, person)
        }
        return try ofAsked(people, asked, "people")
    }
}

extension PersonStanding {
    fileprivate var json: JSON {
        .object(
            present: ("iin", .string(iin.digits)), ("birthDate", JSON(birthDate)),
            ("deathDate", deathDate.map { JSON($0) }), ("language", .string(language.rawValue)),
            ("guardians", guardians.isEmpty ? nil : .array(guardians.map(\.json))))
    }

    fileprivate init(_ value: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: path, rules: rules,
            only: ["iin", "birthDate", "deathDate", "language", "guardians"])
        var guardians: [GuardianshipRecord] = []
        if members.optional("guardians") != nil {
            guardians = try members.list("guardians") { element, place throws(RegisterFault) in
                try GuardianshipRecord(element, at: place, rules: rules)
            }
        }
        self.init(
            iin: try members.iin("iin"), birthDate: try members.parsed("birthDate") { Day($0) },
            deathDate: try members.optionalParsed("deathDate") { Day($0) },
            language: try members.parsed("language") { Language(rawValue: $0) },
            guardians: guardians)
    }
}
