import Kernel
import Signatures

/// Whether the rows of an entry say what its leaf says.
struct LeafCheck {
    /// What is wrong.
    private(set) var findings: [JournalFinding] = []
    /// Whether the personal fields were erased as the rules want it.
    private(set) var isErased = false

    private let entry: StoredEntry

    init(_ entry: StoredEntry) {
        self.entry = entry
        guard let leaf = try? JSON.parse(entry.leaf), agrees(leaf) else {
            findings.append(.columnsChanged(entry.id, index: entry.place?.index))
            return
        }
        checkPersonal(
            sealed: leaf["personal"]?.members ?? [],
            seal: leaf["version"] == 1 ? JournalEntry.firstSeal : JournalEntry.seal)
    }

    private func agrees(_ leaf: JSON) -> Bool {
        (leaf["version"] == 1 || leaf["version"] == 2) && leaf["id"]?.string == entry.id.text
            && leaf["kind"]?.string == entry.kind && leaf["at"]?.integer == entry.at.milliseconds
    }

    private typealias Seal = (_ name: String, _ value: JSON, _ salt: [UInt8]) -> String

    private mutating func checkPersonal(sealed: [JSON.Member], seal: Seal) {
        let index = entry.place?.index
        if let personal = entry.personal {
            if entry.erasure != nil { findings.append(.erasureFalse(entry.id, index: index)) }
            guard opens(personal, sealed, seal) else {
                findings.append(.personalFieldsChanged(entry.id, index: index))
                return
            }
        } else if let erasure = entry.erasure {
            isErased = !sealed.isEmpty && records(erasure)
            if !isErased { findings.append(.erasureFalse(entry.id, index: index)) }
        } else if !sealed.isEmpty {
            findings.append(.personalFieldsMissing(entry.id, index: index))
        }
    }

    /// Whether fields and salt are those under the seals, and the columns beside them agree.
    private func opens(
        _ personal: StoredEntry.Personal, _ sealed: [JSON.Member], _ seal: Seal
    ) -> Bool {
        guard !personal.salt.isEmpty, let fields = try? JSON.parse(Array(personal.fields.utf8)),
            let members = fields.members, !members.isEmpty, members.count == sealed.count
        else { return false }
        let seals = Dictionary(sealed.map { ($0.name, $0.value.string) }) { first, _ in first }
        let fit = members.allSatisfy { member in
            seals[member.name] == seal(member.name, member.value, personal.salt)
        }
        return fit && personal.at == entry.at
            && personal.retentionClass
                == JournalKind(rawValue: entry.kind)?.retentionClass.rawValue
            && personal.subject == fields["subject"]?.string
            && personal.counterpart == fields["counterpart"]?.string
    }

    /// Whether the entry that is said to record the erasure does; its leaf is checked in its turn.
    private func records(_ erasure: StoredEntry.Erasure) -> Bool {
        guard let leaf = try? JSON.parse(erasure.leaf) else { return false }
        return leaf["id"]?.string == erasure.entry.text
            && leaf["kind"]?.string == JournalKind.entryErased.rawValue
            && leaf["facts"]?["erasedEntry"]?.string == entry.id.text
    }
}
