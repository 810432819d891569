import Kernel
import Store

extension Outbox {
    /// Takes a delivery report; doubled, late and disordered ones change nothing.
    ///
    /// A message that was reported lost is tried again until its time is over (use case 03, 5a). The
    /// operator's `delivered` counts whatever attempt it names.
    package static func take(
        _ report: DeliveryReport, at now: Instant, random: RandomSource,
        limits: OutboxLimits = OutboxLimits(), events: OutboxEvents = OutboxEvents(),
        in transaction: any Transaction
    ) throws -> DeliveryReportOutcome {
        let rows = try transaction.lockedRows(
            """
            SELECT attempts, sent_at, delivered_at, failed_at, claimed_until, give_up_at, body
            FROM outbox WHERE id = \(report.id)
            """)
        guard let row = rows.first else { return .unknown }
        guard try row.integerIfPresent(2) == nil, try row.integerIfPresent(3) == nil else {
            return .nothing
        }
        let isUnderWay = try row.integerIfPresent(1) != nil || row.integer(4) > 0
        switch report.status {
        case .taken:
            guard try row.integer(0) == report.attempt, isUnderWay else { return .nothing }
            try noteTaken(report.id, isDelivered: false, at: now, events, transaction)
            return .taken
        case .delivered:
            try noteTaken(report.id, isDelivered: true, at: now, events, transaction)
            return .delivered
        case .undelivered:
            guard try row.integer(0) == report.attempt, isUnderWay else { return .nothing }
            if try row.instant(5) <= now || row.text(6).isEmpty {
                try fail(
                    report.id, .undelivered, where: "id = \(report.id)", at: now, events: events,
                    in: transaction)
                return .failed
            }
            let pause = limits.pauseMilliseconds(
                afterAttempt: report.attempt, fault: .unreachable, random: random)
            try noteLost(report.id, until: now.adding(milliseconds: pause), in: transaction)
            return .retrying
        }
    }

    /// Notes that the operator has the message, or the phone, which then needs the text no longer.
    ///
    /// A report that outran the gateway's own answer counts as that answer too.
    private static func noteTaken(
        _ id: Identifier<OutgoingMessage>, isDelivered: Bool, at now: Instant,
        _ events: OutboxEvents, _ transaction: any Transaction
    ) throws {
        let isNew =
            try transaction.change(
                "UPDATE outbox SET sent_at = \(now) WHERE id = \(id) AND sent_at IS NULL") == 1
        let change: SQL =
            isDelivered
            ? "claimed_until = 0, delivered_at = \(now), body = '', answers = NULL"
            : "claimed_until = 0"
        let rows = try transaction.rows(
            "UPDATE outbox SET \(change) WHERE id = \(id) RETURNING recipient, reference, channel")
        guard let row = rows.first else { return }
        let message = try settled(id, row, at: now)
        try wakeNext(after: message, at: now, in: transaction)
        if isNew { try events.sent(message, transaction) }
    }

    private static func noteLost(
        _ id: Identifier<OutgoingMessage>, until next: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE outbox SET sent_at = NULL, claimed_until = 0, next_attempt_at =
                CASE WHEN give_up_at < \(next) THEN give_up_at ELSE \(next) END
            WHERE id = \(id)
            """)
    }
}
