import Kernel

extension PersonRecord {
    /// The record as it stands in an answer.
    package var json: JSON {
        .object(
            present: ("iin", .string(iin.digits)), ("surname", .string(surname)),
            ("name", .string(name)), ("patronymic", JSON(patronymic)),
            ("latinName", .string(latinName)), ("birthDate", JSON(birthDate)),
            ("deathDate", deathDate.map { JSON($0) }), ("language", .string(language.rawValue)),
            ("children", .array(children.map(\.json))),
            ("guardians", .array(guardians.map(\.json))))
    }

    /// The whole answer of ``RegisterRoute/findPerson``.
    package static func answer(_ record: PersonRecord?) -> JSON {
        ["person": record?.json ?? .null]
    }

    /// Reads the whole answer of ``RegisterRoute/findPerson``; nil when there is no such person.
    ///
    /// - Throws: `wrongPerson` when the record is not of the person asked for, `malformed` and
    ///   `incomplete` for a broken one.
    package static func read(
        answer: JSON, asked iin: IIN, rules: IIN.Rules
    ) throws(RegisterFault) -> PersonRecord? {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["person"])
        guard answer["person"] != nil else { throw .incomplete(at: "person") }
        guard let person = members.optional("person") else { return nil }
        let record = try PersonRecord(person, at: "person", rules: rules)
        guard record.iin == iin else { throw .wrongPerson }
        return record
    }

    private init(_ value: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: path, rules: rules,
            only: [
                "iin", "surname", "name", "patronymic", "latinName", "birthDate", "deathDate",
                "language", "children", "guardians",
            ])
        self.init(
            iin: try members.iin("iin"), surname: try members.text("surname"),
            name: try members.text("name"), patronymic: try members.optionalText("patronymic"),
            latinName: try members.text("latinName"),
            birthDate: try members.parsed("birthDate") { Day($0) },
            deathDate: try members.optionalParsed("deathDate") { Day($0) },
            language: try members.parsed("language") { Language(rawValue: $0) },
            children: try members.list("children") { element, place throws(RegisterFault) in
                try WardRecord(element, at: place, rules: rules)
            },
            guardians: try members.list("guardians") { element, place throws(RegisterFault) in
                try GuardianshipRecord(element, at: place, rules: rules)
            })
    }
}

extension WardRecord {
    fileprivate var json: JSON {
        ["iin": .string(iin.digits), "until": JSON(until)]
    }

    fileprivate init(_ value: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: path, rules: rules, only: ["iin", "until"])
        self.init(
            iin: try members.iin("iin"), until: try members.parsed("until") { Day($0) })
    }
}

extension GuardianshipRecord {
    var json: JSON {
        .object(
            present: ("iin", .string(iin.digits)), ("basis", .string(basis.rawValue)),
            ("from", JSON(from)), ("until", until.map { JSON($0) }))
    }

    init(_ value: JSON, at path: String, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: path, rules: rules, only: ["iin", "basis", "from", "until"])
        self.init(
            iin: try members.iin("iin"),
            basis: try members.parsed("basis") { GuardianshipBasis(rawValue: $0) },
            from: try members.parsed("from") { Day($0) },
            until: try members.optionalParsed("until") { Day($0) })
    }
}
