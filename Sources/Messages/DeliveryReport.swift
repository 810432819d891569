import Kernel

/// What the operator says about a message after the gateway took it.
package struct DeliveryReport: Hashable, Sendable {
    /// What became of it.
    package enum Status: Hashable, Sendable {
        /// The operator has it.
        case taken
        /// The phone has it.
        case delivered
        /// It did not arrive, or the operator refused it.
        case undelivered
    }

    /// The message.
    package let id: Identifier<OutgoingMessage>
    /// The attempt that is reported on.
    package let attempt: Int64
    /// What became of it.
    package let status: Status

    /// A report.
    package init(id: Identifier<OutgoingMessage>, attempt: Int64, status: Status) {
        self.id = id
        self.attempt = attempt
        self.status = status
    }
}

/// What a delivery report changed.
package enum DeliveryReportOutcome: String, Hashable, Sendable {
    /// The operator has the message; the next one for this person may follow.
    case taken
    /// The message is marked as delivered.
    case delivered
    /// The message waits for its next attempt.
    case retrying
    /// The message counts as undeliverable: its time is over.
    case failed
    /// Doubled, late or of an earlier attempt: nothing changed.
    case nothing
    /// No such message.
    case unknown
}
