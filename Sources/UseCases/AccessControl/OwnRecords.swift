import AccessControl
import Journal
import Kernel
import Store

extension Platform {
    /// One journal entry about the person.
    ///
    /// - Throws: `notFound`, also for an entry about others alone.
    package func logEntry(
        _ id: Identifier<JournalEntry>, of person: SignedInPerson
    ) async throws -> LogRow {
        let iin = person.iin.digits
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT e.id, e.kind, e.at, e.leaf, p.fields, e.leaf_index
                FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
                WHERE e.id = \(id) AND (p.subject_iin = \(iin) OR p.counterpart_iin = \(iin))
                """
            ).map { try LogRow(row: $0, reader: person.iin) }
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// One of the person's own consents, with the request that it came of.
    ///
    /// - Throws: `notFound`, also for another person's.
    package func consent(
        _ id: Identifier<Consent>, of person: SignedInPerson
    ) async throws -> SubjectConsent {
        let request = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT request_id FROM consent
                WHERE id = \(id) AND subject_iin = \(person.iin.digits)
                """
            ).map { Identifier<AccessRequest>(stored: try $0.text(0)) }
        }
        guard let request else { throw Refusal(.notFound) }
        return try await consent(request: request, of: person)
    }
}
