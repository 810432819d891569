import Kernel
import Store

extension Outbox {
    /// Notes that the gateway took the message; a phone that has it needs the text no longer.
    ///
    /// Nothing happens when the claim has ended and another node took the message over, or when a
    /// report was quicker.
    static func noteSent(
        _ claimed: ClaimedMessage, _ acceptance: MessageAcceptance, at now: Instant,
        limits: OutboxLimits, events: OutboxEvents, in transaction: any Transaction
    ) throws {
        let change: SQL =
            switch acceptance {
            case .queued:
                "claimed_until = \(now.adding(milliseconds: limits.operatorMilliseconds))"
            case .accepted: "claimed_until = 0"
            case .delivered:
                "claimed_until = 0, delivered_at = \(now), body = '', answers = NULL"
            }
        let rows = try transaction.rows(
            """
            UPDATE outbox SET sent_at = \(now), \(change)
            WHERE \(isStillClaimed(claimed)) RETURNING recipient, reference, channel
            """)
        guard let row = rows.first else { return }
        let message = try settled(claimed.message.id, row, at: now)
        if acceptance != .queued {
            try wakeNext(after: message, at: now, in: transaction)
        }
        try events.sent(message, transaction)
    }

    /// Notes that the attempt failed; the message stays the first of its queue.
    static func notePause(
        _ claimed: ClaimedMessage, milliseconds: Int64, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let next = now.adding(milliseconds: milliseconds)
        try transaction.execute(
            """
            UPDATE outbox SET claimed_until = 0, next_attempt_at =
                CASE WHEN give_up_at < \(next) THEN give_up_at ELSE \(next) END
            WHERE \(isStillClaimed(claimed))
            """)
    }

    /// Notes that the gateway will never take the message.
    static func noteRejected(
        _ claimed: ClaimedMessage, code: String, at now: Instant, events: OutboxEvents,
        in transaction: any Transaction
    ) throws {
        try fail(
            claimed.message.id, .rejected(code: code), where: isStillClaimed(claimed), at: now,
            events: events, in: transaction)
    }

    /// Gives up a message whose time is over and that is not on its way.
    static func giveUp(
        _ id: Identifier<OutgoingMessage>, at now: Instant, events: OutboxEvents,
        in transaction: any Transaction
    ) throws {
        try fail(
            id, .gaveUp,
            where: """
                id = \(id) AND claimed_until <= \(now) AND give_up_at <= \(now) AND \(isWaiting)
                """,
            at: now, events: events, in: transaction)
    }

    /// Marks the message as failed where the condition holds, erases its text, tells of it.
    static func fail(
        _ id: Identifier<OutgoingMessage>, _ failure: OutboxFailure, where condition: SQL,
        at now: Instant, events: OutboxEvents, in transaction: any Transaction
    ) throws {
        let rows = try transaction.rows(
            """
            UPDATE outbox SET failed_at =
                CASE WHEN sent_at > \(now) THEN sent_at ELSE \(now) END,
                failure = \(failure.stored), claimed_until = 0, body = '', answers = NULL
            WHERE \(condition) RETURNING recipient, reference, channel
            """)
        guard let row = rows.first else { return }
        let message = try settled(id, row, at: now)
        try wakeNext(after: message, at: now, in: transaction)
        try events.undeliverable(message, transaction)
    }

    /// Makes the first message that waits for the recipient due, if it was only put off.
    ///
    /// One that was tried before has a pause of its own, which must not be cut short.
    static func wakeNext(
        after message: SettledMessage, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE outbox SET next_attempt_at = \(now)
            WHERE next_attempt_at > \(now) AND attempts = 0 AND \(isWaiting)
                AND id = (SELECT id FROM outbox
                    WHERE channel = \(message.channel.rawValue)
                        AND recipient = \(message.address) AND \(isWaiting)
                    ORDER BY created_at, id LIMIT 1)
            """)
    }

    /// The message as its row says, after `RETURNING recipient, reference, channel`.
    static func settled(
        _ id: Identifier<OutgoingMessage>, _ row: Row, at now: Instant
    ) throws -> SettledMessage {
        SettledMessage(
            id: id, channel: OutboxChannel(rawValue: try row.text(2)) ?? .sms,
            address: try row.text(0), reference: try row.textIfPresent(1), at: now)
    }

    /// The condition under which what the holder of a claim learnt still counts.
    private static func isStillClaimed(_ claimed: ClaimedMessage) -> SQL {
        """
        id = \(claimed.message.id) AND attempts = \(claimed.message.attempt)
        AND claimed_until = \(claimed.claimedUntil) AND \(isWaiting)
        """
    }
}
