import DigitalDocuments
import Kernel
import Signatures
import Store

/// A document request as the store holds it.
struct DocumentRequestRow: Sendable {
    let id: Identifier<DocumentRequest>
    let client: String
    let subject: IIN
    let documentType: DocumentType
    let purpose: String
    let codeHash: [UInt8]
    let answerBy: Instant
    let tries: Int64
    let consentedAt: Instant?
    let refusedAt: Instant?
    let deliveredAt: Instant?
    let reservedUntil: Instant?
    let createdAt: Instant
    let undeliverableAt: Instant?
    let withdrawnAt: Instant?
    let phone: PhoneNumber
    let expiredAt: Instant?

    /// The columns that ``init(row:)`` reads, in order; the table is `q`.
    static let columns: SQL = """
        q.id, q.client_id, q.subject_iin, q.document_type, q.purpose, q.code_hash, q.answer_by,
        q.tries, q.consented_at, q.refused_at, q.delivered_at, q.reserved_until, q.created_at,
        q.undeliverable_at, q.withdrawn_at, q.phone, q.expired_at
        """

    /// How many columns those are: what a statement selects beside them comes after.
    static let columnCount = 17

    init(row: Row) throws {
        id = Identifier(stored: try row.text(0))
        client = try row.text(1)
        subject = IIN(stored: try row.text(2))
        guard let type = DocumentType(rawValue: try row.text(3)) else {
            throw Refusal(.documentTypeNotOffered, clause: "DD-5")
        }
        documentType = type
        purpose = try row.text(4)
        codeHash = try row.bytesIfPresent(5) ?? []
        answerBy = try row.instant(6)
        tries = try row.integer(7)
        consentedAt = try row.instantIfPresent(8)
        refusedAt = try row.instantIfPresent(9)
        deliveredAt = try row.instantIfPresent(10)
        reservedUntil = try row.instantIfPresent(11)
        createdAt = try row.instant(12)
        undeliverableAt = try row.instantIfPresent(13)
        withdrawnAt = try row.instantIfPresent(14)
        phone = PhoneNumber(stored: try row.text(15))
        expiredAt = try row.instantIfPresent(16)
    }

    func isOpen(at now: Instant) -> Bool {
        consentedAt == nil && refusedAt == nil && undeliverableAt == nil && expiredAt == nil
            && now < answerBy
    }

    /// Whether the password consents at this moment; says nothing about whose number it is by now.
    func takes(_ hash: [UInt8], at now: Instant, passwordSeconds: Int64) -> Bool {
        isOpen(at: now) && tries < Platform.documentRequestTries
            && now < createdAt.adding(seconds: passwordSeconds) && constantTimeEqual(codeHash, hash)
    }

    /// When the request ends: with the time to answer; a consent of the last moment may still be
    /// used for as long as a lost delivery may be fetched again.
    var endsAt: Instant {
        guard let consentedAt else { return answerBy }
        return max(answerBy, consentedAt.adding(seconds: Platform.deliveryRepeatSeconds))
    }

    /// Whether the owner's consent delivers the document now.
    func isDeliverable(at now: Instant) -> Bool {
        consentedAt != nil && withdrawnAt == nil && (isWaiting(at: now) || isRepeatable(at: now))
    }

    private func isWaiting(at now: Instant) -> Bool { deliveredAt == nil && now < endsAt }

    private func isRepeatable(at now: Instant) -> Bool {
        guard let deliveredAt else { return false }
        return now < deliveredAt.adding(seconds: Platform.deliveryRepeatSeconds)
    }

    func status(at now: Instant) -> DocumentRequest.Status {
        if deliveredAt != nil { return .delivered }
        if withdrawnAt != nil { return .withdrawn }
        if consentedAt != nil { return now < endsAt ? .consented : .expired }
        if refusedAt != nil { return .refused }
        if undeliverableAt != nil { return .undeliverable }
        return now < answerBy ? .awaitingSubject : .expired
    }
}
