import Foundation
import Journal
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// Heads and proofs as anyone fetches them over HTTP, checked with the verifier's own arithmetic.
@Suite(.timeLimit(.minutes(3)))
struct JournalProofTests {
    private func head(at url: String, beyond size: Int64 = 0) async throws -> JournalHead {
        for _ in 0..<100 {
            let answer = try await call("GET", url + "/api/journal/head")
            if answer.status == 200, let head = JournalHead(json: answer.json["head"] ?? .null),
                head.size > size
            {
                return head
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NoMessage()
    }

    private func hashes(_ json: JSON) -> [SHA256Digest] {
        (json["proof"]?.array ?? []).compactMap { $0.string }.compactMap { [UInt8](base64: $0) }
            .compactMap(SHA256Digest.init)
    }

    @Test(arguments: Engine.allCases)
    func `a later head extends an earlier one, and a row's leaf is in it`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url
            let first = try await head(at: url)
            let person = try #require(
                try await TestPerson.all(at: url, with: ConsentStory.dataSet).first)
            let session = try await person.signIn(at: url)
            let story = try await ConsentStory(url: url)
            _ = try await story.token(from: person)
            let second = try await head(at: url, beyond: first.size)
            #expect(second.logId == first.logId)
            let path = "\(url)/api/journal/consistency?from=\(first.size)&to=\(second.size)"
            let proof = hashes(try await call("GET", path).expect(200))
            func isConsistent(_ root: SHA256Digest) -> Bool {
                MerkleTree.verifyConsistency(
                    first: first.size, second: second.size, firstRoot: root,
                    secondRoot: second.root, proof: proof)
            }
            #expect(isConsistent(first.root) && !isConsistent(second.root))
            let back = try await call(
                "GET", "\(url)/api/journal/consistency?from=\(second.size)&to=\(first.size)")
            #expect([404, 422].contains(back.status))
            try await checkRow(of: session, at: url)
        }
    }

    /// The leaf of a person's own row is in the tree, by the public route for its number.
    private func checkRow(of session: [(String, String)], at url: String) async throws {
        let log = try await call("GET", url + "/api/kdp/access-log", headers: session).expect(200)
        let entry = try #require(log["items"]?.array?.last?["entry"]?.string)
        var pack = try await call("GET", "\(url)/api/journal/evidence/\(entry)", headers: session)
        for _ in 0..<50 where pack.status != 200 {
            try await Task.sleep(for: .milliseconds(100))
            pack = try await call("GET", "\(url)/api/journal/evidence/\(entry)", headers: session)
        }
        let evidence = try pack.expect(200)
        let index = try #require(evidence["leafIndex"]?.integer)
        let leaf = try #require(evidence["leaf"]?.string.flatMap { [UInt8](base64: $0) })
        let newest = try await head(at: url)
        let found = try await call(
            "GET", "\(url)/api/journal/entries/\(index)/proof?size=\(newest.size)"
        ).expect(200)
        func isIncluded(_ leaf: [UInt8], at index: Int64) -> Bool {
            MerkleTree.verifyInclusion(
                leafHash: MerkleTree.leafHash(leaf), index: index, treeSize: newest.size,
                root: newest.root, proof: hashes(found))
        }
        #expect(isIncluded(leaf, at: index))
        #expect(!isIncluded(leaf, at: index + 1) && !isIncluded(leaf + [0], at: index))
        let beyond = try await call(
            "GET", "\(url)/api/journal/entries/\(newest.size + 1_000_000)/proof")
        #expect([404, 409].contains(beyond.status), "\(beyond.status)")
    }
}
