import Kernel
import Store

/// Why personal fields are erased (`docs/retention.md`, section Erasure).
package enum ErasureGround: String, CaseIterable, Hashable, Sendable {
    /// The term of the entry's class has ended.
    case termEnded
    /// An official decided, and a second one confirmed.
    case decision
}

/// Deletes personal fields and salts, and records that it did; leaves and proofs stay valid.
///
/// Without the salt (256 random bits) the HMAC in the leaf says nothing about the field.
package struct JournalErasure: Sendable {
    private let journal: Journal
    private let clock: Clock

    /// An erasure that writes its entries into a journal.
    package init(journal: Journal, clock: Clock) {
        self.journal = journal
        self.clock = clock
    }

    /// Erases the personal fields of one entry.
    ///
    /// - Returns: false when it has none, or none any more.
    package func erase(
        _ entry: Identifier<JournalEntry>, ground: ErasureGround, clause: Clause,
        in transaction: any Transaction
    ) throws -> Bool {
        let now = clock.now()
        guard
            try transaction.change("DELETE FROM journal_personal WHERE entry_id = \(entry)") == 1
        else { return false }
        let erasedBy = try journal.append(
            .entryErased, at: now,
            facts: [
                "erasedEntry": .string(entry.text), "ground": .string(ground.rawValue),
                "clause": .string(clause.tag), "day": .string(Day(at: now).description),
            ], in: transaction)
        try transaction.execute(
            """
            INSERT INTO journal_erasure (entry_id, erased_by)
            VALUES (\(entry), \(erasedBy))
            """)
        return true
    }

    /// Erases at most 200 entries of a class whose term began within a span.
    ///
    /// - Returns: the entries that were erased, so that the rows of working tables that held the
    ///   same data go in the same transaction; none when nothing is left.
    package func eraseBatch(
        of kind: RetentionClass, begunIn span: Range<Instant>, clause: Clause,
        in transaction: any Transaction
    ) throws -> [Identifier<JournalEntry>] {
        let rows = try transaction.lockedRows(
            """
            SELECT entry_id FROM journal_personal
            WHERE retention_class = \(kind.rawValue)
                AND at >= \(span.lowerBound) AND at < \(span.upperBound)
            ORDER BY at, entry_id LIMIT 200
            """)
        return try rows.compactMap { row in
            let entry: Identifier<JournalEntry> = try row.identifier(0)
            let erased = try erase(entry, ground: .termEnded, clause: clause, in: transaction)
            return erased ? entry : nil
        }
    }

    /// Erases everything whose term has ended, batch by batch.
    ///
    /// For `consentEvidence` the term begins when the consent ended, which the entry does not know:
    /// it is counted from `longestLifeDays` after the entry, the longest life of a consent, so that
    /// nothing is erased too early.
    ///
    /// - Returns: the number of entries erased.
    package func eraseEnded(
        _ policy: RetentionPolicy, longestLifeDays: Int, clause: Clause, in store: any Store
    ) async throws -> Int {
        var count = 0
        for kind in RetentionClass.allCases {
            let delay = kind == .consentEvidence ? -longestLifeDays : 0
            for span in policy.ended(kind, today: clock.today.adding(days: delay)) {
                var erased = 0
                repeat {
                    erased = try await store.write { transaction in
                        try eraseBatch(of: kind, begunIn: span, clause: clause, in: transaction)
                            .count
                    }
                    count += erased
                } while erased > 0
            }
        }
        return count
    }
}
