import Foundation
import Kernel
import Signatures
import Store
import Testing
import UseCases

@testable import Journal

/// Proofs as the interface gives them, and the evidence pack in the hands of a stranger.
@Suite struct EvidenceTests {
    @Test(arguments: Engine.allCases)
    func `every proof of every size verifies`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        try await test.append(75)
        try await test.sequencer().sequence()
        let leaves = try await test.leaves()
        let head = try await test.reader.head().head
        for size in [1, 31, 32, 33, 64, 65, 76] {
            let root = MerkleTree.root(of: leaves.prefix(size))
            for index in stride(from: 0, to: size, by: 5) {
                let proof = try await test.reader.inclusionProof(
                    index: Int64(index), size: Int64(size))
                #expect(proof.logId == head.logId)
                #expect(
                    MerkleTree.verifyInclusion(
                        leafHash: leaves[index], index: proof.index, treeSize: proof.size,
                        root: root, proof: proof.hashes))
            }
            let consistency = try await test.reader.consistencyProof(
                first: Int64(size), second: head.size)
            #expect(
                MerkleTree.verifyConsistency(
                    first: Int64(size), second: head.size, firstRoot: root,
                    secondRoot: head.root, proof: consistency))
        }
        await refuses(.notFound) { try await test.reader.inclusionProof(index: 76) }
        await refuses(.notFound) { try await test.reader.inclusionProof(index: -1) }
        await refuses(.invalidField) { try await test.reader.inclusionProof(index: 5, size: 77) }
        await refuses(.invalidField) { try await test.reader.inclusionProof(index: 5, size: 5) }
        await refuses(.invalidField) {
            try await test.reader.consistencyProof(first: 0, second: 5)
        }
        await refuses(.invalidField) {
            try await test.reader.consistencyProof(first: 1, second: 77)
        }
        await refuses(.notFound) {
            try await test.reader.evidence(of: Identifier(random: .system))
        }
    }

    private func refuses<T>(_ code: ProblemCode, _ body: () async throws -> T) async {
        let refusal = await #expect(throws: Refusal.self) { _ = try await body() }
        #expect(refusal?.code == code)
    }

    @Test func `evidence is there from the next head on, and hides what is not one's own`()
        async throws
    {
        let test = try await JournalUnderTest(.sqlite)
        try await test.sequencer().sequence()
        let ids = try await test.append(2)
        await refuses(.proofNotYetAvailable) {
            try await OwnEvidence(reader: test.reader).pack(ids[1], for: person)
        }
        try await test.sequencer().sequence()
        let evidence = try await test.reader.evidence(of: ids[1])
        let own = OwnEvidence(reader: test.reader)
        let subjects = try await own.pack(ids[1], for: person)
        #expect(subjects["fields"]?["subject"]?.string == person.digits)
        #expect(subjects["fields"]?["phone"] != nil)
        // The other person in it gets the own number, and no key that opens another field.
        let others = try await own.pack(ids[1], for: other)
        #expect(others["fields"] == ["counterpart": .string(other.digits)])
        #expect(others["keys"]?.members?.map(\.name) == ["counterpart"])
        for (pack, foreign) in [(subjects, other), (others, person)] {
            #expect(!pack.text.contains(foreign.digits))
            #expect(pack["salt"] == nil)
            let sealed = try JSON.parse([UInt8](base64: pack["leaf"]?.string ?? "") ?? [])
            for key in pack["keys"]?.members ?? [] {
                let bytes = try #require([UInt8](base64: key.value.string ?? ""))
                let code = HMACSHA256.code(
                    key: bytes, message: JSON.string(foreign.digits).canonicalBytes)
                let seals = sealed["personal"]?.members?.compactMap(\.value.string) ?? []
                #expect(seals.count == 3 && !seals.contains(code.bytes.base64URL))
            }
        }
        await refuses(.notFound) {
            try await own.pack(ids[1], for: IIN(stored: "600101100033"))
        }
        await refuses(.notFound) { try await own.pack(ids[0], for: person) }
        let bare = evidence.json()
        #expect(bare["fields"] == nil && bare["keys"] == nil)
        #expect(!bare.text.contains(person.digits))
    }

    @Test func `a stranger verifies a pack with another language, and sees every change`()
        async throws
    {
        let python = try PythonPeer()
        let test = try await JournalUnderTest(.sqlite)
        let ids = try await test.append(100)
        try await test.store.write { transaction in
            _ = try JournalErasure(journal: test.journal, clock: test.clock)
                .erase(ids[51], ground: .termEnded, clause: "KDP-5.4", in: transaction)
        }
        try await test.sequencer().sequence()
        let keys = test.folder + "/jwks.json"
        try Data(KeySet([test.key.publicKey]).jwks.bytes).write(to: URL(fileURLWithPath: keys))
        func verdict(_ pack: JSON, _ arguments: String...) throws -> (Int32, String) {
            let path = test.folder + "/pack.json"
            try Data(pack.bytes).write(to: URL(fileURLWithPath: path))
            return try python.run(["docs/verify/verify_evidence.py", path] + arguments)
        }

        let pack = try await test.reader.evidence(of: ids[41]).json(for: person)
        let (status, output) = try verdict(pack, "--keys", keys)
        #expect(status == 0, "\(output)")
        #expect(output.contains("VALID: consentGiven") && output.contains("shown and right"))
        let plain = try await test.reader.evidence(of: ids[40]).json()
        #expect(try verdict(plain).1.contains("personal fields: none"))
        let erased = try await test.reader.evidence(of: ids[51]).json()
        #expect(try verdict(erased, "--keys", keys).1.contains("personal fields: erased"))

        for (name, changed) in changes(of: pack, other: plain) {
            let (status, output) = try verdict(changed, "--keys", keys)
            #expect(status == 1 && output.contains("NOT VALID"), "\(name): \(output)")
        }
        let foreign = KeySet([try SigningKey.generateES256().publicKey]).jwks
        try Data(foreign.bytes).write(to: URL(fileURLWithPath: keys))
        #expect(try verdict(pack, "--keys", keys).1.contains("no key with the head's kid"))
    }

    /// The pack with one member changed, or that of another pack.
    private func changes(of pack: JSON, other: JSON) -> [(String, JSON)] {
        func replacing(_ name: String, _ value: JSON) -> JSON {
            .object((pack.members ?? []).map { $0.name == name ? .init(name, value) : $0 })
        }
        func flipped(_ text: String) -> JSON {
            var bytes = [UInt8](base64: text) ?? []
            bytes[bytes.count / 2] ^= 1
            return .string(bytes.base64)
        }
        let proof = pack["proof"]?.array ?? []
        var all: [(String, JSON)] = [
            ("leaf", replacing("leaf", flipped(pack["leaf"]?.string ?? ""))),
            (
                "key",
                replacing(
                    "keys",
                    .object(
                        (pack["keys"]?.members ?? []).map {
                            .init($0.name, flipped($0.value.string ?? ""))
                        }))
            ),
            ("index", replacing("leafIndex", .integer((pack["leafIndex"]?.integer ?? 0) + 1))),
            ("time", replacing("at", 5)),
            ("proof cut", replacing("proof", .array(proof.dropLast()))),
            ("proof longer", replacing("proof", .array(proof + proof.prefix(1)))),
            (
                "field",
                replacing(
                    "fields",
                    [
                        "phone": "+77010000001", "subject": .string(person.digits),
                    ])
            ),
            ("key without field", replacing("fields", ["phone": "+77010000000"])),
            (
                "signature",
                replacing(
                    "signedHead", .string((pack["signedHead"]?.string ?? "").dropLast(6) + "AAAAAA")
                )
            ),
        ]
        for name in ["id", "kind", "leaf", "leafIndex", "proof"] {
            all.append((name, replacing(name, other[name] ?? .null)))
        }
        return all
    }
}

/// Python with what `Tests/Peers/requirements.txt` names, in the `.venv` of the working copy.
struct PythonPeer {
    private let root: String

    init() throws {
        root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        if try run(["-c", "import cryptography"]).0 == 0 { return }
        let script = root + "/scripts/peers-venv"
        if FileManager.default.isExecutableFile(atPath: script) {
            _ = try PythonPeer.execute(script, [], in: root)
        } else {
            _ = try PythonPeer.execute(
                "/usr/bin/python3", ["-m", "venv", root + "/.venv"], in: root)
            _ = try PythonPeer.execute(
                root + "/.venv/bin/pip",
                ["install", "--quiet", "-r", root + "/Tests/Peers/requirements.txt"], in: root)
        }
    }

    /// Runs Python in the root of the working copy; gives its status and what it printed.
    func run(_ arguments: [String]) throws -> (Int32, String) {
        let python = root + "/.venv/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else { return (127, "") }
        return try PythonPeer.execute(python, arguments, in: root)
    }

    private static func execute(
        _ command: String, _ arguments: [String], in folder: String
    ) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: printed, as: UTF8.self))
    }
}
