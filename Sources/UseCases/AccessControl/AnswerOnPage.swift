import AccessControl
import Journal
import Kernel
import Store

extension Platform {
    /// Takes the answer of a person who is signed in, in place of the SMS (use case 03, step 7c).
    ///
    /// Whichever answer is stored first counts, and only before the end of the request.
    /// - Returns: whether this answer counted.
    /// - Throws: `notFound`, also for another person's request.
    package func answer(
        _ id: Identifier<AccessRequest>, consents: Bool, by person: SignedInPerson
    ) async throws -> Bool {
        guard let row = try await accessRequestRow(id), row.subject == person.iin else {
            throw Refusal(.notFound)
        }
        let now = clock.now()
        let outcome = consents ? "granted" : "refused"
        return try await store.write { [self] transaction in
            let decided = try transaction.change(
                """
                UPDATE access_request SET outcome = \(outcome), answered_at = \(now)
                WHERE id = \(id) AND outcome IS NULL AND answer_by > \(now)
                """)
            guard decided == 1 else { return false }
            let evidence = JSON.Member("means", "cabinet")
            if consents {
                try grant(row, evidence: evidence, at: now, in: transaction)
            } else {
                let facts = facts(of: row.terms, initiator: row.initiator, request: row.id)
                try journal.append(
                    .consentRefused, at: now, facts: .object((facts.members ?? []) + [evidence]),
                    personal: row.terms.personalFields, subject: row.subject, in: transaction)
            }
            return true
        }
    }
}
