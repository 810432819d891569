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
