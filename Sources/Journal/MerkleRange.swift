import Signatures

/// Leaves from `start` up to, but without, `end`, that form one subtree of RFC 6962.
struct MerkleRange: Hashable {
    let start: Int64
    let end: Int64

    var count: Int64 { end - start }

    /// Where RFC 6962 splits more than one leaf: the largest power of two below their number.
    var split: Int64 {
        start + Int64(1) << Int64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The perfect subtrees that the range is made of, the largest first.
    ///
    /// `start` is a multiple of the largest one's size, which holds for every subtree of RFC 6962.
    var perfectSubtrees: [MerkleNode] {
        var nodes: [MerkleNode] = []
        var position = start
        for level in stride(from: 62, through: 0, by: -1) where count >> Int64(level) & 1 == 1 {
            nodes.append(MerkleNode(level: level, index: position >> Int64(level)))
            position += 1 << Int64(level)
        }
        return nodes
    }

    /// The root over perfect subtrees that stand side by side, the largest first; nil for none.
    static func fold(_ hashes: [SHA256Digest]) -> SHA256Digest? {
        guard var root = hashes.last else { return nil }
        for hash in hashes.dropLast().reversed() { root = MerkleTree.nodeHash(hash, root) }
        return root
    }
}
