import Signatures

/// The hashes of the Merkle tree of RFC 6962 section 2.1, over SHA-256.
///
/// Leaves and nodes are hashed with different first bytes, so that no node can be shown as a leaf.
package enum MerkleTree {
    /// The hash of a leaf with these bytes: SHA-256(0x00, bytes).
    package static func leafHash(_ bytes: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        hash.update(0)
        hash.update(bytes)
        return hash.finish()
    }

    /// The hash of an inner node: SHA-256(0x01, left, right).
    package static func nodeHash(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
        var hash = SHA256()
        hash.update(1)
        hash.update(left)
        hash.update(right)
        return hash.finish()
    }

    /// The root of the tree without leaves: SHA-256 of nothing.
    package static let emptyRoot = SHA256.hash([])

    /// The root over leaf hashes that are all at hand.
    package static func root(of leafHashes: some Sequence<SHA256Digest>) -> SHA256Digest {
        var frontier = MerkleFrontier()
        for hash in leafHashes { frontier.append(hash) { _, _ in } }
        return frontier.root
    }
}

/// The place of a perfect subtree: its 2^level leaves begin at index × 2^level.
///
/// Its hash never changes once those leaves exist; so it is stored once and serves every later
/// proof.
package struct MerkleNode: Hashable, Sendable {
    /// 0 for a leaf.
    package let level: Int
    /// Counts the perfect subtrees of this level from the left, from 0.
    package let index: Int64

    /// The node at this place.
    ///
    /// - Precondition: `level` is from 0 to 62, `index` is not negative.
    package init(level: Int, index: Int64) {
        precondition((0...62).contains(level) && index >= 0)
        self.level = level
        self.index = index
    }
}
