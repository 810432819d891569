/// A lock that all nodes sharing a database agree on, taken by ``Transaction/tryLock(_:)`` or waited
/// for by ``Transaction/lock(_:)``.
///
/// It guards work that one transaction at a time may do; it locks no row and no table.
package struct AdvisoryLock: Hashable, Sendable {
    /// The number under which PostgreSQL knows it; another one for each use.
    let number: Int64

    /// Finding the standings of declared activities anew.
    package static let activityRecheck = AdvisoryLock(number: 0x71797A6D_00000040)
    /// Opening the duties of public bodies and finding those that are late.
    package static let duties = AdvisoryLock(number: 0x71797A6D_00000050)
    /// Giving events of stages their places in the feed.
    package static let stageEvents = AdvisoryLock(number: 0x71797A6D_00000051)
    /// Recording that the last day of results has passed.
    package static let expiries = AdvisoryLock(number: 0x71797A6D_00000052)
    /// Deciding about days of publication and of the working calendar.
    package static let lawDecisions = AdvisoryLock(number: 0x71797A6D_00000053)
    /// Numbering entries of the journal and signing its heads.
    package static let journalSequencer = AdvisoryLock(number: 0x71797A6D_00000001)

    /// A lock named by the first eight bytes of a digest.
    ///
    /// PostgreSQL shows the numbers of its locks to its administrator, so the digest is a keyed one
    /// where the name is a person's. Two names with one number only wait for each other.
    package init(digest: [UInt8]) {
        number = digest.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    init(number: Int64) { self.number = number }
}
