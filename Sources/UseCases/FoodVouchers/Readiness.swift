import FoodVouchers
import Journal
import Kernel
import Store

/// What was shown for a point of the checklist.
package struct ReadinessEvidence: Sendable {
    /// The point.
    package let point: ReadinessPoint
    /// The document, by its number and date.
    package let reference: String
    /// The system that entered it.
    package let recordedBy: String
    /// When.
    package let recordedAt: Instant
}

extension Platform {
    /// Enters evidence for a point of the checklist (use case 36; FV-O.5, FV-O.6).
    ///
    /// Evidence is not replaced: a correction is another pilot's or another point's matter.
    /// - Throws: `notYours` for a system that is no party to the pilot.
    package func recordEvidence(
        _ reference: String, for point: ReadinessPoint, of pilot: String, by client: ClientSystem
    ) async throws {
        let pilot = try self.pilot(pilot, managedBy: client)
        let now = clock.now()
        try await store.write { [journal] transaction in
            guard try recorded(pilot.id, in: transaction).contains(point) == false else { return }
            let entry = try journal.append(
                .voucherEvidenceRecorded, at: now,
                facts: [
                    "pilot": .string(pilot.id), "point": .string(point.rawValue),
                    "reference": .string(reference), "client": .string(client.id),
                    "clause": .string(point.clause.tag),
                ], in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_evidence
                    (pilot, point, reference, recorded_by, recorded_at, entry_id)
                VALUES (\(pilot.id), \(point.rawValue), \(reference), \(client.id), \(now), \(entry))
                ON CONFLICT (pilot, point) DO NOTHING
                """)
        }
    }

    /// The checklist with what has been shown.
    package func evidence(of pilot: String) async throws -> [ReadinessEvidence] {
        let pilot = try pilotInForce(pilot)
        return try await store.read { transaction in
            try transaction.rows(
                """
                SELECT point, reference, recorded_by, recorded_at FROM voucher_evidence
                WHERE pilot = \(pilot.id) ORDER BY point
                """
            ).compactMap { row in
                guard let point = ReadinessPoint(rawValue: try row.text(0)) else { return nil }
                return ReadinessEvidence(
                    point: point, reference: try row.text(1), recordedBy: try row.text(2),
                    recordedAt: try row.instant(3))
            }
        }
    }

    /// Makes sure that nothing is missing; the pilot does not start before.
    func checkReadiness(of pilot: Pilot, in transaction: any Transaction) throws {
        try ReadinessPoint.check(recorded: recorded(pilot.id, in: transaction))
    }
}

private func recorded(
    _ pilot: String, in transaction: any Transaction
) throws -> Set<ReadinessPoint> {
    Set(
        try transaction.rows("SELECT point FROM voucher_evidence WHERE pilot = \(pilot)")
            .compactMap { ReadinessPoint(rawValue: try $0.text(0)) })
}
