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
}
