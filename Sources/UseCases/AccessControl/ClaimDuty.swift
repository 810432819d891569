import AccessControl
import Journal
import Kernel
import Store

/// What a system says that a law obliges it to after a withdrawal (use case 05, 3a).
///
/// It is a claim: it gives no further use, and what it permits is an open question (Q-KDP-14).
package struct DutyClaim: Sendable, Hashable {
    /// Who claims it, by client name.
    package let client: String
    /// The clause that the system names.
    package let clause: String
    /// The document on which it rests.
    package let evidence: String
    /// Whether the clause stands on the operator's list (`withdrawal.dutyClauses`).
    package let isListed: Bool
    /// When it was claimed.
    package let at: Instant
    /// The journal entry.
    package let entry: Identifier<JournalEntry>

    /// A claim with its facts.
    package init(
        client: String, clause: String, evidence: String, isListed: Bool, at: Instant,
        entry: Identifier<JournalEntry>
    ) {
        self.client = client
        self.clause = clause
        self.evidence = evidence
        self.isListed = isListed
        self.at = at
        self.entry = entry
    }
}

extension Platform {
    /// Records that the initiator claims a duty which outlives the withdrawal (KDP-2.3).
    ///
    /// - Throws: `notFound` for another initiator's consent, `notWithdrawn` while the consent was
    ///   not taken back, `alreadyClaimed` for the same clause.
    package func claimDuty(
        on consent: Identifier<Consent>, clause: String, evidence: String,
        by initiator: ClientSystem, once: Once
    ) async throws -> DutyClaim {
        let now = clock.now()
        let id = Identifier<DutyClaim>(random: random)
        let isListed = configuration.dutyClauses.contains(clause)
        return try await store.write { [journal] transaction in
            let rows = try transaction.lockedRows(
                """
                SELECT c.withdrawn_at, c.subject_iin
                FROM consent c JOIN access_request r ON r.id = c.request_id
                WHERE c.id = \(consent) AND r.initiator = \(initiator.id)
                """)
            guard let row = rows.first else { throw Refusal(.notFound) }
            guard try row.instantIfPresent(0) != nil else {
                throw Refusal(.notWithdrawn, clause: "KDP-2.3")
            }
            let entry = try journal.append(
                .dutyClaimed, at: now,
                facts: [
                    "consent": .string(consent.text), "initiator": .string(initiator.id),
                    "claimedClause": .string(clause), "listed": .bool(isListed),
                    "clause": "KDP-2.3",
                ], personal: ["evidence": .string(evidence)], subject: IIN(stored: try row.text(1)),
                in: transaction)
            let isNew =
                try transaction.change(
                    """
                    INSERT INTO duty_claim (id, consent_id, client_id, clause, evidence, is_listed,
                        claimed_at, entry_id)
                    VALUES (\(id), \(consent), \(initiator.id), \(clause), \(evidence),
                        \(isListed ? 1 : 0), \(now), \(entry))
                    ON CONFLICT (consent_id, client_id, clause) DO NOTHING
                    """) == 1
            guard isNew else { throw Refusal(.alreadyClaimed, clause: "KDP-2.3") }
            try once.record(entity: entry.text, status: 201, at: now, in: transaction)
            return DutyClaim(
                client: initiator.id, clause: clause, evidence: evidence, isListed: isListed,
                at: now, entry: entry)
        }
    }

    func dutyClaims(
        on consent: Identifier<Consent>, in transaction: any Transaction
    ) throws -> [DutyClaim] {
        try transaction.rows(
            """
            SELECT client_id, clause, evidence, is_listed, claimed_at, entry_id FROM duty_claim
            WHERE consent_id = \(consent) ORDER BY claimed_at, id LIMIT 50
            """
        ).map { row in
            DutyClaim(
                client: try row.text(0), clause: try row.text(1), evidence: try row.text(2),
                isListed: try row.integer(3) == 1, at: try row.instant(4),
                entry: Identifier(stored: try row.text(5)))
        }
    }
}
