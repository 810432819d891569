import Kernel
import Store

/// The front of one recipient's queue, and what may happen to it now.
struct OutboxQueue {
    /// A message that has not left yet.
    struct Waiting: Hashable {
        /// The message as it stood at its last attempt.
        let message: DeliverableMessage
        let nextAttemptAt: Instant
        let claimedUntil: Instant
        let giveUpAt: Instant
    }

    /// What may happen now.
    enum Step: Hashable {
        /// The first message may leave.
        case claim(DeliverableMessage)
        /// Nothing may leave before the moment: one is on its way, or the first one pauses.
        case wait(until: Instant)
        /// Nothing waits.
        case empty
    }

    /// So many messages from the front are looked at, and locked while a claim is decided.
    ///
    /// Two nodes whose snapshots differ by late commits lock at least one message in common unless
    /// more than this many came in between; a number gets a few messages in an hour.
    static let lookedAtMax = 16

    /// The messages of the recipient, in the order in which they leave.
    let messages: [Waiting]
    /// Until when the operator may take the one that left last; nil when that is done.
    var takenBy: Instant?

    /// Decides; messages whose time is over are passed by, unless one is on its way.
    func step(now: Instant) -> Step {
        if let takenBy, takenBy > now { return .wait(until: takenBy) }
        if let claimed = messages.first(where: { $0.claimedUntil > now }) {
            return .wait(until: claimed.claimedUntil)
        }
        guard let first = messages.first(where: { $0.giveUpAt > now }) else { return .empty }
        return first.nextAttemptAt > now ? .wait(until: first.nextAttemptAt) : .claim(first.message)
    }
}

extension OutboxQueue {
    /// The statement that reads the front of a recipient's queue.
    static func selection(of recipient: String, _ channel: OutboxChannel = .sms) -> SQL {
        """
        SELECT id, next_attempt_at, claimed_until, give_up_at, body, answers, attempts
        FROM outbox WHERE channel = \(channel.rawValue) AND recipient = \(recipient) AND \(Outbox.isWaiting)
        ORDER BY created_at, id LIMIT \(lookedAtMax)
        """
    }

    /// The statement that finds a message that left and that the operator has not taken yet.
    ///
    /// It looks at what the recipient got within a day: later the number is erased.
    static func selectionOfUntaken(
        for recipient: String, _ channel: OutboxChannel = .sms, at now: Instant
    ) -> SQL {
        """
        SELECT claimed_until FROM outbox
        WHERE channel = \(channel.rawValue) AND recipient = \(recipient)
            AND created_at > \(now.adding(seconds: -OutboxRetention.numberSeconds))
            AND claimed_until > \(now) AND sent_at IS NOT NULL
        ORDER BY created_at DESC LIMIT 1
        """
    }

    /// Locks the front of the queue and reads it as it then is.
    ///
    /// The second reading is needed on PostgreSQL: while the lock was waited for, another node may have
    /// claimed a message that the first reading could not see.
    static func locked(
        _ recipient: String, of channel: OutboxChannel, at now: Instant,
        in transaction: any Transaction
    ) throws(StoreError) -> OutboxQueue {
        _ = try transaction.lockedRows(selection(of: recipient, channel))
        var messages: [Waiting] = []
        for row in try transaction.rows(selection(of: recipient, channel)) {
            messages.append(try Waiting(row, address: recipient))
        }
        let untaken = try transaction.firstRow(
            selectionOfUntaken(for: recipient, channel, at: now))
        return OutboxQueue(messages: messages, takenBy: try untaken?.instant(0))
    }
}

extension OutboxQueue.Waiting {
    /// Reads a row of ``OutboxQueue/selection(of:)``.
    fileprivate init(_ row: Row, address: String) throws(StoreError) {
        message = DeliverableMessage(
            id: try row.identifier(0), address: address, body: try row.text(4),
            answers: try row.textIfPresent(5).flatMap { MessageAnswers(stored: $0) },
            attempt: try row.integer(6))
        nextAttemptAt = try row.instant(1)
        claimedUntil = try row.instant(2)
        giveUpAt = try row.instant(3)
    }
}
