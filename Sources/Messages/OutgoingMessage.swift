import Kernel

/// An SMS that is to leave; it leaves when the transaction that made it has committed.
package struct OutgoingMessage: Hashable, Sendable {
    /// The message's random name; the gateway gets it, so that a repetition can be recognised.
    package let id: Identifier<OutgoingMessage>
    /// The number it goes to.
    package let recipient: PhoneNumber
    /// The text, as the person reads it.
    package let body: String
    /// What a script would type in answer; the sandbox phone shows it, no gateway sends it.
    package let answers: MessageAnswers?
    /// After this moment it is no longer worth sending.
    package let giveUpAt: Instant
    /// What it belongs to, for the cabinet and for what happens when it cannot be delivered.
    package let reference: String?

    /// A message.
    package init(
        id: Identifier<OutgoingMessage>, recipient: PhoneNumber, body: String,
        answers: MessageAnswers? = nil, giveUpAt: Instant, reference: String? = nil
    ) {
        self.id = id
        self.recipient = recipient
        self.body = body
        self.answers = answers
        self.giveUpAt = giveUpAt
        self.reference = reference
    }
}

/// What the person may answer to a message.
package enum MessageAnswers: Hashable, Sendable {
    /// Consent or refusal, with the texts to send.
    case choice(grant: String, refuse: String)
    /// A one-time password to type or hand over.
    case code(String)
}
