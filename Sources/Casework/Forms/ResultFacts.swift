import Kernel

/// What a form is filled in with.
package struct ResultFacts: Hashable, Sendable {
    /// A person who was examined.
    package struct Examinee: Hashable, Sendable {
        /// The full name.
        package let name: String
        /// The position.
        package let position: String
        /// The education.
        package let education: String

        /// Reads `name, position, education`; what is missing stays empty.
        package init(line: some StringProtocol) {
            let parts = line.split(separator: ",", maxSplits: 2).map(\.trimmed)
            name = parts.first ?? ""
            position = parts.count > 1 ? parts[1] : ""
            education = parts.count > 2 ? parts[2] : ""
        }

        /// Reads one a line, or one between semicolons.
        package static func all(in text: String) -> [Examinee] {
            text.split { $0.isNewline || $0 == ";" }.filter { !$0.trimmed.isEmpty }
                .map { Examinee(line: $0) }
        }
    }

    /// How a person did in an examination, in the words of the form (IS-A2).
    package enum ExamResult: String, Hashable, Sendable, CaseIterable {
        case passed, failed, absent
    }

    /// The body that gives the result.
    package var body: Bilingual
    /// The body's city.
    package var city: Bilingual
    /// The day on the paper.
    package var issuedOn: Day
    /// The number on the paper.
    package var number: String
    /// The day on which the application was taken in.
    package var receivedOn: Day
    /// The application's incoming number.
    package var receivedNumber: String
    /// Whose application it was.
    package var recipient: String
    /// Where the recipient is.
    package var address: Bilingual
    /// The service.
    package var service: Bilingual
    /// What was asked for.
    package var asked: Bilingual
    /// How it ended.
    package var ending: Bilingual
    /// The clause of the result.
    package var clause: Clause
    /// What was refused and why; nil for a grant.
    package var refusal: RefusalStatement?
    /// The people in a certificate, each with the result.
    package var examinees: [(Examinee, ExamResult)] { zip(people, results).map { ($0, $1) } }
    /// The people in a certificate.
    package var people: [Examinee] = []
    /// Their results, in the same order.
    package var results: [ExamResult] = []
    /// The last day of a certificate; nil for what does not end.
    package var validUntil: Day?
    /// In which capacity it is signed.
    package var capacity: Signer
    /// The full name of who signs it.
    package var signatory: String

    /// Facts; people and validity are set besides.
    package init(
        body: Bilingual, city: Bilingual, issuedOn: Day, number: String, receivedOn: Day,
        receivedNumber: String, recipient: String, address: Bilingual, service: Bilingual,
        asked: Bilingual, ending: Bilingual, clause: Clause, refusal: RefusalStatement?,
        capacity: Signer, signatory: String
    ) {
        self.body = body
        self.city = city
        self.issuedOn = issuedOn
        self.number = number
        self.receivedOn = receivedOn
        self.receivedNumber = receivedNumber
        self.recipient = recipient
        self.address = address
        self.service = service
        self.asked = asked
        self.ending = ending
        self.clause = clause
        self.refusal = refusal
        self.capacity = capacity
        self.signatory = signatory
    }
}
