import AccessControl
import Journal
import Kernel
import Messages
import Registers
import Store

extension Platform {
    /// Asks a person, through 1414, for access to data about them (use case 03; KDP-2.3, KDP-7.1).
    ///
    /// A person who is unknown, dead or without a number in the mobile citizens' base makes the
    /// request `undeliverable`: which of the three is nobody's business.
    /// - Throws: what ``AccessTerms/check(purpose:ownerDataSets:requestsInLastDay:)`` refuses, and
    ///   `registerUnavailable`.
    package func requestAccess(
        to subject: IIN, terms: AccessTerms, by initiator: ClientSystem, once: Once
    ) async throws -> AccessRequest {
        try initiator.standing.check()
        let owner = try await client(terms.owner)
        let ownerDataSets = owner.flatMap { $0.role == .owner ? $0.dataSets : nil }
        let purpose = configuration.purpose(terms.purpose)
        // Refused before any register is troubled; the count is looked at in the transaction.
        do throws(Refusal) {
            try terms.check(purpose: purpose, ownerDataSets: ownerDataSets, requestsInLastDay: 0)
            try owner?.standing.check()
        } catch {
            try await recordRejection(error, of: terms, to: subject, by: initiator)
            throw error
        }
        let contact = try await contact(of: subject)
        let now = clock.now()
        let request = AccessRequest(
            id: Identifier(random: random), terms: terms, createdAt: now,
            answerBy: now.adding(
                seconds: try configuration.settings[OpenPoints.accessRequestWait]),
            outcome: contact == nil ? .undeliverable(at: now) : nil)
        defer { messageSignal.notify() }
        let outcome: Result<AccessRequest, Refusal> = try await store.write {
            [self] transaction in
            let count = try recentRequests(
                to: subject, for: terms.purpose, by: initiator.id, now: now, in: transaction)
            do throws(Refusal) {
                try terms.check(
                    purpose: purpose, ownerDataSets: ownerDataSets, requestsInLastDay: count)
            } catch {
                try appendRejection(
                    error, of: terms, to: subject, by: initiator, at: now, in: transaction)
                return .failure(error)
            }
            let code = try contact.map { try freeAnswerCode(for: $0.phone, in: transaction) }
            try insert(
                request, subject: subject, initiator: initiator, phone: contact?.phone, code: code,
                in: transaction)
            if let contact, let code, let purpose {
                let message = consentMessage(
                    request, to: contact, from: initiator, purpose: purpose, code: code)
                try Outbox.add(message, at: now, in: transaction)
            }
            try journal.append(
                contact == nil ? .requestUndeliverable : .accessRequested, at: now,
                facts: facts(of: request.terms, initiator: initiator.id, request: request.id)
                    .adding(exemption: initiator.standing, ofOwner: owner?.standing),
                personal: request.terms.personalFields, subject: subject, in: transaction)
            try once.record(entity: request.id.text, status: 201, at: now, in: transaction)
            return .success(request)
        }
        return try outcome.get()
    }

    /// Where and in which language a living person is reached.
    ///
    /// - Parameter known: the person's record, when the register has just been asked for it.
    func contact(
        of person: IIN, known: PersonRecord? = nil
    ) async throws -> (phone: PhoneNumber, language: Language)? {
        do {
            let record: PersonRecord? =
                if let known { known } else { try await registers.person(person) }
            guard let found = record, found.deathDate == nil,
                let phone = try await registers.phone(of: person)
            else { return nil }
            return (phone, found.language)
        } catch {
            throw Refusal(.registerUnavailable, clause: "KDP-7.1", retryAfterSeconds: 5)
        }
    }

    /// What an entry about an access says to anyone who holds its leaf.
    func facts(
        of terms: AccessTerms, initiator: String, request: Identifier<AccessRequest>
    ) -> JSON {
        [
            "request": .string(request.text), "initiator": .string(initiator),
            "owner": .string(terms.owner), "action": .string(terms.action.rawValue),
            "purpose": .string(terms.purpose),
            "dataSets": .array(terms.dataSets.map { .string($0) }),
            "lifetimeSeconds": .integer(terms.lifetimeSeconds), "uses": .integer(terms.uses),
            "conditions": [
                "crossBorder": .bool(terms.conditions.crossBorder),
                "publicSources": .bool(terms.conditions.publicSources),
            ],
        ]
    }

    private func recentRequests(
        to subject: IIN, for purpose: String, by initiator: String, now: Instant,
        in transaction: any Transaction
    ) throws -> Int {
        let dayAgo = now.adding(seconds: -86_400)
        try transaction.lock(
            secrets.lock("requests", of: "\(initiator) \(purpose) \(subject.digits)"))
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM access_request
            WHERE initiator = \(initiator) AND subject_iin = \(subject.digits)
                AND purpose = \(purpose) AND created_at > \(dayAgo)
            """)
        return Int(try row?.integer(0) ?? 0)
    }

    /// A code that no open request of this number has, nor one that could be answered within a day.
    ///
    /// So a late or second answer finds nothing, never the next request. Two requests at once wait
    /// for each other, so that they cannot take the same. Of 9,000 codes half may be taken: a number
    /// would have to get 4,500 requests in a day, and every purpose has its own daily limit.
    func freeAnswerCode(for phone: PhoneNumber, in transaction: any Transaction) throws -> String {
        try transaction.lock(secrets.lock("answers", of: phone.text))
        let dayAgo = clock.now().adding(seconds: -86_400)
        let requests = try transaction.rows(
            """
            SELECT sms_code FROM access_request
            WHERE phone = \(phone) AND sms_code IS NOT NULL AND answer_by > \(dayAgo)
            """)
        let documents = try transaction.rows(
            """
            SELECT sms_code FROM document_request
            WHERE phone = \(phone) AND sms_code IS NOT NULL AND answer_by > \(dayAgo)
            """)
        let taken = Set(try (requests + documents).map { try $0.text(0) })
        guard let code = ConsentAnswer.makeCode(taken: taken, random: random) else {
            throw Refusal(.tooManyRequests, clause: "KDP-7.1", retryAfterSeconds: 600)
        }
        return code
    }

    private func insert(
        _ request: AccessRequest, subject: IIN, initiator: ClientSystem, phone: PhoneNumber?,
        code: String?, in transaction: any Transaction
    ) throws {
        let terms = request.terms
        let isUndeliverable = phone == nil
        try transaction.execute(
            """
            INSERT INTO access_request (id, subject_iin, initiator, owner, service, action,
                data_sets, purpose, method, lifetime_seconds, uses, conditions, phone, sms_code,
                created_at, answer_by, answered_at, outcome)
            VALUES (\(request.id), \(subject.digits), \(initiator.id), \(terms.owner),
                \(terms.service), \(terms.action.rawValue),
                \(terms.dataSets.joined(separator: " ")), \(terms.purpose),
                \(terms.method.rawValue), \(terms.lifetimeSeconds), \(terms.uses),
                \(terms.conditions.json.text), \(phone), \(code), \(request.createdAt), \(request.answerBy),
                \(isUndeliverable ? request.createdAt : nil),
                \(isUndeliverable ? "undeliverable" : nil))
            """)
    }

    private func consentMessage(
        _ request: AccessRequest, to contact: (phone: PhoneNumber, language: Language),
        from initiator: ClientSystem, purpose: Purpose, code: String
    ) -> OutgoingMessage {
        let message = ConsentMessage(
            requester: initiator.name, purpose: purpose.name, action: request.terms.action,
            dataSets: request.terms.dataSets.map(DataSet.name(of:)), code: code,
            minutes: (request.answerBy.seconds - request.createdAt.seconds) / 60,
            link: "\(configuration.publicURL)/access-requests/\(request.id.text)")
        return OutgoingMessage(
            id: Identifier(random: random), recipient: contact.phone,
            body: message.text(in: contact.language),
            answers: .choice(grant: "\(code) 1", refuse: "\(code) 2"),
            giveUpAt: request.answerBy, reference: request.id.text)
    }
}
