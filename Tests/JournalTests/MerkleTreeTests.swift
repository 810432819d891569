import Signatures
import Testing

@testable import Journal

/// The tree against its definition, and every proof against every change of one bit.
@Suite struct MerkleTreeTests {
    private let leaves = (0..<70).map { MerkleTree.leafHash([UInt8($0)]) }

    /// The recursive definition of RFC 6962 section 2.1, word for word.
    private func definedRoot(_ leaves: ArraySlice<SHA256Digest>) -> SHA256Digest {
        guard let first = leaves.first else { return SHA256.hash([]) }
        guard leaves.count > 1 else { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.nodeHash(
            definedRoot(leaves.prefix(half)), definedRoot(leaves.dropFirst(half)))
    }

    /// All nodes that appending the leaves yields.
    private func grow(_ count: Int) -> (MerkleFrontier, [MerkleNode: SHA256Digest]) {
        var frontier = MerkleFrontier()
        var nodes: [MerkleNode: SHA256Digest] = [:]
        for leaf in leaves.prefix(count) {
            frontier.append(leaf) { place, hash in
                #expect(nodes.updateValue(hash, forKey: place) == nil)
            }
        }
        return (frontier, nodes)
    }

    private struct Missing: Error {}

    private func read(
        _ nodes: [MerkleNode: SHA256Digest]
    ) -> (MerkleNode) throws(Missing) -> SHA256Digest {
        { place throws(Missing) in
            guard let hash = nodes[place] else { throw Missing() }
            return hash
        }
    }

    @Test func `the root of every size is the one of the definition`() {
        #expect(
            MerkleTree.emptyRoot.hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            MerkleTree.leafHash([]).hex
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        for size in 0...70 {
            let root = definedRoot(leaves.prefix(size))
            #expect(MerkleTree.root(of: leaves.prefix(size)) == root)
            let (frontier, nodes) = grow(size)
            #expect(frontier.root == root)
            #expect(frontier.size == Int64(size))
            #expect(frontier.peaks.count == size.nonzeroBitCount)
            #expect(nodes.count == 2 * size - size.nonzeroBitCount)
        }
    }

    @Test func `every stored node is the root of the leaves below it`() {
        let (_, nodes) = grow(70)
        for (place, hash) in nodes {
            let start = Int(place.index) << place.level
            #expect(hash == definedRoot(leaves[start..<start + 1 << place.level]))
        }
    }

    @Test func `a frontier read back from stored nodes goes on where it stopped`() throws {
        for size in 0...69 {
            let (grown, nodes) = grow(size)
            var resumed = try MerkleFrontier(size: Int64(size), node: read(nodes))
            #expect(resumed == grown)
            resumed.append(leaves[size]) { _, _ in }
            #expect(resumed.root == definedRoot(leaves.prefix(size + 1)))
        }
        #expect(throws: Missing.self) { try MerkleFrontier(size: 3, node: read([:])) }
    }

    @Test func `every inclusion proof verifies and no change of one bit does`() throws {
        let (_, nodes) = grow(70)
        for size in 1...70 {
            let root = definedRoot(leaves.prefix(size))
            for index in 0..<size {
                let plan = try #require(
                    MerkleProof.inclusion(index: Int64(index), treeSize: Int64(size)))
                let proof = try plan.hashes(node: read(nodes))
                let claim = InclusionClaim(
                    leaf: leaves[index], index: Int64(index), size: Int64(size), root: root,
                    proof: proof)
                #expect(claim.holds)
                // Every hash, every bit of it in turn over the indexes, every length.
                for changed in claim.changed(bit: (index * 7 + size) % 256) {
                    #expect(!changed.holds, "leaf \(index) of \(size)")
                }
            }
        }
        #expect(MerkleProof.inclusion(index: 5, treeSize: 5) == nil)
        #expect(MerkleProof.inclusion(index: -1, treeSize: 5) == nil)
    }

    @Test func `every consistency proof verifies and no change of one bit does`() throws {
        let (_, nodes) = grow(70)
        for second in 1...70 {
            for first in 1...second {
                let plan = try #require(
                    MerkleProof.consistency(first: Int64(first), second: Int64(second)))
                let claim = ConsistencyClaim(
                    first: Int64(first), second: Int64(second),
                    firstRoot: definedRoot(leaves.prefix(first)),
                    secondRoot: definedRoot(leaves.prefix(second)),
                    proof: try plan.hashes(node: read(nodes)))
                #expect(claim.holds, "\(first) of \(second)")
                for changed in claim.changed(bit: (first * 11 + second) % 256) {
                    #expect(!changed.holds, "\(first) of \(second)")
                }
            }
        }
        #expect(MerkleProof.consistency(first: 0, second: 5) == nil)
        #expect(MerkleProof.consistency(first: 6, second: 5) == nil)
    }

    @Test func `all 256 bits of every hash of one proof count`() throws {
        let (_, nodes) = grow(69)
        let plan = try #require(MerkleProof.inclusion(index: 41, treeSize: 69))
        let inclusion = InclusionClaim(
            leaf: leaves[41], index: 41, size: 69, root: definedRoot(leaves.prefix(69)),
            proof: try plan.hashes(node: read(nodes)))
        let other = try #require(MerkleProof.consistency(first: 37, second: 69))
        let consistency = ConsistencyClaim(
            first: 37, second: 69, firstRoot: definedRoot(leaves.prefix(37)),
            secondRoot: definedRoot(leaves.prefix(69)), proof: try other.hashes(node: read(nodes)))
        #expect(inclusion.holds && consistency.holds)
        for bit in 0..<256 {
            for changed in inclusion.changed(bit: bit) { #expect(!changed.holds) }
            for changed in consistency.changed(bit: bit) { #expect(!changed.holds) }
        }
    }

    @Test func `the tree without leaves is no first tree`() {
        let empty = ConsistencyClaim(
            first: 0, second: 3, firstRoot: MerkleTree.emptyRoot,
            secondRoot: definedRoot(leaves.prefix(3)), proof: [])
        #expect(!empty.holds)
        #expect(MerkleProof.inclusion(index: 0, treeSize: 0) == nil)
    }

    @Test func `appending a hundred thousand leaves keeps no more than the peaks`() {
        var frontier = MerkleFrontier()
        var nodes = 0
        for index in 0..<100_000 {
            frontier.append(leaves[index % 70]) { _, _ in nodes += 1 }
        }
        #expect(frontier.peaks.count == 100_000.nonzeroBitCount)
        #expect(frontier.peaks.capacity <= 64)
        #expect(nodes == 200_000 - 100_000.nonzeroBitCount)
    }
}
