import Casework
import Kernel
import Store

/// A paper of a case that an official signed, as the applicant can have it.
package struct SignedPaper: Sendable, Hashable {
    /// What it is.
    package enum Kind: String, Sendable, CaseIterable {
        /// What was decided on the application.
        case result
        /// What was decided on an appeal.
        case appeal
        /// What the territorial department found.
        case conclusion
    }

    /// What it is.
    package let kind: Kind
    /// Which of its kind: the round of a result or an appeal, the event of a conclusion.
    package let number: Int64
    /// When it was signed.
    package let at: Instant
    /// SHA-256 of the PDF, in hexadecimal.
    package let digest: String

    /// Its name in addresses: `result-1`.
    package var name: String { "\(kind.rawValue)-\(number)" }
}

extension Platform {
    /// Every signed paper of a case that its applicant may have, oldest first: all results, also
    /// those that were cancelled, all decisions on appeals, and each conclusion once a result that
    /// rests on it is signed.
    package func signedPapers(of stored: StoredCase) async throws -> [SignedPaper] {
        let last = stored.events.last { recorded in
            if case .signed = recorded.event { true } else { false }
        }?.number
        guard let last else { return [] }
        let open = stored.openCompletions
        return try await store.read { transaction in
            try transaction.rows(
                """
                SELECT purpose, round, signed_at, digest FROM casework_result
                WHERE case_id = \(stored.id)
                UNION ALL
                SELECT 'conclusion', event, signed_at, digest FROM casework_conclusion
                WHERE case_id = \(stored.id) AND event < \(last)
                ORDER BY 3, 1
                """
            ).compactMap { row in
                guard let kind = SignedPaper.Kind(rawValue: try row.text(0)),
                    let at = try row.instantIfPresent(2), let digest = try row.textIfPresent(3)
                else { return nil }
                // One whose place another has taken before any result rests on nothing.
                if kind == .conclusion, try !open.contains(row.integer(1)) { return nil }
                return SignedPaper(
                    kind: kind, number: try row.integer(1), at: at, digest: digest)
            }
        }
    }

    /// The PDF of one of them.
    ///
    /// - Throws: `notFound` for any other.
    package func signedPaper(named name: String, of stored: StoredCase) async throws -> [UInt8] {
        guard let paper = try await signedPapers(of: stored).first(where: { $0.name == name })
        else { throw Refusal(.notFound) }
        let file = try await store.read { transaction in
            let row =
                paper.kind == .conclusion
                ? try transaction.firstRow(
                    """
                    SELECT file FROM casework_conclusion
                    WHERE case_id = \(stored.id) AND event = \(paper.number)
                    """)
                : try transaction.firstRow(
                    """
                    SELECT file FROM casework_result
                    WHERE case_id = \(stored.id) AND purpose = \(paper.kind.rawValue)
                        AND round = \(paper.number)
                    """)
            return try row?.bytes(0)
        }
        guard let file else { throw Refusal(.notFound) }
        return file
    }
}
