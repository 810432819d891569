import AccessControl
import Journal
import Kernel
import Store

extension Platform {
    /// Reads a page of the person's rows; the look is itself an entry, in the same transaction.
    ///
    /// No rows leave without their `personRead`, and the person sees it at once (use case 12).
    /// - Throws: `notFound` for another official's look; `secondOfficialRequired`.
    package func readPerson(
        _ id: Identifier<PersonRead>, page: PageRequest, by official: SignedInOfficial
    ) async throws -> (rows: ListPage<LogRow>, entry: Identifier<JournalEntry>) {
        try requireSupervision(official)
        let now = clock.now()
        return try await store.write { [self] transaction in
            guard let read = try personRead(id, isLocked: true, in: transaction) else {
                throw Refusal(.notFound)
            }
            try read.checkReading(by: official.person.iin, at: now)
            let rows = try rowsAbout(read.subject, page: page, in: transaction)
            var members = facts(of: read, for: official.body).members ?? []
            members.append(JSON.Member("count", .integer(Int64(rows.items.count))))
            let second = read.confirmation.map { officialName($0.second) } ?? ""
            members.append(JSON.Member("secondOfficial", .string(second)))
            let entry = try journal.append(
                .personRead, at: now, facts: .object(members),
                personal: personalFields(of: read, official: official), subject: read.subject,
                in: transaction)
            return (rows, entry)
        }
    }

    /// The rows about the person as the person reads them, without other people's part in them.
    private func rowsAbout(
        _ subject: IIN, page: PageRequest, in transaction: any Transaction
    ) throws -> ListPage<LogRow> {
        let (at, id) = page.position
        let found = try transaction.rows(
            """
            SELECT e.id, e.kind, e.at, e.leaf, NULL, e.leaf_index
            FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
            WHERE p.subject_iin = \(subject) AND (p.at, p.entry_id) < (\(at), \(id))
            ORDER BY p.at DESC, p.entry_id DESC LIMIT \(page.limit + 1)
            """
        ).map { try LogRow(row: $0) }
        return ListPage(found, limit: page.limit) { ($0.at, $0.id.text) }
    }
}
