import DigitalDocuments
import Journal
import Kernel
import Signatures
import Store

/// Open access that has just been given, with the codes that only now can be read.
package struct NewShare: Sendable {
    /// The share.
    package let share: Share
    /// The six-character code (DD-2.4).
    package let shortCode: ShortCode
    /// The text of the QR code, which carries 128 random bits (DD-15).
    package let qr: QRText
    /// The kind of the document.
    package let documentType: DocumentType
}

/// The text inside a protected QR code.
package struct QRText: Hashable, Sendable {
    /// The unguessable part.
    package let secret: String
    /// What is encoded.
    package var text: String { Self.prefix + secret }

    private static let prefix = "QYZMET:1:"

    init(random: RandomSource) { secret = randomIdentifierText(random) }

    /// Reads a scanned text; nil when it is none of ours.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let identifier = Identifier<Share>(String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        secret = identifier.text
    }
}

extension Platform {
    /// The most shares of one person that are open at once.
    static var openSharesMax: Int { 5 }

    /// Opens access to a document for a short time (use case 07; DD-3, DD-15, DD-16).
    ///
    /// - Parameters:
    ///   - lifetimeSeconds: at most the installation's limit; its default when nil.
    ///   - views: at most the installation's limit; its default when nil.
    /// - Throws: `notFound` for a document that is not the person's to open, `invalidField` above
    ///   a limit, `roleNotAllowed` for a child's document where representatives may not share,
    ///   `tooManyRequests`.
    package func openAccess(
        to id: Identifier<DocumentReference>, lifetimeSeconds: Int64? = nil, views: Int64? = nil,
        by person: SignedInPerson, once: Once
    ) async throws -> NewShare {
        let limits = try ShareLimits(configuration.settings)
        let lifetimeSeconds = lifetimeSeconds ?? limits.lifetimeDefault
        let views = views ?? limits.viewsDefault
        try limits.check(lifetimeSeconds: lifetimeSeconds, views: views)
        let (reference, _) = try await reference(id, for: person)
        if reference.subject != person.iin { try checkRepresentativeMayShare() }
        let now = clock.now()
        let share = Share(
            id: Identifier(random: random), createdAt: now,
            expiresAt: now.adding(seconds: lifetimeSeconds), viewsMax: views, revokedAt: nil)
        let qr = QRText(random: random)
        let qrHash = secrets.qrHash(qr.secret)
        let code = try await store.write { [self] transaction in
            try checkOpenShares(of: person, now: now, in: transaction)
            let code = ShortCode(random: random)
            let sealed = try seal(code, qr, of: share.id)
            try transaction.execute(
                """
                INSERT INTO share (id, document_id, subject_iin, holder_iin, qr_hash, sealed_codes,
                    created_at, expires_at, views_max)
                VALUES (\(share.id), \(reference.id), \(reference.subject), \(person.iin),
                    \(qrHash), \(sealed), \(now), \(share.expiresAt), \(views))
                """)
            try take(code, for: share, now: now, in: transaction)
            try journal.append(
                .shareCreated, at: now,
                facts: [
                    "share": .string(share.id.text), "views": .integer(views),
                    "documentType": .string(reference.documentType.rawValue),
                    "expiresAt": .string(share.expiresAt.description), "clause": "DD-15",
                ], subject: reference.subject,
                counterpart: reference.subject == person.iin ? nil : person.iin, in: transaction)
            try once.record(entity: share.id.text, status: 201, at: now, in: transaction)
            return code
        }
        return NewShare(
            share: share, shortCode: code, qr: qr, documentType: reference.documentType)
    }

    /// Closes access: both codes stop at once (DD-16).
    ///
    /// - Throws: `notFound` for a share that is not the person's.
    package func closeAccess(_ id: Identifier<Share>, by person: SignedInPerson) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            let rows = try transaction.lockedRows(
                """
                SELECT s.revoked_at, s.subject_iin FROM share s
                WHERE s.id = \(id) AND s.holder_iin = \(person.iin)
                """)
            guard let row = rows.first else { throw Refusal(.notFound) }
            // Closing twice is no fault: it is closed.
            guard try row.instantIfPresent(0) == nil else { return }
            try transaction.execute("UPDATE share SET revoked_at = \(now) WHERE id = \(id)")
            let subject = IIN(stored: try row.text(1))
            try journal.append(
                .shareRevoked, at: now, facts: ["share": .string(id.text), "clause": "DD-16"],
                subject: subject, counterpart: subject == person.iin ? nil : person.iin,
                in: transaction)
        }
    }

    private func checkOpenShares(
        of person: SignedInPerson, now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.lock(secrets.lock("shares", of: person.iin.digits))
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM share WHERE holder_iin = \(person.iin)
                AND created_at > \(now.adding(seconds: -Share.lifetimeSeconds.upperBound))
                AND expires_at > \(now) AND revoked_at IS NULL
            """)
        guard try row?.integer(0) ?? 0 < Int64(Self.openSharesMax) else {
            throw Refusal(.tooManyRequests, clause: "DD-15", retryAfterSeconds: 60)
        }
    }

    /// Takes the code, unless a share of the last 24 hours has it.
    ///
    /// An ended code must not open another document. With 10⁵ shares a day that happens once in
    /// 8,900; the holder tries again.
    private func take(
        _ code: ShortCode, for share: Share, now: Instant, in transaction: any Transaction
    ) throws {
        let forgotten = now.adding(seconds: -Share.rememberedSeconds)
        let taken = try transaction.change(
            """
            INSERT INTO short_code (code_hash, share_id, expires_at)
            VALUES (\(secrets.shortCodeHash(code.text)), \(share.id), \(share.expiresAt))
            ON CONFLICT (code_hash) DO UPDATE
            SET share_id = excluded.share_id, expires_at = excluded.expires_at
            WHERE short_code.expires_at <= \(forgotten)
            """)
        guard taken == 1 else { throw Refusal(.overloaded, clause: "DD-15", retryAfterSeconds: 1) }
    }

    private func seal(
        _ code: ShortCode, _ qr: QRText, of share: Identifier<Share>
    ) throws -> [UInt8] {
        try AES256GCM.seal(
            Array("\(code.text) \(qr.text)".utf8), key: secrets.shareKey(share.text),
            nonce: .init(counter: 0))
    }
}
