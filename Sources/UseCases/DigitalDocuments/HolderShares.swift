import DigitalDocuments
import Kernel
import Signatures
import Store

/// Open access as its holder sees it.
package struct HolderShare: Sendable {
    /// The share.
    package let share: Share
    /// The kind of the document.
    package let documentType: DocumentType
    /// The document.
    package let document: Identifier<DocumentReference>
    /// How many views are spent.
    package let viewsSpent: Int64
    /// The codes, while they open anything.
    package let codes: (short: ShortCode, qr: QRText)?
    /// Verifiers who wait for the holder's tap.
    package let waiting: [WaitingVerifier]

    /// The word for the state on the wire.
    package enum State: String, CaseIterable, Sendable {
        case open, used, closed, expired
    }

    /// The state at the moment.
    package func state(at now: Instant) -> State {
        if share.revokedAt != nil { return .closed }
        if viewsSpent >= share.viewsMax { return .used }
        return now < share.expiresAt ? .open : .expired
    }
}

extension Platform {
    /// A share of the person's own, with its codes while they work.
    ///
    /// - Throws: `notFound` for a share that is not the person's.
    package func share(
        _ id: Identifier<Share>, of person: SignedInPerson
    ) async throws -> HolderShare {
        let now = clock.now()
        let waiting = try await waitingVerifiers(of: id, for: person)
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT s.id, s.created_at, s.expires_at, s.views_max, s.revoked_at, s.holder_iin,
                    d.id, d.subject_iin, d.document_type, d.record_id, s.sealed_codes,
                    (SELECT COUNT(*) FROM share_view v
                        WHERE v.share_id = s.id AND v.spent_at IS NOT NULL)
                FROM share s JOIN document_reference d ON d.id = s.document_id
                WHERE s.id = \(id) AND s.holder_iin = \(person.iin)
                """
            ).map { row in
                (
                    found: try FoundShare(row: row), sealed: try row.bytes(10),
                    spent: try row.integer(11)
                )
            }
        }
        guard let row else { throw Refusal(.notFound) }
        let bare = HolderShare(
            share: row.found.share, documentType: row.found.reference.documentType,
            document: row.found.reference.id, viewsSpent: row.spent, codes: nil, waiting: waiting)
        guard bare.state(at: now) == .open else { return bare }
        return HolderShare(
            share: bare.share, documentType: bare.documentType, document: bare.document,
            viewsSpent: bare.viewsSpent, codes: try unseal(row.sealed, of: id), waiting: waiting)
    }

    private func unseal(
        _ sealed: [UInt8], of share: Identifier<Share>
    ) throws -> (short: ShortCode, qr: QRText) {
        let bytes = try AES256GCM.open(
            sealed, key: secrets.shareKey(share.text), nonce: .init(counter: 0))
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        guard parts.count == 2, let qr = QRText(parts[1]) else { throw Refusal(.internalError) }
        return (ShortCode(stored: parts[0]), qr)
    }
}
