import Kernel

/// A message that a gateway is asked to take, once for each attempt.
package struct DeliverableMessage: Hashable, Sendable {
    /// The message's random name; the same at every attempt.
    package let id: Identifier<OutgoingMessage>
    /// Whom it goes to: a number, or for a notice the system and the queue of one person.
    package let address: String
    /// The text, as the person reads it.
    package let body: String
    /// What a script would type in answer; only the sandbox phone looks at it.
    package let answers: MessageAnswers?
    /// Which attempt this is, from 1; a delivery report names it.
    package let attempt: Int64

    /// A message at one of its attempts.
    package init(
        id: Identifier<OutgoingMessage>, recipient: PhoneNumber, body: String,
        answers: MessageAnswers? = nil, attempt: Int64 = 1
    ) {
        self.init(
            id: id, address: recipient.text, body: body, answers: answers, attempt: attempt)
    }

    init(
        id: Identifier<OutgoingMessage>, address: String, body: String, answers: MessageAnswers?,
        attempt: Int64
    ) {
        self.id = id
        self.address = address
        self.body = body
        self.answers = answers
        self.attempt = attempt
    }
}

extension DeliverableMessage {
    /// The number that an SMS goes to.
    package var recipient: PhoneNumber { PhoneNumber(stored: address) }

    /// The system that a notice goes to, by client name.
    package var client: String { String(address.prefix { $0 != " " }) }

    /// The same message at its next attempt.
    var next: DeliverableMessage {
        DeliverableMessage(
            id: id, address: address, body: body, answers: answers, attempt: attempt + 1)
    }
}

extension DeliverableMessage: CustomStringConvertible {
    /// The name alone: neither number nor text reaches a log by accident.
    package var description: String { "DeliverableMessage(\(id.text), attempt \(attempt))" }
}
