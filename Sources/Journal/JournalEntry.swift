import Kernel
import Signatures
import Store

/// One row of the journal: what mattered in law, when, about whom (`docs/audit-events.md`).
package struct JournalEntry: Sendable {
    /// The entry's name, its moment and 80 random bits; a receipt carries it at once, the proof
    /// follows with a head.
    package let id: Identifier<JournalEntry>
    /// What happened.
    package let kind: JournalKind
    /// When.
    package let at: Instant
    /// What anyone who holds the leaf may read: nothing personal.
    package let facts: JSON
    /// Fields that stand in the leaf only as HMAC and can be erased.
    package let personal: JSON
    /// The person whom it is about, who reads it in the cabinet.
    package let subject: IIN?
    /// The other person who took part, who reads it too.
    package let counterpart: IIN?

    /// An entry; the subject and the counterpart are added to the personal fields.
    package init(
        id: Identifier<JournalEntry>, kind: JournalKind, at: Instant, facts: JSON,
        personal: JSON = [:], subject: IIN? = nil, counterpart: IIN? = nil
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.facts = facts
        var members = personal.members ?? []
        if let subject { members.append(JSON.Member("subject", .string(subject.digits))) }
        if let counterpart {
            members.append(JSON.Member("counterpart", .string(counterpart.digits)))
        }
        self.personal = .object(members)
        self.subject = subject
        self.counterpart = counterpart
    }

    /// The personal field that seals an event of a case, which no reader is given.
    package static let eventDigest = "eventDigest"
    /// The number of bytes of an entry's salt.
    package static let saltLength = 32

    /// The bytes that the tree hashes: canonical JSON in which each personal field stands as
    /// HMAC-SHA-256 under this entry's salt.
    package func leaf(salt: [UInt8]) -> [UInt8] {
        let sealed = (personal.members ?? []).map { member in
            JSON.Member(
                member.name, .string(Self.seal(member.name, member.value, salt: salt)))
        }
        let leaf: JSON = [
            "version": 2, "id": .string(id.text), "kind": .string(kind.rawValue),
            "at": .integer(at.milliseconds), "facts": facts, "personal": .object(sealed),
        ]
        return leaf.canonicalBytes
    }

    /// The key of one field: HMAC(salt, name).
    ///
    /// Whoever gets it can check that field and no other,
    /// so that a short number beside it cannot be searched for.
    static func fieldKey(_ name: String, salt: [UInt8]) -> [UInt8] {
        HMACSHA256.code(key: salt, message: Array(name.utf8)).bytes
    }

    /// How a personal field stands in the leaf: base64url of HMAC(key of the field, value).
    package static func seal(_ name: String, _ value: JSON, salt: [UInt8]) -> String {
        HMACSHA256.code(key: fieldKey(name, salt: salt), message: value.canonicalBytes)
            .bytes.base64URL
    }

    /// As fields stood in leaves of version 1, under the salt itself.
    static func firstSeal(_ name: String, _ value: JSON, salt: [UInt8]) -> String {
        HMACSHA256.code(key: salt, message: Array(name.utf8) + [0] + value.canonicalBytes)
            .bytes.base64URL
    }
}

/// Writes entries into the journal, inside the transaction of their effect.
package struct Journal: Sendable {
    private let random: RandomSource

    /// A journal that takes its names and salts from `random`.
    package init(random: RandomSource) {
        self.random = random
    }

    /// Appends an entry; it commits, or does not, together with its effect.
    ///
    /// - Returns: the entry's name, for the receipt.
    @discardableResult
    package func append(
        _ kind: JournalKind, at: Instant, facts: JSON = [:], personal: JSON = [:],
        subject: IIN? = nil, counterpart: IIN? = nil, in transaction: any Transaction
    ) throws -> Identifier<JournalEntry> {
        let entry = prepare(
            kind, at: at, facts: facts, personal: personal, subject: subject,
            counterpart: counterpart)
        try append(PreparedEntries([entry]), in: transaction)
        return entry.id
    }

    /// Makes an entry's bytes before the transaction in which it is appended: for many at once.
    package func prepare(
        _ kind: JournalKind, at: Instant, facts: JSON = [:], personal: JSON = [:],
        subject: IIN? = nil, counterpart: IIN? = nil
    ) -> PreparedEntry {
        let entry = JournalEntry(
            id: Identifier(at: at, random: random), kind: kind, at: at, facts: facts,
            personal: personal, subject: subject, counterpart: counterpart)
        let salt = random.bytes(JournalEntry.saltLength)
        return PreparedEntry(entry: entry, salt: salt, leaf: entry.leaf(salt: salt))
    }

    /// Appends prepared entries, each once; they commit, or do not, together with their effect.
    package func append(_ entries: PreparedEntries, in transaction: any Transaction) throws {
        try transaction.insert(entries.rows)
        try transaction.insert(entries.personalRows)
    }
}

/// An entry with its salt and the bytes that the tree will hash.
package struct PreparedEntry: Sendable {
    private let entry: JournalEntry
    private let salt: [UInt8]
    private let leaf: [UInt8]

    fileprivate init(entry: JournalEntry, salt: [UInt8], leaf: [UInt8]) {
        self.entry = entry
        self.salt = salt
        self.leaf = leaf
    }

    /// The entry's name, for the receipt.
    package var id: Identifier<JournalEntry> { entry.id }

    fileprivate var row: [SQLValue] {
        [
            SQLValue(entry.id), SQLValue(entry.kind.rawValue), SQLValue(entry.at), SQLValue(leaf),
        ]
    }

    fileprivate var personalRow: [SQLValue]? {
        guard entry.personal.members?.isEmpty == false else { return nil }
        return [
            SQLValue(entry.id), SQLValue(salt), SQLValue(entry.personal.text), SQLValue(entry.at),
            SQLValue(entry.kind.retentionClass.rawValue), SQLValue(entry.subject),
            SQLValue(entry.counterpart),
        ]
    }
}

/// The rows of entries that are appended together, put together before their transaction.
package struct PreparedEntries: Sendable {
    fileprivate let rows: Insertion
    fileprivate let personalRows: Insertion

    /// Puts the entries' rows together.
    package init(_ entries: [PreparedEntry]) {
        rows = Insertion(
            "INSERT INTO journal_entry (id, kind, at, leaf)", entries.map(\.row))
        personalRows = Insertion(
            """
            INSERT INTO journal_personal
                (entry_id, salt, fields, at, retention_class, subject_iin, counterpart_iin)
            """, entries.compactMap(\.personalRow))
    }
}
