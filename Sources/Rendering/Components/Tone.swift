/// What a notice or a mark means; shown by colour, shape and word together.
package enum Tone: String, Sendable, CaseIterable {
    /// A plain fact.
    case calm
    /// Done, in force, allowed.
    case good
    /// Waiting, or ending soon.
    case warn
    /// Refused, failed, revoked.
    case bad

    /// The shape that goes with it.
    var icon: Icon {
        switch self {
        case .calm: .info
        case .good: .check
        case .warn: .clock
        case .bad: .cross
        }
    }
}
