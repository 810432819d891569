import FoodVouchers
import Journal
import Kernel
import Store

/// An incident as it stands on record (FV-32).
package struct RecordedIncident: Sendable {
    /// The incident.
    package let id: Identifier<VoucherIncident>
    /// How it came to be known.
    package let kind: VoucherIncident.Kind
    /// What happened.
    package let what: LocalizedText
    /// When it began.
    package let beganAt: Instant
    /// When it ended; nil while it goes on.
    package let endedAt: Instant?
    /// What ended it.
    package let remedy: LocalizedText?

    static let columns: SQL = "id, kind, what, began_at, ended_at, remedy"

    init(row: Row) throws {
        id = try row.identifier(0)
        kind = VoucherIncident.Kind(rawValue: try row.text(1)) ?? .reported
        let (began, ended) = (try row.instant(3), try row.instantIfPresent(4))
        what = VoucherIncident.words(
            kind, try row.text(2),
            seconds: ended.map { ($0.milliseconds - began.milliseconds) / 1000 })
        beganAt = began
        endedAt = ended
        remedy = try row.textIfPresent(5).map(VoucherIncident.remedyWords)
    }
}

extension Platform {
    /// Records what a party reports (use case 32; FV-32).
    ///
    /// - Throws: `invalidField` for a beginning to come.
    package func reportIncident(
        _ what: String, began: Instant, pilot: String, by author: EnteredBy, once: Once
    ) async throws -> Identifier<VoucherIncident> {
        let pilot = try pilotInForce(pilot)
        let now = clock.now()
        try pilot.check(author)
        guard began <= now else { throw Refusal(.invalidField, clause: "FV-32") }
        return try await store.write { [self] transaction in
            let id = try record(
                .reported, what, began: began, pilot: pilot.id, by: author, at: now,
                in: transaction)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return id
        }
    }

    /// Records what ended an incident, once.
    ///
    /// - Throws: `notFound`, `incidentClosed` for the second time.
    package func endIncident(
        _ id: Identifier<VoucherIncident>, remedy: String, by author: EnteredBy, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            guard
                let row = try transaction.lockedRows(
                    "SELECT pilot, ended_at FROM voucher_incident WHERE id = \(id)"
                ).first
            else { throw Refusal(.notFound) }
            try pilotInForce(try row.text(0)).check(author)
            guard try row.instantIfPresent(1) == nil else {
                throw Refusal(.incidentClosed, clause: "FV-32")
            }
            try end(
                id, remedy, pilot: try row.text(0), by: author, at: now, in: transaction)
            try once.record(entity: id.text, status: 204, at: now, in: transaction)
        }
    }

    /// A pilot's incidents, the newest first.
    package func incidents(
        of pilot: String, page: PageRequest
    ) async throws -> ListPage<RecordedIncident> {
        let pilot = try pilotInForce(pilot)
        let position = page.position
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(RecordedIncident.columns) FROM voucher_incident
                WHERE pilot = \(pilot.id) AND (began_at, id) < (\(position.at), \(position.id))
                ORDER BY began_at DESC, id DESC LIMIT \(page.limit + 1)
                """)
            return ListPage(try rows.map(RecordedIncident.init(row:)), limit: page.limit) {
                ($0.beganAt, $0.id.text)
            }
        }
    }

    /// One incident with its pilot; nil when there is none.
    package func incident(
        _ id: Identifier<VoucherIncident>
    ) async throws -> (incident: RecordedIncident, pilot: Pilot)? {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                "SELECT \(RecordedIncident.columns), pilot FROM voucher_incident WHERE id = \(id)"
            ).map { (incident: try RecordedIncident(row: $0), pilot: try $0.text(6)) }
        }
        return try found.map { ($0.incident, try pilotInForce($0.pilot)) }
    }

    /// How many incidents of a pilot have not ended.
    package func openIncidents(of pilot: String) async throws -> Int64 {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT COUNT(*) FROM voucher_incident WHERE pilot = \(pilot) AND ended_at IS NULL
                """
            )?.integer(0) ?? 0
        }
    }

    func record(
        _ kind: VoucherIncident.Kind, _ what: String, began: Instant, pilot: String,
        by author: EnteredBy? = nil, at now: Instant, in transaction: any Transaction
    ) throws -> Identifier<VoucherIncident> {
        let id = Identifier<VoucherIncident>(random: random)
        let entry = try journal.append(
            .voucherIncidentRecorded, at: now,
            facts: [
                "pilot": .string(pilot), "incident": .string(id.text),
                "kind": .string(kind.rawValue), "what": .string(what), "beganAt": JSON(began),
                "client": JSON(author?.client), "body": JSON(author?.body?.digits),
                "clause": "FV-32",
            ], personal: personalFacts(of: author), in: transaction)
        try transaction.execute(
            """
            INSERT INTO voucher_incident
                (id, pilot, kind, what, reported_by, reported_for, began_at, recorded_at, entry_id)
            VALUES (\(id), \(pilot), \(kind.rawValue), \(what), \(author?.client),
                \(author?.body), \(began), \(now), \(entry))
            """)
        return id
    }

    func end(
        _ id: Identifier<VoucherIncident>, _ remedy: String, pilot: String,
        by author: EnteredBy? = nil, at now: Instant, in transaction: any Transaction
    ) throws {
        let entry = try journal.append(
            .voucherIncidentEnded, at: now,
            facts: [
                "pilot": .string(pilot), "incident": .string(id.text),
                "remedy": .string(remedy), "client": JSON(author?.client),
                "body": JSON(author?.body?.digits), "clause": "FV-32",
            ], personal: personalFacts(of: author), in: transaction)
        try transaction.execute(
            """
            UPDATE voucher_incident
            SET ended_at = CASE WHEN began_at > \(now) THEN began_at ELSE \(now) END, remedy = \(remedy),
                end_entry_id = \(entry)
            WHERE id = \(id) AND ended_at IS NULL
            """)
    }
}
