import Kernel

/// The whole answer of ``RegisterRoute/findPhone``.
package enum PhoneAnswer {
    /// Writes the answer.
    package static func json(_ phone: PhoneNumber?) -> JSON {
        ["phone": JSON(phone?.text)]
    }

    /// Reads the answer; nil when the base has no number.
    ///
    /// - Throws: `incomplete` without the member, `malformed` unless it is `+7` and ten digits.
    package static func read(_ answer: JSON) throws(RegisterFault) -> PhoneNumber? {
        let members = try MemberReader(answer, at: "", rules: .production, only: ["phone"])
        guard answer["phone"] != nil else { throw .incomplete(at: "phone") }
        return try members.optionalParsed("phone") { text in
            // Only the one written form: a register that sends another is not the one we know.
            PhoneNumber(text).flatMap { $0.text == text ? $0 : nil }
        }
    }
}

/// The whole answer of ``RegisterRoute/findPhones``.
package enum PhonesAnswer {
    /// Writes the answer.
    package static func json(_ found: [(iin: IIN, phone: FoundPhone)]) -> JSON {
        [
            "phones": .array(
                found.map { entry in
                    [
                        "iin": .string(entry.iin.digits), "phone": .string(entry.phone.phone.text),
                        "shared": .bool(entry.phone.isShared),
                    ]
                })
        ]
    }

    /// Reads the answer; whoever has no number is missing.
    ///
    /// - Throws: `wrongPerson` for somebody who was not asked about, `malformed` for anything else.
    package static func read(
        _ answer: JSON, asked: [IIN], rules: IIN.Rules
    ) throws(RegisterFault) -> [IIN: FoundPhone] {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["phones"])
        let entries = try members.list("phones", max: RegisterLimits.peopleMax) {
            element, place throws(RegisterFault) in
            let entry = try MemberReader(
                element, at: place, rules: rules, only: ["iin", "phone", "shared"])
            guard let isShared = try entry.required("shared").bool else {
                throw .malformed(at: entry.place("shared"))
            }
            let phone = try entry.parsed("phone") { text in
                PhoneNumber(text).flatMap { $0.text == text ? $0 : nil }
            }
            return (try entry.iin("iin"), FoundPhone(phone: phone, isShared: isShared))
        }
        return try ofAsked(entries, asked, "phones")
    }
}

/// The entries by person, each of somebody who was asked about and nobody twice.
func ofAsked<Entry>(
    _ entries: [(IIN, Entry)], _ asked: [IIN], _ place: String
) throws(RegisterFault) -> [IIN: Entry] {
    let people = Set(asked)
    var found: [IIN: Entry] = [:]
    for (iin, entry) in entries {
        guard people.contains(iin) else { throw .wrongPerson }
        guard found.updateValue(entry, forKey: iin) == nil else { throw .malformed(at: place) }
    }
    return found
}

/// The whole answer of ``RegisterRoute/findPhoneHolders``.
package enum PhoneHoldersAnswer {
    /// Writes the answer.
    package static func json(_ holders: [IIN]) -> JSON {
        ["iins": .array(holders.map { .string($0.digits) })]
    }

    /// Reads the answer.
    ///
    /// - Throws: `malformed` for anything but a list of different, possible numbers.
    package static func read(_ answer: JSON, rules: IIN.Rules) throws(RegisterFault) -> [IIN] {
        let members = try MemberReader(answer, at: "", rules: rules, only: ["iins"])
        let holders = try members.list("iins") { element, place throws(RegisterFault) in
            guard let text = element.string, let iin = try? IIN(text, rules: rules) else {
                throw .malformed(at: place)
            }
            return iin
        }
        guard Set(holders).count == holders.count else { throw .malformed(at: "iins") }
        return holders
    }
}
