import DigitalDocuments
import Kernel

/// The request of the routes that are asked about one person.
package struct PersonQuery: Hashable, Sendable {
    /// The person.
    package var iin: IIN

    /// A question about the person.
    package init(iin: IIN) {
        self.iin = iin
    }

    /// The request's body.
    package var json: JSON { ["iin": .string(iin.digits)] }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: rules, only: ["iin"])
        self.init(iin: try members.iin("iin"))
    }
}

/// The request of the routes that are asked about many people.
package struct PeopleQuery: Hashable, Sendable {
    /// The people, nobody twice; 1 to ``RegisterLimits/peopleMax``.
    package var iins: [IIN]

    /// A question about the people.
    package init(iins: [IIN]) {
        self.iins = iins
    }

    /// The request's body.
    package var json: JSON { ["iins": .array(iins.map { .string($0.digits) })] }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: rules, only: ["iins"])
        let iins = try members.list("iins", max: RegisterLimits.peopleMax) {
            element, place throws(RegisterFault) in
            guard let text = element.string, let iin = try? IIN(text, rules: rules) else {
                throw .malformed(at: place)
            }
            return iin
        }
        guard !iins.isEmpty, Set(iins).count == iins.count else { throw .malformed(at: "iins") }
        self.init(iins: iins)
    }
}

/// The request of ``RegisterRoute/findPhoneHolders``.
package struct PhoneHoldersQuery: Hashable, Sendable {
    /// The number.
    package var phone: PhoneNumber

    /// A question about the number.
    package init(phone: PhoneNumber) {
        self.phone = phone
    }

    /// The request's body.
    package var json: JSON { ["phone": .string(phone.text)] }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON) throws(RegisterFault) {
        let members = try MemberReader(value, at: "", rules: .production, only: ["phone"])
        self.init(phone: try members.parsed("phone") { PhoneNumber($0) })
    }
}

/// The request of ``RegisterRoute/buildDocument`` (DD-13).
package struct DocumentQuery: Hashable, Sendable {
    /// Whose document.
    package var iin: IIN
    /// Which kind.
    package var documentType: DocumentType
    /// Which record, as the register's listing named it.
    package var recordID: String
    /// The request that needs the document, for both sides' logs.
    package var requestID: String

    /// A request for a document.
    package init(iin: IIN, documentType: DocumentType, recordID: String, requestID: String) {
        self.iin = iin
        self.documentType = documentType
        self.recordID = recordID
        self.requestID = requestID
    }

    /// The request's body.
    package var json: JSON {
        [
            "iin": .string(iin.digits), "documentType": .string(documentType.rawValue),
            "recordId": .string(recordID), "requestId": .string(requestID),
        ]
    }

    /// Reads a request's body; used by the register's side.
    package init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: "", rules: rules, only: ["iin", "documentType", "recordId", "requestId"])
        self.init(
            iin: try members.iin("iin"),
            documentType: try members.parsed("documentType") { DocumentType(rawValue: $0) },
            recordID: try members.text("recordId"), requestID: try members.text("requestId"))
    }
}
