import Kernel
import Store

extension Platform {
    /// Tables whose rows serve a moment: no backup holds them, and of an older one that does they
    /// are not restored.
    ///
    /// People sign in again, codes and messages of the past open and reach nothing.
    package static let shortLivedTables: Set<String> = [
        "session", "sign_in_attempt", "idempotency_key", "client_assertion", "short_code",
        "share_confirmation", "wrong_code", "outbox", "eds_challenge", "waiting_notice",
        "signing_request",
    ]

    /// Ends what may have been withdrawn in the time that a restore has lost (use case 11).
    ///
    /// When newer entries are missing nobody knows which consents were taken back meanwhile, so
    /// every one is ended: asking again does less harm than reading against a person's will. A
    /// consent to one delivery is ended in any case: whether the document left is not known.
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
        try transaction.execute(
            """
            UPDATE document_request SET answer_by = created_at
            WHERE consented_at IS NULL AND refused_at IS NULL AND answer_by > created_at
            """)
        try transaction.execute(
            """
            UPDATE document_request SET withdrawn_at = consented_at
            WHERE consented_at IS NOT NULL AND withdrawn_at IS NULL AND delivered_at IS NULL
            """)
        guard entriesAreMissing else { return }
        try transaction.execute(
            "UPDATE consent SET withdrawn_at = granted_at WHERE withdrawn_at IS NULL")
    }
}
