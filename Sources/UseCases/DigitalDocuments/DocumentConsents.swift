import DigitalDocuments
import Journal
import Kernel
import Store

/// A request for a document by its owner's number, as the owner sees it (DD-20).
package struct DocumentConsent: Sendable {
    /// The request.
    package let id: Identifier<DocumentRequest>
    /// The kind of document.
    package let documentType: DocumentType
    /// What it is asked for.
    package let purpose: DocumentPurpose
    /// Who asks.
    package let clientName: LocalizedText
    /// When it was asked.
    package let createdAt: Instant
    /// When the request ends: from then on nothing is delivered.
    package let endsAt: Instant
    /// When the owner consented.
    package let consentedAt: Instant?
    /// When the document was first handed over.
    package let deliveredAt: Instant?
    /// When the owner took the consent back.
    package let withdrawnAt: Instant?
    /// The state at the moment of asking.
    package let status: DocumentRequest.Status
    /// Whether the consent still delivers, and so can be taken back.
    package let canBeWithdrawn: Bool
}

extension Platform {
    /// The requests for the person's documents by number, newest first.
    package func documentConsents(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<DocumentConsent> {
        let (at, id) = page.position
        let now = clock.now()
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(DocumentRequestRow.columns), i.name_kk, i.name_ru, i.name_en
                FROM document_request q JOIN client i ON i.id = q.client_id
                WHERE q.subject_iin = \(person.iin) AND (q.created_at, q.id) < (\(at), \(id))
                ORDER BY q.created_at DESC, q.id DESC LIMIT \(page.limit + 1)
                """
            ).map { try DocumentConsent(row: $0, now: now) }
        }
        return ListPage(found, limit: page.limit) { ($0.createdAt, $0.id.text) }
    }

    /// Takes the consent to a delivery back: from the commit on nothing is delivered (UC-08, 6d).
    ///
    /// - Throws: `notFound` for what is not the person's or was never consented to,
    ///   `alreadyWithdrawn`, `consentNotActive` once the request has ended or the document has left.
    package func withdraw(
        _ id: Identifier<DocumentRequest>, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            let rows = try transaction.lockedRows(
                """
                SELECT \(DocumentRequestRow.columns) FROM document_request q
                WHERE q.id = \(id) AND q.subject_iin = \(person.iin)
                """)
            guard let row = try rows.first.map(DocumentRequestRow.init(row:)),
                row.consentedAt != nil
            else { throw Refusal(.notFound) }
            guard row.withdrawnAt == nil else {
                throw Refusal(.alreadyWithdrawn, clause: "DD-16")
            }
            guard row.isDeliverable(at: now) else {
                throw Refusal(.consentNotActive, clause: "DD-16")
            }
            try transaction.execute(
                "UPDATE document_request SET withdrawn_at = \(now) WHERE id = \(id)")
            try journal.append(
                .consentWithdrawn, at: now,
                facts: [
                    "request": .string(id.text), "client": .string(row.client),
                    "documentType": .string(row.documentType.rawValue), "clause": "DD-16",
                ], subject: person.iin, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }
}

extension DocumentConsent {
    fileprivate init(row: Row, now: Instant) throws {
        let request = try DocumentRequestRow(row: row)
        let first = DocumentRequestRow.columnCount
        id = request.id
        documentType = request.documentType
        purpose = DocumentPurpose(rawValue: request.purpose) ?? .view
        clientName = LocalizedText(
            kk: try row.text(first), ru: try row.text(first + 1), en: try row.text(first + 2))
        createdAt = request.createdAt
        endsAt = request.endsAt
        consentedAt = request.consentedAt
        deliveredAt = request.deliveredAt
        withdrawnAt = request.withdrawnAt
        status = request.status(at: now)
        canBeWithdrawn = request.isDeliverable(at: now)
    }
}
