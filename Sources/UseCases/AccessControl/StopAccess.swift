import DigitalDocuments
import Journal
import Kernel
import Registers
import Store

/// Why everything of a person ends at once.
enum StopCause: String, Sendable {
    /// The mobile citizens' base gives the number to somebody else, or to nobody.
    case phoneNumberChanged
    /// The population register says so.
    case death
}

extension Platform {
    /// Ends every session and every open share of a person, and after a death the consents.
    ///
    /// The ground for them is gone (DD-11, DD-15, KDP-7). What has ended already is no entry.
    func stopAccess(of person: IIN, because cause: StopCause) async throws {
        let now = clock.now()
        let oldest = now.adding(seconds: -Share.lifetimeSeconds.upperBound)
        try await store.write { [journal] transaction in
            var ended = try transaction.change(
                "UPDATE session SET ended_at = \(now) WHERE iin = \(person) AND ended_at IS NULL")
            ended += try transaction.change(
                """
                UPDATE share SET revoked_at = \(now) WHERE holder_iin = \(person)
                    AND revoked_at IS NULL AND created_at > \(oldest)
                """)
            if cause == .death {
                ended += try transaction.change(
                    """
                    UPDATE consent SET expires_at = \(now) WHERE subject_iin = \(person)
                        AND withdrawn_at IS NULL AND expires_at > \(now) AND granted_at < \(now)
                    """)
            }
            guard ended > 0 else { return }
            try journal.append(
                .accessStopped, at: now,
                facts: ["clause": "DD-11", "cause": .string(cause.rawValue)], subject: person,
                in: transaction)
        }
    }

    /// People whose register is asked in one round.
    private static var sweepMax: Int { 50 }

    /// Where a round over the consents that hold stopped.
    package struct SweepPlace: Sendable {
        let end: Instant
        let consent: String
    }

    /// Ends the consents of people who have died, some at a time.
    ///
    /// Nobody tells us of a death, and a register asked at every use would bear every use. A round
    /// goes on where the last one stopped; whose register does not answer is asked in the next.
    /// - Parameter place: where the round before stopped; nil to begin.
    /// - Returns: where to go on; nil at the end.
    package func endConsentsOfDead(after place: SweepPlace?) async throws -> SweepPlace? {
        let now = clock.now()
        let (end, id) = (place.map { max($0.end, now) } ?? now, place?.consent ?? "")
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT subject_iin, expires_at, id FROM consent
                WHERE withdrawn_at IS NULL AND (expires_at, id) > (\(end), \(id))
                ORDER BY expires_at, id LIMIT \(Self.sweepMax)
                """
            ).map { row in
                (
                    subject: IIN(stored: try row.text(0)),
                    place: SweepPlace(end: try row.instant(1), consent: try row.text(2))
                )
            }
        }
        for iin in Set(found.map(\.subject)) {
            guard let record = try? await registers.person(iin), record.deathDate != nil else {
                continue
            }
            try await stopAccess(of: iin, because: .death)
        }
        return found.count < Self.sweepMax ? nil : found.last?.place
    }
}
