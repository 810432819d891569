import Kernel
import Store

extension Platform {
    /// What the latest messages from a number did, by the gateway's names for them.
    package func outcomes(
        ofMessagesFrom sender: PhoneNumber, limit: Int
    ) async throws -> [String: AnswerOutcome] {
        let rows = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT gateway_id, outcome FROM inbound_message WHERE phone = \(sender)
                ORDER BY received_at DESC LIMIT \(limit)
                """
            ).map { (name: try $0.text(0), outcome: try $0.text(1)) }
        }
        var outcomes: [String: AnswerOutcome] = [:]
        for row in rows { outcomes[row.name] = AnswerOutcome(rawValue: row.outcome) }
        return outcomes
    }
}
