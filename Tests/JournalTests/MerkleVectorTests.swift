import Foundation
import Kernel
import Signatures
import Testing

@testable import Journal

/// The published proofs of `Tests/Vectors/merkle`, right ones and wrong ones.
@Suite struct MerkleVectorTests {
    private func cases(_ kind: String) throws -> [JSON] {
        let path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let file = URL(fileURLWithPath: "/\(path)/Vectors/merkle/rfc6962-proofs.jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return try lines.filter { $0.hasPrefix(#"{"case":"\#(kind)/"#) }.map { line in
            // The one number beyond 63 bits is 0 - 1; our indexes are signed and say -1.
            let text = line.replacingOccurrences(of: "18446744073709551615", with: "-1")
            return try JSON.parse(Array(text.utf8))
        }
    }

    @Test func `every published inclusion proof gives its verdict`() throws {
        var accepted = 0
        let cases = try cases("inclusion")
        for entry in cases {
            let wantsError = try #require(entry["wantErr"]?.bool as Bool?)
            let passes = verifyInclusion(entry)
            #expect(passes == !wantsError, "\(entry["case"] ?? .null)")
            if passes { accepted += 1 }
        }
        #expect(cases.count == 98)
        #expect(accepted == 6)
    }

    @Test func `every published consistency proof gives its verdict`() throws {
        var accepted = 0
        let cases = try cases("consistency")
        for entry in cases {
            let wantsError = try #require(entry["wantErr"]?.bool as Bool?)
            let passes = verifyConsistency(entry)
            #expect(passes == !wantsError, "\(entry["case"] ?? .null)")
            if passes { accepted += 1 }
        }
        #expect(cases.count == 98)
        #expect(accepted == 6)
    }

    private func verifyInclusion(_ entry: JSON) -> Bool {
        guard let index = entry["leafIdx"]?.integer, let size = entry["treeSize"]?.integer,
            let leaf = digest(entry["leafHash"]), let root = digest(entry["root"]),
            let proof = proof(entry)
        else { return false }
        return MerkleTree.verifyInclusion(
            leafHash: leaf, index: index, treeSize: size, root: root, proof: proof)
    }

    private func verifyConsistency(_ entry: JSON) -> Bool {
        guard let first = entry["size1"]?.integer, let second = entry["size2"]?.integer,
            let firstRoot = digest(entry["root1"]), let secondRoot = digest(entry["root2"]),
            let proof = proof(entry)
        else { return false }
        return MerkleTree.verifyConsistency(
            first: first, second: second, firstRoot: firstRoot, secondRoot: secondRoot,
            proof: proof)
    }

    private func proof(_ entry: JSON) -> [SHA256Digest]? {
        let elements = entry["proof"]?.array ?? []
        let hashes = elements.compactMap { digest($0) }
        return hashes.count == elements.count ? hashes : nil
    }

    /// Some cases give texts of other lengths for hashes, which our type does not admit.
    ///
    /// They are replaced by their own hash, so that equal ones stay equal and others differ, and
    /// the case still reaches the verifier; the empty text is refused, as by any reader of ours.
    private func digest(_ value: JSON?) -> SHA256Digest? {
        guard let bytes = [UInt8](base64: value?.string ?? ""), !bytes.isEmpty else { return nil }
        return SHA256Digest(bytes) ?? SHA256.hash(bytes)
    }
}
