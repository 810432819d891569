import Kernel
import Signatures
import Store

/// The signed head that stands for a whole day: what a day's report reconciles with.
package enum DayHead {
    /// How long after the day's end an entry of the day may commit: longer than any transaction.
    package static let graceSeconds: Int64 = 60

    /// The head of the present log that covers every entry of the days before `dayEnd`.
    ///
    /// It is the last head within ``graceSeconds`` after the day's end or, while the journal was
    /// behind then, the first later one that covers them: the same head whenever it is asked for.
    /// - Returns: nil until that time is over, and while an entry of the day has no number.
    package static func find(
        dayEnd: Instant, now: Instant, in transaction: any Transaction
    ) throws -> SignedHead? {
        let cutoff = dayEnd.adding(seconds: graceSeconds)
        guard now >= cutoff,
            try transaction.firstRow(
                """
                SELECT 1 FROM journal_entry WHERE leaf_index IS NULL AND at < \(dayEnd) LIMIT 1
                """) == nil,
            let log = try JournalLog.newest(in: transaction)
        else { return nil }
        let last = try transaction.firstRow(
            """
            SELECT size, previous_size, root, at, signed FROM journal_head
            WHERE log = \(log.number) AND at < \(cutoff) ORDER BY at DESC, size DESC LIMIT 1
            """)
        var head = try last.flatMap { try SignedHead($0, of: log) }
        if head == nil { head = try next(after: 0, of: log, in: transaction) }
        while let found = head {
            let following = try transaction.firstRow(
                """
                SELECT at FROM journal_entry
                WHERE log = \(log.number) AND leaf_index = \(found.head.size)
                """)
            // Entries are numbered in the order of their moments.
            guard let at = try following?.instant(0), at < dayEnd else { return found }
            head = try next(after: found.head.size, of: log, in: transaction)
        }
        return nil
    }

    private static func next(
        after size: Int64, of log: JournalLog, in transaction: any Transaction
    ) throws -> SignedHead? {
        try transaction.firstRow(
            """
            SELECT size, previous_size, root, at, signed FROM journal_head
            WHERE log = \(log.number) AND size > \(size) ORDER BY size LIMIT 1
            """
        ).flatMap { try SignedHead($0, of: log) }
    }
}
