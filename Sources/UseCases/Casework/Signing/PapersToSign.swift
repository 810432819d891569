import Casework
import Kernel
import Store

/// A paper that waits for the head's signature.
package struct PaperToSign: Sendable {
    /// That the official opened a paper: which one, and when.
    package struct Reading: Sendable, Hashable {
        /// The paper.
        package let name: ResultDraft.Name
        /// When it was opened.
        package let at: Instant
    }

    /// The task with what names its case.
    package let item: InboxItem
    /// The applicant's name; nil for what was submitted before names were kept.
    package let applicantName: String?
    /// How the case ends once it is signed; nil where the service no longer has this end.
    package let end: ServiceDefinition.End?
    /// What the official opened last; nil before.
    package let reading: Reading?
}

extension Platform {
    /// The papers that wait for a signature at the official's body, those due first, each with
    /// whether this official has read it (use case 70).
    ///
    /// Those of one's own cases are not among them: another signs them (use case 66, 1c).
    /// - Throws: `roleNotAllowed` for anyone but a head.
    package func papersToSign(
        for official: SignedInOfficial, page: PageRequest
    ) async throws -> ListPage<PaperToSign> {
        guard official.posts.contains(.head) else { throw Refusal(.roleNotAllowed) }
        let start = page.cursor == nil ? (at: Int64(-1), id: "") : page.position
        let found = try await store.read { [self] transaction in
            let statement = papersStatement(
                body: official.body, after: start, limit: page.limit + 1)
            return try transaction.rows(statement).map { row in
                let task = try CaseTask(row: row)
                return (
                    due: task.due.map { Int64($0.daysSince1970) } ?? CaseTask.neverDue,
                    id: task.id.text, paper: try paper(task, row, official, in: transaction)
                )
            }
        }
        let shown = found.prefix(page.limit)
        let last = found.count > page.limit ? shown.last : nil
        return ListPage(
            items: shown.compactMap(\.paper), nextCursor: last.map { "\($0.due).\($0.id)" })
    }

    /// The open tasks of signing at a body, those due first.
    package func papersStatement(
        body: BIN, after start: (at: Int64, id: String), limit: Int
    ) -> SQL {
        """
        SELECT \(CaseTask.columns), c.service, c.number, c.definition, c.ending,
            c.applicant_name
        FROM casework_task t JOIN casework_case c ON c.id = t.case_id
        WHERE t.body = \(body) AND t.done_at IS NULL AND t.work = 'sign'
            AND (t.due, t.id) > (\(start.at), \(start.id))
        ORDER BY t.due, t.id LIMIT \(limit)
        """
    }

    private func paper(
        _ task: CaseTask, _ row: Row, _ official: SignedInOfficial, in transaction: any Transaction
    ) throws -> PaperToSign? {
        guard let item = try inboxItem(task, row, in: transaction) else { return nil }
        // One case that cannot be read leaves the others to be signed, and says nothing of its end.
        let stored = try? storedCase(task.caseID, in: transaction)
        if let stored, try isOwn(stored, of: official, in: transaction) { return nil }
        return PaperToSign(
            item: item, applicantName: try row.textIfPresent(15),
            end: try stored == nil ? nil : row.textIfPresent(14).flatMap(item.service.end),
            reading: try reading(of: task.id, by: official, in: transaction))
    }

    private func reading(
        of task: Identifier<CaseTask>, by official: SignedInOfficial,
        in transaction: any Transaction
    ) throws -> PaperToSign.Reading? {
        try transaction.firstRow(
            """
            SELECT digest, capacity, prepared_at, at FROM casework_reading
            WHERE task_id = \(task) AND official = \(official.person.iin)
            ORDER BY at DESC, digest LIMIT 1
            """
        ).map { row in
            PaperToSign.Reading(
                name: ResultDraft.Name(
                    preparedAt: try row.instant(2), digest: try row.text(0),
                    capacity: Signer(rawValue: try row.text(1)) ?? .head),
                at: try row.instant(3))
        }
    }

    /// Records that the official was given a paper to read: exactly these bytes.
    package func recordReading(
        of draft: ResultDraft, at task: Identifier<CaseTask>, by official: SignedInOfficial
    ) async throws {
        let (now, name) = (clock.now(), draft.name)
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO casework_reading (task_id, official, digest, capacity, prepared_at, at)
                VALUES (\(task), \(official.person.iin), \(name.digest),
                    \(name.capacity.rawValue), \(name.preparedAt), \(max(now, name.preparedAt)))
                ON CONFLICT (task_id, official, digest) DO UPDATE SET at = excluded.at
                """)
        }
    }

    /// Whether the official was given this very paper to read.
    func hasRead(
        _ name: ResultDraft.Name, of task: Identifier<CaseTask>, by official: SignedInOfficial
    ) async throws -> Bool {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT at FROM casework_reading
                WHERE task_id = \(task) AND official = \(official.person.iin)
                    AND digest = \(name.digest) AND capacity = \(name.capacity.rawValue)
                    AND prepared_at = \(name.preparedAt)
                """) != nil
        }
    }
}
