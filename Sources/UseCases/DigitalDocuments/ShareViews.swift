import DigitalDocuments
import Journal
import Kernel
import Store

/// One look, or try at one, at a document that its holder opened.
package struct ShareLook: Sendable {
    /// Who looked.
    package let viewerName: String
    /// When.
    package let at: Instant
    /// `shown`, or the code of the refusal.
    package let outcome: String
    /// How it was asked for.
    package let way: ViewWay
    /// The journal entry of the look.
    package let entry: Identifier<JournalEntry>
}

extension Platform {
    /// Who has looked, or tried to, so far: newest first, at most 50; for the holder alone (DD-18).
    package func looks(
        at share: Identifier<Share>, for person: SignedInPerson
    ) async throws -> [ShareLook] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT m.viewer_name, m.at, m.outcome, m.way, m.entry_id
                FROM view_mark m JOIN share s ON s.id = m.share_id
                WHERE m.share_id = \(share) AND s.holder_iin = \(person.iin)
                ORDER BY m.at DESC, m.id DESC LIMIT 50
                """
            ).map { row in
                ShareLook(
                    viewerName: try row.text(0), at: try row.instant(1), outcome: try row.text(2),
                    way: ViewWay(rawValue: try row.text(3)) ?? .qr,
                    entry: Identifier(stored: try row.text(4)))
            }
        }
    }
}
