import Signatures
import Store

/// The tree of a log as the store holds it: leaf hashes in tiles, the nodes above them one by one.
///
/// A tile is one row with the hashes of 32 neighbouring leaves; nodes of levels 1 to 4 are computed
/// from it. With a row for every node an entry would cost two rows more, each in two indexes; so it
/// costs a tenth of one. The hashes of the leaves are kept apart from the entries, so that
/// a changed entry can be named.
struct StoredTree {
    /// The level of the node over a full tile; nodes from here on are stored.
    static let tileLevel = 5
    /// The leaves of a full tile.
    static let tileLeaves: Int64 = 1 << 5

    let log: Int64
    let transaction: any Transaction

    /// The right edge of the tree of so many leaves; reads one tile and at most 58 nodes.
    ///
    /// - Throws: ``JournalFault/nodeMissing(level:position:)`` or a ``StoreError``.
    func frontier(size: Int64) throws -> MerkleFrontier {
        let known = try hashes(of: MerkleFrontier.places(size: size))
        return try MerkleFrontier(size: size) { place in try known.hash(place) }
    }

    /// The hashes of a proof.
    ///
    /// - Throws: ``JournalFault/nodeMissing(level:position:)`` or a ``StoreError``.
    func hashes(of proof: MerkleProof) throws -> [SHA256Digest] {
        let known = try hashes(of: proof.nodes)
        return try proof.hashes { place in try known.hash(place) }
    }

    private func hashes(of nodes: [MerkleNode]) throws -> KnownNodes {
        var known = KnownNodes()
        let stored = nodes.filter { $0.level >= StoredTree.tileLevel }
        if let first = stored.first {
            let places = stored.dropFirst().reduce(
                into: "(\(first.level), \(first.index))" as SQL
            ) { list, node in list = "\(list), (\(node.level), \(node.index))" }
            let rows = try transaction.rows(
                """
                SELECT level, position, hash FROM journal_node
                WHERE log = \(log) AND (level, position) IN (VALUES \(places))
                """)
            for row in rows {
                let node = MerkleNode(level: Int(try row.integer(0)), index: try row.integer(1))
                known.nodes[node] = SHA256Digest(try row.bytes(2))
            }
        }
        for node in nodes where node.level < StoredTree.tileLevel {
            let position = KnownNodes.tile(of: node)
            if known.tiles[position] == nil { known.tiles[position] = try tile(position) }
        }
        return known
    }

    private func tile(_ position: Int64) throws -> [SHA256Digest] {
        let row = try transaction.firstRow(
            "SELECT hashes FROM journal_tile WHERE log = \(log) AND position = \(position)")
        return StoredTree.leaves(ofTile: try row?.bytes(0) ?? [])
    }

    /// The hashes that a tile holds one after another; a rest that is none is left out.
    static func leaves(ofTile bytes: [UInt8]) -> [SHA256Digest] {
        let step = SHA256Digest.byteCount
        return stride(from: 0, to: bytes.count - bytes.count % step, by: step)
            .compactMap { SHA256Digest(bytes[$0..<$0 + step]) }
    }

    /// Appends leaves to the frontier and stores the tiles and nodes that come with them.
    func append(_ leafHashes: [SHA256Digest], to frontier: inout MerkleFrontier) throws {
        var position = frontier.size / StoredTree.tileLeaves
        let begun = Int(frontier.size % StoredTree.tileLeaves)
        // The caller has compared the frontier, which holds these leaves, with the signed root.
        var tile = begun == 0 ? [] : Array(try self.tile(position).prefix(begun))
        var nodes: [(MerkleNode, SHA256Digest)] = []
        for hash in leafHashes {
            frontier.append(hash) { place, hash in
                if place.level >= StoredTree.tileLevel { nodes.append((place, hash)) }
            }
            tile.append(hash)
            if tile.count == Int(StoredTree.tileLeaves) {
                try store(tile, at: position)
                position += 1
                tile = []
            }
        }
        if !tile.isEmpty { try store(tile, at: position) }
        for (place, hash) in nodes {
            try transaction.execute(
                """
                INSERT INTO journal_node (log, level, position, hash)
                VALUES (\(log), \(place.level), \(place.index), \(hash.bytes))
                """)
        }
    }

    private func store(_ tile: [SHA256Digest], at position: Int64) throws {
        try transaction.execute(
            """
            INSERT INTO journal_tile (log, position, hashes)
            VALUES (\(log), \(position), \(tile.flatMap(\.bytes)))
            ON CONFLICT (log, position) DO UPDATE SET hashes = excluded.hashes
            """)
    }
}

/// Nodes and tiles that were read.
private struct KnownNodes {
    var nodes: [MerkleNode: SHA256Digest] = [:]
    var tiles: [Int64: [SHA256Digest]] = [:]

    static func tile(of node: MerkleNode) -> Int64 {
        node.index >> Int64(StoredTree.tileLevel - node.level)
    }

    func hash(_ place: MerkleNode) throws(JournalFault) -> SHA256Digest {
        if place.level >= StoredTree.tileLevel {
            if let hash = nodes[place] { return hash }
        } else {
            let position = KnownNodes.tile(of: place)
            let tile = tiles[position] ?? []
            let start = Int(place.index << Int64(place.level) - position * StoredTree.tileLeaves)
            let end = start + 1 << place.level
            if end <= tile.count { return MerkleTree.root(of: tile[start..<end]) }
        }
        throw .nodeMissing(level: place.level, position: place.index)
    }
}
