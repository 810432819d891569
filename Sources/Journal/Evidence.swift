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

    /// The evidence as one JSON object; hashes, leaf and keys in base64, `at` in milliseconds.
    ///
    /// - Parameter reader: who gets it; the own personal fields come with it, each with the key of
    ///   that field alone. No field comes without a reader.
    package func json(for reader: IIN? = nil) -> JSON {
        let own = reader.map(fields) ?? []
        return .object(
            present: ("format", "qyzmet-evidence"), ("version", 2),
            ("id", .string(entry.id.text)), ("kind", .string(entry.kind)),
            ("at", .integer(entry.at.milliseconds)), ("leaf", .string(entry.leaf.base64)),
            ("fields", own.isEmpty ? nil : .object(own)),
            ("keys", own.isEmpty ? nil : keys(of: own)),
            ("erasedBy", entry.erasure.map(erasure)),
            ("leafIndex", .integer(index)),
            ("proof", .array(proof.map { .string($0.bytes.base64) })),
            ("head", head.head.json), ("signedHead", .string(head.signed)), ("jwks", jwks))
    }

    /// A leaf of version 1 has one key for all fields, so that none of them is given out.
    private func fields(of reader: IIN) -> [JSON.Member] {
        guard let personal = entry.personal, let leaf = try? JSON.parse(entry.leaf),
            leaf["version"] == 2, let fields = try? JSON.parse(Array(personal.fields.utf8))
        else { return [] }
        return OwnFields.members(of: fields, for: reader)
    }

    private func keys(of fields: [JSON.Member]) -> JSON? {
        entry.personal.map { personal in
            .object(
                fields.map { field in
                    let key = JournalEntry.fieldKey(field.name, salt: personal.salt)
                    return JSON.Member(field.name, .string(key.base64))
                })
        }
    }

    private func erasure(_ erasure: StoredEntry.Erasure) -> JSON {
        ["id": .string(erasure.entry.text), "leaf": .string(erasure.leaf.base64)]
    }
}
