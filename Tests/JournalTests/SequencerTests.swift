import Foundation
import Kernel
import Signatures
import Store
import Synchronization
import Testing

@testable import Journal

/// Numbers, tree and heads against a tree that is computed from nothing.
@Suite struct SequencerTests {
    /// The stored numbers are 0 to n - 1 and the newest head is over exactly these leaves.
    private func checkTree(_ test: JournalUnderTest) async throws {
        let head = try await test.reader.head().head
        let leaves = try await test.leaves()
        #expect(head.size == leaves.count)
        #expect(head.root == MerkleTree.root(of: leaves))
        let report = try await test.verify()
        #expect(report.findings.isEmpty)
        #expect(report.entries == leaves.count)
    }

    @Test(arguments: Engine.allCases)
    func `entries get gapless numbers and a signed head`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        let sequencer = test.sequencer()
        await #expect(throws: Refusal(.proofNotYetAvailable, retryAfterSeconds: 1)) {
            try await test.reader.head()
        }
        for count in [1, 30, 1, 600, 31, 33] {
            try await test.append(count)
            try await sequencer.sequence()
            try await checkTree(test)
        }
        let head = try await test.reader.head()
        #expect(head.head.size == 697)
        let verifier = JWSVerifier(
            keys: KeySet([test.key.publicKey]), type: "qyzmet-head+jwt")
        #expect(try head.agrees(verifier))
        // Nothing came: no new head.
        try await sequencer.sequence()
        #expect(try await test.reader.head() == head)
    }

    @Test func `a transaction that commits late is numbered late`() async throws {
        let test = try await JournalUnderTest(.postgres)
        let (entered, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let late = test.store.write { transaction in
            let id = try test.appendOne(1, in: transaction)
            _ = try transaction.rows("SELECT 1")
            entered.signal()
            gate.wait()
            return id
        }
        await wait(for: entered)
        test.pass(seconds: 5)
        try await test.append(20)
        try await test.sequencer().sequence()
        let before = try await test.reader.head().head.size
        gate.signal()
        let id = try await late
        await #expect(throws: Refusal(.proofNotYetAvailable, retryAfterSeconds: 1)) {
            try await test.reader.evidence(of: id)
        }
        try await test.sequencer().sequence()
        #expect(try await test.reader.evidence(of: id).index == before)
        try await checkTree(test)
    }

    /// Waits on a thread that may block.
    private func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }

    @Test func `two sequencers leave no gap and give no number twice`() async throws {
        let test = try await JournalUnderTest(.postgres)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<300 {
                        try await test.sequencer().sequence()
                        try await Task.sleep(for: .milliseconds(2))
                    }
                }
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<40 { try await test.append(20) }
                }
            }
            try await group.waitForAll()
        }
        try await test.sequencer().sequence()
        #expect(try await test.reader.head().head.size == 2401)
        try await checkTree(test)
    }

    /// What the signing does in place of a crash in the middle of a round.
    private struct Crash: Error {}

    @Test(arguments: Engine.allCases, [1, 2, 3])
    func `any order of appending, numbering and crashing keeps the tree`(
        _ engine: Engine, seed: UInt64
    ) async throws {
        let test = try await JournalUnderTest(engine)
        var random = SplitMix(state: seed)
        let crashing = JournalSequencer(
            store: test.store, clock: test.clock, random: .system, heads: nil,
            sign: { _, _ in throw Crash() })
        try await test.sequencer().sequence()
        for _ in 0..<25 {
            switch random.next() % 4 {
            case 0: try await test.sequencer().sequence()
            case 1:
                try await test.append(1)
                await #expect(throws: Crash.self) { try await crashing.sequence() }
            case 2:
                await #expect(throws: Crash.self) {
                    try await test.store.write { transaction in
                        _ = try test.appendOne(3, in: transaction)
                        throw Crash()
                    }
                }
            default: try await test.append(Int(random.next() % 70))
            }
            try await checkTree(test)
        }
        try await test.sequencer().sequence()
        try await checkTree(test)
    }

    @Test(arguments: Engine.allCases)
    func `a changed tree is not extended`(_ engine: Engine) async throws {
        let test = try await JournalUnderTest(engine)
        try await test.append(100)
        try await test.sequencer().sequence()
        let head = try await test.reader.head().head
        try await test.append(1)
        let fault = JournalFault.treeDiffersFromHead(log: head.logId, size: head.size)
        for (change, back): (SQL, SQL) in [
            (
                "UPDATE journal_head SET size = size - 1 WHERE size = \(head.size)",
                "UPDATE journal_head SET size = size + 1 WHERE size = \(head.size - 1)"
            ),
            (
                "UPDATE journal_entry SET leaf_index = 200 WHERE leaf_index = \(head.size - 1)",
                "UPDATE journal_entry SET leaf_index = \(head.size - 1) WHERE leaf_index = 200"
            ),
        ] {
            try await test.run(change)
            await #expect(throws: JournalFault.self) { try await test.sequencer().sequence() }
            try await test.run(back)
        }
        try await test.run(
            "UPDATE journal_node SET hash = \(head.root.bytes) WHERE level = 6 AND position = 0")
        await #expect(throws: fault) { try await test.sequencer().sequence() }
    }

    @Test func `the service works until it is cancelled and numbers the last entries`() async throws
    {
        let test = try await JournalUnderTest(.sqlite)
        let heads = try HeadsFile(path: test.headsPath)
        let signed = Atomic(0)
        let sequencer = JournalSequencer(
            store: test.store, clock: test.clock, random: .system, heads: heads, sign: test.sign,
            report: { event in
                if case .headSigned = event { signed.add(1, ordering: .relaxed) }
            })
        let task = Task { try await sequencer.run() }
        let start = ContinuousClock.now
        try await test.append(5)
        while try await test.store.read({ transaction in
            try transaction.firstRow("SELECT 1 FROM journal_entry WHERE leaf_index IS NULL") != nil
        }) { try await Task.sleep(for: .milliseconds(5)) }
        // 250 ms by design; the machine is shared.
        #expect(ContinuousClock.now - start < .seconds(5))
        try await test.append(7)
        task.cancel()
        try await task.value
        #expect(try await test.reader.head().head.size == 13)
        #expect(heads.last?.head.size == 13)
        #expect(signed.load(ordering: .relaxed) >= 2)
        #expect(try await test.verify(heads: true).findings.isEmpty)
    }
}

/// A generator whose numbers follow from its seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
