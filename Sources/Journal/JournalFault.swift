import Kernel

/// Why the journal is neither extended nor read: somebody must look before it goes on.
package enum JournalFault: Error, Hashable, Sendable {
    /// There is no log yet, or one without a head.
    case noLog
    /// The stored tree is not the one that the newest head signed.
    ///
    /// To extend it would sign a fork; `qyzmet journal verify` finds the place.
    case treeDiffersFromHead(log: Identifier<JournalLog>, size: Int64)
    /// A node that the tree needs is missing; `qyzmet journal verify` finds the place.
    case nodeMissing(level: Int, position: Int64)
    /// The heads file knows a newer head: the store was restored to an earlier state.
    ///
    /// A new log must be started, whose first leaf names that head.
    case behindHeadsFile(knownSize: Int64, storedSize: Int64)
    /// The heads file holds heads of a log that this store does not know.
    case foreignHeadsFile(log: Identifier<JournalLog>)
    /// Another node is numbering entries at this moment; try again.
    case sequencerBusy
}
