import Kernel
import Store

/// Starts a new log after a restore to before the newest known head.
package struct JournalRestart: Sendable {
    private let store: any Store
    private let clock: Clock
    private let random: RandomSource
    private let sign: SignHead

    /// A restart of the journal of a store.
    package init(
        store: any Store, clock: Clock, random: RandomSource, sign: @escaping SignHead
    ) {
        self.store = store
        self.clock = clock
        self.random = random
        self.sign = sign
    }

    /// The newest head that the store has; nil before the first log.
    package func newestHead() async throws -> SignedHead? {
        try await store.read { transaction in
            try JournalLog.newest(in: transaction).flatMap {
                try SignedHead.newest(of: $0, in: transaction)
            }
        }
    }

    /// Starts a log whose first leaf names the last known head of the old one.
    ///
    /// - Parameter previousHead: from the heads file, or the store's own newest when there is no
    ///   such file. Its log may be one that a restored backup does not know.
    /// - Returns: the head of size 1 of the new log.
    /// - Throws: ``JournalFault/sequencerBusy``.
    package func startNewLog(previousHead: SignedHead) async throws -> SignedHead {
        let at = clock.now()
        return try await store.write { transaction in
            guard try transaction.tryLock(.journalSequencer) else {
                throw JournalFault.sequencerBusy
            }
            return try JournalLog.start(
                previousHead: previousHead, reason: .restored, at: at,
                journal: Journal(random: random), random: random, sign: sign, in: transaction)
        }
    }
}
