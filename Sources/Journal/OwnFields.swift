import Kernel

/// Which personal fields of an entry a person reads who takes part in it.
///
/// The subject reads all but the other person's number; the other person reads the own number and
/// name. So nobody learns from a row whose document did not open.
package enum OwnFields {
    private static let ofCounterpart: Set = ["counterpart", "viewerName"]

    /// The members that are the reader's own; none for anybody else.
    package static func members(of personal: JSON, for reader: IIN) -> [JSON.Member] {
        let members = personal.members ?? []
        if personal["subject"]?.string == reader.digits {
            return members.filter { $0.name != "counterpart" || $0.value.string == reader.digits }
        }
        guard personal["counterpart"]?.string == reader.digits else { return [] }
        return members.filter { ofCounterpart.contains($0.name) }
    }
}
