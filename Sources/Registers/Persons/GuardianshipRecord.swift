import Kernel

/// What a minor's representation rests on (Code on marriage and family).
package enum GuardianshipBasis: String, CaseIterable, Sendable, Hashable {
    /// A parent.
    case parent
    /// A person who adopted the minor.
    case adopter
    /// A guardian appointed for a child under 14.
    case guardian
    /// A trustee appointed for a minor of 14 to 17.
    case trustee
}

/// Who represents the person of a record, and since when.
package struct GuardianshipRecord: Hashable, Sendable {
    /// The representative.
    package var iin: IIN
    /// What it rests on.
    package var basis: GuardianshipBasis
    /// The first day.
    package var from: Day
    /// The first day on which it no longer held; nil while nothing ended it.
    ///
    /// Majority is not written here: it follows from the minor's birth date.
    package var until: Day?

    /// The four facts.
    package init(iin: IIN, basis: GuardianshipBasis, from: Day, until: Day?) {
        self.iin = iin
        self.basis = basis
        self.from = from
        self.until = until
    }
}

/// A minor whom the person of a record represents or represented.
package struct WardRecord: Hashable, Sendable {
    /// The minor.
    package var iin: IIN
    /// The first day on which the person no longer represents them: majority, or an earlier end.
    package var until: Day

    /// The two facts.
    package init(iin: IIN, until: Day) {
        self.iin = iin
        self.until = until
    }
}
