import Kernel

/// What a form is filled in with.
package struct ResultFacts: Hashable, Sendable {
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
    /// What exactly is permitted, a line each; empty for a refusal.
    package var permitted: [Bilingual] = []
    /// What was asked for.
    package var asked: Bilingual
    /// How it ended.
    package var ending: Bilingual
    /// The clause of the result.
    package var clause: Clause
    /// The law as the form prints it.
    package var law: FormLaw
    /// What was refused and why; nil for a grant.
    package var refusal: RefusalStatement?
    /// What a refusal refuses; nil for the service itself.
    package var refused: Bilingual?
    /// The appeal on which it decides; nil for a decision on the application.
    package var appeal: Case.Appeal?
    /// The people in a certificate, each with the result (IS-A2).
    package var examinees: [ExamineeResult] = []
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
        asked: Bilingual, ending: Bilingual, clause: Clause, law: FormLaw,
        refusal: RefusalStatement?, capacity: Signer, signatory: String
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
        self.law = law
        self.refusal = refusal
        self.capacity = capacity
        self.signatory = signatory
    }
}
