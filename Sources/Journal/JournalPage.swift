import Kernel
import Signatures
import Store

/// 1024 leaves of a log with everything that is stored about them, read as one state.
struct JournalPage: Sendable {
    static let leaves: Int64 = 1024

    /// The leaf after the last of the page; the page's first when the log has no more.
    let end: Int64
    /// The newest head of the log; nil when there is none.
    let newest: SignedHead?
    /// Entries by their index.
    private(set) var entries: [Int64: StoredEntry] = [:]
    private(set) var tiles: [Int64: [SHA256Digest]] = [:]
    private(set) var nodes: [MerkleNode: SHA256Digest] = [:]
    /// The heads whose size is above the first leaf and at most ``end``.
    private(set) var heads: [SignedHead] = []
    /// The leaf after the last of which an entry or a hash is stored, at most ``end``.
    private(set) var storedEnd: Int64
    /// What is stored where the tree has nothing: looked for when the log has no more leaves.
    private(set) var excess: [JournalFinding] = []

    init(of log: JournalLog, from start: Int64, in transaction: any Transaction) throws {
        newest = try SignedHead.newest(of: log, in: transaction)
        let size = newest?.head.size ?? 0
        // Pages end where tiles end, also when the log has grown since the last one.
        end = max(start, min(size, (start / JournalPage.leaves + 1) * JournalPage.leaves))
        storedEnd = start
        guard end > start else {
            excess = try JournalPage.excess(of: log, size: size, in: transaction)
            return
        }
        let rows = try transaction.rows(
            """
            \(StoredEntry.selection)
            WHERE entry.log = \(log.number)
                AND entry.leaf_index >= \(start) AND entry.leaf_index < \(end)
            ORDER BY entry.leaf_index
            """)
        for row in rows {
            let entry = try StoredEntry(row)
            if let index = entry.place?.index { entries[index] = entry }
        }
        try readTree(log, start, transaction)
        let tileEnds = tiles.map { $0 * StoredTree.tileLeaves + Int64($1.count) }
        let ends = tileEnds + entries.keys.map { $0 + 1 }
        storedEnd = min(end, max(start, ends.max() ?? start))
        heads = try transaction.rows(
            """
            SELECT size, previous_size, root, at, signed FROM journal_head
            WHERE log = \(log.number) AND size > \(start) AND size <= \(end) ORDER BY size
            """
        ).compactMap { try SignedHead($0, of: log) }
    }

    /// The tiles of the page and the nodes that its leaves complete.
    private mutating func readTree(
        _ log: JournalLog, _ start: Int64, _ transaction: any Transaction
    ) throws {
        let tileRows = try transaction.rows(
            """
            SELECT position, hashes FROM journal_tile
            WHERE log = \(log.number) AND position >= \(start / StoredTree.tileLeaves)
                AND position <= \((end - 1) / StoredTree.tileLeaves)
            """)
        for row in tileRows {
            tiles[try row.integer(0)] = StoredTree.leaves(ofTile: try row.bytes(1))
        }
        for level in StoredTree.tileLevel..<63 {
            let (first, last) = (start >> Int64(level), end >> Int64(level))
            if last == 0 { break }
            if first == last { continue }
            let nodeRows = try transaction.rows(
                """
                SELECT position, hash FROM journal_node
                WHERE log = \(log.number) AND level = \(level)
                    AND position >= \(first) AND position < \(last)
                """)
            for row in nodeRows {
                let node = MerkleNode(level: level, index: try row.integer(0))
                nodes[node] = SHA256Digest(try row.bytes(1))
            }
        }
    }

    /// Entries, tiles and nodes beyond the newest head, some of each.
    private static func excess(
        of log: JournalLog, size: Int64, in transaction: any Transaction
    ) throws -> [JournalFinding] {
        var findings: [JournalFinding] = []
        let entries = try transaction.rows(
            """
            SELECT id, leaf_index FROM journal_entry
            WHERE log = \(log.number) AND leaf_index >= \(size) ORDER BY leaf_index LIMIT 1000
            """)
        for row in entries {
            findings.append(.notInTree(try row.identifier(0), index: try row.integer(1)))
        }
        let tiles = (size + StoredTree.tileLeaves - 1) / StoredTree.tileLeaves
        let nodes = try transaction.rows(
            """
            SELECT 0, position FROM journal_tile WHERE log = \(log.number) AND position >= \(tiles)
            UNION ALL
            SELECT level, position FROM journal_node
            WHERE log = \(log.number) AND (level < \(StoredTree.tileLevel) OR level > 62)
            LIMIT 100
            """)
        for row in nodes {
            findings.append(
                .nodeForged(level: Int(try row.integer(0)), position: try row.integer(1)))
        }
        for level in StoredTree.tileLevel..<63 {
            let rows = try transaction.rows(
                """
                SELECT position FROM journal_node WHERE log = \(log.number)
                    AND level = \(level) AND position >= \(size >> Int64(level)) LIMIT 100
                """)
            for row in rows {
                findings.append(.nodeForged(level: level, position: try row.integer(0)))
            }
        }
        return findings
    }
}
