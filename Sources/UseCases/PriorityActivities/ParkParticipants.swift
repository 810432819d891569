import Kernel
import Store

/// A participant of the park with its papers on a day, as the administration lists them.
package struct ParkParticipant: Sendable {
    /// The row that makes it a participant on the day.
    package let participation: ActivityEvidence
    /// Its extracts: those that hold on the day, have run out or will begin.
    package let extracts: [ActivityEvidence]
}

extension Platform {
    /// The participants of a day by their BIN, a page of them, each with its papers (use case 52).
    ///
    /// - Throws: `roleNotAllowed` for anyone but the park's administration.
    package func parkParticipants(
        on day: Day, page: PageRequest, by official: SignedInOfficial
    ) async throws -> ListPage<ParkParticipant> {
        try official.require(.hubAdministration)
        let known = ActivityKnowledge(on: clock.today)
        // The row at which the page before ended: rows are replaced, never removed.
        let last = page.cursor == nil ? "" : page.position.id
        return try await store.read { transaction in
            let before = try transaction.firstRow(
                "SELECT bin, number FROM activity_evidence WHERE id = \(last)")
            let (bin, number) = (try before?.text(0) ?? "", try before?.text(1) ?? "")
            let rows = try transaction.rows(
                """
                SELECT \(ActivityEvidence.columns) FROM activity_evidence
                WHERE kind = \(ActivityEvidence.Kind.participants.rawValue)
                    AND known_until IS NULL AND valid_from <= \(day)
                    AND (valid_until IS NULL OR valid_until >= \(day))
                    AND (bin > \(bin) OR (bin = \(bin) AND number > \(number)))
                ORDER BY bin, number LIMIT \(page.limit + 1)
                """
            ).map(ActivityEvidence.init(row:))
            let found = try rows.map { row in
                ParkParticipant(
                    participation: row,
                    extracts: try ActivityEvidence.list(
                        of: row.bin, known: known, in: transaction
                    ).filter { $0.kind == .producerExtracts })
            }
            return ListPage(found, limit: page.limit) {
                ($0.participation.knownFrom, $0.participation.id.text)
            }
        }
    }
}
