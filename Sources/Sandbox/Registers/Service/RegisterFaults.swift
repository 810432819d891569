import Kernel
import Synchronization

/// The faults that a register of the sandbox shows on demand.
///
/// Changing them takes effect with the next request.
package final class RegisterFaults: Sendable {
    /// What is wrong with the register's answers.
    package enum Answer: String, CaseIterable, Sendable, Hashable {
        /// Nothing.
        case correct
        /// Every request gets 503.
        case down
        /// The record of another person, correctly signed.
        case wrongPerson
        /// Half of the answer's bytes.
        case malformed
        /// A correct document with the signature of other bytes; only registers that sign.
        case badSignature
        /// A signature under a certificate that has expired; only registers that sign.
        case expiredCertificate
    }

    /// What is set at one moment.
    package struct Plan: Hashable, Sendable {
        /// What is wrong with the answers.
        package var answer: Answer
        /// How much later every answer comes, in milliseconds; 0 to 60,000.
        package var delayMilliseconds: Int

        /// The latest that an answer can be.
        package static let delayMillisecondsMax = 60_000

        /// A plan; a delay outside the limits is taken as the nearest limit.
        package init(answer: Answer = .correct, delayMilliseconds: Int = 0) {
            self.answer = answer
            self.delayMilliseconds = min(max(0, delayMilliseconds), Plan.delayMillisecondsMax)
        }

        /// The plan as `/sandbox/faults` shows it.
        package var json: JSON {
            [
                "answer": .string(answer.rawValue),
                "delayMilliseconds": .integer(Int64(delayMilliseconds)),
            ]
        }

        /// Reads a plan; nil for an unknown answer or a delay outside the limits.
        package init?(_ json: JSON) {
            let delay = json["delayMilliseconds"]?.integer ?? 0
            guard let answer = Answer(rawValue: json["answer"]?.string ?? "correct"),
                (0...Int64(Plan.delayMillisecondsMax)).contains(delay)
            else { return nil }
            self.init(answer: answer, delayMilliseconds: Int(delay))
        }
    }

    private let state = Mutex(Plan())

    /// No faults.
    package init() {}

    /// What is set now.
    package var plan: Plan {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
