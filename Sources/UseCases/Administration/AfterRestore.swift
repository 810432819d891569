import Journal
import Kernel
import Store

extension Platform {
    /// Tables whose rows serve a moment: no backup holds them, and of an older one that does they
    /// are not restored.
    ///
    /// People sign in again, codes and messages of the past open and reach nothing.
    package static let shortLivedTables: Set<String> = [
        "session", "sign_in_attempt", "idempotency_key", "client_assertion", "short_code",
        "share_confirmation", "wrong_code", "unknown_number", "outbox", "eds_challenge",
        "waiting_notice", "signing_request",
    ]

    /// Ends what may have been withdrawn in the time that a restore has lost (use case 11).
    ///
    /// When newer entries are missing nobody knows which consents were taken back meanwhile, so
    /// every one is ended: asking again does less harm than reading against a person's will. A
    /// consent to one delivery is ended in any case: whether the document left is not known.
    /// Everyone whose consent, request or open access ends so reads why: `accessStopped` with the
    /// cause `restored`.
    package static func endAccessAfterRestore(
        _ transaction: any Transaction, entriesAreMissing: Bool, journal: Journal, at now: Instant
    ) throws {
        try tellOfRestore(
            entriesAreMissing: entriesAreMissing, journal: journal, at: now, in: transaction)
        try transaction.execute(
            """
            UPDATE access_request SET outcome = 'expired', answered_at = answer_by
            WHERE outcome IS NULL
            """)
        try transaction.execute(
            "UPDATE share SET revoked_at = created_at WHERE revoked_at IS NULL")
        try transaction.execute(
            """
            UPDATE document_request SET answer_by = created_at, expired_at = created_at
            WHERE consented_at IS NULL AND refused_at IS NULL AND undeliverable_at IS NULL
                AND expired_at IS NULL
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

    /// People whose entries are written at a time.
    private static var toldMax: Int { 500 }

    /// Writes one entry for each person for whom something that holds is about to end.
    private static func tellOfRestore(
        entriesAreMissing: Bool, journal: Journal, at now: Instant, in transaction: any Transaction
    ) throws {
        var last = ""
        while true {
            let consents: SQL =
                entriesAreMissing
                ? """
                SELECT subject_iin AS iin FROM consent
                WHERE withdrawn_at IS NULL AND expires_at > \(now) AND subject_iin > \(last) UNION
                """ : ""
            let rows = try transaction.rows(
                """
                \(consents) SELECT subject_iin AS iin FROM access_request
                    WHERE outcome IS NULL AND subject_iin > \(last)
                UNION SELECT holder_iin AS iin FROM share
                    WHERE revoked_at IS NULL AND expires_at > \(now) AND holder_iin > \(last)
                UNION SELECT subject_iin AS iin FROM document_request
                    WHERE refused_at IS NULL AND undeliverable_at IS NULL AND expired_at IS NULL
                        AND withdrawn_at IS NULL AND delivered_at IS NULL AND subject_iin > \(last)
                ORDER BY iin LIMIT \(toldMax)
                """
            ).map { try $0.text(0) }
            for person in rows {
                try journal.append(
                    .accessStopped, at: now, facts: ["cause": "restored", "clause": "KDP-2.3"],
                    subject: IIN(stored: person), in: transaction)
            }
            guard rows.count == toldMax, let newest = rows.last else { return }
            last = newest
        }
    }
}
