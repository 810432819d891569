/// A lock that all nodes sharing a database agree on, taken by ``Transaction/tryLock(_:)``.
///
/// It guards work that one node at a time may do; it locks no row and no table.
package struct AdvisoryLock: Hashable, Sendable {
    /// The number under which PostgreSQL knows it; another one for each use.
    let number: Int64

    /// Finding the standings of declared activities anew.
    package static let activityRecheck = AdvisoryLock(number: 0x71797A6D_00000040)
    /// Numbering entries of the journal and signing its heads.
    package static let journalSequencer = AdvisoryLock(number: 0x71797A6D_00000001)
}
