import Kernel

/// Why a register gave no usable answer.
///
/// Names of members may stand in a fault; values never do, because they are personal data.
package enum RegisterFault: Error, Hashable, Sendable {
    /// No connection, or the register says that it cannot answer now.
    case unavailable
    /// No whole answer within the time allowed.
    case timeout
    /// The register does not accept our secret.
    case unauthorised
    /// The answer is larger than the limit.
    case tooLarge
    /// The answer breaks the format at this member (`person.children[0].until`).
    case malformed(at: String)
    /// The answer has the right form but a member that must be there is missing or empty.
    case incomplete(at: String)
    /// The answer is about another person than the one asked for.
    case wrongPerson
    /// The register has no such record.
    case notFound

    /// The problem that callers are shown.
    package var problemCode: ProblemCode {
        switch self {
        case .unavailable, .timeout, .unauthorised: .registerUnavailable
        case .tooLarge, .malformed, .incomplete: .registerAnswerInvalid
        case .wrongPerson: .wrongPerson
        case .notFound: .notFound
        }
    }

    /// True when the same question may be answered in a moment.
    package var isTransient: Bool {
        switch self {
        case .unavailable, .timeout: true
        default: false
        }
    }
}
