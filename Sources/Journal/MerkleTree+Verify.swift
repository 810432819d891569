import Signatures

extension MerkleTree {
    /// Whether `proof` shows that `leafHash` is leaf `index` of the tree with this root.
    ///
    /// The algorithm of RFC 9162 section 2.1.3.2; a proof of any other length is refused.
    package static func verifyInclusion(
        leafHash: SHA256Digest, index: Int64, treeSize: Int64, root: SHA256Digest,
        proof: [SHA256Digest]
    ) -> Bool {
        guard index >= 0, index < treeSize else { return false }
        var path = Path(first: index, second: treeSize - 1)
        var hash = leafHash
        for sibling in proof {
            guard path.second != 0 else { return false }
            if path.siblingIsLeft {
                hash = nodeHash(sibling, hash)
                path.skipMissingSiblings()
            } else {
                hash = nodeHash(hash, sibling)
            }
            path.goUp()
        }
        return path.second == 0 && hash == root
    }

    /// Whether `proof` shows that the tree of `first` leaves with `firstRoot` is the beginning of
    /// the tree of `second` leaves with `secondRoot`.
    ///
    /// The algorithm of RFC 9162 section 2.1.4.2; a proof of any other length is refused. So is the
    /// tree without leaves as the first: it begins every tree, and a proof of that says nothing.
    package static func verifyConsistency(
        first: Int64, second: Int64, firstRoot: SHA256Digest, secondRoot: SHA256Digest,
        proof: [SHA256Digest]
    ) -> Bool {
        guard first >= 1, first <= second else { return false }
        if first == second { return proof.isEmpty && firstRoot == secondRoot }
        guard !proof.isEmpty else { return false }
        let firstIsPerfect = first & (first - 1) == 0
        let hashes = firstIsPerfect ? [firstRoot] + proof : proof
        var path = Path(first: first - 1, second: second - 1)
        while path.first & 1 == 1 { path.goUp() }
        var (firstHash, secondHash) = (hashes[0], hashes[0])
        for sibling in hashes.dropFirst() {
            guard path.second != 0 else { return false }
            if path.siblingIsLeft {
                firstHash = nodeHash(sibling, firstHash)
                secondHash = nodeHash(sibling, secondHash)
                path.skipMissingSiblings()
            } else {
                secondHash = nodeHash(secondHash, sibling)
            }
            path.goUp()
        }
        return path.second == 0 && firstHash == firstRoot && secondHash == secondRoot
    }
}

/// The places of one node and of the last node, level by level towards the root: `fn` and `sn` of
/// RFC 9162.
private struct Path {
    var first: Int64
    var second: Int64

    var siblingIsLeft: Bool { first & 1 == 1 || first == second }

    mutating func goUp() {
        first >>= 1
        second >>= 1
    }

    /// The last node of a level may have no sibling; then it stands for itself one level up.
    mutating func skipMissingSiblings() {
        while first & 1 == 0, first != 0 { goUp() }
    }
}
