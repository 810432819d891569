import Kernel
import Store

extension Platform {
    /// Tables whose rows served a moment that is over when a backup is restored.
    ///
    /// People sign in again, codes and messages of the past open and reach nothing.
    package static let shortLivedTables: Set<String> = [
        "session", "sign_in_attempt", "idempotency_key", "client_assertion", "short_code",
        "share_confirmation", "wrong_code", "outbox",
    ]

    /// Ends what may have been withdrawn in the time that a restore has lost (use case 11).
    ///
    /// When newer entries are missing nobody knows which consents were taken back meanwhile, so
    /// every one is ended: asking again does less harm than reading against a person's will.
    package static func endAccessAfterRestore(
        _ transaction: any Transaction, entriesAreMissing: Bool
    ) throws {
        try transaction.execute(
            """
            UPDATE access_request SET outcome = 'expired', answered_at = answer_by
            WHERE outcome IS NULL
            """)
        try transaction.execute(
            "UPDATE share SET revoked_at = created_at WHERE revoked_at IS NULL")
        guard entriesAreMissing else { return }
        try transaction.execute(
            "UPDATE consent SET withdrawn_at = granted_at WHERE withdrawn_at IS NULL")
    }
}
