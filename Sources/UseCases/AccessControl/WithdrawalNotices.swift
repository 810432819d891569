import AccessControl
import Journal
import Kernel
import Messages
import Store

/// A consent that was just taken back.
struct Withdrawal: Sendable {
    let consent: Identifier<Consent>
    let request: String
    let subject: IIN
    let at: Instant
    let entry: Identifier<JournalEntry>
}

extension Platform {
    /// Days for which a notice to a system is tried.
    static var noticeDays: Int64 { 7 }

    /// Queues the notices to the systems that take part, where they have an address for them.
    ///
    /// Each system is told the person's pseudonym that its tokens carry, no number. Its notices
    /// about one person come in the order of what happened (use case 05, step 3).
    func tellOfWithdrawal(
        _ withdrawal: Withdrawal, to clients: [String], in transaction: any Transaction
    ) throws {
        for client in Set(clients).sorted() {
            let row = try transaction.firstRow(
                """
                SELECT callback_url FROM client
                WHERE id = \(client) AND callback_url IS NOT NULL AND disabled_at IS NULL
                """)
            guard row != nil else { continue }
            let pseudonym = secrets.pseudonym(of: withdrawal.subject, for: client)
            let id = Identifier<OutgoingMessage>(random: random)
            let claims: JSON = [
                "iss": .string(issuer), "aud": .string(client), "jti": .string(id.text),
                "iat": .integer(withdrawal.at.seconds), "event": "consentWithdrawn",
                "sub": .string(pseudonym), "consent": .string(withdrawal.consent.text),
                "request": .string(withdrawal.request),
                "at": .string(withdrawal.at.description),
                "entry": .string(withdrawal.entry.text),
            ]
            try Outbox.add(
                OutgoingNotice(
                    id: id, client: client, queue: pseudonym, body: claims.text,
                    giveUpAt: withdrawal.at.adding(seconds: Self.noticeDays * 86_400),
                    reference: withdrawal.consent.text), at: withdrawal.at, in: transaction)
        }
    }

    /// The media type of a notice, so that no token of ours passes for one.
    package static var noticeType: String { "qyzmet-notice+jwt" }

    /// The notice as it leaves: its claims signed by the key that signs now (RFC 7515).
    package func signedNotice(_ claims: String) throws -> String {
        try keys.sign(payload: Array(claims.utf8), type: Self.noticeType)
    }

    /// Where a system takes notices; nil when it was disabled or has no address any more.
    package func callbackURL(of client: String) async throws -> String? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT callback_url FROM client WHERE id = \(client) AND disabled_at IS NULL"
            )?.textIfPresent(0)
        }
    }
}
