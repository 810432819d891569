import Kernel

/// What is wrong with the journal, and where: the closed list that `qyzmet journal verify` prints.
///
/// An index counts the leaves of a log from 0.
package enum JournalFinding: Hashable, Sendable {
    /// The leaf is not the one that the tree holds at this place.
    case changed(Identifier<JournalEntry>, index: Int64)
    /// Kind, time or name in the row are not those of its leaf.
    case columnsChanged(Identifier<JournalEntry>, index: Int64?)
    /// The tree has a leaf at this place; the store has no entry.
    case removed(index: Int64)
    /// The entry stands where another belongs.
    case reordered(Identifier<JournalEntry>, index: Int64, belongsAt: Int64)
    /// Personal fields, salt or the columns beside them are not those that the leaf seals.
    case personalFieldsChanged(Identifier<JournalEntry>, index: Int64?)
    /// Personal fields are gone and no entry says that they were erased.
    case personalFieldsMissing(Identifier<JournalEntry>, index: Int64?)
    /// An erasure is claimed that its entry does not record, or the fields are still there.
    case erasureFalse(Identifier<JournalEntry>, index: Int64?)
    /// The entry has a number that no head covers.
    case notInTree(Identifier<JournalEntry>, index: Int64)
    /// The entry is older than the newest head by more than a minute and still has no number.
    case unnumbered(Identifier<JournalEntry>)
    /// A stored tile of leaf hashes is missing, cut or not what entries and tree say.
    case tileChanged(position: Int64)
    /// A stored node is missing or not the hash of what is below it.
    case nodeChanged(level: Int, position: Int64)
    /// A node or tile is stored where the tree has none.
    case nodeForged(level: Int, position: Int64)
    /// A stored head is not the one that was signed, or its root is not that of the tree.
    case headChanged(size: Int64)
    /// A later head names this one as the one before it, and it is not stored.
    case headRemoved(size: Int64)
    /// No trusted key signed the stored head.
    case headSignatureInvalid(size: Int64)
    /// The row of the log is not what its first leaf says, or logs are missing before it.
    case logChanged
    /// A head is known for more leaves than there are: the rest was cut off.
    ///
    /// `from` is the time of the last head that is still there, `to` that of the newest known.
    case cutOff(firstMissing: Int64, count: Int64, from: Instant?, to: Instant)
    /// A head of the heads file is validly signed, and the tree of that size has another root.
    case forked(size: Int64)
    /// A line of the heads file is no head, has no valid signature or stands out of order.
    case headsFileLineInvalid(line: Int)
    /// A line of the heads file is of a log that the store does not know.
    case headsFileForeign(line: Int)
}

/// A finding with the log in which it was made.
package struct LocatedFinding: Hashable, Sendable {
    /// The log; nil for what belongs to none.
    package let log: Identifier<JournalLog>?
    /// What was found.
    package let finding: JournalFinding
}

/// Leaves that a restore lost and that the log after it names as lost.
package struct DeclaredLoss: Hashable, Sendable {
    /// The log whose end was lost.
    package let log: Identifier<JournalLog>
    /// The first lost leaf.
    package let firstMissing: Int64
    /// The number of lost leaves.
    package let count: Int64
}

/// What the verification saw.
package struct JournalReport: Sendable {
    /// The most findings that are listed one by one.
    package static let findingsMax = 1000

    /// Logs looked at.
    package internal(set) var logs = 0
    /// Numbered entries looked at.
    package internal(set) var entries: Int64 = 0
    /// Entries whose personal fields were erased as the rules want it.
    package internal(set) var erased: Int64 = 0
    /// Entries that have no number yet, which is right for young ones.
    package internal(set) var unnumbered: Int64 = 0
    /// Stored heads looked at.
    package internal(set) var heads: Int64 = 0
    /// Heads of the file that lie on the tree.
    package internal(set) var headsOfFile: Int64 = 0
    /// Whether the file's last line is cut short, as a crash leaves it.
    package internal(set) var headsFileEndsTorn = false
    /// What restores lost and later logs name; no fault.
    package internal(set) var losses: [DeclaredLoss] = []
    /// The faults, at most ``findingsMax``.
    package private(set) var findings: [LocatedFinding] = []
    /// The number of faults, also of those that are not listed.
    package private(set) var findingsCount = 0

    /// Whether nothing is wrong.
    package var holds: Bool { findingsCount == 0 }

    mutating func add(_ finding: JournalFinding, in log: Identifier<JournalLog>?) {
        findingsCount += 1
        guard findings.count < JournalReport.findingsMax else { return }
        findings.append(LocatedFinding(log: log, finding: finding))
    }
}
