import Casework
import Journal
import Kernel
import Store

/// The published hash of a question set, and the set once it is opened: names nobody.
package struct ExaminationCommitment: Sendable {
    /// The salt and the bytes behind it: SHA-256 of both is the commitment.
    package struct Opening: Sendable {
        /// 32 random bytes.
        package let salt: [UInt8]
        /// Canonical JSON of the set.
        package let set: [UInt8]
    }

    /// The random name of the sitting.
    package let id: Identifier<StoredSitting>
    /// SHA-256 of the salt and the set, in hexadecimal.
    package let commitment: String
    /// The digest of the bank's file.
    package let bankDigest: String
    /// When the hash was published.
    package let committedAt: Instant
    /// The journal entry of the publication.
    package let entry: Identifier<JournalEntry>
    /// When the sitting began; nil before.
    package let startedAt: Instant?
    /// When it ended; nil before.
    package let endedAt: Instant?
    /// The set; nil while it is closed.
    package let opening: Opening?

    /// Whether its sitting ended before it began: nobody saw the set, and it stays closed.
    package var isNeverOpened: Bool { endedAt != nil && startedAt == nil }
}

extension Platform {
    /// The published hashes, newest first, without the sets.
    package func examinationCommitments(
        page: PageRequest
    ) async throws -> ListPage<ExaminationCommitment> {
        let (at, id) = page.position
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(ExaminationCommitment.columns) FROM examination_sitting s
                JOIN examination_bank b ON b.id = s.bank_id
                WHERE (s.drawn_at, s.id) < (\(at), \(id))
                ORDER BY s.drawn_at DESC, s.id DESC LIMIT \(page.limit + 1)
                """
            ).map { try ExaminationCommitment(row: $0, opening: nil) }
        }
        return ListPage(found, limit: page.limit) { ($0.committedAt, $0.id.text) }
    }

    /// One published hash, with salt and set once they are opened.
    ///
    /// They are opened when a sitting that was begun has ended, nobody of the same case is still to
    /// end, and nobody who sat at the same time from the same bank sits on. A set that nobody saw
    /// stays closed: it would give the bank away without an examination (Q-IS-26).
    /// - Throws: `notFound`.
    package func examinationCommitment(
        _ id: Identifier<StoredSitting>
    ) async throws -> ExaminationCommitment {
        let now = clock.now()
        return try await store.read { [self] transaction in
            let row = try transaction.firstRow(
                """
                SELECT \(ExaminationCommitment.columns), s.case_id, s.bank_id
                FROM examination_sitting s JOIN examination_bank b ON b.id = s.bank_id
                WHERE s.id = \(id)
                """)
            guard let row else { throw Refusal(.notFound) }
            var opening: ExaminationCommitment.Opening?
            if let ended = try row.instantIfPresent(6), try row.instantIfPresent(5) != nil {
                let caseID: Identifier<StoredCase> = try row.identifier(7)
                let bank: Identifier<StoredTestBank> = try row.identifier(8)
                let waits = try transaction.firstRow(
                    """
                    SELECT o.id FROM examination_sitting o
                    WHERE o.ended_at IS NULL AND (o.case_id = \(caseID)
                        OR (o.bank_id = \(bank) AND o.started_at <= \(ended)
                            AND o.ends_at >= \(now)))
                    LIMIT 1
                    """)
                if waits == nil {
                    let found = try questionSet(of: id, in: transaction)
                    opening = ExaminationCommitment.Opening(salt: found.salt, set: found.bytes)
                }
            }
            return try ExaminationCommitment(row: row, opening: opening)
        }
    }
}

extension ExaminationCommitment {
    fileprivate static let columns: SQL = """
        s.id, s.commitment, b.digest, s.drawn_at, s.entry_id, s.started_at, s.ended_at
        """

    fileprivate init(row: Row, opening: Opening?) throws {
        id = try row.identifier(0)
        commitment = try row.text(1)
        bankDigest = try row.text(2)
        committedAt = try row.instant(3)
        entry = try row.identifier(4)
        startedAt = try row.instantIfPresent(5)
        endedAt = try row.instantIfPresent(6)
        self.opening = opening
    }
}
