import Journal
import Kernel
import Messages
import Store

extension Platform {
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
        guard let row = rows.first else { return }
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
}
