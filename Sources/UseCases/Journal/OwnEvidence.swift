import Journal
import Kernel

/// The proof of a row about oneself (UC-09).
package struct OwnEvidence: Sendable {
    private let reader: JournalReader

    /// Evidence out of a journal.
    package init(reader: JournalReader) {
        self.reader = reader
    }

    /// The evidence pack of an entry that is about this person or in which the person took part.
    ///
    /// - Throws: `notFound` for every other entry, so that nobody learns that it exists; erased
    ///   entries are about nobody any more. `proofNotYetAvailable` until the next head.
    package func pack(_ entry: Identifier<JournalEntry>, for person: IIN) async throws -> JSON {
        guard try await reader.concerns(entry, person) else { throw Refusal(.notFound) }
        return try await reader.evidence(of: entry).json(for: person)
    }
}
