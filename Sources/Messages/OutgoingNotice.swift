import Kernel

/// A notice to a system that is to leave; it leaves when the transaction that made it has committed.
package struct OutgoingNotice: Hashable, Sendable {
    /// The notice's random name, by which the system recognises a repetition.
    package let id: Identifier<OutgoingMessage>
    /// The system, by client name.
    package let client: String
    /// What the order is kept by: the system's own name for one person.
    package let queue: String
    /// The claims, JSON; signed when they leave.
    package let body: String
    /// After this moment it is no longer tried.
    package let giveUpAt: Instant
    /// What it belongs to.
    package let reference: String?

    /// A notice; neither `client` nor `queue` has a blank in it.
    package init(
        id: Identifier<OutgoingMessage>, client: String, queue: String, body: String,
        giveUpAt: Instant, reference: String? = nil
    ) {
        self.id = id
        self.client = client
        self.queue = queue
        self.body = body
        self.giveUpAt = giveUpAt
        self.reference = reference
    }
}
