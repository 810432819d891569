import DigitalDocuments
import Journal
import Kernel
import Messages
import Store

/// What a user's system learns of its request, with the document once the owner has consented.
package struct DocumentDelivery: Sendable {
    /// The request with its state.
    package let request: DocumentRequest
    /// The document, when it is handed over with this answer.
    package let opened: (document: CheckedDocument, entry: Identifier<JournalEntry>, at: Instant)?
}

extension Platform {
    /// Seconds in which a delivery whose answer was lost may be fetched again.
    static var deliveryRepeatSeconds: Int64 { 60 }

    /// The state of a system's own request; hands the document over, once, after consent (DD-20).
    ///
    /// The register is called at delivery, as at every view; a lost answer may be fetched again
    /// within 60 seconds, and each delivery leaves its mark. A consent delivers until its request
    /// ends, and not once the owner has taken it back.
    /// - Throws: `consentNotActive` when that happens while the register is asked.
    package func documentRequest(
        _ id: Identifier<DocumentRequest>, of client: ClientSystem, waitSeconds: Int64
    ) async throws -> DocumentDelivery {
        try checkAdmission(of: .system(client))
        let end = ContinuousClock.now.advanced(by: .seconds(min(max(waitSeconds, 0), 30)))
        while true {
            let row = try await store.read { transaction in
                try Self.requestRow(id, of: client, in: transaction)
            }
            guard let row else { throw Refusal(.notFound) }
            let now = clock.now()
            let status = row.status(at: now)
            if row.isDeliverable(at: now) {
                return try await deliver(row, to: client)
            }
            guard status == .awaitingSubject, ContinuousClock.now < end else {
                return DocumentDelivery(request: request(row, status), opened: nil)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func request(
        _ row: DocumentRequestRow, _ status: DocumentRequest.Status
    ) -> DocumentRequest {
        DocumentRequest(
            id: row.id, documentType: row.documentType, answerBy: row.answerBy, status: status)
    }

    private func deliver(
        _ row: DocumentRequestRow, to client: ClientSystem
    ) async throws -> DocumentDelivery {
        let reservation = try await reserve(row)
        let reference: DocumentReference
        let document: CheckedDocument
        do {
            reference = try await self.reference(of: row)
            document = try await build(reference)
        } catch let refusal as Refusal {
            try await release(row, reservation: reservation, refusal: refusal)
            throw refusal
        }
        let now = clock.now()
        let address = await noticeAddress(of: row.subject)
        defer { messageSignal.notify() }
        let entry = try await store.write { [self] transaction in
            let present = try present(row, in: transaction)
            guard present?.isDeliverable(at: now) == true else {
                throw Refusal(.consentNotActive, clause: "DD-16")
            }
            let delivered = try transaction.change(
                """
                UPDATE document_request
                SET delivered_at = COALESCE(delivered_at, \(now)), reservation = NULL,
                    reserved_until = NULL
                WHERE id = \(row.id) AND reservation = \(reservation)
                """)
            guard delivered == 1 else { throw Refusal(.codeInUse, clause: "DD-20") }
            let entry = try journal.append(
                .documentDelivered, at: now,
                facts: [
                    "request": .string(row.id.text), "client": .string(client.id),
                    "documentType": .string(row.documentType.rawValue),
                    "purpose": .string(row.purpose), "channel": "userSystem",
                    "signedDigest": .string(document.digest.hex),
                    "revocation": .string(document.revocation.rawValue), "clause": "DD-20",
                ], subject: row.subject, in: transaction)
            try insertMark(
                of: reference, share: nil, way: .phoneNumber, by: .system(client),
                outcome: "shown", now: now, entry: entry, in: transaction)
            try tell(
                row.subject, deliveryNotice(row, client: client), at: address, now: now,
                in: transaction)
            return entry
        }
        return DocumentDelivery(
            request: request(row, .delivered), opened: (document, entry, now))
    }

    private func reserve(_ row: DocumentRequestRow) async throws -> String {
        let now = clock.now()
        let reservation = randomIdentifierText(random)
        let until = now.adding(milliseconds: Share.reservationMilliseconds)
        let taken = try await store.write { [self] transaction in
            guard try present(row, in: transaction)?.isDeliverable(at: now) == true else {
                throw Refusal(.consentNotActive, clause: "DD-16")
            }
            return try transaction.change(
                """
                UPDATE document_request SET reservation = \(reservation), reserved_until = \(until)
                WHERE id = \(row.id) AND (reserved_until IS NULL OR reserved_until <= \(now))
                """)
        }
        guard taken == 1 else { throw Refusal(.codeInUse, clause: "DD-20", retryAfterSeconds: 15) }
        return reservation
    }

    /// The request as it stands now, locked.
    private func present(
        _ row: DocumentRequestRow, in transaction: any Transaction
    ) throws -> DocumentRequestRow? {
        try transaction.lockedRows(
            "SELECT \(DocumentRequestRow.columns) FROM document_request q WHERE q.id = \(row.id)"
        ).first.map(DocumentRequestRow.init(row:))
    }

    private func release(
        _ row: DocumentRequestRow, reservation: String, refusal: Refusal
    ) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            try transaction.execute(
                """
                UPDATE document_request SET reservation = NULL, reserved_until = NULL
                WHERE id = \(row.id) AND reservation = \(reservation)
                """)
            try journal.append(
                .documentNotDelivered, at: now,
                facts: [
                    "request": .string(row.id.text), "code": .string(refusal.code.rawValue),
                ], subject: row.subject, in: transaction)
        }
    }

    /// The person's document of the kind asked for; the first by name when there are several.
    ///
    /// - Throws: `consentNotActive` when the person has died: a consent does not outlive them.
    private func reference(of row: DocumentRequestRow) async throws -> DocumentReference {
        do {
            return try await namedReference(of: row)
        } catch let refusal as Refusal where refusal.code == .sessionExpired {
            // Nobody is signed in here: it is the person's standing that ended.
            throw Refusal(.consentNotActive, clause: "DD-16")
        }
    }

    private func namedReference(of row: DocumentRequestRow) async throws -> DocumentReference {
        let person = SignedInPerson(
            iin: row.subject, displayName: "", session: Identifier(random: random))
        let list = try await documents(of: person)
        guard
            let found = list.documents.first(where: {
                $0.documentType == row.documentType && $0.childName == nil
            })
        else {
            throw list.unanswered.contains(row.documentType)
                ? Refusal(.registerUnavailable, clause: "DD-13")
                : Refusal(.notFound, clause: "DD-13")
        }
        return try await self.reference(found.id, for: person).0
    }

    private func deliveryNotice(
        _ row: DocumentRequestRow, client: ClientSystem
    ) -> LocalizedText {
        let title = row.documentType.title
        return LocalizedText(
            kk: "Құжатыңыз берілді: \(title.kk). Алған: \(client.name.kk). Qyzmet",
            ru: "Ваш документ передан: \(title.ru). Кому: \(client.name.ru). Qyzmet",
            en: "Your document was handed over: \(title.en). To: \(client.name.en). Qyzmet")
    }
}

extension Platform {
    /// The bare state of a system's own request; hands nothing over.
    package func documentRequestState(
        _ id: Identifier<DocumentRequest>, of client: ClientSystem
    ) async throws -> DocumentRequest {
        let now = clock.now()
        let row = try await store.read { transaction in
            try Self.requestRow(id, of: client, in: transaction)
        }
        guard let row else { throw Refusal(.notFound) }
        return request(row, row.status(at: now))
    }
}
