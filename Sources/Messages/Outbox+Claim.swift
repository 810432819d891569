import Kernel
import Store

/// A message that this node may hand over, until its claim ends.
struct ClaimedMessage: Hashable, Sendable {
    let message: DeliverableMessage
    let claimedUntil: Instant
}

/// What one look at the due messages gave.
struct ClaimPass: Sendable {
    /// Messages to hand over now, of different recipients.
    var claimed: [ClaimedMessage] = []
    /// Messages whose time is over.
    var expired: [Identifier<OutgoingMessage>] = []
    /// Whether more may be due.
    var hasMore = false
}

extension Outbox {
    /// The condition of the partial indexes: not handed over and not given up.
    static let isWaiting: SQL = "sent_at IS NULL AND failed_at IS NULL"

    /// So many due messages are looked at in one transaction.
    static let dueMax = 64

    /// The statement that finds due messages, those that have waited longest first.
    static func dueSelection(_ channel: OutboxChannel = .sms, at now: Instant) -> SQL {
        """
        SELECT id, recipient, give_up_at FROM outbox
        WHERE channel = \(channel.rawValue) AND next_attempt_at <= \(now) AND \(isWaiting)
        ORDER BY next_attempt_at LIMIT \(dueMax)
        """
    }

    /// Claims the first message of up to `count` recipients.
    ///
    /// A due message that is not the first of its queue is put off to the moment when the first one
    /// may leave: so a long queue behind a stuck message costs one update a pause, not one look each
    /// time. Whatever ends a message makes the next one due again (``wakeNext(after:at:in:)``), and
    /// should that ever be missed, the moment passes by itself.
    /// - Parameter busy: recipients whom this process serves at the moment.
    static func claim(
        _ count: Int, of channel: OutboxChannel = .sms, at now: Instant, busy: Set<String>,
        limits: OutboxLimits, in transaction: any Transaction
    ) throws -> ClaimPass {
        let due = try DueMessages(channel, at: now, in: transaction)
        var pass = ClaimPass(expired: due.expired)
        var hasChanged = !due.expired.isEmpty
        // Those that have waited longest; sorted, so that two nodes lock in the same order.
        let recipients = due.recipients.prefix(count).sorted()
        for recipient in recipients {
            let step = try OutboxQueue.locked(
                recipient, of: channel, at: now, in: transaction
            ).step(now: now)
            // Noted already, but not yet let go of here; or the sandbox's clock ran past the claim.
            if case .claim = step, busy.contains(recipient) { continue }
            let messages = due.messages[recipient] ?? []
            try take(step, due: messages, at: now, limits, into: &pass, transaction)
            hasChanged = true
        }
        pass.hasMore = hasChanged && (due.isFull || due.recipients.count > recipients.count)
        return pass
    }

    private static func take(
        _ step: OutboxQueue.Step, due: [DueMessages.Message], at now: Instant,
        _ limits: OutboxLimits, into pass: inout ClaimPass, _ transaction: any Transaction
    ) throws {
        switch step {
        case .empty: return
        case .wait(let until):
            try putOff(due, until: until, at: now, in: transaction)
        case .claim(let first):
            let until = now.adding(milliseconds: limits.claimMilliseconds)
            try claim(first.id, until: until, in: transaction)
            pass.claimed.append(ClaimedMessage(message: first.next, claimedUntil: until))
            try putOff(due.filter { $0.id != first.id }, until: until, at: now, in: transaction)
        }
    }

    private static func claim(
        _ id: Identifier<OutgoingMessage>, until: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE outbox SET attempts = attempts + 1, claimed_until = \(until),
                next_attempt_at = \(until)
            WHERE id = \(id)
            """)
    }

    private static func putOff(
        _ messages: [DueMessages.Message], until: Instant, at now: Instant,
        in transaction: any Transaction
    ) throws {
        for message in messages {
            try transaction.execute(
                """
                UPDATE outbox SET next_attempt_at = \(min(until, message.giveUpAt))
                WHERE id = \(message.id) AND claimed_until <= \(now)
                    AND next_attempt_at <= \(now) AND \(isWaiting)
                """)
        }
    }
}

/// What is due, by recipient.
private struct DueMessages {
    struct Message {
        let id: Identifier<OutgoingMessage>
        let giveUpAt: Instant
    }

    /// Messages whose time is over.
    private(set) var expired: [Identifier<OutgoingMessage>] = []
    /// The recipients of the others, those first whose messages have waited longest.
    private(set) var recipients: [String] = []
    private(set) var messages: [String: [Message]] = [:]
    /// Whether more may be due than was looked at.
    private(set) var isFull = false

    init(_ channel: OutboxChannel, at now: Instant, in transaction: any Transaction) throws {
        let rows = try transaction.rows(Outbox.dueSelection(channel, at: now))
        isFull = rows.count == Outbox.dueMax
        for row in rows {
            let message = Message(id: try row.identifier(0), giveUpAt: try row.instant(2))
            if message.giveUpAt <= now {
                expired.append(message.id)
                continue
            }
            let recipient = try row.text(1)
            if messages[recipient] == nil { recipients.append(recipient) }
            messages[recipient, default: []].append(message)
        }
    }
}
