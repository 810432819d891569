import Journal
import Kernel
import Messages
import Store

extension Platform {
    /// What happens when a message's fate is known, in the transaction that notes it.
    package var messageEvents: OutboxEvents {
        OutboxEvents(undeliverable: noteUndeliverable)
    }

    /// Takes a delivery report of the gateway; doubled and late ones change nothing.
    package func take(_ report: DeliveryReport) async throws -> DeliveryReportOutcome {
        let now = clock.now()
        defer { messageSignal.notify() }
        return try await store.write { [random, messageEvents] transaction in
            try Outbox.take(
                report, at: now, random: random, events: messageEvents, in: transaction)
        }
    }

    /// Erases numbers and texts of messages that are over (`docs/retention.md`).
    package func eraseOldMessages() async throws {
        let now = clock.now()
        while try await store.write({ try Outbox.erase(at: now, limit: 500, in: $0) }) >= 500 {}
    }

    /// Ends a request whose SMS cannot reach the person (use case 03; KDP-7.1).
    ///
    /// Called in the transaction that notes the message's fate.
    package func noteUndeliverable(
        _ message: SettledMessage, in transaction: any Transaction
    ) throws {
        guard let reference = message.reference else { return }
        let rows = try transaction.lockedRows(
            """
            SELECT r.subject_iin, r.initiator FROM access_request r
            WHERE r.id = \(reference) AND r.outcome IS NULL
            """)
        guard let row = rows.first else {
            return try endDocumentRequest(reference, at: message.at, in: transaction)
        }
        try transaction.execute(
            """
            UPDATE access_request SET outcome = 'undeliverable', answered_at = \(message.at)
            WHERE id = \(reference) AND outcome IS NULL
            """)
        try journal.append(
            .requestUndeliverable, at: message.at,
            facts: [
                "request": .string(reference), "initiator": .string(try row.text(1)),
                "cause": "notDelivered",
            ], subject: IIN(stored: try row.text(0)), in: transaction)
    }

    /// Ends a document request whose SMS cannot reach the owner (use case 08, 2c; DD-20).
    private func endDocumentRequest(
        _ reference: String, at now: Instant, in transaction: any Transaction
    ) throws {
        let rows = try transaction.rows(
            """
            UPDATE document_request SET undeliverable_at = \(now)
            WHERE id = \(reference) AND consented_at IS NULL AND refused_at IS NULL
                AND undeliverable_at IS NULL AND expired_at IS NULL
            RETURNING subject_iin, client_id
            """)
        guard let row = rows.first else { return }
        try journal.append(
            .requestUndeliverable, at: now,
            facts: [
                "request": .string(reference), "client": .string(try row.text(1)),
                "cause": "notDelivered", "clause": "DD-20",
            ], subject: IIN(stored: try row.text(0)), in: transaction)
    }
}
