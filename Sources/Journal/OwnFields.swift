import Kernel

/// Which personal fields of an entry a person reads who takes part in it.
///
/// The subject reads all but the other person's number and the digest of what is not open yet; the
/// other person reads the own number and name. So nobody learns from a row whose document did not
/// open.
package enum OwnFields {
    private static let ofCounterpart: Set = ["counterpart", "viewerName"]

    /// The members that are the reader's own; none for anybody else.
    package static func members(of personal: JSON, for reader: IIN) -> [JSON.Member] {
        let members = personal.members ?? []
        if personal["subject"]?.string == reader.digits {
            return members.filter { member in
                member.name != JournalEntry.eventDigest
                    && (member.name != "counterpart" || member.value.string == reader.digits)
            }
        }
        guard personal["counterpart"]?.string == reader.digits else { return [] }
        return members.filter { ofCounterpart.contains($0.name) }
    }
}
