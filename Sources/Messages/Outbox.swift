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
        try transaction.insert(rows(of: [message], at: now))
    }

    /// The rows of many messages in their order, for the transaction of what they tell of.
    package static func rows(of messages: [OutgoingMessage], at now: Instant) -> Insertion {
        Insertion(
            """
            INSERT INTO outbox (id, channel, recipient, body, answers, reference, created_at,
                next_attempt_at, give_up_at)
            """,
            messages.map { message in
                [
                    SQLValue(message.id), SQLValue("sms"), SQLValue(message.recipient),
                    SQLValue(message.body), SQLValue(message.answers?.stored),
                    SQLValue(message.reference), SQLValue(now), SQLValue(now),
                    SQLValue(message.giveUpAt),
                ]
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
