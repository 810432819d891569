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
        try add([message], at: now, in: transaction)
    }

    /// Adds many messages in the transaction of what they tell of, in their order.
    package static func add(
        _ messages: [OutgoingMessage], at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.insert(
            """
            INSERT INTO outbox (id, channel, recipient, body, answers, reference, created_at,
                next_attempt_at, give_up_at)
            """,
            messages.map { message in
                """
                (\(message.id), 'sms', \(message.recipient), \(message.body),
                    \(message.answers?.stored), \(message.reference), \(now), \(now),
                    \(message.giveUpAt))
                """
            })
    }

    /// Adds a notice to a system in the transaction of what it tells of.
    ///
    /// Notices to one system about one person leave in the order of `now`, then of adding.
    package static func add(
        _ notice: OutgoingNotice, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO outbox (id, channel, recipient, body, reference, created_at,
                next_attempt_at, give_up_at)
            VALUES (\(notice.id), 'callback', \(notice.client + " " + notice.queue),
                \(notice.body), \(notice.reference), \(now), \(now), \(notice.giveUpAt))
            """)
    }
}
