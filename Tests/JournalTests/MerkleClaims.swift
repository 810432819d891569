import Signatures

@testable import Journal

/// What an inclusion proof claims, and the same claim with one thing changed.
struct InclusionClaim {
    var leaf: SHA256Digest
    var index: Int64
    var size: Int64
    var root: SHA256Digest
    var proof: [SHA256Digest]

    var holds: Bool {
        MerkleTree.verifyInclusion(
            leafHash: leaf, index: index, treeSize: size, root: root, proof: proof)
    }

    /// Every hash with one bit turned over, the index moved, the proof longer and shorter.
    func changed(bit: Int) -> [InclusionClaim] {
        var claims = [self, self, self, self, self]
        claims[0].leaf.flip(bit)
        claims[1].root.flip(bit)
        claims[2].index += 1
        claims[3].index -= 1
        claims[4].proof.append(root)
        for element in proof.indices {
            var flipped = self
            flipped.proof[element].flip(bit)
            var cut = self
            cut.proof.remove(at: element)
            claims += [flipped, cut]
        }
        return claims
    }
}

/// What a consistency proof claims, and the same claim with one thing changed.
struct ConsistencyClaim {
    var first: Int64
    var second: Int64
    var firstRoot: SHA256Digest
    var secondRoot: SHA256Digest
    var proof: [SHA256Digest]

    var holds: Bool {
        MerkleTree.verifyConsistency(
            first: first, second: second, firstRoot: firstRoot, secondRoot: secondRoot,
            proof: proof)
    }

    /// Every hash with one bit turned over, the proof longer and shorter, the trees exchanged.
    func changed(bit: Int) -> [ConsistencyClaim] {
        var claims = [self, self, self]
        claims[0].firstRoot.flip(bit)
        claims[1].secondRoot.flip(bit)
        claims[2].proof.append(firstRoot)
        if first != second {
            var exchanged = self
            swap(&exchanged.first, &exchanged.second)
            claims.append(exchanged)
        }
        for element in proof.indices {
            var flipped = self
            flipped.proof[element].flip(bit)
            var cut = self
            cut.proof.remove(at: element)
            claims += [flipped, cut]
        }
        return claims
    }
}

extension SHA256Digest {
    /// Turns one of the 256 bits over.
    mutating func flip(_ bit: Int) {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        self = SHA256Digest(changed) ?? self
    }
}
