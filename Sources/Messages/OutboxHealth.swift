import Kernel
import Store

/// How the outbox fares, for metrics and readiness.
package struct OutboxHealth: Hashable, Sendable {
    /// A message that waits longer than this counts as stuck: 60 s.
    package static let stuckSeconds: Int64 = 60
    /// Failures are counted so far back: 24 hours.
    package static let failedSeconds: Int64 = 86_400

    /// Messages that have not left.
    package let waiting: Int64
    /// Those of them that have waited longer than ``stuckSeconds``.
    package let stuck: Int64
    /// How long the oldest of them has waited; 0 when none waits.
    package let oldestMilliseconds: Int64
    /// Messages that turned out undeliverable within ``failedSeconds``.
    package let failed: Int64

    /// Reads the state; its cost grows with what waits and failed, not with what was sent.
    package static func read(
        _ channel: OutboxChannel = .sms, at now: Instant, in transaction: any Transaction
    ) throws -> OutboxHealth {
        let waiting = try transaction.firstRow(waitingCount(channel, at: now))
        let failed = try transaction.firstRow(failedCount(channel, at: now))
        let oldest = try waiting?.instantIfPresent(2)
        return OutboxHealth(
            waiting: try waiting?.integer(0) ?? 0, stuck: try waiting?.integer(1) ?? 0,
            oldestMilliseconds: oldest.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0,
            failed: try failed?.integer(0) ?? 0)
    }

    static func waitingCount(_ channel: OutboxChannel = .sms, at now: Instant) -> SQL {
        """
        SELECT COUNT(*), COUNT(CASE WHEN created_at < \(now.adding(seconds: -stuckSeconds))
            THEN 1 END), MIN(created_at)
        FROM outbox WHERE channel = \(channel.rawValue) AND \(Outbox.isWaiting)
        """
    }

    static func failedCount(_ channel: OutboxChannel = .sms, at now: Instant) -> SQL {
        """
        SELECT COUNT(CASE WHEN channel = \(channel.rawValue) THEN 1 END) FROM outbox
        WHERE failed_at IS NOT NULL AND failed_at > \(now.adding(seconds: -failedSeconds))
        """
    }
}
