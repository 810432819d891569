import Signatures

/// The right edge of a tree: what is needed to append leaves and to know the root, and no more.
///
/// Holds one hash for each bit that is set in the number of leaves, 63 at most.
package struct MerkleFrontier: Hashable, Sendable {
    /// The number of leaves.
    package private(set) var size: Int64
    /// The roots of the perfect subtrees that make up the tree, the largest first.
    package private(set) var peaks: [SHA256Digest]

    /// The tree without leaves.
    package init() {
        self.size = 0
        self.peaks = []
    }

    /// The frontier of a stored tree.
    ///
    /// - Parameters:
    ///   - size: the number of leaves, 0 or more.
    ///   - node: the stored hash of a perfect subtree; asked for each of ``places(size:)``.
    package init<Failure: Error>(
        size: Int64, node: (MerkleNode) throws(Failure) -> SHA256Digest
    ) throws(Failure) {
        self.size = size
        self.peaks = []
        for place in MerkleFrontier.places(size: size) { peaks.append(try node(place)) }
    }

    /// The perfect subtrees that make up a tree of so many leaves, the largest first.
    package static func places(size: Int64) -> [MerkleNode] {
        MerkleRange(start: 0, end: size).perfectSubtrees
    }

    /// Appends a leaf and hands every perfect subtree that it completes to `store`, lowest first.
    ///
    /// The first is the leaf itself (level 0). Over many leaves each costs two hashes on average.
    package mutating func append(
        _ leafHash: SHA256Digest, store: (MerkleNode, SHA256Digest) -> Void
    ) {
        var hash = leafHash
        var level = 0
        store(MerkleNode(level: 0, index: size), hash)
        // Each one bit at the end of the old size is a peak as large as what was just completed.
        while size >> Int64(level) & 1 == 1 {
            hash = MerkleTree.nodeHash(peaks.removeLast(), hash)
            level += 1
            store(MerkleNode(level: level, index: size >> Int64(level)), hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The root over all leaves.
    package var root: SHA256Digest {
        MerkleRange.fold(peaks) ?? MerkleTree.emptyRoot
    }
}
