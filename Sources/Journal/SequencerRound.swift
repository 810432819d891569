import Kernel
import Signatures
import Store

/// One transaction of the sequencer: numbers what waits, extends the tree, signs a head.
///
/// Number, tree and head are written together, so the newest head always covers exactly the
/// numbered entries; whatever ends a round half-way leaves nothing of it.
struct SequencerRound: Sendable {
    /// How a round ended.
    enum Outcome: Sendable {
        /// Another node holds the lock.
        case busyElsewhere
        /// Every committed entry has its number.
        case nothingWaits
        /// So many entries were numbered; when `isFull`, more may wait.
        case signed(SignedHead, entries: Int, isFull: Bool)
    }

    /// Entries in one round: about 5 ms of the one writer of SQLite.
    ///
    /// The number stands in the statement as text: PostgreSQL plans for a limit that it knows.
    static let entriesMax = 512

    let at: Instant
    let journal: Journal
    let random: RandomSource
    let sign: SignHead

    func run(in transaction: any Transaction) throws -> Outcome {
        guard try transaction.tryLock(.journalSequencer) else { return .busyElsewhere }
        guard let log = try JournalLog.newest(in: transaction) else {
            let head = try JournalLog.start(
                previousHead: nil, reason: .installed, at: at, journal: journal, random: random,
                sign: sign, in: transaction)
            return .signed(head, entries: 1, isFull: true)
        }
        guard let last = try SignedHead.newest(of: log, in: transaction)?.head else {
            throw JournalFault.noLog
        }
        let tree = StoredTree(log: log.number, transaction: transaction)
        var frontier = try checkedFrontier(of: tree, last)
        let leafHashes = try numberWaiting(in: log, from: last.size, transaction)
        if leafHashes.isEmpty { return .nothingWaits }
        try tree.append(leafHashes, to: &frontier)
        let head = JournalHead(
            logId: log.id, size: frontier.size, previousSize: last.size, root: frontier.root,
            at: max(at, last.at))
        return .signed(
            try head.store(in: log, sign: sign, in: transaction), entries: leafHashes.count,
            isFull: leafHashes.count == SequencerRound.entriesMax)
    }

    /// The frontier at the newest head, which must be what that head signed.
    private func checkedFrontier(
        of tree: StoredTree, _ last: JournalHead
    ) throws -> MerkleFrontier {
        let differs = JournalFault.treeDiffersFromHead(log: last.logId, size: last.size)
        let numbered = try tree.transaction.firstRow(
            "SELECT MAX(leaf_index) FROM journal_entry WHERE log = \(tree.log)")
        guard try numbered?.integerIfPresent(0) == last.size - 1 else { throw differs }
        let frontier = try tree.frontier(size: last.size)
        guard frontier.root == last.root else { throw differs }
        return frontier
    }

    /// Gives the next numbers to committed entries that have none, the oldest first.
    ///
    /// By the missing number, never by an identifier or time greater than the last seen: a
    /// transaction may commit long after others that began later.
    private func numberWaiting(
        in log: JournalLog, from first: Int64, _ transaction: any Transaction
    ) throws -> [SHA256Digest] {
        let rows = try transaction.rows(
            """
            UPDATE journal_entry SET log = \(log.number), leaf_index = \(first) + waiting.place
            FROM (
                SELECT id, ROW_NUMBER() OVER (ORDER BY at, id) - 1 AS place FROM journal_entry
                WHERE leaf_index IS NULL ORDER BY at, id LIMIT 512
            ) AS waiting
            WHERE journal_entry.id = waiting.id
            RETURNING leaf_index, leaf
            """)
        var hashes = [SHA256Digest?](repeating: nil, count: rows.count)
        for row in rows {
            let place = Int(try row.integer(0) - first)
            guard hashes.indices.contains(place) else { continue }
            hashes[place] = MerkleTree.leafHash(try row.bytes(1))
        }
        let complete = hashes.compactMap { $0 }
        precondition(complete.count == rows.count, "numbers are not gapless")
        return complete
    }
}
