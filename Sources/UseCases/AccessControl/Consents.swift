import AccessControl
import Journal
import Kernel
import Messages
import Store

/// A request or consent as the person sees it.
package struct SubjectConsent: Sendable {
    /// The request.
    package let request: AccessRequest
    /// Its state now.
    package let status: AccessRequest.Status
    /// The consent that came of it, if any.
    package let consent: Consent?
    /// The initiator's name.
    package let initiatorName: LocalizedText
    /// The data owner's name.
    package let ownerName: LocalizedText
    /// How often each data set was used, and how often it still may be; empty without a consent.
    package internal(set) var uses: [DataSetUses] = []
    /// The latest uses, newest first, at most ``usesShownMax``; only where one consent is read.
    package internal(set) var history: [ConsentUse] = []
    /// What a system claims that a law obliges it to after the withdrawal.
    package internal(set) var duties: [DutyClaim] = []

    /// The most uses that are read with a consent.
    package static let usesShownMax = 100
}

extension Platform {
    /// The person's requests and consents, newest first, each with its uses counted.
    package func consents(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<SubjectConsent> {
        let (at, id) = page.position
        let now = clock.now()
        let found = try await store.read { [self] transaction in
            let rows = try transaction.rows(
                """
                SELECT \(AccessRequestRow.columns), \(Self.partyNames)
                FROM access_request r LEFT JOIN consent c ON c.request_id = r.id
                JOIN client i ON i.id = r.initiator JOIN client o ON o.id = r.owner
                WHERE r.subject_iin = \(person.iin.digits)
                    AND (r.created_at, r.id) < (\(at), \(id))
                ORDER BY r.created_at DESC, r.id DESC LIMIT \(page.limit + 1)
                """)
            let consents = try rows.map { try Self.subjectConsent($0, now: now) }
            return try addingUses(
                to: consents, of: person.iin, before: (at, id), now: now, in: transaction)
        }
        return ListPage(found, limit: page.limit) { ($0.request.createdAt, $0.request.id.text) }
    }

    /// One of the person's own requests, with its uses and what is claimed after a withdrawal.
    ///
    /// - Throws: `notFound`, also for another person's.
    package func consent(
        request id: Identifier<AccessRequest>, of person: SignedInPerson
    ) async throws -> SubjectConsent {
        let now = clock.now()
        let found = try await store.read { [self] transaction -> SubjectConsent? in
            let row = try transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns), \(Self.partyNames)
                FROM access_request r LEFT JOIN consent c ON c.request_id = r.id
                JOIN client i ON i.id = r.initiator JOIN client o ON o.id = r.owner
                WHERE r.id = \(id) AND r.subject_iin = \(person.iin.digits)
                """)
            guard let row else { return nil }
            return try addingDetails(
                to: Self.subjectConsent(row, now: now), now: now, in: transaction)
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// Takes the person's consent back: from the commit on no use of it is accepted (use case 05).
    ///
    /// - Throws: `notFound` for a consent that is not the person's, `alreadyWithdrawn`.
    package func withdraw(
        _ id: Identifier<Consent>, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        defer { callbackSignal.notify() }
        try await store.write { [self] transaction in
            try takeBack(id, of: person.iin, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }

    /// Ends a consent of the subject; entry and notices say so.
    ///
    /// - Parameter representative: who takes it back for the subject, if it is not the subject.
    /// - Throws: `notFound` for a consent that is not the subject's, `alreadyWithdrawn`.
    func takeBack(
        _ id: Identifier<Consent>, of subject: IIN, by representative: IIN? = nil,
        at now: Instant, in transaction: any Transaction
    ) throws {
        let rows = try transaction.lockedRows(
            """
            SELECT c.withdrawn_at, r.initiator, r.owner, r.id
            FROM consent c JOIN access_request r ON r.id = c.request_id
            WHERE c.id = \(id) AND c.subject_iin = \(subject)
            """)
        guard let row = rows.first else { throw Refusal(.notFound) }
        guard try row.instantIfPresent(0) == nil else {
            throw Refusal(.alreadyWithdrawn, clause: "KDP-7")
        }
        try transaction.execute("UPDATE consent SET withdrawn_at = \(now) WHERE id = \(id)")
        let (initiator, owner) = (try row.text(1), try row.text(2))
        let entry = try journal.append(
            .consentWithdrawn, at: now,
            facts: [
                "consent": .string(id.text), "initiator": .string(initiator),
                "owner": .string(owner),
            ], subject: subject, counterpart: representative, in: transaction)
        try tellOfWithdrawal(
            Withdrawal(
                consent: id, request: try row.text(3), subject: subject, at: now, entry: entry),
            to: [initiator, owner], in: transaction)
    }

    /// Records the silence of people whose time to answer is over.
    ///
    /// - Returns: how many requests were recorded as expired; at most 500 at a time.
    package func recordExpiredRequests() async throws -> Int {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let rows = try transaction.lockedRows(
                """
                SELECT r.id, r.subject_iin, r.initiator FROM access_request r
                WHERE r.outcome IS NULL AND r.answer_by <= \(now)
                ORDER BY r.answer_by LIMIT 500
                """)
            for row in rows {
                let id = try row.text(0)
                try transaction.execute(
                    """
                    UPDATE access_request SET outcome = 'expired', answered_at = answer_by
                    WHERE id = \(id) AND outcome IS NULL
                    """)
                try journal.append(
                    .requestExpired, at: now,
                    facts: ["request": .string(id), "initiator": .string(try row.text(2))],
                    subject: IIN(stored: try row.text(1)), in: transaction)
            }
            return rows.count
        }
    }

    /// The same for requests for documents by number (use case 08, 4e; DD-20).
    ///
    /// - Returns: how many; at most 500 at a time.
    package func recordExpiredDocumentRequests() async throws -> Int {
        let now = clock.now()
        return try await store.write { [journal] transaction in
            let rows = try transaction.lockedRows(
                """
                SELECT q.id, q.subject_iin, q.client_id, q.document_type FROM document_request q
                WHERE q.consented_at IS NULL AND q.refused_at IS NULL
                    AND q.undeliverable_at IS NULL AND q.expired_at IS NULL
                    AND q.answer_by <= \(now)
                ORDER BY q.answer_by LIMIT 500
                """)
            for row in rows {
                let id = try row.text(0)
                try transaction.execute(
                    "UPDATE document_request SET expired_at = answer_by WHERE id = \(id)")
                try journal.append(
                    .requestExpired, at: now,
                    facts: [
                        "request": .string(id), "client": .string(try row.text(2)),
                        "documentType": .string(try row.text(3)), "clause": "DD-20",
                    ], subject: IIN(stored: try row.text(1)), in: transaction)
            }
            return rows.count
        }
    }

    private static func subjectConsent(_ row: Row, now: Instant) throws -> SubjectConsent {
        let found = try AccessRequestRow(row: row)
        let first = AccessRequestRow.columnCount
        return SubjectConsent(
            request: found.request, status: found.request.status(at: now), consent: found.consent,
            initiatorName: LocalizedText(
                kk: try row.text(first), ru: try row.text(first + 1), en: try row.text(first + 2)),
            ownerName: LocalizedText(
                kk: try row.text(first + 3), ru: try row.text(first + 4),
                en: try row.text(first + 5)))
    }

    private static let partyNames: SQL = """
        i.name_kk, i.name_ru, i.name_en, o.name_kk, o.name_ru, o.name_en
        """
}

extension Platform {
    /// A consent by its name, for repeating an answer about it.
    package func consent(_ id: Identifier<Consent>) async throws -> Consent? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns) FROM consent c
                JOIN access_request r ON r.id = c.request_id WHERE c.id = \(id)
                """
            ).map(AccessRequestRow.init(row:))?.consent
        }
    }
}
