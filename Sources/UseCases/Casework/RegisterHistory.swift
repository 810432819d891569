import Journal
import Kernel
import Store

/// What was decided about a result after it was given.
package struct RegisterChange: Sendable, Hashable {
    /// How it stands from then on.
    package let state: RegisterItem.State
    /// The first day.
    package let from: Day
    /// The clause that lets it.
    package let clause: String
    /// The reasons in words: for the recipient and the body, not for everyone.
    package let reasons: String
    /// When it was decided.
    package let at: Instant
    /// The journal entry.
    package let entry: Identifier<JournalEntry>
}

extension Platform {
    /// What was decided last about a result, from whichever day on; nil where nothing was.
    func latestDecision(
        on id: Identifier<RegisterItem>, in transaction: any Transaction
    ) throws -> (number: Int64, state: RegisterItem.State, from: Day)? {
        try transaction.firstRow(
            """
            SELECT number, state, from_day FROM register_change WHERE item = \(id)
            ORDER BY number DESC LIMIT 1
            """
        ).map { row in
            (
                try row.integer(0), RegisterItem.State(rawValue: try row.text(1)) ?? .suspended,
                try row.day(2)
            )
        }
    }

    /// Everything that was decided about a result, in its order (use case 46).
    package func registerChanges(
        of id: Identifier<RegisterItem>
    ) async throws -> [RegisterChange] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT state, from_day, clause, reasons, at, entry_id FROM register_change
                WHERE item = \(id) ORDER BY number LIMIT 200
                """
            ).map { row in
                RegisterChange(
                    state: RegisterItem.State(rawValue: try row.text(0)) ?? .suspended,
                    from: try row.day(1), clause: try row.text(2), reasons: try row.text(3),
                    at: try row.instant(4), entry: try row.identifier(5))
            }
        }
    }

    /// The last day of a result that is given on a day; nil where the operator has set none.
    func lastDay(of service: String, givenOn day: Day) throws -> Day? {
        let terms = try configuration.settings[OpenPoints.resultValidity]
        return terms.first { $0.service == service }.map {
            day.adding(years: $0.years).adding(days: -1)
        }
    }

    /// Records that the last day of results has passed, each once (use case 46).
    ///
    /// What a register says of a day follows from the last day itself and needs no round; the entry
    /// is for whoever reads the journal.
    /// - Returns: how many, at most 200.
    package func recordExpiries() async throws -> Int {
        let today = clock.today
        let waiting = try await store.read { transaction in
            try Self.expired(before: today, limit: 1, in: transaction)
        }
        guard !waiting.isEmpty else { return 0 }
        let now = clock.now()
        return try await store.write { [journal] transaction in
            try transaction.lock(.expiries)
            let items = try Self.expired(before: today, limit: 200, in: transaction)
            for (id, register, last) in items {
                let entry = try journal.append(
                    .registerEntryExpired, at: now,
                    facts: [
                        "item": .string(id.text), "register": .string(register),
                        "lastDay": JSON(last),
                    ], in: transaction)
                try transaction.execute(
                    "UPDATE register_entry SET expiry_entry_id = \(entry) WHERE id = \(id)")
            }
            return items.count
        }
    }

    private static func expired(
        before today: Day, limit: Int, in transaction: any Transaction
    ) throws -> [(Identifier<RegisterItem>, String, Day)] {
        try transaction.rows(
            """
            SELECT e.id, e.register, e.valid_until FROM register_entry e
            WHERE e.expiry_entry_id IS NULL AND e.valid_until < \(today)
                AND NOT EXISTS (SELECT 1 FROM register_change x
                    WHERE x.item = e.id
                        AND x.state IN ('withdrawn', 'deregistered', 'replaced'))
            ORDER BY e.valid_until, e.id LIMIT \(limit)
            """
        ).map { (try $0.identifier(0), try $0.text(1), try $0.day(2)) }
    }
}
