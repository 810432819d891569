import Kernel

/// e-Otinish, the single system in which appeals to state bodies are registered (FV-2.21).
///
/// Every call may be repeated: what it does hangs on our own name of the appeal alone.
package struct AppealSystem: Sendable {
    /// Registers an appeal, or gives the registration that it has.
    package var register: @Sendable (_ draft: AppealDraft) async throws(AppealFault) -> AppealRecord
    /// The appeal as it stands there; nil when there is none of this name.
    package var find: @Sendable (_ id: String) async throws(AppealFault) -> AppealRecord?
    /// Brings the answer of the body that it went to.
    package var answer:
        @Sendable (_ id: String, _ answer: AppealAnswer) async throws(AppealFault) -> AppealRecord

    /// A system that calls the given functions.
    package init(
        register: @escaping @Sendable (AppealDraft) async throws(AppealFault) -> AppealRecord,
        find: @escaping @Sendable (String) async throws(AppealFault) -> AppealRecord?,
        answer:
            @escaping @Sendable (String, AppealAnswer) async throws(AppealFault) -> AppealRecord
    ) {
        self.register = register
        self.find = find
        self.answer = answer
    }
}

/// The paths of the protocol; every call is a POST of one JSON object, with
/// `Authorization: Bearer <secret>` and `X-Request-Id`.
package enum AppealRoute: String, CaseIterable, Sendable, Hashable {
    case register = "/v1/appeals/register"
    case find = "/v1/appeals/find"
    case answer = "/v1/appeals/answer"

    /// The path.
    package var path: String { rawValue }
}

/// Why e-Otinish did not do what it was asked; no value of the appeal stands in it.
package enum AppealFault: Error, Hashable, Sendable {
    /// It gave no usable answer: `unavailable`, `timeout`, `unauthorised`, `malformed`. Asked again.
    case away(String)
    /// It will never take this: the status that it answered with.
    case rejected(code: String)

    /// Whether another try is of no use.
    package var isFinal: Bool {
        if case .rejected = self { return true }
        return false
    }

    /// The word that is kept of it.
    package var word: String {
        switch self {
        case .away(let reason): reason
        case .rejected(let code): "rejected " + code
        }
    }
}

/// An appeal that is to be registered.
package struct AppealDraft: Hashable, Sendable {
    /// Our own name of it, under which it is registered once.
    package var id: String
    /// Who appeals; an appeal is never anonymous.
    package var applicant: IIN
    /// The body that it goes to; nil where the pilot names none.
    package var addressee: BIN?
    /// The place whose akimat it is for, a KATO code.
    package var placeKato: String
    /// When it was made.
    package var madeAt: Instant
    /// What it is about: the shop and the line of the receipt.
    package var subject: String
    /// What the person wrote.
    package var text: String

    /// An appeal with its facts.
    package init(
        id: String, applicant: IIN, addressee: BIN?, placeKato: String, madeAt: Instant,
        subject: String, text: String
    ) {
        self.id = id
        self.applicant = applicant
        self.addressee = addressee
        self.placeKato = placeKato
        self.madeAt = madeAt
        self.subject = subject
        self.text = text
    }
}

/// What the body answered.
package struct AppealAnswer: Hashable, Sendable {
    /// Whether the appeal was found right.
    package var isUpheld: Bool
    /// The answer's words.
    package var text: String
    /// When it was given.
    package var at: Instant

    /// An answer with its facts.
    package init(isUpheld: Bool, text: String, at: Instant) {
        self.isUpheld = isUpheld
        self.text = text
        self.at = at
    }
}

/// An appeal as e-Otinish has it.
package struct AppealRecord: Hashable, Sendable {
    /// Our own name of it.
    package var id: String
    /// The number that it got there.
    package var number: String
    /// The day of the registration.
    package var registeredOn: Day
    /// The last day of the answer.
    package var due: Day
    /// Why that is the last day.
    package var basis: LocalizedText
    /// The answer; nil until there is one.
    package var answer: AppealAnswer?

    /// An appeal with its facts.
    package init(
        id: String, number: String, registeredOn: Day, due: Day, basis: LocalizedText,
        answer: AppealAnswer?
    ) {
        self.id = id
        self.number = number
        self.registeredOn = registeredOn
        self.due = due
        self.basis = basis
        self.answer = answer
    }
}
