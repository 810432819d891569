import Kernel
import Store

/// What others do when a message has left or cannot leave, in the transaction that notes it.
///
/// A closure that throws undoes the note, so the message would be handed over again: it should throw
/// nothing but what the store throws.
package struct OutboxEvents: Sendable {
    /// The gateway took the message.
    package var sent: @Sendable (SettledMessage, any Transaction) throws -> Void
    /// The message will not reach the person: refused, reported lost, or its time is over.
    package var undeliverable: @Sendable (SettledMessage, any Transaction) throws -> Void

    /// Events that these closures hear of; by default nobody does.
    package init(
        sent: @escaping @Sendable (SettledMessage, any Transaction) throws -> Void = { _, _ in },
        undeliverable: @escaping @Sendable (SettledMessage, any Transaction) throws -> Void = {
            _, _ in
        }
    ) {
        self.sent = sent
        self.undeliverable = undeliverable
    }
}

/// A message whose fate is known; its text is not part of it.
package struct SettledMessage: Hashable, Sendable {
    /// The message's name.
    package let id: Identifier<OutgoingMessage>
    /// On which way it left or was to leave.
    package let channel: OutboxChannel
    /// Whom it was for: a number, or for a notice the system and the queue of one person.
    package let address: String
    /// What it belongs to.
    package let reference: String?
    /// When it was settled.
    package let at: Instant

    /// A message with its fate's moment.
    package init(
        id: Identifier<OutgoingMessage>, channel: OutboxChannel, address: String,
        reference: String?, at: Instant
    ) {
        self.id = id
        self.channel = channel
        self.address = address
        self.reference = reference
        self.at = at
    }

    /// The number that an SMS was for.
    package var recipient: PhoneNumber { PhoneNumber(stored: address) }
}

/// Why a message counts as undeliverable: what the column `failure` holds.
package enum OutboxFailure: Hashable, Sendable {
    /// Its time was over before a gateway took it.
    case gaveUp
    /// The gateway refused it for good.
    case rejected(code: String)
    /// The operator reported that it did not arrive, and its time is over.
    case undelivered

    /// The form in which the store keeps it; never personal data.
    package var stored: String {
        switch self {
        case .gaveUp: "gaveUp"
        case .rejected(let code): "rejected:" + String(code.prefix(32))
        case .undelivered: "undelivered"
        }
    }
}
