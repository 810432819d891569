import Kernel
import Signatures
import Store

/// Heads, proofs and evidence, read from what the sequencer stored (RFC 6962 section 2.1).
package struct JournalReader: Sendable {
    private let store: any Store
    private let keys: @Sendable () -> KeySet

    /// A reader of a store.
    ///
    /// - Parameter keys: all keys with which heads were signed, the rotated ones included.
    package init(store: any Store, keys: @escaping @Sendable () -> KeySet) {
        self.store = store
        self.keys = keys
    }

    /// The newest head of the present log.
    ///
    /// - Throws: `proofNotYetAvailable` before the first head.
    package func head() async throws -> SignedHead {
        try await store.read { transaction in try present(transaction).head }
    }

    /// The proof that a leaf of the present log is in the tree of `size` leaves.
    ///
    /// - Parameters:
    ///   - index: the leaf's number, from 0.
    ///   - size: above `index`, at most the newest head's size; nil for the newest head's.
    /// - Throws: `notFound` for a leaf that does not exist, `invalidField` for another size.
    package func inclusionProof(index: Int64, size: Int64? = nil) async throws -> InclusionProof {
        try await store.read { transaction in
            let (log, head) = try present(transaction)
            guard index >= 0, index < head.head.size else { throw Refusal(.notFound) }
            let size = size ?? head.head.size
            guard size <= head.head.size,
                let proof = MerkleProof.inclusion(index: index, treeSize: size)
            else { throw Refusal(.invalidField) }
            let tree = StoredTree(log: log.number, transaction: transaction)
            return InclusionProof(
                logId: log.id, index: index, size: size, hashes: try tree.hashes(of: proof))
        }
    }

    /// The proof that the tree of `first` leaves is the beginning of that of `second` leaves.
    ///
    /// - Throws: `invalidField` unless 1 ≤ first ≤ second ≤ the newest head's size.
    package func consistencyProof(first: Int64, second: Int64) async throws -> [SHA256Digest] {
        try await store.read { transaction in
            let (log, head) = try present(transaction)
            guard second <= head.head.size,
                let proof = MerkleProof.consistency(first: first, second: second)
            else { throw Refusal(.invalidField) }
            return try StoredTree(log: log.number, transaction: transaction).hashes(of: proof)
        }
    }

    /// Whether an entry is about this person, or the person took part; false once it is erased.
    package func concerns(
        _ entry: Identifier<JournalEntry>, _ person: IIN
    ) async throws -> Bool {
        try await store.read { transaction in
            let row = try transaction.firstRow(
                """
                SELECT 1 FROM journal_personal WHERE entry_id = \(entry)
                    AND (subject_iin = \(person) OR counterpart_iin = \(person))
                """)
            return row != nil
        }
    }

    /// Everything that shows, without this installation, what an entry says and that it is there.
    ///
    /// Against the newest head of the entry's own log: an entry from before a restore is proved
    /// against the last head of the log that holds it.
    ///
    /// - Throws: `notFound`; `proofNotYetAvailable` until the entry has its number.
    package func evidence(of entry: Identifier<JournalEntry>) async throws -> Evidence {
        let jwks = keys().jwks
        return try await store.read { transaction in
            guard let stored = try StoredEntry.find(entry, in: transaction) else {
                throw Refusal(.notFound)
            }
            guard let place = stored.place,
                let log = try JournalLog.all(in: transaction).first(where: {
                    $0.number == place.log
                }), let head = try SignedHead.newest(of: log, in: transaction),
                let proof = MerkleProof.inclusion(index: place.index, treeSize: head.head.size)
            else { throw notYet }
            let tree = StoredTree(log: log.number, transaction: transaction)
            return Evidence(
                entry: stored, index: place.index, head: head, proof: try tree.hashes(of: proof),
                jwks: jwks)
        }
    }
}

/// The proof that a leaf is in a tree (RFC 6962 section 2.1.1).
package struct InclusionProof: Hashable, Sendable {
    /// The log.
    package let logId: Identifier<JournalLog>
    /// The leaf's number, from 0.
    package let index: Int64
    /// The size of the tree.
    package let size: Int64
    /// The path from the leaf to the root.
    package let hashes: [SHA256Digest]
}

/// A head follows within a second.
private let notYet = Refusal(.proofNotYetAvailable, retryAfterSeconds: 1)

private func present(_ transaction: any Transaction) throws -> (log: JournalLog, head: SignedHead) {
    guard let log = try JournalLog.newest(in: transaction),
        let head = try SignedHead.newest(of: log, in: transaction)
    else { throw notYet }
    return (log, head)
}
