/// The way on which messages leave: a gateway, or the sandbox's phones.
package struct MessagePort: Sendable {
    /// Hands the message over; a repetition of the same `id` may reach the person twice.
    ///
    /// The worker cancels it after ``OutboxLimits/sendMilliseconds``.
    package var send:
        @Sendable (_ message: DeliverableMessage) async throws(MessageFault) -> MessageAcceptance

    /// A port that calls the given function.
    package init(
        send:
            @escaping @Sendable (_ message: DeliverableMessage) async throws(MessageFault) ->
            MessageAcceptance
    ) {
        self.send = send
    }
}

/// How far a message has come when the port returns.
package enum MessageAcceptance: Hashable, Sendable {
    /// The gateway has it and reports when the operator has taken it.
    ///
    /// Until then, but no longer than ``OutboxLimits/operatorMilliseconds``, nothing else leaves for
    /// the same person: a gateway whose operator is away does not keep the order by itself.
    case queued
    /// The gateway has it; a delivery report may follow.
    case accepted
    /// The person's phone has it; no report follows.
    case delivered
}

/// Why a message was not taken.
package enum MessageFault: Error, Hashable, Sendable {
    /// Nobody answered, or not in time: tried again. The gateway may have it nevertheless.
    case unreachable
    /// The gateway will never take this message.
    case rejected(code: String)
    /// The gateway has too much to do: tried again later.
    case tooMany
}
