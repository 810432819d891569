import Casework
import Kernel
import Store
import WorkingTime

/// The terms of cases are counted anew when the working calendar changes (use case 60).
extension Platform {
    /// Compares the terms of every case in progress with the version of the calendar that is
    /// adopted now, and writes the difference where there is one.
    ///
    /// Doing it twice changes nothing. What was decided or has ended keeps what it had.
    package func recountTerms() async throws -> CaseRound {
        let newest = calendars.calendar(adoptedBy: clock.today)
        var whole = CaseRound()
        // Two ranges, so that an index finds at once that there is none. A version that this release
        // has not is among them, and the empty name of cases kept before it stood in their rows.
        let seen = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT calendar_seen FROM casework_case
                WHERE phase = 'stage' AND calendar_seen < \(newest.version)
                UNION
                SELECT calendar_seen FROM casework_case
                WHERE phase = 'stage' AND calendar_seen > \(newest.version)
                ORDER BY 1 LIMIT 1000
                """
            ).map { try $0.text(0) }
        }
        for version in seen {
            let round = try await eachCase { after in
                """
                SELECT id FROM casework_case
                WHERE phase = 'stage' AND calendar_seen = \(version) AND id > \(after)
                ORDER BY id LIMIT 200
                """
            } work: { [self] id in
                try await recount(id, to: newest)
            }
            whole.changed += round.changed
            whole.broken += round.broken
        }
        return whole
    }

    private func recount(
        _ id: Identifier<StoredCase>, to newest: WorkingCalendar
    ) async throws -> Bool {
        let (now, today) = (clock.now(), clock.today)
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            guard stored.state.stage != nil, let submission = stored.state.submission else {
                return false
            }
            let verdict = try stored.state.recounting(
                of: stored.definition, rule: try countingRule(of: submission),
                from: calendar(of: stored), to: newest,
                registrationDays: Int(try configuration.settings[OpenPoints.registrationDays]),
                today: today)
            if case .changed(let change) = verdict {
                try add(
                    .calendarChanged(change), to: &stored, by: CaseAuthor(), at: now,
                    in: transaction)
                try saveClocks(of: stored, in: transaction)
                return true
            }
            // Looked at once: whatever happens to the case later has it looked at again.
            try transaction.execute(
                """
                UPDATE casework_case SET calendar_seen = \(newest.version) WHERE id = \(id)
                """)
            return false
        }
    }
}
