import Kernel
import Signatures
import Store

/// The service that numbers committed entries and signs a head at least every second while any come.
///
/// Every node runs one; an advisory lock lets one at a time work. It looks for entries four times
/// a second instead of being woken: entries of other nodes wake nobody, a look that finds nothing
/// is one small read, and several entries share a head.
///
/// **Heads file: after the commit.** A head that is written to the file before the commit would
/// stand there when the commit fails; the next round then signs another head of the same size,
/// and the two are evidence of a fork that never was. Written after it, a crash in between leaves
/// a head in the store that the file lacks: the next round of any node copies it, since every round
/// copies all heads newer than the file's last. What the file can miss is the last moment before
/// a crash that also destroys the database.
package final class JournalSequencer: Sendable {
    /// What happens on the way, for the log and the operator's page; nothing personal.
    package enum Event: Sendable {
        /// So many entries got their numbers.
        case headSigned(SignedHead, entries: Int)
        /// The store failed for now; the next look tries again.
        case storeFailed(StoreError)
        /// Heads are signed but do not get out of the database: the operator must act.
        case headsFileFailed(HeadsFileFault)
    }

    /// The time between two looks, and at most between two copies of heads to the file.
    package static let pause = Duration.milliseconds(250)

    private let store: any Store
    private let clock: Clock
    private let random: RandomSource
    private let sign: SignHead
    private let heads: HeadsFile?
    private let report: @Sendable (Event) -> Void

    /// A sequencer for a store.
    ///
    /// - Parameters:
    ///   - heads: the file outside the database; nil only where nothing depends on it.
    ///   - sign: signs within the transaction; must not wait for anything.
    package init(
        store: any Store, clock: Clock, random: RandomSource, heads: HeadsFile?,
        sign: @escaping SignHead, report: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.store = store
        self.clock = clock
        self.random = random
        self.sign = sign
        self.heads = heads
        self.report = report
    }

    /// Works until the task is cancelled; then numbers once more what was answered before.
    ///
    /// - Throws: ``JournalFault`` when the journal must not be extended, ``HeadsFileFault`` when the
    ///   file cannot be read, ``StoreError`` when the store is closed or refuses a statement.
    package func run() async throws {
        try await checkHeadsFile()
        while true {
            let isLast = Task.isCancelled
            do {
                try await sequence()
            } catch let error as StoreError where error.passes {
                report(.storeFailed(error))
            } catch let error as HeadsFileFault {
                report(.headsFileFailed(error))
            }
            if isLast { return }
            try? await Task.sleep(for: JournalSequencer.pause)
        }
    }

    /// Numbers everything that waits now and copies the heads to the file.
    ///
    /// - Throws: as ``run()``, and ``HeadsFileFault`` after the numbers are given.
    package func sequence() async throws {
        guard try await somethingWaits() else { return try await copyHeads() }
        var isFull = true
        var copied = ContinuousClock.now
        while isFull {
            isFull = false
            let round = SequencerRound(
                at: clock.now(), journal: Journal(random: random), random: random, sign: sign)
            let outcome = try await store.write { transaction in
                try round.run(in: transaction)
            }
            if case .signed(let head, let entries, let more) = outcome {
                isFull = more
                report(.headSigned(head, entries: entries))
            }
            // Under load many heads share one wait for the disk.
            if !isFull || ContinuousClock.now - copied >= JournalSequencer.pause {
                try await copyHeads()
                copied = ContinuousClock.now
            }
        }
    }

    private func somethingWaits() async throws -> Bool {
        try await store.read { transaction in
            let waiting = try transaction.firstRow(
                "SELECT 1 FROM journal_entry WHERE leaf_index IS NULL LIMIT 1")
            return try waiting != nil || JournalLog.newest(in: transaction) == nil
        }
    }

    // MARK: - Heads file

    /// Compares the store with the newest head of the file before anything is extended.
    ///
    /// - Throws: ``JournalFault/behindHeadsFile(knownSize:storedSize:)`` after a restore without
    ///   a new log, ``JournalFault/treeDiffersFromHead(log:size:)`` when the trees differ.
    package func checkHeadsFile() async throws {
        guard let known = heads?.last?.head else { return }
        try await store.read { transaction in
            let logs = try JournalLog.all(in: transaction)
            // A later log has named the heads that were lost with the log's end.
            if logs.contains(where: { $0.previous?.logId == known.logId }) { return }
            guard let log = logs.first(where: { $0.id == known.logId }) else {
                throw JournalFault.foreignHeadsFile(log: known.logId)
            }
            let stored = try SignedHead.newest(of: log, in: transaction)?.head.size ?? 0
            guard known.size <= stored else {
                throw JournalFault.behindHeadsFile(knownSize: known.size, storedSize: stored)
            }
            let tree = StoredTree(log: log.number, transaction: transaction)
            guard try tree.frontier(size: known.size).root == known.root else {
                throw JournalFault.treeDiffersFromHead(log: known.logId, size: known.size)
            }
        }
    }

    private func copyHeads() async throws {
        guard let heads else { return }
        while true {
            let last = heads.last
            let newer = try await store.read { transaction in
                try SignedHead.newer(than: last?.head, in: transaction)
            }
            if newer.isEmpty { return }
            try await onOwnThread { try heads.append(newer, after: last) }
        }
    }
}

extension SignedHead {
    /// At most 256 heads after the given one, in their order over all logs.
    static func newer(
        than last: JournalHead?, in transaction: any Transaction
    ) throws -> [SignedHead] {
        let logs = try JournalLog.all(in: transaction)
        var after: (log: Int64, size: Int64) = (0, 0)
        if let last {
            if let log = logs.first(where: { $0.id == last.logId }) {
                after = (log.number, last.size)
            } else if let next = logs.first(where: { $0.previous?.logId == last.logId }) {
                // The restored backup was older than that whole log.
                after = (next.number, 0)
            } else {
                throw JournalFault.foreignHeadsFile(log: last.logId)
            }
        }
        return try transaction.rows(
            """
            SELECT size, previous_size, root, at, signed, log FROM journal_head
            WHERE (log, size) > (\(after.log), \(after.size)) ORDER BY log, size LIMIT 256
            """
        ).compactMap { row in
            let number = try row.integer(5)
            return try logs.first { $0.number == number }.flatMap { try SignedHead(row, of: $0) }
        }
    }
}

extension StoreError {
    /// Whether trying again later makes sense.
    var passes: Bool {
        switch self {
        case .overloaded, .unavailable, .timedOut, .conflict, .outcomeUnknown: true
        default: false
        }
    }
}
