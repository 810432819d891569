import Signatures

/// Which stored nodes a proof is made of, before any is read.
///
/// So that a store can fetch all of them with one statement.
package struct MerkleProof: Hashable, Sendable {
    /// The proof's hashes in order, each as the perfect subtrees whose root it is.
    private let parts: [[MerkleNode]]

    /// All nodes that are needed, each once, at most about 2 × 62.
    package var nodes: [MerkleNode] { parts.flatMap { $0 } }

    /// The proof that leaf `index` is in the tree of `treeSize` leaves (RFC 6962 section 2.1.1).
    ///
    /// Nil when there is no such leaf.
    package static func inclusion(index: Int64, treeSize: Int64) -> MerkleProof? {
        guard index >= 0, index < treeSize else { return nil }
        var range = MerkleRange(start: 0, end: treeSize)
        var siblings: [MerkleRange] = []
        while range.count > 1 {
            let left = MerkleRange(start: range.start, end: range.split)
            let right = MerkleRange(start: range.split, end: range.end)
            let goesLeft = index < range.split
            siblings.append(goesLeft ? right : left)
            range = goesLeft ? left : right
        }
        return MerkleProof(parts: siblings.reversed().map(\.perfectSubtrees))
    }

    /// The proof that the tree of `first` leaves is the beginning of that of `second` leaves
    /// (RFC 6962 section 2.1.2).
    ///
    /// Empty when both are equal. Nil unless 1 ≤ first ≤ second.
    package static func consistency(first: Int64, second: Int64) -> MerkleProof? {
        guard first >= 1, first <= second else { return nil }
        var range = MerkleRange(start: 0, end: second)
        var siblings: [MerkleRange] = []
        while first < range.end {
            let left = MerkleRange(start: range.start, end: range.split)
            let right = MerkleRange(start: range.split, end: range.end)
            let goesLeft = first <= range.split
            siblings.append(goesLeft ? right : left)
            range = goesLeft ? left : right
        }
        // A subtree that is the whole first tree is known to the verifier: it is the first root.
        if range.start > 0 { siblings.append(range) }
        return MerkleProof(parts: siblings.reversed().map(\.perfectSubtrees))
    }

    /// The hashes of the proof, in the order in which RFC 6962 sends them.
    ///
    /// - Parameter node: the stored hash of a perfect subtree; asked for each of ``nodes``.
    package func hashes<Failure: Error>(
        node: (MerkleNode) throws(Failure) -> SHA256Digest
    ) throws(Failure) -> [SHA256Digest] {
        var hashes: [SHA256Digest] = []
        for part in parts {
            var subtrees: [SHA256Digest] = []
            for place in part { subtrees.append(try node(place)) }
            if let root = MerkleRange.fold(subtrees) { hashes.append(root) }
        }
        return hashes
    }
}
