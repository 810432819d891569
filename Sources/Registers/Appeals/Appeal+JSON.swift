import Kernel

/// How appeals are written between us and e-Otinish.
extension AppealDraft {
    /// The request's body.
    package var json: JSON {
        .object(
            present: ("id", .string(id)), ("applicantIin", .string(applicant.digits)),
            ("addresseeBin", addressee.map { .string($0.digits) }),
            ("placeKato", .string(placeKato)), ("madeAt", JSON(madeAt)),
            ("subject", .string(subject)), ("text", .string(text)))
    }

    /// Reads a request's body; used by the side of e-Otinish.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: "", rules: rules,
            only: [
                "id", "applicantIin", "addresseeBin", "placeKato", "madeAt", "subject", "text",
            ])
        self.init(
            id: try members.text("id"), applicant: try members.iin("applicantIin"),
            addressee: try members.optional("addresseeBin") == nil
                ? nil : members.bin("addresseeBin"),
            placeKato: try members.text("placeKato"),
            madeAt: try members.parsed("madeAt") { Instant(rfc3339: $0) },
            subject: try members.text("subject"), text: try members.text("text"))
    }
}

extension AppealAnswer {
    /// The answer as a member of a record, or of the request that brings it.
    package var json: JSON {
        ["upheld": .bool(isUpheld), "text": .string(text), "at": JSON(at)]
    }

    /// Reads an answer.
    package init(_ value: JSON, at place: String = "answer") throws(RegisterFault) {
        let members = try MemberReader(
            value, at: place, rules: .production, only: ["upheld", "text", "at"])
        guard let isUpheld = try members.required("upheld").bool else {
            throw .malformed(at: members.place("upheld"))
        }
        self.init(
            isUpheld: isUpheld, text: try members.text("text"),
            at: try members.parsed("at") { Instant(rfc3339: $0) })
    }
}

extension AppealRecord {
    /// The answer's body.
    package var json: JSON {
        .object(
            present: ("id", .string(id)), ("number", .string(number)),
            ("registeredOn", JSON(registeredOn)), ("due", JSON(due)),
            ("basis", ["kk": .string(basis.kk), "ru": .string(basis.ru), "en": .string(basis.en)]),
            ("answer", answer.map(\.json)))
    }

    /// Reads the record of the appeal that was asked about.
    ///
    /// - Throws: `wrongPerson` for another appeal, `malformed` for a term that ends before it begins.
    package init(_ value: JSON, asked id: String) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: "", rules: .production,
            only: ["id", "number", "registeredOn", "due", "basis", "answer"])
        guard try members.text("id") == id else { throw .wrongPerson }
        let number = try members.parsed("number") { $0.count <= 64 ? $0.trimmed : nil }
        let registeredOn = try members.parsed("registeredOn") { Day($0) }
        let due = try members.parsed("due") { Day($0) }
        guard due >= registeredOn else { throw .malformed(at: "due") }
        var answer: AppealAnswer?
        if let member = members.optional("answer") { answer = try AppealAnswer(member) }
        self.init(
            id: id, number: number, registeredOn: registeredOn, due: due,
            basis: try members.localized("basis"), answer: answer)
    }
}
