import Kernel
import Store

/// How long the outbox keeps what (docs/retention.md, "Outbox row").
///
/// The text goes with the delivery or the failure, in the same statement. What is left is for
/// ``Outbox/erase(at:limit:in:)``: texts without a report, numbers, and at last the rows.
package enum OutboxRetention {
    /// The number stays so long after the message was made.
    ///
    /// The limit of messages in a day looks back so far. A text whose delivery nobody reported goes with it.
    package static let numberSeconds: Int64 = 86_400
    /// The row, then without text and number, stays so long for counting.
    package static let rowSeconds: Int64 = 30 * 86_400
}

extension Outbox {
    /// Erases numbers and texts that are no longer needed and deletes rows that are only counted.
    ///
    /// To be called hourly, and again at once while it gives `limit` or more.
    /// - Parameter limit: the most rows of each kind in this transaction.
    /// - Returns: how many rows it changed or deleted.
    package static func erase(
        at now: Instant, limit: Int, in transaction: any Transaction
    ) throws -> Int {
        try transaction.change(numberErasure(at: now, limit: limit))
            + transaction.change(rowDeletion(at: now, limit: limit))
            + transaction.change(rowDeletion(.callback, at: now, limit: limit))
    }

    /// Nothing that still waits, and nothing that a report could send out again, loses its number.
    static func numberErasure(at now: Instant, limit: Int) -> SQL {
        """
        UPDATE outbox SET recipient = '', body = '', answers = NULL
        WHERE id IN (SELECT id FROM outbox
            WHERE recipient <> '' AND created_at < \(now.adding(seconds: -OutboxRetention.numberSeconds))
                AND (failed_at IS NOT NULL OR delivered_at IS NOT NULL
                    OR (sent_at IS NOT NULL AND give_up_at <= \(now)))
            ORDER BY created_at LIMIT \(limit))
        """
    }

    static func rowDeletion(
        _ channel: OutboxChannel = .sms, at now: Instant, limit: Int
    ) -> SQL {
        """
        DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
            WHERE channel = \(channel.rawValue) AND recipient = ''
                AND created_at < \(now.adding(seconds: -OutboxRetention.rowSeconds))
            ORDER BY created_at LIMIT \(limit))
        """
    }
}
