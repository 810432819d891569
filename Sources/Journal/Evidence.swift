import Kernel
import Signatures
import Store

/// An entry with the proof that it is in the journal, fit to be checked by anyone offline.
///
/// `docs/verify/verify_evidence.py` checks ``json``; it needs nothing of this installation but
/// the certainty that the keys are the platform's.
package struct Evidence: Hashable, Sendable {
    /// The leaf's number in its log, from 0.
    package let index: Int64
    /// The newest head of the entry's log.
    package let head: SignedHead
    /// The inclusion proof for that head's size.
    package let proof: [SHA256Digest]
    private let entry: StoredEntry
    private let jwks: JSON

    init(
        entry: StoredEntry, index: Int64, head: SignedHead, proof: [SHA256Digest], jwks: JSON
    ) {
        self.entry = entry
        self.index = index
        self.head = head
        self.proof = proof
        self.jwks = jwks
    }

    /// The evidence as one JSON object; hashes, leaf and salt in base64, `at` in milliseconds.
    ///
    /// - Parameter withFields: false leaves fields and salt out, for whoever may see that the
    ///   entry exists but not whom it is about.
    package func json(withFields: Bool = true) -> JSON {
        let personal = withFields ? entry.personal : nil
        let fields = personal.flatMap { try? JSON.parse(Array($0.fields.utf8)) }
        return .object(
            present: ("format", "qyzmet-evidence"), ("version", 1),
            ("id", .string(entry.id.text)), ("kind", .string(entry.kind)),
            ("at", .integer(entry.at.milliseconds)), ("leaf", .string(entry.leaf.base64)),
            ("fields", fields), ("salt", personal.map { .string($0.salt.base64) }),
            ("erasedBy", entry.erasure.map(erasure)),
            ("leafIndex", .integer(index)),
            ("proof", .array(proof.map { .string($0.bytes.base64) })),
            ("head", head.head.json), ("signedHead", .string(head.signed)), ("jwks", jwks))
    }

    private func erasure(_ erasure: StoredEntry.Erasure) -> JSON {
        ["id": .string(erasure.entry.text), "leaf": .string(erasure.leaf.base64)]
    }
}
