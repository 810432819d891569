import Casework
import Kernel
import Regulations
import Signatures
import Store

/// An application before it is submitted, and what its applicant sees of it (use case 42).
extension Platform {
    /// Begins an application of a kind.
    ///
    /// An applicant has at most ``ApplicationLimits/draftsMax`` of them open: `applicationLimit`.
    /// - Throws: `edsRequired` in a session without an EDS; `serviceClosed` on a day on which the
    ///   clause of the provider is not held; `invalidField` for another kind or recipient.
    package func openApplication(
        service code: String, kind: String, variants: [String], by person: SignedInPerson,
        once: Once
    ) async throws -> StoredCase {
        guard person.method == .eds else { throw Refusal(.edsRequired, clause: "IS-EDS-1") }
        let definition = try casework.service(code)
        try checkOffer(definition)
        let now = clock.now()
        let recipient: RecipientKind = person.bin == nil ? .naturalPerson : .legalEntity
        let state: Case
        do throws(CaseFault) {
            state = try Case(
                kind: kind, variants: variants, recipient: recipient, of: definition)
        } catch { throw error.refusal }
        let opened = StoredCase(
            id: Identifier(random: random), definition: definition, kind: kind,
            applicant: person.bin?.digits ?? person.iin.digits, openedBy: person.iin, at: now,
            state: state, version: casework.file(of: definition.code)?.digest)
        return try await store.write { [self] transaction in
            try limitDrafts(of: opened.applicant, in: transaction)
            var stored = opened
            try add(
                .opened(kind: kind, variants: variants, by: recipient), to: &stored,
                by: CaseAuthor(applicant: person.iin), at: now, in: transaction)
            try once.record(entity: stored.id.text, status: 201, at: now, in: transaction)
            return stored
        }
    }

    /// Makes sure that the service can be had today.
    func checkOffer(_ definition: ServiceDefinition) throws(Refusal) {
        let offer = ServiceOffer(
            definition, on: clock.today, by: rules, isSandbox: configuration.isSandbox)
        guard offer.closed == nil else {
            throw Refusal(
                .serviceClosed, offer.opensOn.map(CaseworkWords.opens),
                clause: definition.providerClause)
        }
    }

    /// Fills in fields; only those that change become events, and of a field that is named more than
    /// once the last value.
    ///
    /// An empty value or list takes one out.
    ///
    /// - Parameter people: lists of people by their fields, each as a whole.
    /// - Throws: `notFound` for what is not the caller's, `caseNotInState` after submission,
    ///   `invalidField` for a text in the place of a list, `applicationLimit` for a list that is too
    ///   long and for a draft that was changed too often.
    package func fillApplication(
        _ id: Identifier<StoredCase>, fields: [(code: String, value: String)],
        people: [(code: String, list: [ListedPerson])] = [], by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        try await changeDraft(
            id, by: person, once: once,
            events: { stored in
                try stored.fills(fields) + people.compactMap { try stored.lists($1, as: $0) }
            })
    }

    /// Puts a person into a list of a draft, in the place of another one, or takes one out.
    ///
    /// - Parameters:
    ///   - row: the row, counted from 0; at the end for a new one.
    ///   - number: the number that the row had when it was read; nil for a new one.
    ///   - listed: the person; nil to take the row out.
    /// - Throws: `caseNotInState` where the row is another one by now, `invalidField` for a person of
    ///   whom nothing is said, `applicationLimit`; as ``fillApplication(_:fields:people:by:once:)``.
    package func changeList(
        _ field: String, row: Int, number: String?, to listed: ListedPerson?,
        of id: Identifier<StoredCase>, by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        try await changeDraft(
            id, by: person, once: once,
            events: { stored in
                guard stored.definition.field(field)?.content == .people else {
                    throw Refusal(.notFound)
                }
                if listed?.isEmpty == true { throw Refusal(.invalidField, PeopleWords.empty) }
                var people = stored.state.content.people[field] ?? []
                if let number {
                    guard people.indices.contains(row), people[row].iin == number else {
                        throw Refusal(.caseNotInState, PeopleWords.changedSince)
                    }
                    if let listed { people[row] = listed } else { people.remove(at: row) }
                } else if let listed {
                    people.append(listed)
                }
                return [try stored.lists(people, as: field)].compactMap(\.self)
            })
    }

    /// Attaches a file as a document, with the parts that it shows.
    ///
    /// - Throws: `fileNotAllowed`, `bodyTooLarge`, `applicationLimit`; as
    ///   ``fillApplication(_:fields:by:once:)``.
    package func attachFile(
        _ bytes: [UInt8], as document: String, parts: [String], to id: Identifier<StoredCase>,
        by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let file = try AttachedFile(bytes)
        let now = clock.now()
        return try await changeDraft(
            id, by: person, once: once,
            before: { try file.keep(with: id, at: now, in: $0) },
            events: { _ in [.attached(document: document, digest: file.digest, parts: parts)] },
            after: { [self] stored, transaction in
                try dropReplacedFiles(of: stored, in: transaction)
                try limitBytes(of: stored.id, in: transaction)
            })
    }

    /// Takes a document out again.
    package func detachFile(
        _ document: String, from id: Identifier<StoredCase>, by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        try await changeDraft(
            id, by: person, once: once, events: { _ in [.detached(document: document)] },
            after: { [self] in try dropReplacedFiles(of: $0, in: $1) })
    }

    /// Withdraws an application: a draft, or a case before its decision.
    package func withdrawApplication(
        _ id: Identifier<StoredCase>, by person: SignedInPerson, once: Once
    ) async throws -> StoredCase {
        let today = clock.today
        return try await changeDraft(
            id, by: person, once: once, isLimited: false,
            events: { _ in [.withdrawn(on: today)] })
    }

    private func changeDraft(
        _ id: Identifier<StoredCase>, by person: SignedInPerson, once: Once,
        isLimited: Bool = true,
        before: @escaping @Sendable (any Transaction) throws -> Void = { _ in },
        events: @escaping @Sendable (StoredCase) throws -> [CaseEvent],
        after: @escaping @Sendable (StoredCase, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> StoredCase {
        let now = clock.now()
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            try stored.requireOwner(person)
            let events = try events(stored)
            if stored.state.phase != .draft { try stored.requireRightToBind(person) }
            // What changes nothing is still no change of what was submitted.
            guard !events.isEmpty || stored.state.phase == .draft else {
                throw Refusal(.caseNotInState, CaseworkWords.submitted)
            }
            if isLimited { try limitEvents(of: stored, adding: events.count) }
            try before(transaction)
            for event in events {
                try add(
                    event, to: &stored, by: CaseAuthor(applicant: person.iin), at: now,
                    in: transaction)
            }
            try after(stored, transaction)
            try save(stored, in: transaction)
            stored.writtenUnder = stored.version
            if case .withdrawn = stored.state.phase {
                try transaction.execute(
                    """
                    UPDATE casework_task SET done_at = \(now), outcome = 'withdrawn'
                    WHERE case_id = \(id) AND done_at IS NULL AND work <> 'late'
                    """)
                try endSittings(ofWithdrawn: id, at: now, in: transaction)
                try countWithdrawal(of: stored, in: transaction)
            }
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    // MARK: - Looking

    /// An application, for whom it belongs to.
    ///
    /// - Throws: `notFound` for everybody else's.
    package func application(
        _ id: Identifier<StoredCase>, for person: SignedInPerson
    ) async throws -> StoredCase {
        let stored = try await store.read { [self] in try storedCase(id, in: $0) }
        try stored.requireOwner(person)
        return stored
    }

    /// The applications of the caller's organisation, or the caller's own, newest first; of drafts
    /// only what was begun, without what was filled in since.
    package func applications(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<StoredCase> {
        let applicant = person.bin?.digits ?? person.iin.digits
        let (at, id) = page.position
        let found = try await store.read { [self] transaction in
            try transaction.rows(
                """
                SELECT \(StoredCase.columns) FROM casework_case c
                WHERE c.applicant = \(applicant) AND (c.created_at, c.id) < (\(at), \(id))
                ORDER BY c.created_at DESC, c.id DESC LIMIT \(page.limit + 1)
                """
            ).map { row -> (at: Instant, id: String, stored: StoredCase?) in
                var stored: StoredCase?
                do {
                    stored = try StoredCase(
                        row: row, library: casework, isForList: true, in: transaction)
                } catch is CorruptCase {
                    // The watch over terms names it; the others must not wait for it.
                }
                return (try row.instant(6), try row.text(0), stored)
            }
        }
        let keys = ListPage(found, limit: page.limit) { ($0.at, $0.id) }
        return ListPage(items: keys.items.compactMap(\.stored), nextCursor: keys.nextCursor)
    }

    /// What is there and what is missing: the same list for the applicant and for officials.
    package func completeness(of stored: StoredCase) -> Completeness {
        stored.definition.completeness(of: stored.state.content, by: valueRules)
    }

    /// By what values are judged here.
    package var valueRules: ValueRules {
        ValueRules(isPlace: casework.isPlace, numbers: configuration.identityRules)
    }

    /// A fault of a submission as an answer, with each place that is missing or wrong.
    func refusal(_ fault: CaseFault, of stored: StoredCase) -> Refusal {
        let refusal = fault.refusal(of: stored.definition)
        guard case .incomplete = fault else { return refusal }
        let places = completeness(of: stored).faults.flatMap(\.places)
        return Refusal(refusal.code, refusal.detail, clause: refusal.clause, places: places)
    }

    /// The file of a document.
    ///
    /// - Throws: `notFound`.
    package func file(
        of document: String, in stored: StoredCase
    ) async throws -> (kind: FileKind, bytes: [UInt8]) {
        guard let digest = stored.state.digests[document] else { throw Refusal(.notFound) }
        return try await file(named: digest, in: stored)
    }

    /// A file of a case, by the digest of its bytes.
    func file(
        named digest: String, in stored: StoredCase
    ) async throws -> (kind: FileKind, bytes: [UInt8]) {
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT content_type, content FROM casework_file
                WHERE case_id = \(stored.id) AND digest = \(digest)
                """)
        }
        guard let row, let kind = FileKind(rawValue: try row.text(0)) else {
            throw Refusal(.notFound)
        }
        return (kind, try row.bytes(1))
    }
}

extension StoredCase {
    /// Makes sure that the person acts for the applicant.
    ///
    /// - Throws: `edsRequired` in a session without an EDS, `notFound` for another's case.
    func requireOwner(_ person: SignedInPerson) throws(Refusal) {
        guard person.method == .eds else { throw Refusal(.edsRequired, clause: "IS-EDS-1") }
        guard applicant == person.bin?.digits ?? person.iin.digits else {
            throw Refusal(.notFound)
        }
    }

    /// Makes sure that the person may bind the applicant without another signature: for an
    /// organisation with what lets them sign for it (open point Q-IS-51).
    ///
    /// - Throws: `roleNotAllowed` for an employee.
    func requireRightToBind(_ person: SignedInPerson) throws(Refusal) {
        guard mayBind(person) else {
            throw Refusal(.roleNotAllowed, ImpartialityWords.noRightToBind, clause: "IS-EDS-1")
        }
    }

    /// Whether the person may bind the applicant in this session.
    package func mayBind(_ person: SignedInPerson) -> Bool {
        bin == nil || !CaseSignature.rolesToSign.isDisjoint(with: person.roles)
    }

    /// What the applicant signs: everything that the application says, byte for byte.
    package var statement: [UInt8] {
        let content = state.content
        let values =
            content.fields.map { ($0.key, JSON.string($0.value)) }
            + content.people.map { ($0.key, JSON.array($0.value.map(\.json))) }
        let fields = values.sorted { $0.0 < $1.0 }.map { field -> JSON in
            ["code": .string(field.0), "value": field.1]
        }
        let documents = content.documents.sorted { $0.key < $1.key }.map { document -> JSON in
            [
                "code": .string(document.key), "sha256": JSON(state.digests[document.key]),
                "parts": .array(document.value.map { .string($0) }),
            ]
        }
        var members = [
            JSON.Member("application", .string(id.text)),
            JSON.Member("service", .string(definition.code)), JSON.Member("kind", .string(kind)),
            JSON.Member("variants", .array(content.variants.map { .string($0) })),
            JSON.Member("recipient", .string(state.recipient.rawValue)),
            JSON.Member("bin", JSON(bin?.digits)), JSON.Member("fields", .array(fields)),
            JSON.Member("documents", .array(documents)),
        ]
        // What was signed under an earlier version of the service stays what it was.
        if let form = kindOfApplication?.form { members.append(JSON.Member("form", form.json)) }
        return JSON.object(members).canonicalBytes
    }
}
