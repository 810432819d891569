import AccessControl
import Journal
import Kernel
import Store

/// How systems stand to the State Service, and what follows from a stop (KDP-3; use case 10).
extension AdministrativeChange {
    /// Records integration or exemption, or its end.
    func changeStanding(
        at now: Instant, journal: Journal, in transaction: any Transaction
    ) throws {
        switch self {
        case .recordIntegration(let id, let evidence):
            try Self.checkClient(id, in: transaction)
            try Self.recordIntegration(of: id, evidence: evidence, at: now, in: transaction)
        case .recordExemption(let id, let ground, let evidence):
            try Self.checkClient(id, in: transaction)
            try transaction.execute(
                """
                UPDATE client_exemption SET ended_at = \(now)
                WHERE client_id = \(id) AND ended_at IS NULL
                """)
            try transaction.execute(
                """
                INSERT INTO client_exemption (client_id, ground, evidence, since)
                VALUES (\(id), \(ground.rawValue), \(evidence), \(now))
                ON CONFLICT (client_id, since) DO UPDATE
                SET ground = excluded.ground, evidence = excluded.evidence, ended_at = NULL
                """)
        case .endIntegration(let id):
            try transaction.execute(
                """
                UPDATE client_integration SET ended_at = \(now)
                WHERE client_id = \(id) AND ended_at IS NULL
                """)
        case .endExemption(let id):
            try transaction.execute(
                """
                UPDATE client_exemption SET ended_at = \(now)
                WHERE client_id = \(id) AND ended_at IS NULL
                """)
        default: return
        }
    }

    /// Records the integration; an earlier record of the same system ends.
    static func recordIntegration(
        of id: String, evidence: String, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE client_integration SET ended_at = \(now)
            WHERE client_id = \(id) AND ended_at IS NULL
            """)
        try transaction.execute(
            """
            INSERT INTO client_integration (client_id, evidence, since)
            VALUES (\(id), \(evidence), \(now))
            ON CONFLICT (client_id, since) DO UPDATE
            SET evidence = excluded.evidence, ended_at = NULL
            """)
    }

    private static func checkClient(_ id: String, in transaction: any Transaction) throws {
        guard try ClientSystem.find(id, in: transaction) != nil else {
            throw FileFault(description: "client: no such system, or it was disabled")
        }
    }

    /// Ends what a stopped system still waits for; the people who were asked see why.
    func endOpenRequests(
        of id: String, at now: Instant, journal: Journal, in transaction: any Transaction
    ) throws {
        let rows = try transaction.lockedRows(
            """
            SELECT r.id, r.subject_iin FROM access_request r
            WHERE r.initiator = \(id) AND r.outcome IS NULL
            """)
        for row in rows {
            let request = try row.text(0)
            try transaction.execute(
                """
                UPDATE access_request SET outcome = 'withdrawn', answered_at = \(now)
                WHERE id = \(request) AND outcome IS NULL
                """)
            try journal.append(
                .accessStopped, at: now,
                facts: [
                    "cause": "clientDisabled", "request": .string(request),
                    "initiator": .string(id),
                ], subject: IIN(stored: try row.text(1)), in: transaction)
        }
    }
}
