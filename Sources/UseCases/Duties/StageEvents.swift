import Casework
import Journal
import Kernel
import Store

/// A change of a case's stage, as the monitoring system is told of it (IS-MON); nobody is named.
package struct StageEvent: Sendable, Hashable {
    /// Its place in the feed, from 1 without a gap.
    package let place: Int64
    /// The case.
    package let caseID: Identifier<StoredCase>
    /// Counts the events of the case.
    package let number: Int64
    /// The service.
    package let service: String
    /// The clause that asks for the event.
    package let clause: Clause
    /// What happened.
    package let event: String
    /// The stage that the case is in after it; nil where it is in none.
    package let stage: String?
    /// When.
    package let at: Instant
    /// The journal entry that was written with it.
    package let entry: Identifier<JournalEntry>

    /// What is told; `stage_event` takes nothing else.
    package static let names = [
        "submitted", "accepted", "registered", "completed", "suspended", "resumed", "signed",
        "withdrawn",
    ]
}

/// The feed from a place on, and how far a system has it.
package struct StageFeed: Sendable {
    /// The events, in the order of their places.
    package let events: [StageEvent]
    /// The last place that the system said it has; 0 before the first time.
    package let received: Int64
}

extension Platform {
    /// Tells the monitoring system of an event of a case, in the transaction of the event (IS-MON).
    ///
    /// Only of services whose rules ask for it, and from the submission on.
    func recordStage(
        _ event: CaseEvent, of stored: StoredCase, number: Int64, at now: Instant,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        guard let clause = stored.definition.monitoringClause,
            StageEvent.names.contains(event.name), stored.state.submission != nil
        else { return }
        try transaction.execute(
            """
            INSERT INTO stage_event (entry_id, case_id, number, service, clause, event, stage, at)
            VALUES (\(entry), \(stored.id), \(number), \(stored.definition.code), \(clause.tag),
                \(event.name), \(stored.state.stage), \(now))
            """)
    }

    /// Gives events that are committed their places; one transaction at a time does it, so that
    /// whoever has read up to a place has missed nothing before it.
    ///
    /// - Returns: how many got a place, at most 500.
    package func placeStageEvents() async throws -> Int {
        // Most rounds find nothing: those cost no write.
        let isWaiting = try await store.read { transaction in
            try transaction.firstRow("SELECT 1 FROM stage_event WHERE place IS NULL LIMIT 1") != nil
        }
        guard isWaiting else { return 0 }
        return try await store.write { transaction in
            try transaction.lock(.stageEvents)
            let waiting: [Identifier<JournalEntry>] = try transaction.rows(
                """
                SELECT entry_id FROM stage_event WHERE place IS NULL
                ORDER BY at, case_id, number LIMIT 500
                """
            ).map { try $0.identifier(0) }
            guard !waiting.isEmpty else { return 0 }
            var place =
                try transaction.firstRow("SELECT MAX(place) FROM stage_event")?
                .integerIfPresent(0) ?? 0
            for entry in waiting {
                place += 1
                try transaction.execute(
                    "UPDATE stage_event SET place = \(place) WHERE entry_id = \(entry)")
            }
            return waiting.count
        }
    }

    /// The events after a place (use case 57; IS-MON).
    ///
    /// - Parameter limit: 1 to 500.
    package func stageFeed(
        after place: Int64, limit: Int, for client: ClientSystem
    ) async throws -> StageFeed {
        try await store.read { transaction in
            let events = try transaction.rows(
                """
                SELECT place, case_id, number, service, clause, event, stage, at, entry_id
                FROM stage_event WHERE place > \(place) ORDER BY place LIMIT \(limit)
                """
            ).map { row in
                StageEvent(
                    place: try row.integer(0), caseID: try row.identifier(1),
                    number: try row.integer(2), service: try row.text(3),
                    clause: Clause(try row.text(4)), event: try row.text(5),
                    stage: try row.textIfPresent(6), at: try row.instant(7),
                    entry: try row.identifier(8))
            }
            let received = try transaction.firstRow(
                "SELECT up_to FROM stage_receipt WHERE client_id = \(client.id)"
            )?.integer(0)
            return StageFeed(events: events, received: received ?? 0)
        }
    }

    /// Records up to which place a system has the events; an earlier place changes nothing.
    ///
    /// - Throws: `invalidField` for a place that no event has yet.
    package func receiveStageEvents(
        upTo place: Int64, by client: ClientSystem, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            try transaction.lock(.stageEvents)
            let last = try transaction.firstRow("SELECT MAX(place) FROM stage_event")?
                .integerIfPresent(0)
            guard let last, (1...last).contains(place) else {
                throw Refusal(.invalidField, clause: "IS-MON")
            }
            let known = try transaction.firstRow(
                "SELECT up_to FROM stage_receipt WHERE client_id = \(client.id)"
            )?.integer(0)
            if known.map({ $0 < place }) ?? true {
                let entry = try journal.append(
                    .stageEventsReceived, at: now,
                    facts: [
                        "client": .string(client.id), "upTo": .integer(place), "clause": "IS-MON",
                    ], in: transaction)
                try transaction.execute(
                    """
                    INSERT INTO stage_receipt (client_id, up_to, at, entry_id)
                    VALUES (\(client.id), \(place), \(now), \(entry))
                    ON CONFLICT (client_id) DO UPDATE SET up_to = excluded.up_to,
                        at = excluded.at, entry_id = excluded.entry_id
                    """)
            }
            try once.record(entity: client.id, status: 204, at: now, in: transaction)
        }
    }
}
