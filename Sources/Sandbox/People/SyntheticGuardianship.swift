import Kernel
import Registers

/// One person's legal representation of a minor, as dated fact.
package struct SyntheticGuardianship: Hashable, Sendable {
    /// The index of the minor.
    package var ward: Int
    /// The index of the representative.
    package var guardian: Int
    /// What it rests on.
    package var basis: GuardianshipBasis
    /// The first day.
    package var from: Day
    /// The day it ended for another reason than majority; nil while nothing ended it.
    package var until: Day?
}
