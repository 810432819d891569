import Journal
import Kernel
import Store

/// One day's erasing of what has been kept long enough (use case 15; `docs/retention.md`).
package struct RetentionRun: Hashable, Sendable {
    /// The day in Almaty.
    package let day: Day
    /// When it ended.
    package let finishedAt: Instant
    /// Entries whose personal fields it erased.
    package let entries: Int64
    /// Rows of working tables that went with them.
    package let rows: Int64
}

extension Platform {
    /// The hour in Almaty at which the day's run begins.
    private static var retentionHour: Int64 { 3 }

    /// The last run that was finished; nil before the first.
    package func lastRetentionRun() async throws -> RetentionRun? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT day, finished_at, entries, working_rows FROM retention_run
                WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1
                """
            ).flatMap { row in
                guard let day = Day(try row.text(0)) else { return nil }
                return RetentionRun(
                    day: day, finishedAt: try row.instant(1), entries: try row.integer(2),
                    rows: try row.integer(3))
            }
        }
    }

    /// Makes the day's run unless some node has made it; before 03:00 nothing is due.
    ///
    /// A run that a crash broke off is made again: what it has erased is erased already.
    /// - Returns: the run; nil when there was none to make.
    package func runRetentionIfDue() async throws -> RetentionRun? {
        let now = clock.now()
        let day = Day(at: now)
        guard now >= day.start.adding(seconds: Self.retentionHour * 3600) else { return nil }
        if let last = try await lastRetentionRun(), last.day >= day { return nil }
        return try await runRetention(of: day)
    }

    private func runRetention(of day: Day) async throws -> RetentionRun {
        let started = clock.now()
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO retention_run (day, started_at) VALUES (\(day.description), \(started))
                ON CONFLICT (day) DO NOTHING
                """)
        }
        var (entries, rows) = (0 as Int64, 0 as Int64)
        let administration = Administration(
            store: store, journal: journal, clock: clock, random: random,
            isSandbox: configuration.isSandbox,
            lapseDays: configuration.settings.shipped(OpenPoints.changeLapsesDays))
        try await store.write { try administration.closeLapsed(in: $0) }
        for part in RetentionPlan(configuration).parts(today: day) {
            var erased = Batch()
            repeat {
                erased = try await store.write { [self] transaction in
                    try eraseBatch(of: part, in: transaction)
                }
                entries += erased.entries
                rows += erased.rows
            } while !erased.isEmpty
        }
        let (allEntries, allRows, finished) = (entries, rows, clock.now())
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE retention_run SET finished_at = \(finished), entries = \(allEntries),
                    working_rows = \(allRows)
                WHERE day = \(day.description)
                """)
        }
        return RetentionRun(day: day, finishedAt: finished, entries: entries, rows: rows)
    }
}

// MARK: - Parts

/// A class and a span of time whose term has ended.
struct RetentionPart: Sendable {
    let kind: RetentionClass
    let span: Range<Instant>
}

private struct Batch: Sendable {
    var entries: Int64 = 0
    var rows: Int64 = 0
    var isEmpty: Bool { entries == 0 && rows == 0 }
}

extension Platform {
    private func eraseBatch(
        of part: RetentionPart, in transaction: any Transaction
    ) throws -> Batch {
        let entries = try JournalErasure(journal: journal, clock: clock).eraseBatch(
            of: part.kind, begunIn: part.span, clause: part.kind.erasureClause, in: transaction)
        return Batch(
            entries: Int64(entries.count),
            rows: Int64(try part.forgetWorkingRows(in: transaction)))
    }
}

extension RetentionClass {
    /// What asks for the erasure, where a clause does.
    fileprivate var erasureClause: Clause {
        switch self {
        case .consentEvidence, .structure: "KDP-5.4"
        case .viewMarks: "DD-18"
        case .vouchers: "FV-19"
        case .security: "DD-11"
        case .administration: "DD-2.5"
        }
    }
}
