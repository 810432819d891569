import AccessControl
import Journal
import Kernel
import Store

/// An official's look at one person's rows: asked, confirmed by a second, read (use case 12).
extension Platform {
    /// Asks to look at the rows of a person; nothing is shown before a second official confirms.
    ///
    /// The person sees that it was asked. Whether anybody has this number is not said.
    /// - Throws: `roleNotAllowed` for the official's own rows, which the cabinet shows anyway.
    package func askToRead(
        _ subject: IIN, ground: SupervisionGround, evidence: String, by official: SignedInOfficial,
        once: Once
    ) async throws -> PersonRead {
        try requireSupervision(official)
        guard subject != official.person.iin else {
            throw Refusal(.roleNotAllowed, clause: "KDP-2.6")
        }
        let now = clock.now()
        let read = PersonRead(
            id: Identifier(random: random), official: official.person.iin, subject: subject,
            ground: ground, evidence: evidence, askedAt: now,
            confirmBy: now.adding(seconds: configuration.personReadConfirmHours * 3600),
            confirmation: nil)
        return try await store.write { [self] transaction in
            try transaction.execute(
                """
                INSERT INTO person_read (id, official_iin, subject_iin, ground, evidence, asked_at,
                    confirm_by)
                VALUES (\(read.id), \(read.official), \(subject), \(ground.rawValue), \(evidence),
                    \(now), \(read.confirmBy))
                """)
            try journal.append(
                .personReadAsked, at: now, facts: facts(of: read, for: official.body),
                personal: personalFields(of: read, official: official), subject: subject,
                in: transaction)
            try once.record(entity: read.id.text, status: 201, at: now, in: transaction)
            return read
        }
    }

    /// A second official lets the first read, for a limited time.
    ///
    /// - Throws: `notFound` for what was never asked, has lapsed or is confirmed; `roleNotAllowed`
    ///   for who asked and for the person whose rows they are.
    package func confirmReading(
        _ id: Identifier<PersonRead>, by second: SignedInOfficial, once: Once
    ) async throws -> PersonRead {
        try requireSupervision(second)
        let now = clock.now()
        let until = now.adding(seconds: configuration.personReadHours * 3600)
        return try await store.write { [self] transaction in
            guard let asked = try personRead(id, isLocked: true, in: transaction) else {
                throw Refusal(.notFound)
            }
            try asked.checkConfirmation(by: second.person.iin, at: now)
            try transaction.execute(
                """
                UPDATE person_read SET second_iin = \(second.person.iin), confirmed_at = \(now),
                    read_until = \(until)
                WHERE id = \(id)
                """)
            try journal.append(
                .personReadConfirmed, at: now, facts: facts(of: asked, for: second.body),
                personal: personalFields(of: asked, official: second), subject: asked.subject,
                in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return asked.confirmed(by: second.person.iin, until: until)
        }
    }

    /// What waits for a second official or is open, newest first.
    package func personReads(
        page: PageRequest, for official: SignedInOfficial
    ) async throws -> ListPage<PersonRead> {
        try requireSupervision(official)
        let (at, id) = page.position
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(PersonRead.columns) FROM person_read p
                WHERE (p.asked_at, p.id) < (\(at), \(id))
                ORDER BY p.asked_at DESC, p.id DESC LIMIT \(page.limit + 1)
                """
            ).map(PersonRead.init(row:))
        }
        return ListPage(found, limit: page.limit) { ($0.askedAt, $0.id.text) }
    }

    /// One wish, for an official who acts on it.
    ///
    /// - Throws: `roleNotAllowed` for an official of another body.
    package func personRead(
        _ id: Identifier<PersonRead>, for official: SignedInOfficial
    ) async throws -> PersonRead {
        try requireSupervision(official)
        return try await personRead(id)
    }

    /// One wish, for the answer to a repeated call.
    package func personRead(_ id: Identifier<PersonRead>) async throws -> PersonRead {
        let found = try await store.read { [self] transaction in
            try personRead(id, isLocked: false, in: transaction)
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// Makes sure that the official is one of the body that supervises.
    ///
    /// The role alone says what somebody does in a body, not in which.
    /// - Throws: `roleNotAllowed`; `serviceClosed` where the body is not entered.
    func requireSupervision(_ official: SignedInOfficial) throws {
        try official.require(.authorisedBody)
        guard try configuration.settings[OpenPoints.supervisingBody] == official.body else {
            throw Refusal(.roleNotAllowed, SupervisionRefusal.otherBody, clause: "KDP-2.6")
        }
    }

    /// Whether the official is one of the body that supervises.
    package func supervises(_ official: SignedInOfficial) -> Bool {
        (try? requireSupervision(official)) != nil
    }

    func personRead(
        _ id: Identifier<PersonRead>, isLocked: Bool, in transaction: any Transaction
    ) throws -> PersonRead? {
        let selection: SQL = "SELECT \(PersonRead.columns) FROM person_read p WHERE p.id = \(id)"
        let rows =
            try isLocked ? transaction.lockedRows(selection) : transaction.rows(selection)
        return try rows.first.map(PersonRead.init(row:))
    }

    /// What an entry about a look says to anyone who holds its leaf: no person, no official by name.
    func facts(of read: PersonRead, for body: BIN) -> JSON {
        [
            "read": .string(read.id.text), "body": .string(body.digits),
            "official": .string(officialName(read.official)),
            "ground": .string(read.ground.rawValue),
            "clause": "KDP-2.6",
        ]
    }

    /// What the person reads beside it, and what is erased with the entry's term.
    func personalFields(of read: PersonRead, official: SignedInOfficial) -> JSON {
        ["officials": [.string(official.name)], "evidence": .string(read.evidence)]
    }
}

extension PersonRead {
    /// The columns that ``init(row:)`` reads, in order; the table is `p`.
    static let columns: SQL = """
        p.id, p.official_iin, p.subject_iin, p.ground, p.evidence, p.asked_at, p.confirm_by,
        p.second_iin, p.read_until
        """

    init(row: Row) throws {
        let readUntil = try row.instantIfPresent(8)
        let second = try row.textIfPresent(7).map(IIN.init(stored:))
        let confirmation = second.flatMap { second in
            readUntil.map { Confirmation(second: second, readUntil: $0) }
        }
        self.init(
            id: Identifier(stored: try row.text(0)), official: IIN(stored: try row.text(1)),
            subject: IIN(stored: try row.text(2)),
            ground: SupervisionGround(rawValue: try row.text(3)) ?? .inspection,
            evidence: try row.text(4), askedAt: try row.instant(5), confirmBy: try row.instant(6),
            confirmation: confirmation)
    }

    func confirmed(by second: IIN, until: Instant) -> PersonRead {
        PersonRead(
            id: id, official: official, subject: subject, ground: ground, evidence: evidence,
            askedAt: askedAt, confirmBy: confirmBy,
            confirmation: Confirmation(second: second, readUntil: until))
    }
}

private enum SupervisionRefusal {
    static let otherBody = LocalizedText(
        kk: "Мұны дербес деректерді қорғау саласындағы уәкілетті органның қызметкері ғана істейді",
        ru: "Это делает только сотрудник уполномоченного органа в сфере защиты персональных данных",
        en: "Only an official of the authorised body in personal-data protection does this")
}
