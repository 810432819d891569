import AccessControl
import Journal
import Kernel
import Messages
import Registers
import Store

/// An SMS that came to 1414.
package struct IncomingMessage: Sendable, Hashable {
    /// The gateway's own name for it; a repetition has the same.
    package let gatewayId: String
    /// The number it came from.
    package let sender: PhoneNumber
    /// The text.
    package let text: String

    /// A message from the gateway.
    package init(gatewayId: String, sender: PhoneNumber, text: String) {
        self.gatewayId = gatewayId
        self.sender = sender
        self.text = text
    }
}

/// What an SMS to 1414 did.
package enum AnswerOutcome: String, Sendable, Hashable, CaseIterable {
    /// The request was granted.
    case granted
    /// The request was refused.
    case refused
    /// A phone-number request for a document was consented to or refused.
    case documentConsented, documentRefused
    /// What was asked about vouchers was answered by SMS.
    case told
    /// The gateway sent the same message before.
    case repeated
    /// The code belongs to no open request of this number.
    case noSuchRequest
    /// The answer came after the end.
    case late
    /// The number is no longer the person's.
    case otherPerson
    /// The text is no answer.
    case unclear
    /// The number has sent so many wrong codes that it is not listened to for a while.
    case paused
}

extension Platform {
    /// Takes a person's answer (use case 03; KDP-7.1, KDP-7c, DD-20).
    ///
    /// It counts once, by the gateway's name; only from the number that was asked, if that is still
    /// the person's; with the request's code; before its end by our time of receipt.
    /// - Throws: `registerUnavailable` when it cannot be checked whose number it is: the gateway is
    ///   to bring the message again.
    package func receive(_ message: IncomingMessage) async throws -> AnswerOutcome {
        let now = clock.now()
        let code: String
        let consents: Bool
        switch ConsentAnswer(message.text) {
        case .request(let named, let answer): (code, consents) = (named, answer)
        case .voucher(let answer):
            return try await answerVoucherRequest(consents: answer, message: message, at: now)
        case .unclear:
            if let asked = voucherInquiry(in: message.text) {
                return try await answer(asked.inquiry, of: asked.pilots, message: message, at: now)
            }
            return try await note(.unclear, of: message, at: now)
        }
        if let request = try await openRequest(from: message.sender, code: code) {
            guard try await isStillHolder(request.subject, of: message.sender) else {
                return try await note(.otherPerson, of: message, at: now)
            }
            return try await answer(request, consents: consents, message: message, at: now)
        }
        if let outcome = try await answerDocumentRequest(
            code: code, consents: consents, message: message, at: now)
        {
            return outcome
        }
        return try await note(.noSuchRequest, of: message, at: now)
    }

    private func openRequest(
        from sender: PhoneNumber, code: String
    ) async throws -> AccessRequestRow? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns) FROM access_request r
                LEFT JOIN consent c ON c.request_id = r.id
                WHERE r.phone = \(sender) AND r.sms_code = \(code) AND r.outcome IS NULL
                ORDER BY r.created_at DESC LIMIT 1
                """
            ).map(AccessRequestRow.init(row:))
        }
    }

    /// Whether the number is, at this moment, the person's by the mobile citizens' base.
    func isStillHolder(_ person: IIN, of number: PhoneNumber) async throws -> Bool {
        do {
            guard let found = try await registers.person(person), found.deathDate == nil else {
                return false
            }
            return try await registers.phone(of: person) == number
        } catch {
            throw Refusal(.registerUnavailable, clause: "KDP-7.1", retryAfterSeconds: 5)
        }
    }

    private func answer(
        _ row: AccessRequestRow, consents: Bool, message: IncomingMessage, at now: Instant
    ) async throws -> AnswerOutcome {
        try await store.write { [self] transaction in
            let answer: AnswerOutcome = consents ? .granted : .refused
            let noted = try noted(answer, of: message, at: now, in: transaction)
            guard noted == answer else { return noted }
            guard now < row.answerBy else {
                try change(outcome: .late, of: message, in: transaction)
                return .late
            }
            let outcome = consents ? "granted" : "refused"
            let decided = try transaction.change(
                """
                UPDATE access_request SET outcome = \(outcome), answered_at = \(now)
                WHERE id = \(row.id) AND outcome IS NULL
                """)
            guard decided == 1 else {
                try change(outcome: .noSuchRequest, of: message, in: transaction)
                return .noSuchRequest
            }
            if consents {
                try grant(row, evidence: .init("channel", "1414"), at: now, in: transaction)
            } else {
                try journal.append(
                    .consentRefused, at: now,
                    facts: facts(of: row.terms, initiator: row.initiator, request: row.id),
                    personal: row.terms.personalFields, subject: row.subject, in: transaction)
            }
            return answer
        }
    }

    /// Writes the consent; `evidence` says in the journal by which way the answer came.
    func grant(
        _ row: AccessRequestRow, evidence: JSON.Member, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let id = Identifier<Consent>(random: random)
        let expiresAt = now.adding(seconds: row.terms.lifetimeSeconds)
        try transaction.execute(
            """
            INSERT INTO consent (id, request_id, subject_iin, granted_at, expires_at)
            VALUES (\(id), \(row.id), \(row.subject.digits), \(now), \(expiresAt))
            """)
        for dataSet in row.terms.dataSets {
            try transaction.execute(
                """
                INSERT INTO consent_data_set (consent_id, data_set, uses_max)
                VALUES (\(id), \(dataSet), \(row.terms.uses))
                """)
        }
        try journal.append(
            .consentGiven, at: now,
            facts: .object(
                (facts(of: row.terms, initiator: row.initiator, request: row.id).members ?? []) + [
                    .init("consent", .string(id.text)),
                    .init("expiresAt", .string(expiresAt.description)),
                    evidence,
                ]),
            personal: row.terms.personalFields, subject: row.subject, in: transaction)
    }

    /// Notes the message by the gateway's name and says what it counts as.
    ///
    /// That is `repeated` when it was noted before, and `paused` when the number has guessed too
    /// often: messages from one number are judged one after another, so the limit holds exactly.
    func noted(
        _ outcome: AnswerOutcome, of message: IncomingMessage, at now: Instant,
        in transaction: any Transaction
    ) throws -> AnswerOutcome {
        try transaction.lock(secrets.lock("replies", of: message.sender.text))
        let isPaused =
            try outcome != .unclear
            && wrongReplies(from: message.sender, at: now, in: transaction)
                >= configuration.wrongRepliesMax
        let outcome = isPaused ? .paused : outcome
        return try isNew(message, outcome: outcome, at: now, in: transaction)
            ? outcome : .repeated
    }

    /// Notes the message by the gateway's name; false when it was noted before.
    func isNew(
        _ message: IncomingMessage, outcome: AnswerOutcome, at now: Instant,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.change(
            """
            INSERT INTO inbound_message (gateway_id, phone, received_at, outcome)
            VALUES (\(message.gatewayId), \(message.sender), \(now), \(outcome.rawValue))
            ON CONFLICT (gateway_id) DO NOTHING
            """) == 1
    }

    /// Codes of no open request that the number sent within ten minutes.
    private func wrongReplies(
        from sender: PhoneNumber, at now: Instant, in transaction: any Transaction
    ) throws -> Int {
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM inbound_message
            WHERE phone = \(sender) AND received_at > \(now.adding(seconds: -600))
                AND outcome = \(AnswerOutcome.noSuchRequest.rawValue)
            """)
        return Int(try row?.integer(0) ?? 0)
    }

    func change(
        outcome: AnswerOutcome, of message: IncomingMessage, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE inbound_message SET outcome = \(outcome.rawValue)
            WHERE gateway_id = \(message.gatewayId)
            """)
    }

    func note(
        _ outcome: AnswerOutcome, of message: IncomingMessage, at now: Instant
    ) async throws -> AnswerOutcome {
        try await store.write { [self] transaction in
            try noted(outcome, of: message, at: now, in: transaction)
        }
    }
}
