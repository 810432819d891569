/// An answer that says no: what the rule is, where it stands in law, and what the person can do.
///
/// Thrown by decisions and use cases; the edge turns it into an RFC 9457 problem document.
package struct Refusal: Error, Hashable, Sendable {
    /// Which of the closed list of problems this is.
    package let code: ProblemCode
    /// What exactly is wrong, for the person who must mend it; never personal data.
    package let detail: LocalizedText?
    /// The clause that decided, where a rule decided.
    package let clause: Clause?
    /// Seconds after which trying again makes sense.
    package let retryAfterSeconds: Int?
    /// The name of the finding that decided, where a check of a signature did.
    package let finding: String?
    /// The methods that the address has, for ``ProblemCode/methodNotAllowed``.
    package let allowedMethods: [String]
    /// What is wrong at which places of what was sent, where more than one thing may be.
    package let places: [Place]

    /// One thing that is wrong, and where.
    package struct Place: Hashable, Sendable {
        /// The path in what was sent, `items/0`.
        package let pointer: String
        /// What is wrong there, for the person who must mend it; never personal data.
        package let detail: LocalizedText
        /// The clause that decided, where a rule decided.
        package let clause: Clause?

        /// A fault at a place.
        package init(_ pointer: String, _ detail: LocalizedText, clause: Clause? = nil) {
            self.pointer = pointer
            self.detail = detail
            self.clause = clause
        }
    }

    /// A refusal with this code; without a detail the code's own explanation is shown.
    package init(
        _ code: ProblemCode, _ detail: LocalizedText? = nil, clause: Clause? = nil,
        retryAfterSeconds: Int? = nil, allowedMethods: [String] = [], finding: String? = nil,
        places: [Place] = []
    ) {
        self.code = code
        self.detail = detail
        self.clause = clause
        self.retryAfterSeconds = retryAfterSeconds
        self.allowedMethods = allowedMethods
        self.finding = finding
        self.places = places
    }
}
