import AccessControl
import DigitalDocuments
import Journal
import Kernel
import Messages
import Registers
import Signatures
import Store

/// A document asked for by its owner's phone number (DD-20).
package struct DocumentRequest: Sendable {
    /// The request's name.
    package let id: Identifier<DocumentRequest>
    /// The kind of document.
    package let documentType: DocumentType
    /// Until when the owner may consent.
    package let answerBy: Instant
    /// The state at the moment of asking.
    package let status: Status

    /// The states on the wire.
    package enum Status: String, CaseIterable, Sendable {
        case awaitingSubject, consented, refused, expired, delivered, undeliverable, withdrawn
    }
}

/// What a document is asked for: to look at it, or to have it presented (DD-4).
package enum DocumentPurpose: String, CaseIterable, Sendable {
    case view, present

    /// What it means, as the person reads it.
    package var name: LocalizedText {
        switch self {
        case .view: LocalizedText(kk: "қарау", ru: "просмотр", en: "viewing")
        case .present: LocalizedText(kk: "ұсыну", ru: "предъявление", en: "presenting")
        }
    }
}

extension Platform {
    /// Wrong passwords that end a request.
    static var documentRequestTries: Int64 { 5 }

    /// Asks a document's owner, by SMS to the registered number, for consent (use case 08; DD-20).
    ///
    /// The owner hands over the password, or answers the SMS. A number that is nobody's, or that
    /// several people hold, cannot say who consents.
    /// - Throws: `phoneNotRegistered`, which counts against the system; `tooManyRequests` once it
    ///   has asked about too many such numbers, whatever the number.
    package func requestDocument(
        phone: PhoneNumber, documentType: DocumentType, purpose: DocumentPurpose,
        by client: ClientSystem, once: Once
    ) async throws -> DocumentRequest {
        try checkAdmission(of: .system(client))
        guard registers.documents.contains(where: { $0.documentTypes.contains(documentType) })
        else { throw Refusal(.documentTypeNotOffered, clause: "DD-5") }
        let (subject, contact) = try await owner(of: phone, askedBy: client)
        let now = clock.now()
        let id = Identifier<DocumentRequest>(random: random)
        let password = String(100_000 + random.below(900_000))
        let hash = secrets.oneTimePasswordHash(password, attempt: id.text)
        let answerBy = now.adding(
            seconds: try configuration.settings[OpenPoints.documentRequestWait])
        defer { messageSignal.notify() }
        return try await store.write { [self] transaction in
            try checkUnknownNumbers(of: client, at: now, in: transaction)
            try checkPasswordRate(of: subject, now: now, in: transaction)
            let code = try freeAnswerCode(for: phone, in: transaction)
            try transaction.execute(
                """
                INSERT INTO document_request (id, client_id, phone, subject_iin, document_type,
                    purpose, code_hash, sms_code, created_at, answer_by)
                VALUES (\(id), \(client.id), \(phone), \(subject), \(documentType.rawValue),
                    \(purpose.rawValue), \(hash), \(code), \(now), \(answerBy))
                """)
            let message = requestMessage(
                about: id, to: contact, from: client, documentType: documentType, purpose: purpose,
                password: password, code: code, answerBy: answerBy)
            try Outbox.add(message, at: now, in: transaction)
            try journal.append(
                .documentRequested, at: now,
                facts: [
                    "request": .string(id.text), "client": .string(client.id),
                    "documentType": .string(documentType.rawValue),
                    "purpose": .string(purpose.rawValue), "clause": "DD-20",
                ], subject: subject, in: transaction)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return DocumentRequest(
                id: id, documentType: documentType, answerBy: answerBy, status: .awaitingSubject)
        }
    }

    /// Takes the password that the owner handed over to the third party (DD-20, DD-2.2).
    ///
    /// As with an answer by SMS, the number must still be that person's.
    /// - Throws: `notFound`, `wrongOneTimePassword`, `oneTimePasswordExpired`, `tooManyTries`;
    ///   `phoneNotRegistered` for the right password when the number is another's or nobody's by
    ///   now, or its person has died; `registerUnavailable` when nobody can say.
    package func consent(
        to id: Identifier<DocumentRequest>, password: String, presentedBy client: ClientSystem,
        once: Once
    ) async throws {
        let now = clock.now()
        let hash = secrets.oneTimePasswordHash(password, attempt: id.text)
        let seen = try await store.read { try Self.requestRow(id, of: client, in: $0) }
        guard let seen else { throw Refusal(.notFound) }
        let isRightNow = seen.takes(
            hash, at: now, passwordSeconds: configuration.oneTimePasswordSeconds)
        if isRightNow {
            guard try await isStillHolder(seen.subject, of: seen.phone) else {
                throw Refusal(.phoneNotRegistered, clause: "DD-20")
            }
        }
        let refusal: Refusal? = try await store.write { [self] transaction in
            guard let row = try lockedRequestRow(id, of: client, in: transaction) else {
                return Refusal(.notFound)
            }
            guard row.isOpen(at: now) else {
                return Refusal(.oneTimePasswordExpired, clause: "DD-20")
            }
            guard row.tries < Self.documentRequestTries else {
                return Refusal(.tooManyTries, clause: "DD-20")
            }
            let passwordEnds = row.createdAt.adding(
                seconds: configuration.oneTimePasswordSeconds)
            guard now < passwordEnds else {
                return Refusal(.oneTimePasswordExpired, clause: "DD-2.2")
            }
            // Not right before the register was asked is not right now.
            let isRight = isRightNow && constantTimeEqual(row.codeHash, hash)
            try transaction.execute(
                "UPDATE document_request SET tries = tries + 1 WHERE id = \(id)")
            guard isRight else {
                let isLast = row.tries + 1 >= Self.documentRequestTries
                return Refusal(isLast ? .tooManyTries : .wrongOneTimePassword, clause: "DD-20")
            }
            try consent(to: row, means: "oneTimePassword", at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Takes an SMS answer if its code belongs to a document request of the number (DD-20).
    func answerDocumentRequest(
        code: String, consents: Bool, message: IncomingMessage, at now: Instant
    ) async throws -> AnswerOutcome? {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(DocumentRequestRow.columns) FROM document_request q
                WHERE q.phone = \(message.sender) AND q.sms_code = \(code)
                    AND q.consented_at IS NULL AND q.refused_at IS NULL
                ORDER BY q.created_at DESC LIMIT 1
                """
            ).map(DocumentRequestRow.init(row:))
        }
        guard let found else { return nil }
        guard try await isStillHolder(found.subject, of: message.sender) else {
            return try await note(.otherPerson, of: message, at: now)
        }
        return try await store.write { [self] transaction in
            let outcome: AnswerOutcome = consents ? .documentConsented : .documentRefused
            let noted = try noted(outcome, of: message, at: now, in: transaction)
            guard noted == outcome else { return noted }
            let rows = try transaction.lockedRows(
                "SELECT \(DocumentRequestRow.columns) FROM document_request q WHERE q.id = \(found.id)"
            )
            guard let row = try rows.first.map(DocumentRequestRow.init(row:)), row.isOpen(at: now)
            else {
                try change(outcome: .late, of: message, in: transaction)
                return .late
            }
            if consents {
                try consent(to: row, means: "sms", at: now, in: transaction)
            } else {
                try transaction.execute(
                    "UPDATE document_request SET refused_at = \(now) WHERE id = \(row.id)")
                try journal.append(
                    .consentRefused, at: now,
                    facts: [
                        "request": .string(row.id.text), "means": "sms", "clause": "DD-20",
                    ], subject: row.subject, in: transaction)
            }
            return outcome
        }
    }

    /// The system's own request, as it is read.
    static func requestRow(
        _ id: Identifier<DocumentRequest>, of client: ClientSystem, in transaction: any Transaction
    ) throws -> DocumentRequestRow? {
        try transaction.firstRow(
            """
            SELECT \(DocumentRequestRow.columns) FROM document_request q
            WHERE q.id = \(id) AND q.client_id = \(client.id)
            """
        ).map(DocumentRequestRow.init(row:))
    }

    private func lockedRequestRow(
        _ id: Identifier<DocumentRequest>, of client: ClientSystem, in transaction: any Transaction
    ) throws -> DocumentRequestRow? {
        try transaction.lockedRows(
            """
            SELECT \(DocumentRequestRow.columns) FROM document_request q
            WHERE q.id = \(id) AND q.client_id = \(client.id)
            """
        ).first.map(DocumentRequestRow.init(row:))
    }

    private func consent(
        to row: DocumentRequestRow, means: String, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE document_request SET consented_at = \(now), consented_by = \(means)
            WHERE id = \(row.id)
            """)
        try journal.append(
            .consentGiven, at: now,
            facts: [
                "request": .string(row.id.text), "means": .string(means),
                "documentType": .string(row.documentType.rawValue), "clause": "DD-20",
            ], subject: row.subject, in: transaction)
    }

    private func requestMessage(
        about id: Identifier<DocumentRequest>, to contact: (phone: PhoneNumber, language: Language),
        from client: ClientSystem,
        documentType: DocumentType, purpose: DocumentPurpose, password: String, code: String,
        answerBy: Instant
    ) -> OutgoingMessage {
        let (name, title, why) = (client.name, documentType.title, purpose.name)
        let text =
            switch contact.language {
            case .kk:
                "\(name.kk) құжатыңызды сұрайды: \(title.kk). Мақсаты: \(why.kk). Келісу: кодты "
                    + "айтыңыз \(password) немесе жауап жіберіңіз \(code) 1. Бас тарту: \(code) 2"
            case .ru:
                "\(name.ru) запрашивает ваш документ: \(title.ru). Цель: \(why.ru). Согласие: "
                    + "сообщите код \(password) или ответьте \(code) 1. Отказ: \(code) 2"
            case .en:
                "\(name.en) asks for your document: \(title.en). Purpose: \(why.en). To consent: "
                    + "tell them \(password) or answer \(code) 1. To refuse: \(code) 2"
            }
        return OutgoingMessage(
            id: Identifier(random: random), recipient: contact.phone, body: text,
            answers: .choice(grant: "\(code) 1", refuse: "\(code) 2"), giveUpAt: answerBy,
            reference: id.text)
    }
}
