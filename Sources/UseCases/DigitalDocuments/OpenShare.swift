import DigitalDocuments
import Journal
import Kernel
import Messages
import Registers
import Store

/// A document as it was shown to a verifier, with the receipt that both sides hold.
package struct OpenedDocument: Sendable {
    /// The document.
    package let document: CheckedDocument
    /// When it was shown.
    package let at: Instant
    /// The journal entry of the view: the same mark in both cabinets (DD-18).
    package let entry: Identifier<JournalEntry>
    /// The share that was opened.
    package let share: Identifier<Share>
}

/// A view that a verifier holds while the register is asked.
struct ReservedView: Sendable {
    let share: Identifier<Share>
    let number: Int64
    let reservation: String
    let reference: DocumentReference
    let holder: IIN
}

extension Platform {
    /// Opens a shared document to a verifier (use case 07; DD-10, DD-17 to DD-19).
    ///
    /// One transaction reserves the view; the register is called outside any; one transaction
    /// spends the view and writes the mark; only then the document leaves. Of any number of
    /// verifiers at once no more see it than the holder allowed.
    /// - Throws: `codeUnknown`, `codeExpired`, `codeUsed`, `codeRevoked`, `codeInUse`, `ownDocument`,
    ///   `tooManyTries`, `holderConfirmationRequired`, `systemNotAdmitted`, or what the register's
    ///   answer lacks.
    package func open(
        _ code: PresentedCode, by verifier: Verifier, once: Once
    ) async throws -> OpenedDocument {
        try checkAdmission(of: verifier)
        let view = try await reserve(code, by: verifier)
        let holder: PersonRecord
        let document: CheckedDocument
        do throws(Refusal) {
            holder = try await livingHolder(view.holder)
            try await checkRepresentation(of: view.reference.subject, by: view.holder)
            document = try await build(view.reference)
        } catch {
            try await release(view, refusal: error, way: code.way, verifier: verifier)
            throw error
        }
        // A base that does not answer must not keep the document back: the notice waits for it.
        let address = await noticeAddress(of: view.holder, known: holder)
        return try await spend(
            view, document: document, way: code.way, by: verifier, address: address, once: once)
    }

    /// A user's system is let in only after the authorised body's decision (DD-4).
    func checkAdmission(of verifier: Verifier) throws(Refusal) {
        if case .system(let client) = verifier, client.decision == nil {
            throw Refusal(.systemNotAdmitted, clause: "DD-4")
        }
    }

    /// What somebody opened who has died since is closed (DD-15).
    private func livingHolder(_ holder: IIN) async throws(Refusal) -> PersonRecord {
        let record: PersonRecord?
        do {
            record = try await registers.person(holder)
        } catch {
            throw Refusal(.registerUnavailable, clause: "DD-13", retryAfterSeconds: 5)
        }
        guard let record, record.deathDate == nil else {
            throw Refusal(.codeRevoked, clause: "DD-15")
        }
        return record
    }

    /// What a representative opened closes when the child is of age or the relation ends (DD-14).
    private func checkRepresentation(of subject: IIN, by holder: IIN) async throws(Refusal) {
        guard subject != holder else { return }
        let child: PersonRecord?
        do {
            child = try await represented(subject, by: holder, on: clock.today)
        } catch {
            throw Refusal(.registerUnavailable, clause: "DD-14", retryAfterSeconds: 5)
        }
        guard child != nil else { throw Refusal(.codeRevoked, clause: "DD-14") }
    }

    // MARK: - Reserving

    private func reserve(
        _ code: PresentedCode, by verifier: Verifier
    ) async throws -> ReservedView {
        let now = clock.now()
        let reservation = randomIdentifierText(random)
        let outcome: Result<ReservedView, Refusal> = try await store.write { [self] transaction in
            if case .typed = code,
                let refusal = try guessingRefusal(for: verifier, now: now, in: transaction)
            {
                return .failure(refusal)
            }
            guard let found = try share(for: code, at: now, in: transaction) else {
                try noteUnknown(code, by: verifier, now: now, in: transaction)
                return .failure(Refusal(.codeUnknown, clause: "DD-10"))
            }
            do {
                try checkThirdParty(verifier, found)
                // Nobody is asked to allow what is over.
                try found.share.checkOpen(at: now)
                if case .typed = code { try checkConfirmation(found, verifier, now, transaction) }
                let taken = try takenViews(of: found.share.id, in: transaction)
                let number = try found.share.viewToReserve(taken: taken, at: now)
                try takeView(
                    number, of: found.share.id, by: verifier, reservation: reservation, now: now,
                    in: transaction)
                return .success(
                    ReservedView(
                        share: found.share.id, number: number, reservation: reservation,
                        reference: found.reference, holder: found.holder))
            } catch let refusal as Refusal {
                if [.codeExpired, .codeUsed, .codeRevoked].contains(refusal.code) {
                    try countWrong(code, by: verifier, now: now, in: transaction)
                }
                try mark(
                    found, way: code.way, by: verifier, refusal: refusal, now: now,
                    in: transaction)
                return .failure(refusal)
            }
        }
        return try outcome.get()
    }

    private func checkThirdParty(_ verifier: Verifier, _ found: FoundShare) throws(Refusal) {
        guard verifier.iin != found.holder, verifier.iin != found.reference.subject else {
            throw Refusal(.ownDocument, clause: "DD-2.6")
        }
    }

    /// The share that the code opens or opened; an ended one is known for 24 hours (UC-07, 5b).
    private func share(
        for code: PresentedCode, at now: Instant, in transaction: any Transaction
    ) throws -> FoundShare? {
        let remembered = now.adding(seconds: -Share.rememberedSeconds)
        let columns: SQL = """
            s.id, s.created_at, s.expires_at, s.views_max, s.revoked_at, s.holder_iin,
            d.id, d.subject_iin, d.document_type, d.record_id
            """
        let rows =
            switch code {
            case .qr(let text):
                try transaction.lockedRows(
                    """
                    SELECT \(columns) FROM share s JOIN document_reference d ON d.id = s.document_id
                    WHERE s.qr_hash = \(secrets.qrHash(text.secret))
                        AND s.expires_at > \(remembered)
                    """)
            case .typed(let short):
                try transaction.lockedRows(
                    """
                    SELECT \(columns) FROM short_code k JOIN share s ON s.id = k.share_id
                    JOIN document_reference d ON d.id = s.document_id
                    WHERE k.code_hash = \(secrets.shortCodeHash(short.text))
                        AND s.expires_at > \(remembered)
                    """)
            }
        return try rows.first.map(FoundShare.init(row:))
    }

    private func takenViews(
        of share: Identifier<Share>, in transaction: any Transaction
    ) throws -> [Share.View] {
        try transaction.rows(
            """
            SELECT number, spent_at, reserved_until FROM share_view WHERE share_id = \(share)
            """
        ).map { row in
            Share.View(
                number: try row.integer(0), isSpent: try row.instantIfPresent(1) != nil,
                reservedUntil: try row.instant(2))
        }
    }

    private func takeView(
        _ number: Int64, of share: Identifier<Share>, by verifier: Verifier, reservation: String,
        now: Instant, in transaction: any Transaction
    ) throws {
        let until = now.adding(milliseconds: Share.reservationMilliseconds)
        let taken = try transaction.change(
            """
            INSERT INTO share_view (share_id, number, verifier, reservation, reserved_until)
            VALUES (\(share), \(number), \(verifier.key), \(reservation), \(until))
            ON CONFLICT (share_id, number) DO UPDATE
            SET verifier = excluded.verifier, reservation = excluded.reservation,
                reserved_until = excluded.reserved_until
            WHERE share_view.spent_at IS NULL AND share_view.reserved_until <= \(now)
            """)
        guard taken == 1 else { throw Refusal(.codeInUse, clause: "DD-15", retryAfterSeconds: 15) }
    }

    // MARK: - Spending and releasing

    private func spend(
        _ view: ReservedView, document: CheckedDocument, way: ViewWay, by verifier: Verifier,
        address: NoticeAddress, once: Once
    ) async throws -> OpenedDocument {
        let now = clock.now()
        defer { messageSignal.notify() }
        let outcome: Result<OpenedDocument, Refusal> = try await store.write { [self] transaction in
            guard let found = try share(view.share, in: transaction) else {
                return .failure(Refusal(.codeUnknown, clause: "DD-10"))
            }
            do throws(Refusal) {
                try found.share.checkOpen(at: now)
            } catch {
                try mark(found, way: way, by: verifier, refusal: error, now: now, in: transaction)
                return .failure(error)
            }
            guard try isHeld(view, in: transaction) else {
                // The reservation ran out and another verifier took the view: nothing may leave.
                let refusal = Refusal(.codeInUse, clause: "DD-15", retryAfterSeconds: 15)
                try mark(found, way: way, by: verifier, refusal: refusal, now: now, in: transaction)
                return .failure(refusal)
            }
            let entry = try journal.append(
                .documentViewed, at: now,
                facts: [
                    "share": .string(view.share.text), "way": .string(way.rawValue),
                    "documentType": .string(view.reference.documentType.rawValue),
                    "issuer": .string(document.content.issuer.bin.digits),
                    "signedDigest": .string(document.digest.hex),
                    "revocation": .string(document.revocation.rawValue),
                    "purpose": "view", "channel": .string(verifier.channel), "clause": "DD-19",
                ], personal: ["viewerName": .string(verifier.displayName.kk)],
                subject: view.reference.subject, counterpart: verifier.iin, in: transaction)
            try transaction.execute(
                """
                UPDATE share_view SET spent_at = \(now), entry_id = \(entry)
                WHERE share_id = \(view.share) AND number = \(view.number)
                    AND reservation = \(view.reservation) AND spent_at IS NULL
                """)
            try insertMark(
                found, way: way, by: verifier, outcome: "shown", now: now, entry: entry,
                in: transaction)
            try tell(
                view.holder, viewNotice(of: found, by: verifier), at: address, now: now,
                in: transaction)
            try once.record(entity: entry.text, status: 200, at: now, in: transaction)
            return .success(
                OpenedDocument(document: document, at: now, entry: entry, share: view.share))
        }
        return try outcome.get()
    }

    /// Whether the view is still this verifier's; the share's row is locked.
    private func isHeld(
        _ view: ReservedView, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.firstRow(
            """
            SELECT number FROM share_view
            WHERE share_id = \(view.share) AND number = \(view.number)
                AND reservation = \(view.reservation) AND spent_at IS NULL
            """) != nil
    }

    private func release(
        _ view: ReservedView, refusal: Refusal, way: ViewWay, verifier: Verifier
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            try transaction.execute(
                """
                DELETE FROM share_view WHERE share_id = \(view.share)
                    AND number = \(view.number) AND reservation = \(view.reservation)
                    AND spent_at IS NULL
                """)
            guard let found = try share(view.share, in: transaction) else { return }
            try mark(found, way: way, by: verifier, refusal: refusal, now: now, in: transaction)
        }
    }

    private func share(
        _ id: Identifier<Share>, in transaction: any Transaction
    ) throws -> FoundShare? {
        try transaction.lockedRows(
            """
            SELECT s.id, s.created_at, s.expires_at, s.views_max, s.revoked_at, s.holder_iin,
                d.id, d.subject_iin, d.document_type, d.record_id
            FROM share s JOIN document_reference d ON d.id = s.document_id WHERE s.id = \(id)
            """
        ).first.map(FoundShare.init(row:))
    }

    private func viewNotice(of found: FoundShare, by verifier: Verifier) -> LocalizedText {
        let title = found.reference.documentType.title
        let name = verifier.displayName
        return LocalizedText(
            kk: "Құжатыңыз көрсетілді: \(title.kk). Көрген: \(name.kk). Qyzmet",
            ru: "Ваш документ показан: \(title.ru). Кому: \(name.ru). Qyzmet",
            en: "Your document was shown: \(title.en). To: \(name.en). Qyzmet")
    }
}

/// A share with the document and the holder behind it.
struct FoundShare: Sendable {
    let share: Share
    let holder: IIN
    let reference: DocumentReference

    init(row: Row) throws {
        share = DigitalDocuments.Share(
            id: Identifier(stored: try row.text(0)), createdAt: try row.instant(1),
            expiresAt: try row.instant(2), viewsMax: try row.integer(3),
            revokedAt: try row.instantIfPresent(4))
        holder = IIN(stored: try row.text(5))
        guard let type = DocumentType(rawValue: try row.text(8)) else {
            throw Refusal(.documentTypeNotOffered, clause: "DD-5")
        }
        reference = DocumentReference(
            id: Identifier(stored: try row.text(6)), subject: IIN(stored: try row.text(7)),
            documentType: type, recordId: try row.text(9))
    }
}

extension Platform {
    /// Hands a document over again whose answer was lost; the view is not spent twice.
    ///
    /// - Throws: `replayNotPossible` for another caller's view, or the present reason when the
    ///   holder has closed the share or it has expired since.
    package func reopen(
        _ entry: Identifier<JournalEntry>, caller: String
    ) async throws -> OpenedDocument {
        let now = clock.now()
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT s.id, s.created_at, s.expires_at, s.views_max, s.revoked_at, s.holder_iin,
                    d.id, d.subject_iin, d.document_type, d.record_id, v.spent_at
                FROM share_view v JOIN share s ON s.id = v.share_id
                JOIN document_reference d ON d.id = s.document_id
                WHERE v.entry_id = \(entry) AND v.verifier = \(caller)
                """
            ).map { (share: try FoundShare(row: $0), at: try $0.instant(10)) }
        }
        guard let found else { throw Refusal(.replayNotPossible) }
        do throws(Refusal) {
            try found.share.share.checkOpen(at: now)
        } catch {
            throw Refusal(.replayNotPossible, error.code.title, clause: error.clause)
        }
        try await checkRepresentation(of: found.share.reference.subject, by: found.share.holder)
        let document = try await build(found.share.reference)
        return OpenedDocument(
            document: document, at: found.at, entry: entry, share: found.share.share.id)
    }
}
