import Kernel
import Store

/// Messages that wait to leave: at least once, in order for each recipient.
package enum Outbox {
    /// Adds a message in the transaction of what it tells of.
    ///
    /// Messages to one recipient leave in the order of `now`, then of adding.
    package static func add(
        _ message: OutgoingMessage, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO outbox (id, channel, recipient, body, answers, reference, created_at,
                next_attempt_at, give_up_at)
            VALUES (\(message.id), 'sms', \(message.recipient), \(message.body),
                \(message.answers?.stored), \(message.reference), \(now), \(now),
                \(message.giveUpAt))
            """)
    }
}
