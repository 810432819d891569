import Kernel
import Signatures
import Store

/// One log: a tree of its own, from its first leaf until a restore starts the next log.
package struct JournalLog: Hashable, Sendable {
    /// Counts the logs of this installation from 1; the store's own key, never shown.
    let number: Int64
    /// The random name that stands in every head.
    package let id: Identifier<JournalLog>
    /// When the log was started: the time of its first leaf.
    package let startedAt: Instant
    /// The log and size of the last known head of the log before; nil for the first log.
    let previous: Previous?

    /// The end of the log before, as the first leaf names it.
    struct Previous: Hashable, Sendable {
        let logId: Identifier<JournalLog>
        let size: Int64
    }

    /// The log that entries go into now; nil before the first.
    static func newest(in transaction: any Transaction) throws -> JournalLog? {
        try transaction.firstRow(
            """
            SELECT number, id, started_at, previous_id, previous_size FROM journal_log
            ORDER BY number DESC LIMIT 1
            """
        ).map(JournalLog.init)
    }

    /// All logs, the oldest first.
    static func all(in transaction: any Transaction) throws -> [JournalLog] {
        try transaction.rows(
            """
            SELECT number, id, started_at, previous_id, previous_size FROM journal_log
            ORDER BY number
            """
        ).map(JournalLog.init)
    }

    private init(_ row: Row) throws {
        number = try row.integer(0)
        id = try row.identifier(1)
        startedAt = try row.instant(2)
        previous = try row.identifierIfPresent(3).map {
            Previous(logId: $0, size: try row.integer(4))
        }
    }
}

/// Why a log begins.
package enum LogStartReason: String, Hashable, Sendable {
    /// The installation is new.
    case installed
    /// A backup was restored that is older than the newest known head.
    case restored
}

extension JournalLog {
    /// Starts a log whose first leaf names the last known head of the one before.
    ///
    /// The entry, its number and the head of size 1 are written together; the caller holds
    /// ``AdvisoryLock/journalSequencer``. Entries without a number go into the new log.
    ///
    /// - Parameter previousHead: the newest head that is known, from the store or from the heads
    ///   file; nil for the first log.
    static func start(
        previousHead: SignedHead?, reason: LogStartReason, at: Instant, journal: Journal,
        random: RandomSource, sign: SignHead, in transaction: any Transaction
    ) throws -> SignedHead {
        let before = try JournalLog.newest(in: transaction)?.number ?? 0
        let id = Identifier<JournalLog>(random: random)
        try transaction.execute(
            """
            INSERT INTO journal_log (number, id, started_at, previous_id, previous_size)
            VALUES (\(before + 1), \(id), \(at), \(previousHead?.head.logId),
                \(previousHead?.head.size))
            """)
        guard let log = try JournalLog.newest(in: transaction) else { throw JournalFault.noLog }
        let entry = try journal.append(
            .logStarted, at: at,
            facts: [
                "logId": .string(log.id.text), "reason": .string(reason.rawValue),
                "previousHead": previousHead?.reference ?? .null,
            ], in: transaction)
        let row = try transaction.firstRow(
            """
            UPDATE journal_entry SET log = \(log.number), leaf_index = 0 WHERE id = \(entry)
            RETURNING leaf
            """)
        guard let leaf = try row?.bytes(0) else { throw JournalFault.noLog }
        var frontier = MerkleFrontier()
        let tree = StoredTree(log: log.number, transaction: transaction)
        try tree.append([MerkleTree.leafHash(leaf)], to: &frontier)
        let head = JournalHead(
            logId: log.id, size: 1, previousSize: 0, root: frontier.root, at: at)
        return try head.store(in: log, sign: sign, in: transaction)
    }
}
